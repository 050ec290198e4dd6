"""What PostgreSQL's errors mean to the rest of the server, which knows no engine. The codes are those of PostgreSQL's manual,
Appendix A; a class is its first two characters."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from besedka.db.store import Duplicate, InUse, Unavailable
from besedka.plugin.errors import BesedkaError

AWAY = {
    "08": "the connection was lost",
    "25006": "it may only be read",
    "25P03": "the server was too slow",
    "40": "others changed the same",
    "53": "it has no resources left",
    "53100": "the disk is full",
    "53300": "it has no connection left",
    "55P03": "another program holds it",
    "57": "it is stopping or starting",
    "57014": "it took too long",
    "58": "its disk failed",
}


@contextmanager
def translated() -> Iterator[None]:
    """Raises:
    Unavailable: the database can do nothing just now, whatever is asked of it.
    Duplicate: this row breaks a rule of uniqueness.
    InUse: other rows refer to this one.
    """
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
        meaning = _meaning(error)
        if isinstance(error, asyncpg.PostgresError):
            error.detail = None  # it may quote the whole row, and what people write is not for the log
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: BaseException) -> BesedkaError | None:
    if isinstance(error, asyncpg.UniqueViolationError):
        return Duplicate(_last_column(error))
    if isinstance(error, asyncpg.ForeignKeyViolationError):
        return InUse(str(error))
    why = why_away(error)
    return Unavailable(f"the database: {why} ({str(error) or type(error).__name__})") if why else None


def why_away(error: BaseException) -> str | None:
    """In words, if it is about the whole database and may be over soon; None: this query cannot be done."""
    if isinstance(error, asyncpg.InvalidCachedStatementError):
        return "its tables have just been changed"
    if isinstance(error, asyncpg.PostgresError):
        code = error.sqlstate or ""
        return AWAY.get(code) or AWAY.get(code[:2])
    if isinstance(error, TimeoutError):
        return "it does not answer"
    if isinstance(error, OSError):
        return "it cannot be reached"
    if isinstance(error, asyncpg.InterfaceError) and not isinstance(error, ValueError):
        return "the connection was lost"
    return None


def _last_column(error: asyncpg.UniqueViolationError) -> str:
    found = re.search(r"\(([^)]*)\)=", error.detail or "")
    return found.group(1).rpartition(", ")[2] if found else str(error.constraint_name)
