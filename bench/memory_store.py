"""Storage that forgets: what the writer would be without any SQL. Only for the ratio of `make bench`."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from besedka.db.store import Key, Place, Receipt, Writes
from besedka.domain.chat import Chat, Event
from besedka.domain.people import Author, Visitor


class MemoryStore:
    """Keeps the chats as they are now, and nothing of what was said."""

    worth_a_wait = True

    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}

    def know(self, chats: Iterable[Chat]) -> None:
        """Begin with these chats."""
        self._chats.update((chat.id, chat) for chat in chats)

    @asynccontextmanager
    async def transaction(self, another_waits: Callable[[], bool]) -> AsyncIterator["MemoryStore"]:
        yield self

    async def look_up(self, ids: Collection[int], keys: Collection[Key]) -> tuple[dict[int, Chat], dict[Key, Receipt]]:
        return {id: self._chats[id] for id in ids if id in self._chats}, {}

    async def messages(self, places: Collection[Place]) -> dict[Place, Event]:
        return {}

    async def marks(self, chats: Collection[int]) -> dict[tuple[int, Author], int]:
        return {}

    async def current(self, visitor: Visitor, besides: Collection[int]) -> Chat | None:
        return next((c for c in self._chats.values() if c.identity == visitor.identity), None)

    async def is_blocked(self, visitor: Visitor) -> bool:
        return False

    async def open(self, visitor: Visitor, now: datetime) -> Chat:
        raise NotImplementedError("the benchmark opens its chats beforehand")

    async def open_chats(self, operators: Collection[int]) -> dict[int, int]:
        return dict.fromkeys(operators, 0)

    async def free_files(self, ids: Collection[str], now: datetime) -> set[str]:
        return set()

    async def write(self, writes: Writes) -> None:
        self.know(writes.said)
        self.know(writes.timed)
