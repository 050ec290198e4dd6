"""What only SQLite's engine does; what each does alike is in test_engine.py."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from besedka.db import tables
from besedka.db.bind import bind
from besedka.db.migrate import migrate
from besedka.db.sqlite import PRAGMAS, SqliteEngine
from besedka.db.sqlite_store import RECEIPTS, SqliteStore
from besedka.db.store import Unavailable


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
    assert len(PRAGMAS) == 5
    store.close()


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


@pytest.mark.parametrize(
    ("query", "step"),
    [
        ("SELECT id FROM identity WHERE external_id = 'x'", "SEARCH identity USING COVERING INDEX identity_token"),
        (
            RECEIPTS.replace("?", "'[]'"),
            "SEARCH chat_event USING INDEX chat_event_key (client_key=? AND author=? AND author_type=?)",
        ),
        ("DELETE FROM session WHERE expires_at < 'x'", "SEARCH session USING COVERING INDEX session_expiry"),
    ],
)
async def test_what_every_message_and_every_visitor_asks_reads_no_whole_table(
    engine: SqliteEngine, query: str, step: str
) -> None:
    plan = await tables.Identity.raw(f"EXPLAIN QUERY PLAN {query}")
    assert step in plan[-1]["detail"]
