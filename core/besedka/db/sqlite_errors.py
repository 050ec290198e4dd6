"""What SQLite's errors mean to the rest of the server, which knows no engine."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from besedka.db.store import Duplicate, InUse, Trouble, Unavailable

AWAY: dict[int, tuple[Trouble, str]] = {
    sqlite3.SQLITE_BUSY: ("database_held", "another program holds it"),
    sqlite3.SQLITE_LOCKED: ("database_held", "another program holds it"),
    sqlite3.SQLITE_FULL: ("disk_full", "the disk is full"),
    sqlite3.SQLITE_READONLY: ("database_readonly", "it may not be written"),
    sqlite3.SQLITE_PERM: ("database_readonly", "it may not be written"),
    sqlite3.SQLITE_CANTOPEN: ("database_away", "it cannot be opened"),
    sqlite3.SQLITE_IOERR: ("disk_failed", "the disk failed"),
}
TWICE = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
REFERRED = (
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
    sqlite3.SQLITE_CONSTRAINT_TRIGGER,
)  # the second for ON DELETE RESTRICT


@contextmanager
def translated() -> Iterator[None]:
    """Raises:
    Unavailable: the database can do nothing just now, whatever is asked of it.
    Duplicate: this row breaks a rule of uniqueness.
    InUse: other rows refer to this one.
    """
    try:
        yield
    except sqlite3.Error as error:
        if (why := AWAY.get(primary_code(error))) is not None:
            trouble, words = why
            raise Unavailable(f"the database: {words} ({error})", trouble) from error
        code = getattr(error, "sqlite_errorcode", 0)
        if code in TWICE:
            raise Duplicate(str(error).rpartition(".")[2]) from error
        if code in REFERRED and str(error).startswith("FOREIGN KEY"):
            raise InUse(str(error)) from error
        raise


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code without its details; 0 if the error is of the driver."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
