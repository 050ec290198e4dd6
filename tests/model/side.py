"""One engine of those that are compared: its writer, what that tells, and what its lists show."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from besedka.db import tables
from besedka.db.bind import bind
from besedka.db.migrate import migrate
from besedka.db.sqlite import SqliteEngine
from besedka.db.sqlite_store import SqliteStore
from besedka.db.writer import Done, Writer
from besedka.domain.chat import Event
from besedka.domain.commands import Command, Open
from besedka.domain.hints import Committed
from besedka.plugin.errors import Refused
from besedka.services.statuses import StatusBook
from model.requests import ANNA, CHIEF, IVAN, START, VISITORS

Answer = Done | tuple[str, dict[str, Any]]
"""What a sender is told: the acknowledgement, or the code of a refusal with its facts."""


class Side:
    """A desk on one engine."""

    def __init__(self, engine: SqliteEngine, store: SqliteStore, book: StatusBook) -> None:
        self._engine = engine
        self.statuses = book.all
        self.writer = Writer(store, lambda: book.all, self._tell)
        self._told: list[Committed] = []

    def use(self) -> None:
        """Reading goes to this engine from now on."""
        bind(self._engine)

    async def ask(self, requests: Sequence[Command | Open]) -> tuple[list[Answer], list[Committed]]:
        """All at once, so that one commit takes them: the answers, and what the others are told."""
        self._told = []
        found = await asyncio.gather(*(self.writer.submit(r) for r in requests), return_exceptions=True)
        return [_answer(one) for one in found], [replace(c, events=_plain(c.events)) for c in self._told]

    async def empty(self) -> None:
        """As on the first day: the people, and no chat."""
        self.use()
        for table in (tables.Job, tables.Rating, tables.ReadMark, tables.ChatEvent, tables.Chat):
            await table.delete(force=True)
        await tables.Identity.update({"blocked": False}, force=True)
        await tables.Client.update({"fields": "{}"}, force=True)

    def _tell(self, batch: Sequence[Committed]) -> None:
        self._told += batch


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Side]:
    """The desk on SQLite."""
    engine = SqliteEngine(folder / "twin.sqlite3")
    bind(engine)
    await engine.open()
    await migrate(engine)
    await _people()
    book = StatusBook()
    await book.load()
    store = SqliteStore(engine)
    side = Side(engine, store, book)
    task = asyncio.create_task(side.writer.run())
    yield side
    side.writer.stop()
    await task
    store.close()
    await engine.close()


async def _people() -> None:
    for operator in (ANNA, IVAN, CHIEF):
        name, administrator = f"Operator {operator.id}", operator.administrator
        await tables.Operator.insert(
            tables.Operator(name=name, display_name=name, email=name, administrator=administrator, created_at=START)
        )
    for _ in {visitor.client for visitor in VISITORS}:
        await tables.Client.insert(tables.Client(created_at=START))
    for visitor in VISITORS:
        await tables.Identity.insert(
            tables.Identity(connection=1, external_id=str(visitor.identity), client=visitor.client)
        )
    for name, group in (("At the warehouse", "in_progress"), ("Sold", "closed")):
        await tables.Status.insert(tables.Status(name=name, status_group=group, colour="blue", position=9))


def _answer(found: Done | BaseException) -> Answer:
    if isinstance(found, Refused):
        return refusal(found)
    if isinstance(found, BaseException):
        raise found
    return found


def refusal(refused: Refused) -> Answer:
    return refused.code, {name: fact for name, fact in refused.facts.items() if fact is not None}


def _plain(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(replace(event, request_hash=None) for event in events)
