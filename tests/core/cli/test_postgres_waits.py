"""A server and its PostgreSQL start in any order, and one server has the database."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from databases import Database
from people import Office
from ports import free_port
from private_postgres import PrivatePostgres
from serving import Process

MIGRATIONS = "SELECT name, count(*) AS times FROM migration GROUP BY name ORDER BY name"


@pytest.fixture
def stopped() -> Iterator[PrivatePostgres]:
    """A PostgreSQL that has yet to be started."""
    server = PrivatePostgres()
    yield server
    server.remove()


@asynccontextmanager
async def begun(database: Database, wait_s: float = 60) -> AsyncIterator[Process]:
    """A server that starts, and keeps what it says."""
    server = Process(database, free_port(), BESEDKA_TEST="1", BESEDKA_TEST_DATABASE_WAIT_S=f"{wait_s}")
    await server.begin(keep_errors=True)
    try:
        yield server
    finally:
        await server.kill()


async def test_a_database_that_comes_later_is_waited_for(stopped: PrivatePostgres, tmp_path: Path) -> None:
    """It is said once what is waited for."""
    async with begun(Database(engine="postgresql", folder=tmp_path, url=stopped.url())) as server:
        said = (await server.errors.readline()).decode()
        assert f"waiting up to 60 s for the database postgres at 127.0.0.1:{stopped.port}: " in said
        stopped.start()
        await server.announced()
        assert server.owner_key
        assert await server.stop() == 0
        assert b"waiting" not in await server.errors.read()


async def test_a_database_that_never_comes(stopped: PrivatePostgres, tmp_path: Path) -> None:
    async with begun(Database(engine="postgresql", folder=tmp_path, url=stopped.url()), wait_s=1) as server:
        said = (await server.errors.read()).decode().splitlines()
        assert await server.ended() == 2
    assert len(said) == 2
    assert "waiting up to 1 s" in said[0]
    assert said[1].startswith(
        f"besedka: BESEDKA_DATABASE_URL: the database postgres at 127.0.0.1:{stopped.port} cannot be reached ("
    )


async def test_who_stops_waiting(stopped: PrivatePostgres, tmp_path: Path) -> None:
    async with begun(Database(engine="postgresql", folder=tmp_path, url=stopped.url())) as server:
        assert b"waiting" in await server.errors.readline()
        assert await server.stop() != 0
        assert b"Traceback" not in await server.errors.read()


async def test_one_server_a_database(stopped: PrivatePostgres, tmp_path: Path) -> None:
    """RT-2: of two that begin at once on an empty database one makes it; the other is told, and takes over as soon as the first
    is gone, however it went."""
    stopped.start()
    one, two = (Database(engine="postgresql", folder=tmp_path / name, url=stopped.url()) for name in ("one", "two"))
    async with begun(one) as first, begun(two) as second:
        ends = {asyncio.create_task(server.errors.read()): server for server in (first, second)}
        (end,), (other,) = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        assert (
            end.result()
            .decode()
            .endswith(
                "besedka: BESEDKA_DATABASE_URL: another server is running on this database: stop it, or name another database\n"
            )
        )
        refused, running = ends[end], ends[other]
        assert await refused.ended() == 2
        await running.announced()
        made = one.rows(MIGRATIONS)
        assert made
        assert {row["times"] for row in made} == {1}
        await running.kill()
        await other
        await refused.start()
        assert refused.owner_key
        assert one.rows(MIGRATIONS) == made
        await refused.stop()


async def test_a_server_whose_database_was_taken_ends(stopped: PrivatePostgres, tmp_path: Path) -> None:
    """RT-2: while PostgreSQL was away, another server came first; the one from before neither stores nor stays."""
    stopped.start()
    one, two = (Database(engine="postgresql", folder=tmp_path / name, url=stopped.url()) for name in ("one", "two"))
    async with begun(one) as first:
        await first.announced()
        office = Office(first.url, first.owner_key)
        stopped.kill()
        async with begun(two) as second:
            stopped.start()
            await second.announced()
            body = {"page": {"url": "https://shop.example/"}}
            assert (await office.http().post("/api/widget/v1/default/session", json=body)).status_code == 503
            assert await first.ended() == 0
            assert b"another server has taken this database" in await first.errors.read()
            await second.stop()
        await office.close()
    assert two.rows("SELECT * FROM chat_event") == []


async def test_tables_are_not_changed_under_a_server_that_runs(stopped: PrivatePostgres, tmp_path: Path) -> None:
    """The start of a newer release beside an older one: as with SQLite it is refused before it has changed anything."""
    stopped.start()
    one, two = (Database(engine="postgresql", folder=tmp_path / name, url=stopped.url()) for name in ("one", "two"))
    async with begun(one) as server:
        await server.announced()
        one.rows("DELETE FROM migration")  # so that there is something to be done
        async with begun(two) as second:
            assert b"another server is running" in await second.errors.read()
            assert await second.ended() == 2
        assert one.rows("SELECT * FROM migration") == []
