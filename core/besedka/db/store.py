"""What the writer asks of an engine, so that it is the same on each."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from besedka.domain.change import Answered, Mark, Timer
from besedka.domain.chat import Chat, Event
from besedka.domain.people import Author, Visitor
from besedka.plugin.errors import BesedkaError

BATCH = 256

Trouble = Literal["database_held", "database_away", "database_readonly", "disk_full", "disk_failed"]


class Unavailable(BesedkaError):
    """The database cannot store anything just now; nothing was stored.

    Args:
        trouble: what keeps the database from storing anything; None if it is something else, such as the end of the server.
    """

    def __init__(self, message: str, trouble: Trouble | None = None) -> None:
        super().__init__(message)
        self.trouble = trouble


class Duplicate(BesedkaError):
    """A row that may exist once is there already.

    Args:
        column: the last column of the rule that it breaks, such as `email`.
    """

    def __init__(self, column: str) -> None:
        super().__init__(f"{column} is there already")
        self.column = column


class InUse(BesedkaError):
    """Other rows refer to the one that was to go."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a key already stands for."""

    chat: int
    seq: int
    at: datetime
    request_hash: bytes


Key = tuple[Author, str]
Place = tuple[int, int]
"""A chat, and the number of an event in it."""


class Writes(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch changes.

    Attributes:
        said: chats with new events.
        moved: chats that changed their state, status or operator: rare, and dearer because lists are sorted by it.
        described: chats that changed their rating, form, tags or severity.
        timed: chats whose deadlines changed.
        events: what happened, numbered.
        amended: earlier messages, and those of `events`, as they are from now on.
        marks: how far readers have read.
        blocked: identities, and whether they are blocked.
        answered: what clients answered to forms.
        timers: when deadlines are to be looked at.
        fields: by client, what is known of them now.
    """

    said: Collection[Chat]
    moved: Collection[Chat] = ()
    described: Collection[Chat] = ()
    timed: Collection[Chat] = ()
    events: Sequence[Event] = ()
    amended: Collection[Event] = ()
    marks: Sequence[Mark] = ()
    blocked: Collection[tuple[int, bool]] = ()
    answered: Sequence[Answered] = ()
    timers: Collection[Timer] = ()
    fields: Sequence[tuple[int, Mapping[str, str]]] = ()


class Batch(Protocol):
    """One open transaction. Chats that it has read are locked until it ends."""

    async def look_up(self, ids: Collection[int], keys: Collection[Key]) -> tuple[dict[int, Chat], dict[Key, Receipt]]:
        """Those of the chats that exist, and those of the keys that are stored."""
        ...

    async def messages(self, places: Collection[Place]) -> dict[Place, Event]:
        """Those of the events that are stored."""
        ...

    async def marks(self, chats: Collection[int]) -> dict[tuple[int, Author], int]:
        """How far readers have read these chats."""
        ...

    async def current(self, visitor: Visitor, besides: Collection[int]) -> Chat | None:
        """The visitor's chat that is not closed: the newest with messages, else the empty one. Those that the batch knows already
        are left out."""
        ...

    async def is_blocked(self, visitor: Visitor) -> bool: ...

    async def open(self, visitor: Visitor, now: datetime) -> Chat:
        """Store a new empty chat."""
        ...

    async def open_chats(self, operators: Collection[int]) -> dict[int, int]:
        """How many chats in progress each of them holds."""
        ...

    async def free_files(self, ids: Collection[str], now: datetime) -> set[str]:
        """Those of the files that are in no message yet and are kept for one."""
        ...

    async def write(self, writes: Writes) -> None:
        """Store a batch."""
        ...


class Store(Protocol):
    """One engine. `worth_a_wait`: a batch that was gathered during the one before had better wait for those who are just arriving;
    not so where the engine's answers are waited for anyway."""

    worth_a_wait: bool

    def transaction(self, another_waits: Callable[[], bool]) -> AbstractAsyncContextManager[Batch]:
        """Commits at the end of the block, rolls back when it raises.

        Args:
            another_waits: whether the next batch follows at once, asked at the commit: an engine may begin it with that.

        Raises:
            Unavailable: the database is locked, full or away, for this and any other batch.
        """
        ...
