"""One engine of those that are compared: its writer, what that tells, and what its lists show."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from msgspec import structs
from msgspec.structs import replace

from besedka.cli.database import open_database, open_store
from besedka.db import tables
from besedka.db.bind import bind
from besedka.db.engine import Engine
from besedka.db.store import Store
from besedka.db.writer import Done, Writer
from besedka.domain.chat import Event
from besedka.domain.commands import Command, Open
from besedka.domain.hints import Committed
from besedka.plugin.errors import Refused
from besedka.services.statuses import StatusBook
from databases import Database, EngineName
from model.requests import ANNA, CHIEF, FILES, IVAN, START, VISITORS

OF_CHATS = ("search_entry", "file", "job", "rating", "read_mark", "chat_event", "chat")
EMPTY: Mapping[EngineName, Sequence[str]] = {  # and numbers begin with 1 again
    "sqlite": [f"DELETE FROM {table}" for table in OF_CHATS],
    "postgresql": [f"TRUNCATE {', '.join(OF_CHATS)} RESTART IDENTITY"],
}

FAR_AWAY = datetime(2100, 1, 1, tzinfo=UTC)

Answer = Done | tuple[str, dict[str, Any]]
"""What a sender is told: the acknowledgement, or the code of a refusal with its facts."""


class Side:
    """A desk on one engine."""

    def __init__(self, name: EngineName, engine: Engine, store: Store, book: StatusBook) -> None:
        self._name = name
        self._engine = engine
        self.statuses = book.all
        self.writer = Writer(store, lambda: book.all, self._tell, engine.availability)
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
        async with self._engine.transaction():
            for statement in EMPTY[self._name]:
                await tables.Chat.raw(statement)
            await tables.SearchCursor.update({"event": 0}, force=True)
            await tables.Identity.update({"blocked": False}, force=True)
            await tables.Client.update({"fields": "{}"}, force=True)
            for file in FILES:
                await tables.File.insert(
                    tables.File(
                        **structs.asdict(file), owner_type="visitor", owner=1, sha256="", at=START, until=FAR_AWAY
                    )
                )

    def _tell(self, batch: Sequence[Committed]) -> None:
        self._told += batch


@asynccontextmanager
async def side_on(database: Database) -> AsyncIterator[Side]:
    """The desk on a database that is blank."""
    config = database.config()
    async with open_database(config) as engine, open_store(config, engine) as store:
        await _people()
        book = StatusBook()
        await book.load()
        side = Side(database.engine, engine, store, book)
        task = asyncio.create_task(side.writer.run())
        yield side
        side.writer.stop()
        await task


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
    for name, group, hidden in (
        ("At the warehouse", "in_progress", False),
        ("Sold", "closed", False),
        ("Of old", "in_progress", True),
    ):
        row = tables.Status(name=name, status_group=group, colour="blue", position=9, hidden=hidden)
        await tables.Status.insert(row)


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
