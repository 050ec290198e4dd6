"""A chat is its numbered events; the Chat Struct is what they add up to."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from besedka.domain.people import Author

Words = Mapping[str, str]
"""A text by language, rendered when it is stored."""

State = Literal["empty", "queue", "in_progress", "closed"]
Kind = Literal[
    "message", "note", "edited", "deleted", "taken", "transferred", "returned", "status", "closed", "reopened", "rated", "overdue",
    "updated",
]  # fmt: skip

RETURN_WITHIN = timedelta(days=30)
PREVIEW_CHARS = 160


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """A status of a chat. Built-in ones without a name take it from the catalogue. A hidden one was deleted: history shows it, and
    no chat gets it any more. `version` counts its changes."""

    id: int
    name: str
    group: Literal["in_progress", "closed"]
    colour: str
    star: bool
    builtin: Literal["in_progress", "done", "spam"] | None
    hidden: bool = False
    version: int = 0


Statuses = Mapping[int, Status]


def starred(statuses: Statuses) -> Status:
    """The status that a taken chat gets."""
    return next(s for s in statuses.values() if s.star)


def closing(statuses: Statuses) -> Status:
    """The status of a chat that is closed without naming one: "done", or what the company has put in its place."""
    ordinary = [s for s in statuses.values() if s.group == "closed" and s.builtin != "spam" and not s.hidden]
    return next((s for s in ordinary if s.builtin == "done"), ordinary[0])


def is_spam(status: int | None, statuses: Statuses) -> bool:
    return status is not None and statuses[status].builtin == "spam"


class Last(msgspec.Struct, frozen=True, kw_only=True):
    """The newest message or note, as lists show it; `text` is cut to 160 characters. It carries `files` files, `image`: all of
    them pictures."""

    kind: Kind
    author: Author
    text: str
    at: datetime
    seq: int
    files: int = 0
    image: bool = False


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A deadline that stands: until when, by which policy, since when its clock runs. A silent one makes an event, not red."""

    policy: int
    key: str
    title: Words
    since: datetime
    due: datetime
    warn_at: datetime | None = None
    silent: bool = False
    missed: bool = False


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """The rating that counts."""

    score: float
    out_of: float
    bad: bool


class Chat(msgspec.Struct, frozen=True, kw_only=True):
    """A chat as of its event `seq`.

    `blocked` belongs to the identity: a chat of it was closed as spam. `waiting_since` is the client's first message that
    no operator has answered. A closed chat keeps its operator, and `waiting_since` too: closing answers nobody, and it may be
    reopened. `form_seq` is the closing event whose rating form is still open. `connection` is where it came by. `overdue_since`
    is when the first of the missed deadlines that still stand was due.
    """

    id: int
    connection: int
    identity: int
    client: int
    client_name: str | None
    state: State
    seq: int = 0
    status: int | None = None
    operator: int | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    waiting_since: datetime | None = None
    client_messages: int = 0
    blocked: bool = False
    last: Last | None = None
    assigned_at: datetime | None = None
    form_seq: int | None = None
    rating: Score | None = None
    severity: int = 5
    tags: tuple[str, ...] = ()
    deadlines: tuple[Standing, ...] = ()
    overdue_since: datetime | None = None

    @property
    def urgent(self) -> Standing | None:
        """The deadline to show: the earliest one that is not silent."""
        return min((d for d in self.deadlines if not d.silent), key=lambda d: d.due, default=None)


def current(chats: Iterable[Chat]) -> Chat | None:
    """Of one visitor's chats the one to go on with: the newest conversation that is not closed, else the empty chat, of which
    a visitor marked as spam has none."""
    going = [chat for chat in chats if chat.state != "closed" and not (chat.state == "empty" and chat.blocked)]
    return max(going, key=lambda chat: (chat.state != "empty", chat.id), default=None)


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One numbered thing that happened in a chat.

    `text` is that of messages and notes as it is now; of `edited` and `deleted` what was said before, for administrators.
    `text_now` of `edited` is what the message says by now; it is stored with the message only. `key` is the sender's own id of the
    command, `request_hash` the SHA-256 of what was sent with it, before anything changed it.
    """

    chat: int
    seq: int
    kind: Kind
    author: Author
    at: datetime
    text: str | None = None
    data: dict[str, Any] = {}
    key: str | None = None
    request_hash: bytes | None = None
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    text_now: str | None = None
