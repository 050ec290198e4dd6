"""What each engine does alike: one transaction or nothing, nobody waits in a row, and migrations run once."""

import asyncio
from pathlib import Path

import pytest
from piccolo.apps.migrations.tables import Migration

from besedka.db import tables
from besedka.db.engine import Engine
from besedka.db.migrate import CORE, SchemaTooNew, migrate
from besedka.db.store import Duplicate, InUse, Unavailable
from databases import Database

QUEUED_S = 9  # five in a row would wait for ten


async def count() -> int:
    return int(await tables.PluginState.count())


async def add(name: str) -> None:
    await tables.PluginState.insert(tables.PluginState(name=name, enabled=True))


async def test_a_hundred_transactions_at_once_none_is_lost(engine: Engine) -> None:
    """Whoever holds the table knows what is in it."""

    async def read_and_write(number: int) -> None:
        async with engine.transaction():
            await engine.hold("plugin_state")
            before = await count()
            await add(f"plugin {number}")
            assert await count() == before + 1

    await asyncio.gather(*(read_and_write(number) for number in range(100)))
    assert await count() == 100


async def test_held_by_another_program_nobody_waits_in_a_row(engine: Engine, database: Database) -> None:
    """F6: whoever waits in vain is told, those queued behind with them, and readers notice nothing."""

    async def transaction(name: str) -> None:
        async with engine.transaction():
            await add(name)

    async with database.held():
        work = [transaction("a"), add("b"), add("c"), transaction("d"), add("e")]
        async with asyncio.timeout(QUEUED_S):
            results = await asyncio.gather(*work, return_exceptions=True)
        assert [type(result) for result in results] == [Unavailable] * 5, results
        assert await count() == 0
    await transaction("f")
    await add("g")
    assert await count() == 2


async def test_a_row_that_others_refer_to(engine: Engine, database: Database) -> None:
    database.rows("INSERT INTO client (created_at, fields) VALUES ('2026-11-26 00:00:00', '{}')")
    database.rows("INSERT INTO identity (connection, external_id, client) VALUES (1, 'x', 1)")
    with pytest.raises(InUse):
        await tables.Client.delete(force=True)
    await tables.Identity.delete(force=True)
    await tables.Client.delete(force=True)


async def test_a_row_that_is_there_already(engine: Engine) -> None:
    await add("a")
    with pytest.raises(Duplicate) as twice:
        await add("a")
    assert twice.value.column == "name"


async def test_what_is_raised_rolls_back_and_frees_the_writer(engine: Engine) -> None:
    async def fail() -> None:
        async with engine.transaction():
            await add("gone")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count() == 0
    await add("stays")
    assert await count() == 1


async def test_cancelling_rolls_back_and_frees_the_writer(engine: Engine) -> None:
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


async def test_a_task_that_outlives_its_transaction_is_refused(engine: Engine) -> None:
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


async def test_a_block_inside_a_block_is_one_transaction(engine: Engine) -> None:
    async def fail() -> None:
        async with engine.transaction():
            async with engine.transaction():
                await add("inner")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count() == 0


async def test_migrations_run_once(engine: Engine) -> None:
    assert await migrate(engine) == []
    assert await Migration.get_migrations_which_ran(app_name="besedka") == sorted(
        path.stem for path in CORE.glob("m*.py")
    )


async def test_of_many_at_once_one_migrates(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "m0001_slow.py").write_text(
        "import asyncio\n"
        "from besedka.db.tables import PluginState\n"
        "from piccolo.apps.migrations.auto.migration_manager import MigrationManager\n"
        "async def forwards():\n"
        "    manager = MigrationManager(migration_id='1', app_name='x')\n"
        "    async def work():\n"
        "        await PluginState.raw('CREATE TABLE slow (id INTEGER)')\n"
        "        await asyncio.sleep(0.1)\n"
        "    manager.add_raw(work)\n"
        "    return manager\n"
    )
    ran = await asyncio.gather(*(migrate(engine, tmp_path, "other") for _ in range(5)))
    assert sorted(ran) == [[], [], [], [], ["m0001_slow"]]


async def test_a_newer_database_is_refused(engine: Engine) -> None:
    await Migration.insert(Migration(name="m9999_from_the_future", app_name="besedka"))
    with pytest.raises(SchemaTooNew, match="newer release"):
        await migrate(engine)


async def test_a_migration_that_fails_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
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
    assert "half" not in await engine.table_names()
    assert await Migration.get_migrations_which_ran(app_name="other") == []


async def test_two_apps_may_name_their_files_alike(engine: Engine, tmp_path: Path) -> None:
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


async def test_the_tables_are_those_of_the_code(engine: Engine, database: Database) -> None:
    """The frozen tables of the migrations add up to besedka.db.tables."""
    columns = (
        "SELECT name FROM pragma_table_info('{}')"
        if database.engine == "sqlite"
        else "SELECT column_name AS name FROM information_schema.columns WHERE table_name = '{}' ORDER BY ordinal_position"
    )
    for table in tables.TABLES:
        rows = database.rows(columns.format(table._meta.tablename))
        assert [row["name"] for row in rows] == [column._meta.db_column_name for column in table._meta.columns]
