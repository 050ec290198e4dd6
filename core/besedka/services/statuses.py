"""The statuses, kept in memory: every decision asks for them."""

from besedka.db import tables
from besedka.domain.chat import Status, Statuses


class StatusBook:
    """All statuses by id, in their order."""

    def __init__(self) -> None:
        self.all: Statuses = {}

    async def load(self) -> None:
        rows = await tables.Status.select().order_by(tables.Status.position, tables.Status.id)
        ordered = sorted(rows, key=lambda row: row["status_group"] == "closed")
        self.all = {
            row["id"]: Status(
                id=row["id"],
                name=row["name"],
                group=row["status_group"],
                colour=row["colour"],
                star=row["star"],
                builtin=row["builtin"],
            )
            for row in ordered
        }
