"""A server process, and people who talk through it.

What plugins do has nothing to do with the engine; the faults of databases name theirs.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import pytest

from conversations import Conversations
from databases import Database, EngineName
from people import Office
from serving import Process, process

PAIRS = 4


class Desk(NamedTuple):
    """A server process with some conversations."""

    server: Process
    talks: Conversations
    database: Database


@pytest.fixture
def engine_name() -> EngineName:
    """Unless a test is about the database: SQLite."""
    return "sqlite"


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    async with open_desk(database) as desk:
        yield desk


@asynccontextmanager
async def open_desk(database: Database) -> AsyncIterator[Desk]:
    """A desk on this database."""
    async with process(database, BESEDKA_TEST="1") as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        talks = Conversations(office)
        await talks.begin(PAIRS)
        yield Desk(server, talks, database)
        await office.close()
