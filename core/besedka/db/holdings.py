"""How many chats each status and each operator has, and which: what is asked before one of them goes."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from besedka.db import tables
from besedka.db.tables import Chat as ChatTable


async def chats_by_status() -> dict[int, int]:
    """How many chats in progress and closed ones each status has."""
    rows = await ChatTable.raw(
        """SELECT status, COUNT(*) AS chats FROM chat WHERE state = 'in_progress' AND status IS NOT NULL GROUP BY status
        UNION ALL
        SELECT status, COUNT(*) AS chats FROM chat WHERE state = 'closed' AND status IS NOT NULL GROUP BY status"""
    )
    return {row["status"]: row["chats"] for row in rows}


async def count_in_status(status: int) -> int:
    """How many chats in progress are in a status."""
    rows = await ChatTable.raw("SELECT COUNT(*) AS chats FROM chat WHERE state = 'in_progress' AND status = {}", status)
    return int(rows[0]["chats"])


async def chats_in_status(status: int, limit: int) -> list[int]:
    """Some chats in progress of a status."""
    rows = await ChatTable.raw(
        f"SELECT id FROM chat WHERE state = 'in_progress' AND status = {{}} ORDER BY -id LIMIT {limit}", status
    )
    return [row["id"] for row in rows]


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What an operator has in progress; `old_chats` of them were begun before a moment."""

    operator: int
    open_chats: int
    old_chats: int


async def held(old: datetime) -> dict[int, Held]:
    """What each operator has in progress, of those who have something.

    Args:
        old: chats from before then are counted as old ones too.
    """
    rows = await ChatTable.raw(
        """SELECT operator, COUNT(*) AS open_chats, SUM(CASE WHEN opened_at < {} THEN 1 ELSE 0 END) AS old_chats
        FROM chat WHERE state = 'in_progress' GROUP BY operator""",
        old,
    )
    return {row["operator"]: msgspec.convert(row, Held) for row in rows}


async def chats_held_by(operators: Collection[int], limit: int) -> list[tuple[int, int]]:
    """Some chats in progress of these operators, each with its holder."""
    rows = await ChatTable.raw(
        f"""SELECT id, operator FROM chat
        WHERE state = 'in_progress' AND operator IN ({",".join(map(str, operators)) or "NULL"}) LIMIT {limit}"""
    )
    return [(row["id"], row["operator"]) for row in rows]


async def seen() -> dict[int, datetime | None]:
    """When each operator was last seen."""
    rows = await tables.Operator.select(tables.Operator.id, tables.Operator.seen_at)
    return {row["id"]: row["seen_at"] for row in rows}
