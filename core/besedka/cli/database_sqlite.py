"""SQLite for a command: one file, made when it is not there."""

import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from besedka.cli.database import Judge, Tell
from besedka.config import BadConfig, Config
from besedka.db.engine import Engine
from besedka.db.sqlite import BUSY_TIMEOUT_S, SqliteEngine
from besedka.db.sqlite_errors import primary_code
from besedka.db.sqlite_store import SqliteStore
from besedka.db.store import Store, Unavailable

SETTING = "BESEDKA_DATA_DIR or BESEDKA_DATABASE_URL"

HELD = "is held by another program ({error}): end that program, or try again when it is done"
DENIED = "may not be written ({error}): give it and its folder to the user who runs besedka"
DAMAGED = "is not a database of Besedka, or it is damaged ({error}): restore a backup, or name another folder in BESEDKA_DATA_DIR"
REMEDIES = {
    sqlite3.SQLITE_BUSY: HELD,
    sqlite3.SQLITE_LOCKED: HELD,
    sqlite3.SQLITE_READONLY: DENIED,
    sqlite3.SQLITE_PERM: DENIED,
    sqlite3.SQLITE_CANTOPEN: "cannot be opened ({error}): it must be a file that the user who runs besedka may read and write",
    sqlite3.SQLITE_FULL: "cannot grow ({error}): make room on its disk",
    sqlite3.SQLITE_IOERR: "cannot be read or written ({error}): look after its disk",
}


def setting(config: Config) -> str:
    return SETTING


def place(config: Config) -> str:
    return str(config.database)


def moved_mark(config: Config) -> Path:
    """The file beside a database that was moved: it says where to."""
    return config.database.with_suffix(".moved")


@asynccontextmanager
async def opened(config: Config, judge: Judge, wait_s: float, tell: Tell) -> AsyncIterator[Engine]:
    mark = moved_mark(config)
    if os.access(mark, os.F_OK):
        raise BadConfig(
            f"{config.database} was moved to {mark.read_text().strip()}: name that one in BESEDKA_DATABASE_URL,"
            f" or remove {mark} to go on with this one"
        )
    async with in_words(config):
        judge(_table_names(config.database))
    for suffix in ("", "-wal", "-shm"):  # files that SQLite makes take the mode of the first
        with contextlib.suppress(OSError):
            Path(f"{config.database}{suffix}").chmod(0o600)
    engine = SqliteEngine(config.database)
    try:
        async with in_words(config):
            await engine.open()
        yield engine
    finally:
        await engine.close()


def _table_names(file: Path) -> set[str]:
    """Without the settings of our connections, the first of which would already change the file."""
    if not os.access(file, os.F_OK):
        return set()
    with contextlib.closing(sqlite3.connect(file, timeout=BUSY_TIMEOUT_S)) as db:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


@asynccontextmanager
async def in_words(config: Config) -> AsyncIterator[None]:
    try:
        yield
    except (sqlite3.Error, Unavailable) as error:
        cause = error.__cause__ if isinstance(error, Unavailable) else error
        code = primary_code(cause) if isinstance(cause, sqlite3.Error) else 0
        raise BadConfig(f"{config.database} {REMEDIES.get(code, DAMAGED).format(error=cause)}") from error


@asynccontextmanager
async def store(config: Config, engine: Engine) -> AsyncIterator[Store]:
    assert isinstance(engine, SqliteEngine)
    opened = SqliteStore(engine)
    try:
        yield opened
    finally:
        opened.close()
