"""Opens the database for a command, and says in one sentence why it cannot. Commands that start no server import no more."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from besedka.config import BadConfig, Config
from besedka.db.bind import bind
from besedka.db.migrate import migrate
from besedka.db.sqlite import SqliteEngine
from besedka.db.sqlite_errors import primary_code
from besedka.db.store import Unavailable

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


@asynccontextmanager
async def open_database(config: Config) -> AsyncIterator[SqliteEngine]:
    """The database, up to date; made when it is not there.

    Raises:
        BadConfig: the file cannot be used just now, is something else, or damaged.
        SchemaTooNew: a newer release wrote it.
    """
    for suffix in ("", "-wal", "-shm"):  # files that SQLite makes take the mode of the first
        with contextlib.suppress(OSError):
            Path(f"{config.database}{suffix}").chmod(0o600)
    engine = SqliteEngine(config.database)
    bind(engine)
    try:
        await _prepare(engine)
        yield engine
    finally:
        await engine.close()


async def _prepare(engine: SqliteEngine) -> None:
    try:
        await engine.open()
        await migrate(engine)
    except (sqlite3.Error, Unavailable) as error:
        cause = error.__cause__ if isinstance(error, Unavailable) else error
        code = primary_code(cause) if isinstance(cause, sqlite3.Error) else 0
        raise BadConfig(f"{engine.path} {REMEDIES.get(code, DAMAGED).format(error=cause)}") from error
