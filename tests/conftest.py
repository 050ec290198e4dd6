"""Fixtures: a database of each engine, a server in this process on it, and an office with its owner."""

import itertools
import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from besedka import clock
from besedka.cli.database import open_database
from besedka.cli.serve import settle_memory
from besedka.db.engine import Engine
from databases import ENGINES, Database, EngineName, copy_blank, drop, make_blank
from people import Office
from private_postgres import private_postgres
from serving import Serving, serving

_numbers = itertools.count(1)

# The same examples each time, however slow the machine is; tests that take long look for others.
settings.register_profile(
    "besedka", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("besedka")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL: `BESEDKA_TEST_POSTGRES_URL`, else one of our own."""
    if url := os.environ.get("BESEDKA_TEST_POSTGRES_URL"):
        yield url
        return
    with private_postgres() as server:
        yield server.url()


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite's file as the migrations make it, once for all tests."""
    return make_blank(tmp_path_factory.mktemp("blank"), None)


@pytest.fixture(scope="session")
def blank_postgres(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> str:
    """A server with the template that the tests' databases are copied from."""
    make_blank(tmp_path_factory.mktemp("blank"), postgres)
    return postgres


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> EngineName:
    """Whatever stands on this runs on both engines."""
    name: EngineName = request.param
    return name


@pytest.fixture
def database(
    engine_name: EngineName, tmp_path: Path, blank_database: Path, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """A database without anybody in it."""
    if engine_name == "sqlite":
        yield copy_blank("", tmp_path, blank_database, None)
        return
    postgres: str = request.getfixturevalue("blank_postgres")
    database = copy_blank(f"besedka_test_{os.getpid()}_{next(_numbers)}", tmp_path, blank_database, postgres)
    yield database
    drop(database, postgres)


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[Engine]:
    """The open database, its tables bound."""
    async with open_database(database.config()) as engine:
        yield engine


@pytest.fixture
async def server(database: Database) -> AsyncIterator[Serving]:
    """A server with short intervals and without limits."""
    async with serving(database) as running:
        yield running


@pytest.fixture
async def office(server: Serving) -> AsyncIterator[Office]:
    """The server with its owner."""
    office = Office(server.url, server.owner_key)
    await office.found()
    yield office
    await office.close()


@pytest.fixture(scope="session", autouse=True)
def settled_memory() -> None:
    """As a server does: the collector does not look through all that was imported at each start of one."""
    settle_memory()


@pytest.fixture(autouse=True)
def right_clock() -> Iterator[None]:
    """Whoever shifts or stops the clock leaves it right for the next."""
    yield
    clock.stop(None)
    clock.shift(timedelta())
