"""What distribution and deadlines ask of chats: who waits, who is free, what is due."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from piccolo.querystring import QueryString

from besedka.db.reading import OPEN, chats_where, chosen_chats
from besedka.db.tables import Chat as ChatTable
from besedka.db.visible import in_states
from besedka.domain.chat import Chat


async def queue(limit: int) -> list[Chat]:
    """The oldest chats of the queue."""
    return await chosen_chats(QueryString(in_states(("queue",))), "chat.opened_at, chat.id", limit)


async def queued_before(at: datetime, limit: int) -> list[int]:
    """The oldest chats of the queue that were opened before `at`."""
    rows = await ChatTable.raw(
        f"SELECT id FROM chat WHERE {in_states(('queue',))} AND opened_at < {{}} ORDER BY opened_at, id LIMIT {limit}",
        at,
    )
    return [row["id"] for row in rows]


async def count_with_deadlines() -> int:
    """How many chats have a deadline that stands."""
    rows = await ChatTable.raw(f"SELECT COUNT(*) AS chats FROM chat WHERE {in_states(OPEN)} AND deadlines IS NOT NULL")
    return int(rows[0]["chats"])


async def some(ids: Collection[int]) -> list[Chat]:
    """These chats."""
    return await chats_where(QueryString(f"WHERE chat.id IN ({','.join(map(str, ids)) or 'NULL'})"))


async def open_ids() -> list[int]:
    """All chats in the queue and in progress."""
    rows = await ChatTable.raw(f"SELECT id FROM chat WHERE {in_states(OPEN)} ORDER BY id")
    return [row["id"] for row in rows]


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What an operator has to do, and when the last chat came."""

    open_chats: int
    last_assigned_at: datetime | None


async def loads(operators: Collection[int]) -> dict[int, Load]:
    """The loads of these operators."""
    rows = await ChatTable.raw(
        f"""SELECT operator.id AS id,
            (SELECT COUNT(*) FROM chat WHERE chat.operator = operator.id AND chat.state = 'in_progress') AS open_chats,
            (SELECT MAX(assigned_at) FROM chat WHERE chat.operator = operator.id AND assigned_at IS NOT NULL) AS last_at
        FROM operator WHERE operator.id IN ({",".join(map(str, operators)) or "NULL"})"""
    )
    return {row["id"]: Load(open_chats=row["open_chats"], last_assigned_at=_time(row["last_at"])) for row in rows}


def _time(value: Any) -> datetime | None:
    # An aggregate has no column type, so SQLite gives the text that it stores.
    return datetime.fromisoformat(value) if isinstance(value, str) else value
