"""What a command does to a chat: `decide` turns it into events and the chat after them, or refuses.

Called under the chat's lock with the chat as it is stored, so that of two operators who take one chat exactly one wins.
"""

from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from besedka.domain.chat import (
    PREVIEW_CHARS,
    RETURN_WITHIN,
    Chat,
    Event,
    Kind,
    Last,
    Status,
    Statuses,
    is_spam,
    starred,
)
from besedka.domain.commands import AddNote, Command, MarkRead, Return, SendMessage, SetStatus, Take
from besedka.domain.people import Author, Operator, Visitor, author_of
from besedka.domain.rights import may_lead, may_see
from besedka.plugin.errors import Refused


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How far a reader has read a chat."""

    chat: int
    reader: Author
    seq: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The chat after a command, and what is to be stored for it."""

    chat: Chat
    events: tuple[Event, ...] = ()
    mark: Mark | None = None


def decide(chat: Chat, command: Command, now: datetime, statuses: Statuses) -> Change:
    """Apply a command.

    Args:
        chat: as stored, locked.
        command: what is asked, by whom.
        now: aware UTC; the time of the events.
        statuses: all statuses by id.

    Raises:
        Refused: `not_found`, `chat_closed`, `chat_ended`, `chat_taken` (fact `holder`: operator id), `take_first`,
            `not_holder`, `wrong_state`, `too_old`.
    """
    if not may_see(command.actor, chat):
        _refuse_unseen(chat, command)
    match command:
        case SendMessage(actor=Visitor()):
            return _message_from_client(chat, command, now, statuses)
        case SendMessage():
            return _message_from_operator(chat, command, now, statuses)
        case MarkRead():
            mark = Mark(chat=chat.id, reader=author_of(command.actor), seq=min(command.seq, chat.seq))
            return Change(chat=chat, mark=mark)
    if not isinstance(command.actor, Operator):
        raise Refused("not_found")
    match command:
        case AddNote():
            return _note(chat, command, command.actor, now)
        case Take():
            return _take(chat, command, command.actor, now, statuses)
        case Return():
            return _return(chat, command, command.actor, now)
        case SetStatus():
            return _set_status(chat, command, command.actor, now, statuses)
    raise TypeError(f"no rule for {type(command).__name__}")


def _refuse_unseen(chat: Chat, command: Command) -> None:
    # Whoever loses the race for a chat could see it a moment ago, in the queue: they are told who was faster.
    if isinstance(command, Take) and isinstance(command.actor, Operator) and chat.state == "in_progress":
        raise Refused("chat_taken", holder=chat.operator)
    raise Refused("not_found")


def _message_from_client(chat: Chat, command: SendMessage, now: datetime, statuses: Statuses) -> Change:
    if chat.state == "closed":
        raise Refused("chat_ended" if is_spam(chat.status, statuses) else "chat_closed")
    if chat.state == "empty":
        if chat.blocked:
            raise Refused("chat_ended")
        chat = replace(chat, state="queue", opened_at=now)
    chat = replace(chat, waiting_since=chat.waiting_since or now, client_messages=chat.client_messages + 1)
    return _say(chat, "message", command, command.text, now)


def _message_from_operator(chat: Chat, command: SendMessage, now: datetime, statuses: Statuses) -> Change:
    actor = command.actor
    assert isinstance(actor, Operator)
    match chat.state:
        case "closed":
            raise Refused("chat_closed")
        case "queue":
            raise Refused("take_first")
        case "empty":
            taken = _hand_over(chat, command, actor, now, statuses)
            said = _say(taken.chat, "message", command, command.text, now)
            return Change(chat=said.chat, events=taken.events + said.events)
        case "in_progress":
            if not may_lead(actor, chat):
                raise Refused("not_holder", holder=chat.operator)
            return _say(replace(chat, waiting_since=None), "message", command, command.text, now)


def _note(chat: Chat, command: AddNote, actor: Operator, now: datetime) -> Change:
    if not may_lead(actor, chat):
        raise Refused("take_first" if chat.state == "queue" else "not_holder", holder=chat.operator)
    if chat.state == "empty":
        raise Refused("wrong_state")
    return _say(chat, "note", command, command.text, now)


def _take(chat: Chat, command: Take, actor: Operator, now: datetime, statuses: Statuses) -> Change:
    match chat.state:
        case "queue":
            return _hand_over(chat, command, actor, now, statuses, keyed=True)
        case "in_progress" if chat.operator != actor.id:
            raise Refused("chat_taken", holder=chat.operator)
        case "in_progress":
            return Change(chat=chat)
        case "closed":
            raise Refused("chat_closed")
        case "empty":
            raise Refused("wrong_state")


def _return(chat: Chat, command: Return, actor: Operator, now: datetime) -> Change:
    if chat.state == "closed":
        raise Refused("chat_closed")
    if chat.state != "in_progress":
        raise Refused("wrong_state")
    if not may_lead(actor, chat):
        raise Refused("not_holder", holder=chat.operator)
    if chat.opened_at is None or now - chat.opened_at > RETURN_WITHIN:
        raise Refused("too_old")
    chat = replace(chat, state="queue", operator=None, status=None)
    return _happen(chat, "returned", command, now)


def _set_status(chat: Chat, command: SetStatus, actor: Operator, now: datetime, statuses: Statuses) -> Change:
    status = statuses.get(command.status)
    if status is None:
        raise Refused("no_status")
    if not may_lead(actor, chat):
        raise Refused("take_first" if chat.state == "queue" else "not_holder", holder=chat.operator)
    if chat.status == status.id:
        return Change(chat=chat)
    if chat.state == "empty" or (chat.state == "queue" and status.group == "in_progress"):
        raise Refused("wrong_state")
    if is_spam(chat.status, statuses):
        chat = replace(chat, blocked=False)
    if status.group == "closed":
        return _close(chat, status, command, now)
    if chat.state == "closed":
        return _reopen(chat, status, command, actor, now)
    return _happen(replace(chat, status=status.id), "status", command, now, {"status": status.id})


def _close(chat: Chat, status: Status, command: SetStatus, now: datetime) -> Change:
    spam = status.builtin == "spam"
    chat = replace(
        chat, state="closed", status=status.id, closed_at=now, waiting_since=None, blocked=chat.blocked or spam
    )
    return _happen(chat, "closed", command, now, {"status": status.id, "reason": "spam" if spam else "done"})


def _reopen(chat: Chat, status: Status, command: SetStatus, actor: Operator, now: datetime) -> Change:
    operator = chat.operator or actor.id
    chat = replace(chat, state="in_progress", status=status.id, closed_at=None, operator=operator)
    return _happen(chat, "reopened", command, now, {"status": status.id})


def _hand_over(
    chat: Chat, command: Command, to: Operator, now: datetime, statuses: Statuses, *, keyed: bool = False
) -> Change:
    status = starred(statuses).id
    chat = replace(chat, state="in_progress", status=status, operator=to.id, opened_at=chat.opened_at or now)
    return _happen(chat, "taken", command, now, {"operator": to.id}, keyed=keyed)


def _happen(
    chat: Chat, kind: Kind, command: Command, now: datetime, data: dict[str, Any] | None = None, *, keyed: bool = True
) -> Change:
    event = _event(chat, kind, command, now, data=data or {}, keyed=keyed)
    return Change(chat=replace(chat, seq=event.seq), events=(event,))


def _say(chat: Chat, kind: Kind, command: Command, text: str, now: datetime) -> Change:
    event = _event(chat, kind, command, now, text=text)
    last = Last(kind=kind, author=event.author, text=text[:PREVIEW_CHARS], at=now, seq=event.seq)
    return Change(chat=replace(chat, seq=event.seq, last=last), events=(event,))


def _event(
    chat: Chat,
    kind: Kind,
    command: Command,
    now: datetime,
    *,
    text: str | None = None,
    data: dict[str, Any] | None = None,
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
        data=data or {},
        key=key,
        request_hash=command.request_hash() if key is not None else None,
    )
