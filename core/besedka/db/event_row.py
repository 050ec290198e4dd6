"""An event as SQL gives it: one list of columns and its reading, for the writer of both engines and for readers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from besedka.domain.chat import Event
from besedka.domain.people import Author

COLUMNS = (
    "chat",
    "seq",
    "kind",
    "author_type",
    "author",
    "at",
    "body",
    "data",
    "client_key",
    "edited_at",
    "deleted_at",
)


def _as_is(time: Any) -> datetime:
    return time  # type: ignore[no-any-return]


def event_from(row: Mapping[str, Any], time: Callable[[Any], datetime] = _as_is) -> Event:
    """The event of a row with these columns; `time` reads a stored time that is not None."""
    edited_at, deleted_at = row["edited_at"], row["deleted_at"]
    return Event(
        chat=row["chat"],
        seq=row["seq"],
        kind=row["kind"],
        author=Author(type=row["author_type"], id=row["author"]),
        at=time(row["at"]),
        text=row["body"],
        data=msgspec.json.decode(row["data"]) if row["data"] else {},
        key=row["client_key"],
        edited_at=None if edited_at is None else time(edited_at),
        deleted_at=None if deleted_at is None else time(deleted_at),
    )
