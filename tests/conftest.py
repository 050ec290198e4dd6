"""Fixtures: a server in this process, and an office with its owner."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from besedka import clock
from besedka.cli.database import open_database
from besedka.config import Config
from people import Office
from serving import Serving, serving


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as the migrations make it, once for all tests."""

    async def make() -> Path:
        config = Config(data_dir=tmp_path_factory.mktemp("blank"))
        async with open_database(config):
            return config.database

    return asyncio.run(make())


@pytest.fixture
async def server(tmp_path: Path, blank_database: Path) -> AsyncIterator[Serving]:
    """A server with short intervals and without limits."""
    shutil.copy(blank_database, tmp_path)
    async with serving(tmp_path) as running:
        yield running


@pytest.fixture
async def office(server: Serving) -> AsyncIterator[Office]:
    """The server with its owner."""
    office = Office(server.url, server.owner_key)
    await office.found()
    yield office
    await office.close()


@pytest.fixture(autouse=True)
def right_clock() -> Iterator[None]:
    """Whoever shifts or stops the clock leaves it right for the next."""
    yield
    clock.stop(None)
    clock.shift(timedelta())
