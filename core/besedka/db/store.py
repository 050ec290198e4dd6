"""What the writer asks of an engine, so that it is the same on each."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

import msgspec

from besedka.domain.chat import Chat, Event
from besedka.domain.decide import Mark
from besedka.domain.people import Author, Visitor
from besedka.plugin.errors import BesedkaError

BATCH = 256


class Unavailable(BesedkaError):
    """The database cannot store anything just now; nothing was stored."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a key already stands for."""

    chat: int
    seq: int
    at: datetime
    request_hash: bytes


Key = tuple[Author, str]


class Batch(Protocol):
    """One open transaction. Chats that it has read are locked until it ends."""

    async def chats(self, ids: Collection[int]) -> dict[int, Chat]:
        """Those of the chats that exist."""
        ...

    async def receipts(self, keys: Collection[Key]) -> dict[Key, Receipt]:
        """Those of the keys that are stored."""
        ...

    async def current(self, visitor: Visitor) -> Chat | None:
        """The visitor's chat that is not closed: the newest with messages, else the empty one."""
        ...

    async def is_blocked(self, visitor: Visitor) -> bool: ...

    async def open(self, visitor: Visitor, now: datetime) -> Chat:
        """Store a new empty chat."""
        ...

    async def write(
        self,
        said: Iterable[Chat],
        moved: Sequence[Chat],
        events: Sequence[Event],
        marks: Sequence[Mark],
        blocked: Sequence[tuple[int, bool]],
    ) -> None:
        """Store a batch.

        Args:
            said: chats with new events.
            moved: those of them that changed their state, status or operator: rare, and dearer because lists are sorted by it.
            events: what happened, numbered.
            marks: how far readers have read.
            blocked: identities, and whether they are blocked.
        """
        ...


class Store(Protocol):
    """One engine."""

    def transaction(self) -> AbstractAsyncContextManager[Batch]:
        """Commits at the end of the block, rolls back when it raises.

        Raises:
            Unavailable: the database is locked, full or away, for this and any other batch.
        """
        ...
