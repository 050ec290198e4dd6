"""What a command comes to: the chat after it, its events, and what is to be stored beside them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from besedka.domain.chat import PREVIEW_CHARS, Chat, Event, Kind, Last, Score
from besedka.domain.commands import AddNote, Command, Saying
from besedka.domain.files import are_pictures, with_files
from besedka.domain.people import Author, Robot, author_of

DEADLINE_JOB = "deadline"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How far a reader has read a chat."""

    chat: int
    reader: Author
    seq: int


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What a client has answered to the form of one closing, so far."""

    chat: int
    form_seq: int
    flow: str
    operator: int | None
    answers: Mapping[str, str]
    rating: Score | None
    comment: str
    at: datetime


class Timer(msgspec.Struct, frozen=True, kw_only=True):
    """When the chat's deadlines are to be looked at; None: there is nothing to wait for."""

    chat: int
    at: datetime | None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The chat after a command, and what is to be stored for it. `fields` are those of the client; `amended` is an earlier message
    as it is from now on."""

    chat: Chat
    events: tuple[Event, ...] = ()
    mark: Mark | None = None
    answered: Answered | None = None
    timer: Timer | None = None
    fields: Mapping[str, str] = {}
    amended: Event | None = None


def happen(
    chat: Chat,
    kind: Kind,
    command: Command,
    now: datetime,
    data: dict[str, Any] | None = None,
    *,
    text: str | None = None,
    keyed: bool = True,
) -> Change:
    """The chat with one more event."""
    event = _event(chat, kind, command, now, text=text, data=data or {}, keyed=keyed)
    return Change(chat=replace(chat, seq=event.seq), events=(event,))


def say(chat: Chat, kind: Kind, command: Saying, now: datetime) -> Change:
    """The chat with one more message or note. Those of plugins carry whose they are."""
    actor = command.actor
    data: dict[str, Any] = {}
    if isinstance(actor, Robot):
        data = {"plugin": {"name": actor.name, "title": dict(actor.title)}}
    elif isinstance(command, AddNote) and command.mentions:
        data = {"mentions": list(command.mentions)}
    text, files = command.text, command.files
    event = _event(chat, kind, command, now, text=text, data=with_files(data, files))
    last = Last(
        kind=kind,
        author=event.author,
        text=text[:PREVIEW_CHARS],
        at=now,
        seq=event.seq,
        files=len(files),
        image=are_pictures(files),
    )
    return Change(chat=replace(chat, seq=event.seq, last=last), events=(event,))


def _event(
    chat: Chat,
    kind: Kind,
    command: Command,
    now: datetime,
    *,
    text: str | None = None,
    data: dict[str, Any],
    keyed: bool = True,
) -> Event:
    key = command.key if keyed else None
    return Event(
        chat=chat.id,
        seq=chat.seq + 1,
        kind=kind,
        author=author_of(command.actor),
        at=now,
        text=text,
        data=data,
        key=key,
        request_hash=command.request_hash() if key is not None else None,
    )
