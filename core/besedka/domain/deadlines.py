"""Deadlines of a chat: which stand, which are missed, and when to look again."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from besedka.domain.change import Change, Timer, happen
from besedka.domain.chat import Chat, Event, Standing
from besedka.domain.commands import MeetDeadlines, SetDeadlines


def set_deadlines(chat: Chat, command: SetDeadlines, now: datetime) -> Change:
    """What stands from now on. A deadline that stood already stays missed; one that is new and past is missed, quietly or not."""
    if chat.state not in ("queue", "in_progress"):
        return Change(chat=chat)
    missed = {(d.policy, d.key, d.due) for d in chat.deadlines if d.missed}
    standing = tuple(
        replace(d, missed=(d.policy, d.key, d.due) in missed or (command.quietly and d.due <= now))
        for d in command.standing
    )
    if standing == chat.deadlines:
        return Change(chat=chat)
    after = with_deadlines(chat, standing)
    return Change(chat=after, timer=_timer(after))


def meet_deadlines(chat: Chat, command: MeetDeadlines, now: datetime) -> Change:
    """Whatever is due is missed: an event for each, and red unless it is silent."""
    events: list[Event] = []
    after = chat
    for deadline in chat.deadlines:
        if not deadline.missed and deadline.due <= now:
            change = happen(after, "overdue", command, now, {"title": dict(deadline.title), "due": deadline.due})
            after = change.chat
            events.extend(change.events)
    if not events:
        return Change(chat=chat, timer=_timer(chat))
    after = with_deadlines(after, (replace(d, missed=d.missed or d.due <= now) for d in chat.deadlines))
    return Change(chat=after, events=tuple(events), timer=_timer(after))


def with_deadlines(chat: Chat, standing: Iterable[Standing]) -> Chat:
    """The chat with these deadlines, and with what follows from them."""
    standing = tuple(standing)
    overdue_since = min((d.due for d in standing if d.missed and not d.silent), default=None)
    return replace(chat, deadlines=standing, overdue_since=overdue_since)


def without_deadlines(change: Change) -> Change:
    """A closed chat has none."""
    if not change.chat.deadlines:
        return change
    return replace(change, chat=with_deadlines(change.chat, ()), timer=Timer(chat=change.chat.id, at=None))


def _timer(chat: Chat) -> Timer:
    return Timer(chat=chat.id, at=min((d.due for d in chat.deadlines if not d.missed), default=None))
