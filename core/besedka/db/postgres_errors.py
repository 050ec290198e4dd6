"""What PostgreSQL's errors mean to the rest of the server, which knows no engine. The codes are those of PostgreSQL's manual,
Appendix A; a class is its first two characters."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from besedka.db.store import Duplicate, InUse, Unavailable

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
    except asyncpg.UniqueViolationError as error:
        raise Duplicate(_last_column(error)) from error
    except asyncpg.ForeignKeyViolationError as error:
        raise InUse(str(error)) from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
        if (why := why_away(error)) is not None:
            raise Unavailable(f"the database: {why} ({error or type(error).__name__})") from error
        raise


def why_away(error: BaseException) -> str | None:
    """In words, if it is about the whole database and may be over soon; None: this query cannot be done."""
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
