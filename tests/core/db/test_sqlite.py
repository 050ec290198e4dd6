"""The engine: durable, one writer at a time, never locked, and strict about transactions that have ended."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from piccolo.apps.migrations.tables import Migration

from besedka.db import tables
from besedka.db.bind import bind
from besedka.db.migrate import CORE, SchemaTooNew, migrate
from besedka.db.sqlite import BUSY_TIMEOUT_S, PRAGMAS, SqliteEngine
from besedka.db.sqlite_store import SqliteStore
from besedka.db.store import Duplicate, Unavailable


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    engine = SqliteEngine(tmp_path / "test.sqlite3")
    bind(engine)
    await engine.open()
    await migrate(engine)
    yield engine
    await engine.close()


async def count() -> int:
    return int(await tables.PluginState.count())


async def add(name: str) -> None:
    await tables.PluginState.insert(tables.PluginState(name=name, enabled=True))


async def test_every_connection_is_durable(engine: SqliteEngine) -> None:
    """RT-2: WAL and synchronous=FULL, foreign keys on, for readers, writer and the group writer"""
    store = SqliteStore(engine)
    async with engine.writing("the test") as writer:
        connections = [writer, engine._readers._queue[0]]  # type: ignore[attr-defined]
        for name, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            for connection in connections:
                rows = list(await connection.execute_fetchall(f"PRAGMA {name}"))
                assert rows[0][name] == wanted
            assert store._db.execute(f"PRAGMA {name}").fetchone()[0] == wanted
    assert len(PRAGMAS) == 4
    store.close()


async def test_a_hundred_transactions_at_once_none_is_locked(engine: SqliteEngine) -> None:
    async def read_and_write(number: int) -> None:
        async with engine.transaction():
            before = await count()
            await add(f"plugin {number}")
            assert await count() == before + 1

    await asyncio.gather(*(read_and_write(number) for number in range(100)))
    assert await count() == 100


async def test_held_by_another_program_nobody_waits_in_a_row(engine: SqliteEngine) -> None:
    """Whoever is first waits for the lock; those queued behind are told at once, and readers notice nothing."""

    async def transaction(name: str) -> None:
        async with engine.transaction():
            await add(name)

    with contextlib.closing(sqlite3.connect(engine.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        work = [transaction("a"), add("b"), add("c"), transaction("d"), add("e")]
        results = await asyncio.gather(*work, return_exceptions=True)
        assert [type(result) for result in results] == [Unavailable] * 5, results
        assert time.monotonic() - started < 2 * BUSY_TIMEOUT_S
        assert await count() == 0
    await transaction("f")
    await add("g")
    assert await count() == 2


async def test_a_full_disk_is_told_and_forgotten(engine: SqliteEngine) -> None:
    async with engine.writing("the test") as writer:
        await writer.execute_fetchall("PRAGMA max_page_count = 1")
    long = "x" * 100_000
    with pytest.raises(Unavailable, match="the disk is full"):
        await tables.ChatEvent.raw("INSERT INTO plugin_state (name, enabled) VALUES ({}, 1)", long)
    with pytest.raises(Unavailable, match="the disk is full"):
        async with engine.transaction():
            await add(long)
    async with engine.writing("the test") as writer:
        await writer.execute_fetchall("PRAGMA max_page_count = 1000000")
    await add("stays")
    assert await count() == 1


async def test_a_row_that_is_there_already(engine: SqliteEngine) -> None:
    await add("a")
    with pytest.raises(Duplicate) as twice:
        await add("a")
    assert twice.value.column == "name"


async def test_what_is_raised_rolls_back_and_frees_the_writer(engine: SqliteEngine) -> None:
    async def fail() -> None:
        async with engine.transaction():
            await add("gone")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count() == 0
    await add("stays")
    assert await count() == 1


async def test_cancelling_rolls_back_and_frees_the_writer(engine: SqliteEngine) -> None:
    inside = asyncio.Event()

    async def linger() -> None:
        async with engine.transaction():
            await add("gone")
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(linger())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await add("stays")
    assert await count() == 1


async def test_a_task_that_outlives_its_transaction_is_refused(engine: SqliteEngine) -> None:
    """It would write without the lock."""
    over = asyncio.Event()

    async def late() -> None:
        await over.wait()
        await add("late")

    async with engine.transaction():
        task = asyncio.create_task(late())
    over.set()
    with pytest.raises(RuntimeError, match="started inside a transaction that has ended"):
        await task
    assert await count() == 0


async def test_a_block_inside_a_block_is_one_transaction(engine: SqliteEngine) -> None:
    async def fail() -> None:
        async with engine.transaction():
            async with engine.transaction():
                await add("inner")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count() == 0


async def test_migrations_run_once(engine: SqliteEngine) -> None:
    assert await migrate(engine) == []
    assert await Migration.get_migrations_which_ran(app_name="besedka") == sorted(
        path.stem for path in CORE.glob("m*.py")
    )


async def test_a_newer_database_is_refused(engine: SqliteEngine) -> None:
    await Migration.insert(Migration(name="m9999_from_the_future", app_name="besedka"))
    with pytest.raises(SchemaTooNew, match="newer release"):
        await migrate(engine)


async def test_a_migration_that_fails_leaves_nothing(engine: SqliteEngine, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "m0001_half.py").write_text(
        "from besedka.db.tables import PluginState\n"
        "from piccolo.apps.migrations.auto.migration_manager import MigrationManager\n"
        "async def forwards():\n"
        "    manager = MigrationManager(migration_id='1', app_name='other')\n"
        "    async def work():\n"
        "        await PluginState.raw('CREATE TABLE half (id INTEGER)')\n"
        "        raise ZeroDivisionError\n"
        "    manager.add_raw(work)\n"
        "    return manager\n"
    )
    with pytest.raises(ZeroDivisionError):
        await migrate(engine, folder, "other")
    with pytest.raises(sqlite3.OperationalError, match="no such table: half"):
        await tables.PluginState.raw("SELECT * FROM half")
    assert await Migration.get_migrations_which_ran(app_name="other") == []


async def test_two_apps_may_name_their_files_alike(engine: SqliteEngine, tmp_path: Path) -> None:
    for app in ("one", "two"):
        (tmp_path / app).mkdir()
        (tmp_path / app / "m0001_first.py").write_text(
            "from besedka.db.tables import PluginState\n"
            "from piccolo.apps.migrations.auto.migration_manager import MigrationManager\n"
            "async def forwards():\n"
            "    manager = MigrationManager(migration_id='1', app_name='x')\n"
            f"    async def work(): await PluginState.raw('CREATE TABLE of_{app} (id INTEGER)')\n"
            "    manager.add_raw(work)\n"
            "    return manager\n"
        )
        assert await migrate(engine, tmp_path / app, app) == ["m0001_first"]
    for app in ("one", "two"):
        assert await tables.PluginState.raw(f"SELECT * FROM of_{app}") == []


@pytest.mark.parametrize(
    ("query", "step"),
    [
        ("SELECT id FROM identity WHERE external_id = 'x'", "SEARCH identity USING COVERING INDEX identity_token"),
        ("DELETE FROM session WHERE expires_at < 'x'", "SEARCH session USING COVERING INDEX session_expiry"),
    ],
)
async def test_what_every_visitor_and_every_sign_in_asks_reads_no_whole_table(
    engine: SqliteEngine, query: str, step: str
) -> None:
    plan = await tables.Identity.raw(f"EXPLAIN QUERY PLAN {query}")
    assert plan[0]["detail"].startswith(step)


async def test_the_tables_are_those_of_the_code(engine: SqliteEngine) -> None:
    """The frozen tables of the migrations add up to besedka.db.tables."""
    for table in tables.TABLES:
        rows = await table.raw(f"PRAGMA table_info({table._meta.tablename})")
        assert [row["name"] for row in rows] == [column._meta.db_column_name for column in table._meta.columns]
