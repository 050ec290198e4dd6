"""`make bench-data`: what it makes is a database that the server could have written, and the same each time."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from besedka.config import Config
from filling import fill
from ledger import Ledger
from population import Size

SIZE = Size(chats=1_000, messages=10_000)


async def _made(folder: Path) -> sqlite3.Connection:
    folder.mkdir()
    config = Config(data_dir=folder)
    await fill(config, SIZE)
    return sqlite3.connect(config.database)


def _rows(db: sqlite3.Connection, sql: str) -> list[Any]:
    return db.execute(sql).fetchall()


async def test_the_ledger_finds_nothing(tmp_path: Path) -> None:
    """RT-2: numbers without holes up to the chat's, each key once; and what stands on a chat follows from its events."""
    db = await _made(tmp_path / "made")
    ledger = Ledger()
    for key, body in _rows(db, "SELECT client_key, body FROM chat_event WHERE client_key IS NOT NULL"):
        ledger.send(key, body)
    assert ledger.check(tmp_path / "made" / "besedka.sqlite3") > SIZE.messages
    assert _rows(db, "SELECT COUNT(*) FROM chat_event WHERE kind = 'message'") == [(SIZE.messages,)]
    last = "SELECT MAX(seq) FROM chat_event WHERE chat = chat.id AND kind IN ('message', 'note')"
    assert _rows(db, f"SELECT id FROM chat WHERE last_seq IS NOT ({last})") == []
    assert _rows(db, "PRAGMA foreign_key_check") == []
    db.close()


async def test_there_is_something_of_everything(tmp_path: Path) -> None:
    """CO-1: each list has chats, some deadlines are missed and some stand, some chats are rated, some visitors came back."""
    db = await _made(tmp_path / "made")
    states = dict(_rows(db, "SELECT state, COUNT(*) FROM chat GROUP BY state"))
    assert states.keys() == {"empty", "queue", "in_progress", "closed"}
    assert states["closed"] > SIZE.chats * 0.9
    for some in (
        "SELECT 1 FROM chat WHERE overdue_since IS NOT NULL",
        "SELECT 1 FROM job WHERE kind = 'deadline'",
        "SELECT 1 FROM rating",
        "SELECT 1 FROM read_mark WHERE reader_type = 'visitor'",
        "SELECT 1 FROM visit WHERE number > 1",
        "SELECT 1 FROM identity WHERE blocked",
    ):
        assert _rows(db, some), some
    db.close()


async def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    """CO-1: figures of two machines are about one database."""
    one, other = await _made(tmp_path / "one"), await _made(tmp_path / "other")
    for table in ("chat", "chat_event", "client", "identity", "visit", "visit_page", "read_mark", "rating", "job"):
        assert _rows(one, f"SELECT * FROM {table} ORDER BY id") == _rows(other, f"SELECT * FROM {table} ORDER BY id")
    one.close()
    other.close()


async def test_it_goes_into_no_other_database(tmp_path: Path) -> None:
    """CO-1: an installation with people in it is left alone."""
    (await _made(tmp_path / "made")).close()
    with pytest.raises(SystemExit, match="is in use"):
        await fill(Config(data_dir=tmp_path / "made"), SIZE)
