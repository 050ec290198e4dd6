"""What the rest of the server asks of an engine besides Piccolo's queries, so that it is the same on each."""

from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from besedka.db.availability import Availability


class Engine(Protocol):
    """An open database. `availability` hears whatever it refuses."""

    availability: Availability

    def transaction(self) -> AbstractAsyncContextManager[Any]:
        """Commits at the end of the block, rolls back when it raises; inside another one it is part of that.

        Raises:
            Unavailable: the database is held, full or away.
            Duplicate: a row breaks a rule of uniqueness.
            InUse: other rows refer to one that was to go.
        """
        ...

    async def hold(self, table: str, id: int | None = None) -> None:
        """Inside a transaction: nobody else changes this row, or without `id` any row of the table, until it ends."""
        ...

    async def hold_schema(self) -> None:
        """Inside a transaction: nobody else changes tables until it ends; waits for whoever does."""
        ...

    async def table_names(self) -> set[str]:
        """The tables that there are, whoever made them."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...
