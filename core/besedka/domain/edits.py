"""Authors change what they have said, or take it back: the row of the message, an event that tells of it, the preview of lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from besedka.domain.change import Change, happen
from besedka.domain.chat import PREVIEW_CHARS, Chat, Event
from besedka.domain.commands import Command, Delete, Edit
from besedka.domain.people import author_of
from besedka.plugin.errors import Refused

Messages = Mapping[tuple[int, int], Event]
"""By chat and number: the events that a batch may change, as they are stored."""


def edit(chat: Chat, command: Edit, messages: Messages, now: datetime) -> Change:
    """The message with another text. What it said before the event keeps, for administrators.

    Raises:
        Refused: `not_found`, `not_author`, `message_deleted`.
    """
    message = _own(chat, command, command.seq, messages)
    data = dict(message.data)
    if command.mentions is not None and message.kind == "note":
        data = {name: value for name, value in data.items() if name != "mentions"}
        data |= {"mentions": list(command.mentions)} if command.mentions else {}
    if command.text == message.text and data == message.data:
        return Change(chat=chat)
    facts = {"seq": message.seq, "of": message.kind, **_mentioned(message, data)}
    change = happen(_showing(chat, message, command.text), "edited", command, now, facts, text=message.text)
    told = replace(change.events[0], text_now=command.text)
    amended = replace(message, text=command.text, data=data, edited_at=now)
    return replace(change, events=(told,), amended=amended)


def delete(chat: Chat, command: Delete, messages: Messages, now: datetime) -> Change:
    """The message without its words: they are kept by the event, for administrators.

    Raises:
        Refused: `not_found`, `not_author`, `message_deleted`.
    """
    message = _own(chat, command, command.seq, messages)
    facts = {"seq": message.seq, "of": message.kind}
    change = happen(_showing(chat, message, None), "deleted", command, now, facts, text=message.text)
    return replace(change, amended=replace(message, text=None, data={}, deleted_at=now))


def _mentioned(message: Event, data: Mapping[str, Any]) -> dict[str, list[int]]:
    """Whom the note mentions from now on, and whom of them it calls for the first time."""
    mentions, before = data.get("mentions", []), message.data.get("mentions", [])
    called = [id for id in mentions if id not in before]
    return ({"mentions": mentions} if mentions or before else {}) | ({"called": called} if called else {})


def _own(chat: Chat, command: Command, seq: int, messages: Messages) -> Event:
    message = messages.get((chat.id, seq))
    if message is None or message.kind not in ("message", "note"):
        raise Refused("not_found")
    if message.author != author_of(command.actor):
        raise Refused("not_author")
    if message.deleted_at is not None:
        raise Refused("message_deleted")
    return message


def _showing(chat: Chat, message: Event, text: str | None) -> Chat:
    """The chat whose preview says what is said now; None: nothing, the message was deleted with its files."""
    if chat.last is None or chat.last.seq != message.seq:
        return chat
    if text is None:
        return replace(chat, last=replace(chat.last, text="", files=0, image=False))
    return replace(chat, last=replace(chat.last, text=text[:PREVIEW_CHARS]))
