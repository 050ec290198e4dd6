"""Drafts as they are stored: of each operator, chat and mode at most one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from besedka.db.tables import Draft

SAVE = """
    INSERT INTO draft (operator, chat, mode, text, at) VALUES ({}, {}, {}, {}, {})
    ON CONFLICT (operator, chat, mode) DO UPDATE SET text = excluded.text, at = excluded.at
"""
LOST = "DELETE FROM draft WHERE NOT EXISTS (SELECT 1 FROM chat WHERE chat.id = draft.chat) RETURNING id"


async def save(operator: int, chat: int, mode: str, text: str, at: datetime) -> None:
    """Keep it in the place of the one before; without a text there is none."""
    if text:
        await Draft.raw(SAVE, operator, chat, mode, text, at)
    else:
        await Draft.delete().where((Draft.operator == operator) & (Draft.chat == chat) & (Draft.mode == mode))


async def of(operator: int) -> list[dict[str, Any]]:
    """All drafts of an operator."""
    return await Draft.select().where(Draft.operator == operator).order_by(Draft.id)


async def drafted(operator: int, chats: Collection[int]) -> set[int]:
    """Those of the chats in which the operator has begun to write something."""
    if not chats:
        return set()
    ids = ",".join(map(str, chats))
    rows = await Draft.raw(f"SELECT DISTINCT chat FROM draft WHERE operator = {{}} AND chat IN ({ids})", operator)
    return {row["chat"] for row in rows}


async def remove_lost() -> None:
    """Those of chats that are no more."""
    await Draft.raw(LOST)
