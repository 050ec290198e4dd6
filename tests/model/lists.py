"""What the model's readers are shown: lists in their order, counters, events."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from besedka.db.filters import Filter
from besedka.db.reading import Count, View
from besedka.domain.chat import Chat, Event, Kind
from besedka.domain.people import Face, Operator
from besedka.domain.view import Reader
from model.rules import DeskModel

OPEN = ("queue", "in_progress")
FOR_VISITORS: tuple[Kind, ...] = (
    "message", "edited", "deleted", "taken", "transferred", "closed", "reopened", "rated"
)  # fmt: skip


def page(
    model: DeskModel, actor: Operator, view: View, on_site: Collection[int], *, empty: bool, only: Filter
) -> list[Chat]:
    """CO-1, CO-2, CH-7: the whole list in its order. Who waits longest stands first, of those who do not the newest."""
    seen = [chat for chat in model.chats if model.sees(actor, chat) and _fits(chat, only)]
    here = [chat for chat in seen if chat.identity in on_site]
    match view:
        case "queue":
            return _oldest((c for c in seen if c.state == "queue"), lambda c: c.opened_at)
        case "overdue":
            return _oldest((c for c in seen if c.state in OPEN and c.overdue_since), lambda c: c.overdue_since)
        case "in_progress":
            return _by_need(c for c in seen if c.state == "in_progress")
        case "online":
            return _by_need(c for c in here if c.state == "in_progress") + (_empty(here) if empty else [])
        case "all":
            closed = _newest((c for c in seen if c.state == "closed"), lambda c: c.closed_at)
            return _by_need(c for c in seen if c.state in OPEN) + closed + (_empty(here) if empty else [])


def _by_need(chats: Iterable[Chat]) -> list[Chat]:
    chats = list(chats)
    waiting = _oldest((c for c in chats if c.waiting_since), lambda c: c.waiting_since)
    return waiting + _newest((c for c in chats if not c.waiting_since), lambda c: c.last and c.last.at)


def _empty(chats: Iterable[Chat]) -> list[Chat]:
    return sorted((c for c in chats if c.state == "empty"), key=lambda c: -c.id)


def _oldest(chats: Iterable[Chat], time: Callable[[Chat], Any]) -> list[Chat]:
    return sorted(chats, key=lambda chat: (time(chat), chat.id))


def _newest(chats: Iterable[Chat], time: Callable[[Chat], Any]) -> list[Chat]:
    return sorted(chats, key=lambda chat: (time(chat), chat.id), reverse=True)


def _fits(chat: Chat, only: Filter) -> bool:
    return (
        only.holder in (None, chat.operator)
        and only.status in (None, chat.status)
        and (only.tag is None or only.tag in chat.tags)
    )


def found(model: DeskModel, actor: Operator, typed: str, *, only: Filter) -> dict[int, int | None]:
    """CO-3, GR-3: of each chat that the operator sees the newest message or note with all the words, the last of them begun."""
    words = re.findall(r"\w+", typed.casefold())
    hits: dict[int, int | None] = {}
    for chat in model.chats:
        if chat.state == "empty" or not model.sees(actor, chat) or not _fits(chat, only):
            continue
        fitting = [event.seq for event in model.stories[chat.id].as_read() if _says(event, words)]
        if fitting:
            hits[chat.id] = fitting[-1]
    return hits


def _says(event: Event, words: list[str]) -> bool:
    if event.kind not in ("message", "note") or event.text is None or event.deleted_at is not None:
        return False
    said = re.findall(r"\w+", event.text.casefold())
    return set(words[:-1]) <= set(said) and any(word.startswith(words[-1]) for word in said)


def events(
    model: DeskModel,
    chat: int,
    reader: Reader,
    *,
    before: int | None,
    after: int | None,
    limit: int,
    kinds: Collection[Kind],
) -> list[Event]:
    """RT-2: the oldest after `after`, else the newest before `before`, of the kinds that the reader may see and asks for."""
    story = model.stories.get(chat)
    found = [
        event
        for event in (story.as_read() if story else ())
        if (reader == "operator" or event.kind in FOR_VISITORS)
        and (not kinds or (event.kind in kinds and event.deleted_at is None))
        and (before is None or event.seq < before)
        and (after is None or event.seq > after)
    ]
    return found[:limit] if after is not None else found[-limit:]


def shown(event: Event, reader: Reader, faces: Mapping[int, Face]) -> dict[str, Any] | None:
    """§5: a client is shown what was said, by whom as clients know them, and how it ended; colleagues are shown everything."""
    if reader == "visitor" and (event.kind not in FOR_VISITORS or event.data.get("of") == "note"):
        return None
    data = _told(event, reader)
    if event.deleted_at is None and "files" in event.data:
        address = "/files/{id}/{name}?for="
        data["files"] = [{**file, "url": address.format_map(file) + reader} for file in event.data["files"]]
    for role in data.keys() & {"operator", "from"}:
        data[role] = _face(faces[data[role]], reader)
    author: dict[str, Any] = {"type": event.author.type}
    if event.author.type == "operator":
        author |= _face(faces[event.author.id], reader)
    elif reader == "visitor" and event.author.type != "visitor":
        author = {"type": "system"}
    kind = "taken" if (event.kind, reader) == ("transferred", "visitor") else event.kind
    return {"kind": kind, "author": author, "at": event.at, "data": data}


def _told(event: Event, reader: Reader) -> dict[str, Any]:
    told: Mapping[str, tuple[str, ...]] = {
        "taken": ("operator",),
        "transferred": ("operator",),
        "rated": ("score", "out_of"),
        "edited": ("seq",),
    }
    match event.kind:
        case "message" | "note" if event.deleted_at is not None:
            return {"deleted_at": event.deleted_at}
        case "message" | "note":
            changed = {"edited_at": event.edited_at} if event.edited_at else {}
            return {"text": event.text, **changed} | (event.data if reader == "operator" else {})
        case "deleted":
            return {"seq": event.data["seq"]}
        case "closed" if reader == "visitor":
            return {"reason": "ended" if event.data["reason"] == "spam" else "done"}
    data = {name: event.data[name] for name in event.data if reader == "operator" or name in told.get(event.kind, ())}
    return data if event.text_now is None else data | {"text": event.text_now}


def _face(face: Face, reader: Reader) -> dict[str, Any]:
    return {"id": face.id, "name": face.name if reader == "operator" else face.display_name, "photo": face.photo}


def counts(model: DeskModel, on_site: Collection[int]) -> dict[tuple[str, int | None], Count]:
    """CO-1: the open chats by state and holder."""
    chats = [chat for chat in model.chats if chat.state in OPEN]
    number = Counter((c.state, c.operator) for c in chats)
    here = Counter((c.state, c.operator) for c in chats if c.identity in on_site)
    late = Counter((c.state, c.operator) for c in chats if c.overdue_since)
    return {
        place: Count(state=place[0], operator=place[1], chats=n, on_site=here[place], overdue=late[place])
        for place, n in number.items()
    }


def lost(model: DeskModel, was: Operator, now: Operator) -> list[int]:
    """GR-3: the open chats that an operator saw and does not see any more, newest first."""
    chats = [chat for chat in model.chats if chat.state in OPEN and model.sees(was, chat) and not model.sees(now, chat)]
    return [chat.id for chat in reversed(chats)]


def unread(model: DeskModel, operator: int) -> dict[int, int]:
    """CO-6: the client's messages beyond the operator's mark, of chats that have any."""
    found = {}
    for story in model.stories.values():
        mark = next(
            (seq for reader, seq in story.marks.items() if (reader.type, reader.id) == ("operator", operator)), 0
        )
        found[story.id] = sum(e.kind == "message" and e.author.type == "visitor" and e.seq > mark for e in story.events)
    return {chat: number for chat, number in found.items() if number}


def timers(model: DeskModel) -> dict[str, datetime]:
    """SL-1: when each chat's deadlines are to be looked at."""
    due = {str(chat.id): [d.due for d in chat.deadlines if not d.missed] for chat in model.chats}
    return {chat: min(times) for chat, times in due.items() if times}
