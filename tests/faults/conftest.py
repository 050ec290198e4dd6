"""A server process, and people who talk through it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conversations import Conversations
from people import Office
from serving import Process, process

PAIRS = 4


class Desk(NamedTuple):
    """A server process with some conversations; `database` is its file."""

    server: Process
    talks: Conversations
    database: Path


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with process(tmp_path, BESEDKA_TEST="1") as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        talks = Conversations(office)
        await talks.begin(PAIRS)
        yield Desk(server, talks, tmp_path / "besedka.sqlite3")
        await office.close()
