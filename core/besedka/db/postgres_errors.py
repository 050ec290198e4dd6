"""What PostgreSQL's errors mean to the rest of the server, which knows no engine. The codes are those of PostgreSQL's manual,
Appendix A; a class is its first two characters."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from besedka.db.store import Duplicate, InUse, Trouble, Unavailable
from besedka.plugin.errors import BesedkaError

# The third is what asyncpg says of a connection that is lost between two of its own steps.
FAULTS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)

Why = tuple[Trouble | None, str]

# Without a name of the trouble: only whoever asked had it.
AWAY: dict[str, Why] = {
    "08": ("database_away", "the connection was lost"),
    "25006": ("database_readonly", "it may only be read"),
    "25P03": (None, "the server was too slow"),
    "40": (None, "others changed the same"),
    "53": ("database_away", "it has no resources left"),
    "53100": ("disk_full", "the disk is full"),
    "53300": ("database_away", "it has no connection left"),
    "55P03": ("database_held", "another program holds it"),
    "57": ("database_away", "it is stopping or starting"),
    "57014": (None, "it took too long"),
    "58": ("disk_failed", "its disk failed"),
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
    except FAULTS as error:
        meaning = _meaning(error)
        if isinstance(error, asyncpg.PostgresError):
            error.detail = None  # it may quote the whole row, and what people write is not for the log
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: Exception) -> BesedkaError | None:
    if isinstance(error, asyncpg.UniqueViolationError):
        return Duplicate(_last_column(error))
    if isinstance(error, asyncpg.ForeignKeyViolationError):
        return InUse(str(error))
    if (why := why_away(error)) is None:
        return None
    trouble, words = why
    return Unavailable(f"the database: {words} ({str(error) or type(error).__name__})", trouble)


def why_away(error: BaseException) -> Why | None:
    """The trouble and in words, if it is about the whole database and may be over soon; None: this query cannot be done."""
    if isinstance(error, asyncpg.InvalidCachedStatementError):
        return None, "its tables have just been changed"
    if isinstance(error, asyncpg.PostgresError):
        code = error.sqlstate or ""
        return AWAY.get(code) or AWAY.get(code[:2])
    if isinstance(error, TimeoutError):
        return "database_away", "it does not answer"
    if isinstance(error, OSError):
        return "database_away", "it cannot be reached"
    if isinstance(error, (asyncpg.InterfaceError, asyncpg.InternalClientError)) and not isinstance(error, ValueError):
        return "database_away", "the connection was lost"
    return None


def _last_column(error: asyncpg.UniqueViolationError) -> str:
    found = re.search(r"\(([^)]*)\)=", error.detail or "")
    return found.group(1).rpartition(", ")[2] if found else str(error.constraint_name)
