"""What only PostgreSQL's engine does: a pool that is never poisoned, never leaked and never waited for too long."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.cli.database import open_database
from besedka.db import tables
from besedka.db.engine import Engine
from besedka.db.postgres import Patience, PostgresEngine
from besedka.db.postgres_store import PostgresStore
from besedka.db.store import Unavailable
from databases import Database, EngineName
from private_postgres import PrivatePostgres

POOL = 8
SLEEPING = "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'"


@pytest.fixture
def engine_name() -> EngineName:
    return "postgresql"


async def rows(sql: str, *values: object) -> list[dict[str, object]]:
    """By a connection of the pool, or by the one of the transaction that is open here."""
    return [dict(row) for row in await tables.PluginState.raw(sql, *values)]


async def test_every_session_is_set_alike(engine: Engine) -> None:
    """RT-2: commits wait for the disk, nobody waits long for a lock"""
    assert isinstance(engine, PostgresEngine)
    wanted = {"lock_timeout": "2s", "synchronous_commit": "on", "TimeZone": "UTC", "application_name": "besedka"}
    store = PostgresStore(engine, lambda: None)
    await store.connect()
    for name, value in wanted.items():
        assert [*(await rows(f"SHOW {name}"))[0].values()] == [value]
        assert await store._db.fetchval(f"SHOW {name}") == value
    store.close()


async def test_with_all_connections_taken_the_next_is_told(engine: Engine) -> None:
    """503 for a while, and no hang"""
    assert isinstance(engine, PostgresEngine)
    free, held = asyncio.Event(), asyncio.Barrier(POOL + 1)

    async def hold() -> None:
        async with engine.transaction():
            await held.wait()
            await free.wait()

    holding = [asyncio.create_task(hold()) for _ in range(POOL)]
    await held.wait()
    engine.patience = Patience(acquire_s=0.2)
    with pytest.raises(Unavailable, match="it does not answer"):
        async with engine.transaction():
            pass
    free.set()
    await asyncio.gather(*holding)
    async with engine.transaction():
        pass


@pytest.mark.parametrize("inside", [False, True])
async def test_who_goes_away_leaves_no_connection_and_no_query_behind(
    engine: Engine, database: Database, inside: bool
) -> None:
    """A client that hangs up cancels its request, wherever that is."""

    async def sleep() -> None:
        if not inside:
            await rows("SELECT pg_sleep(600)")
            return
        async with engine.transaction():
            await tables.PluginState.insert(tables.PluginState(name="gone", enabled=True))
            await rows("SELECT pg_sleep(600)")

    for _ in range(3 * POOL // 2):
        task = asyncio.create_task(sleep())
        while not database.rows(SLEEPING):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with asyncio.timeout(30):
            while database.rows(SLEEPING):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
    assert await asyncio.gather(*(rows("SELECT name FROM plugin_state") for _ in range(2 * POOL))) == [[]] * (2 * POOL)


async def test_who_goes_away_at_any_moment(engine: Engine) -> None:
    """Between BEGIN and COMMIT, or while it waits for a connection: what is left is one transaction or none."""

    async def work(name: str) -> None:
        async with engine.transaction():
            for part in ("a", "b"):
                await tables.PluginState.insert(tables.PluginState(name=f"{name} {part}", enabled=True))

    for turns in range(60):
        tasks = [asyncio.create_task(work(f"{turns} {number}")) for number in range(POOL + 2)]
        for _ in range(turns):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    odd = await rows("SELECT count(*) AS n FROM plugin_state GROUP BY left(name, -2) HAVING count(*) <> 2")
    assert odd == []
    async with asyncio.timeout(30):  # the server hears of the last ones a moment later
        while await rows("SELECT pid FROM pg_stat_activity WHERE state LIKE 'idle in%'"):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    await asyncio.gather(*(work(f"later {number}") for number in range(2 * POOL)))


async def test_tables_that_a_plugin_changes_meanwhile(engine: Engine, database: Database) -> None:
    """What a connection has prepared is prepared anew; inside a transaction it is "not now", once."""

    async def inside() -> list[dict[str, object]]:
        async with engine.transaction():
            return await rows("SELECT * FROM notes")

    database.rows("CREATE TABLE notes (id int)")
    database.rows("INSERT INTO notes VALUES (1)")
    assert await rows("SELECT * FROM notes") == [{"id": 1}]
    database.rows("ALTER TABLE notes ALTER COLUMN id TYPE text")
    assert await rows("SELECT * FROM notes") == [{"id": "1"}]
    database.rows("ALTER TABLE notes ADD COLUMN words text")
    with pytest.raises(Unavailable, match="its tables have just been changed"):
        await inside()
    assert await inside() == [{"id": "1", "words": None}]


async def test_what_is_refused_is_not_quoted(engine: Engine, database: Database) -> None:
    """PostgreSQL shows the whole row; what people write is not for the log."""
    database.rows("ALTER TABLE plugin_state ADD CHECK (name <> 'secret words')")
    state = tables.PluginState(name="secret words", enabled=True)
    with pytest.raises(Exception, match="violates check constraint") as refused:
        await tables.PluginState.insert(state)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("value", ["a\0b", "\ud800", 2**40, 2**70, "x" * 5_000_000])
async def test_a_value_that_cannot_be_stored_costs_the_others_nothing(engine: Engine, value: object) -> None:
    """SE-5: where the edge lets one through, the connection is as good as before."""

    async def inside() -> None:
        async with engine.transaction():
            await rows("INSERT INTO plugin_state (name, enabled) VALUES ({}, true)", value)

    for _ in range(2 * POOL):
        with pytest.raises(Exception):  # noqa: B017 - each kind has its own
            await inside()
        with pytest.raises(Exception):  # noqa: B017
            await rows("INSERT INTO plugin_state (name, enabled) VALUES ({}, true)", value)
    assert await rows("SELECT name FROM plugin_state") == []


@pytest.fixture
def restarting() -> Iterator[PrivatePostgres]:
    server = PrivatePostgres()
    server.start()
    yield server
    server.remove()


async def test_a_database_that_was_restarted(restarting: PrivatePostgres, tmp_path: Path) -> None:
    """F5: connections from before are replaced when they are next asked for."""
    database = Database(engine="postgresql", folder=tmp_path, url=restarting.url())
    async with open_database(database.config()):
        await asyncio.gather(*(rows("SELECT 1 AS n") for _ in range(POOL)))
        restarting.kill()
        with pytest.raises(Unavailable):
            await rows("SELECT 1 AS n")
        restarting.start()
        answers = await asyncio.gather(*(rows("SELECT 1 AS n") for _ in range(3 * POOL)))
        assert answers == [[{"n": 1}]] * (3 * POOL)
    async with open_database(database.config(), as_it_is=True):
        assert await rows("SELECT 2 AS n") == [{"n": 2}]
