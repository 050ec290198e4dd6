"""The statuses, kept in memory: every decision asks for them."""

from collections.abc import Iterable
from typing import Any

from besedka.db import tables
from besedka.domain.chat import Status, Statuses


class StatusBook:
    """All statuses by id, in their order, also those that are hidden."""

    def __init__(self) -> None:
        self.all: Statuses = {}

    async def load(self) -> None:
        rows = await tables.Status.select().order_by(tables.Status.position, tables.Status.id)
        star = next(row["id"] for row in rows if row["status_group"] == "in_progress" and not row["hidden"])
        ordered = sorted(rows, key=lambda row: row["status_group"] == "closed")
        self.all = {row["id"]: _status(row, star) for row in ordered}


def shown(statuses: Iterable[Status], group: str) -> list[Status]:
    """Those of a group that chats can get, in their order."""
    return [status for status in statuses if status.group == group and not status.hidden]


def _status(row: dict[str, Any], star: int) -> Status:
    return Status(
        id=row["id"],
        name=row["name"],
        group=row["status_group"],
        colour=row["colour"],
        star=row["id"] == star,
        builtin=row["builtin"],
        hidden=row["hidden"],
        version=row["version"],
    )
