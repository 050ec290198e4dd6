"""What a command does to a chat: `decide` turns it into events and the chat after them, or refuses.

Called under the chat's lock with the chat as it is stored, so that of two operators who take one chat exactly one wins.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from besedka.domain.administration import HandOver, Relabel, hand_over, relabel
from besedka.domain.change import Change, Mark, happen, say
from besedka.domain.chat import RETURN_WITHIN, Chat, Status, Statuses, Words, is_spam, starred
from besedka.domain.commands import (
    AddNote,
    AnswerForm,
    Assign,
    Command,
    Delete,
    Edit,
    Expire,
    MarkRead,
    MeetDeadlines,
    Return,
    SendMessage,
    SetDeadlines,
    SetStatus,
    Take,
    Transfer,
    Update,
)
from besedka.domain.deadlines import meet_deadlines, set_deadlines, without_deadlines
from besedka.domain.edits import Messages, delete, edit
from besedka.domain.expiry import expire
from besedka.domain.people import Operator, Robot, Visitor, author_of
from besedka.domain.rating import answer_form
from besedka.domain.rights import may_lead, may_see
from besedka.domain.transfer import transfer
from besedka.plugin.errors import Refused

Loads = Mapping[int, int]

MAX_TAGS = 50
RACE = timedelta(seconds=10)


NO_MESSAGES: Messages = {}


def decide(
    chat: Chat,
    command: Command,
    now: datetime,
    statuses: Statuses,
    open_chats: Loads,
    messages: Messages = NO_MESSAGES,
) -> Change:
    """Apply a command.

    Args:
        chat: as stored, locked.
        command: what is asked, by whom.
        now: aware UTC; the time of the events.
        statuses: all statuses by id.
        open_chats: how many chats in progress the operators hold to whom this batch assigns.
        messages: those that this batch edits or deletes.

    Raises:
        Refused: `not_found`, `chat_closed`, `chat_ended`, `chat_taken` (fact `holder`: operator id), `take_first`,
            `not_holder`, `wrong_state`, `too_old`, `choosing_off`, `limit_reached`, `form_gone`, `no_status`, `forbidden`,
            `not_author`, `message_deleted`.
    """
    if not may_see(command.actor, chat) and not _is_handed_out(chat, command):
        _refuse_unseen(chat, command, now)
    match command.actor:
        case Visitor():
            return _from_visitor(chat, command, now, statuses)
        case Operator():
            return _from_operator(chat, command, command.actor, now, statuses, messages)
        case Robot():
            return _automatic(chat, command, command.actor, now, statuses, open_chats)


def _is_handed_out(chat: Chat, command: Command) -> bool:
    """Whether a strategy gives the actor this chat from a queue that they may not see."""
    return isinstance(command, Take) and command.reason is not None and chat.state == "queue"


def _from_visitor(chat: Chat, command: Command, now: datetime, statuses: Statuses) -> Change:
    match command:
        case SendMessage():
            return _message_from_client(chat, command, now, statuses)
        case MarkRead():
            return _mark(chat, command)
        case AnswerForm():
            return answer_form(chat, command, now)
    raise Refused("not_found")


def _from_operator(
    chat: Chat, command: Command, actor: Operator, now: datetime, statuses: Statuses, messages: Messages
) -> Change:
    match command:
        case SendMessage():
            return _message_from_operator(chat, command, actor, now, statuses)
        case MarkRead():
            return _mark(chat, command)
        case AddNote():
            return _note(chat, command, actor, now)
        case Edit():
            return edit(chat, command, messages, now)
        case Delete():
            return delete(chat, command, messages, now)
    return _moved(chat, command, actor, now, statuses)


def _moved(chat: Chat, command: Command, actor: Operator, now: datetime, statuses: Statuses) -> Change:
    match command:
        case Take():
            return _take(chat, command, actor, now, statuses)
        case Transfer():
            return transfer(chat, command, actor, now, statuses)
        case Return():
            return _return(chat, command, actor, now)
        case SetStatus():
            return _set_status(chat, command, actor, now, statuses)
        case Update():
            return _update(chat, command, actor, now)
        case Relabel():
            return relabel(chat, command, actor, now, statuses)
    raise Refused("not_found")


def _automatic(
    chat: Chat, command: Command, actor: Robot, now: datetime, statuses: Statuses, open_chats: Loads
) -> Change:
    match command:
        case SendMessage():
            return _message_from_plugin(chat, command, now)
        case AddNote():
            return _note(chat, command, actor, now)
        case Assign():
            return _assign(chat, command, now, statuses, open_chats)
        case HandOver():
            return hand_over(chat, command, now)
        case SetStatus():
            return _set_status(chat, command, actor, now, statuses)
        case Update():
            return _update(chat, command, actor, now)
        case Expire():
            return expire(chat, command, now, statuses)
        case SetDeadlines():
            return set_deadlines(chat, command, now)
        case MeetDeadlines():
            return meet_deadlines(chat, command, now)
    raise Refused("not_found")


def _mark(chat: Chat, command: MarkRead) -> Change:
    return Change(chat=chat, mark=Mark(chat=chat.id, reader=author_of(command.actor), seq=min(command.seq, chat.seq)))


def _refuse_unseen(chat: Chat, command: Command, now: datetime) -> None:
    # Whoever loses the race for a chat could see it a moment ago, in the queue: they are told who was faster.
    actor = command.actor
    raced = isinstance(command, Take) and isinstance(actor, Operator) and actor.queue != "hidden"
    just_taken = chat.assigned_at is not None and now - chat.assigned_at <= RACE
    if raced and just_taken and chat.state == "in_progress":
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
    return say(chat, "message", command, now)


def _message_from_plugin(chat: Chat, command: SendMessage, now: datetime) -> Change:
    # Automatic messages answer nobody: whoever waits goes on waiting.
    if chat.state == "closed":
        raise Refused("chat_closed")
    if chat.state == "empty":
        raise Refused("wrong_state")
    return say(chat, "message", command, now)


def _message_from_operator(
    chat: Chat, command: SendMessage, actor: Operator, now: datetime, statuses: Statuses
) -> Change:
    match chat.state:
        case "closed":
            raise Refused("chat_closed")
        case "queue":
            raise Refused("take_first")
        case "empty":
            taken = _hand_over(chat, command, actor.id, now, statuses)
            said = say(taken.chat, "message", command, now)
            return Change(chat=said.chat, events=taken.events + said.events)
        case "in_progress":
            if not may_lead(actor, chat):
                raise Refused("not_holder", holder=chat.operator)
            return say(replace(chat, waiting_since=None), "message", command, now)


def _note(chat: Chat, command: AddNote, actor: Operator | Robot, now: datetime) -> Change:
    if chat.state == "empty":
        raise Refused("wrong_state")
    if not may_lead(actor, chat):
        raise Refused("take_first" if chat.state == "queue" else "not_holder", holder=chat.operator)
    return say(chat, "note", command, now)


def _take(chat: Chat, command: Take, actor: Operator, now: datetime, statuses: Statuses) -> Change:
    match chat.state:
        case "queue":
            if actor.queue != "take" and not actor.administrator and command.reason is None:
                raise Refused("choosing_off")
            return _hand_over(chat, command, actor.id, now, statuses, keyed=True, reason=command.reason)
        case "in_progress" if chat.operator != actor.id or command.reason is not None:
            # Whoever asks for two chats at once is not given one of them twice.
            raise Refused("chat_taken", holder=chat.operator)
        case "in_progress":
            return Change(chat=chat)
        case "closed":
            raise Refused("chat_closed")
        case "empty":
            raise Refused("wrong_state")


def _assign(chat: Chat, command: Assign, now: datetime, statuses: Statuses, open_chats: Loads) -> Change:
    if chat.state != "queue":
        raise Refused("chat_taken", holder=chat.operator)
    if open_chats[command.operator] >= command.limit:
        raise Refused("limit_reached", chats=command.limit)
    return _hand_over(chat, command, command.operator, now, statuses, keyed=True, reason=command.reason)


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
    return happen(chat, "returned", command, now)


def _set_status(chat: Chat, command: SetStatus, actor: Operator | Robot, now: datetime, statuses: Statuses) -> Change:
    status = statuses.get(command.status)
    if status is None or status.hidden:
        raise Refused("no_status")
    if chat.state == "empty":
        raise Refused("wrong_state")
    if not may_lead(actor, chat):
        raise Refused("take_first" if chat.state == "queue" else "not_holder", holder=chat.operator)
    if chat.status == status.id:
        return Change(chat=chat)
    if chat.state == "queue" and status.group == "in_progress":
        raise Refused("wrong_state")
    if is_spam(chat.status, statuses):
        chat = replace(chat, blocked=False)
    if status.group == "closed":
        return _close(chat, status, command, now)
    if chat.state == "closed":
        return _reopen(chat, status, command, actor, now)
    return happen(replace(chat, status=status.id), "status", command, now, {"status": status.id})


def _close(chat: Chat, status: Status, command: SetStatus, now: datetime) -> Change:
    spam = status.builtin == "spam"
    chat = replace(
        chat,
        state="closed",
        status=status.id,
        closed_at=now,
        blocked=chat.blocked or spam,
        form_seq=None if spam else chat.seq + 1,
    )
    data = {"status": status.id, "reason": "spam" if spam else "done"}
    return without_deadlines(happen(chat, "closed", command, now, data))


def _reopen(chat: Chat, status: Status, command: SetStatus, actor: Operator | Robot, now: datetime) -> Change:
    operator = chat.operator or (actor.id if isinstance(actor, Operator) else None)
    if operator is None:
        raise Refused("wrong_state")
    chat = replace(chat, state="in_progress", status=status.id, closed_at=None, operator=operator, form_seq=None)
    return happen(chat, "reopened", command, now, {"status": status.id})


def _update(chat: Chat, command: Update, actor: Operator | Robot, now: datetime) -> Change:
    if chat.state == "empty":
        raise Refused("wrong_state")
    if not may_lead(actor, chat):
        raise Refused("take_first" if chat.state == "queue" else "not_holder", holder=chat.operator)
    tags = _tags(chat.tags, command)
    severity = chat.severity if command.severity is None else command.severity
    facts: dict[str, Any] = {
        "severity": severity if severity != chat.severity else None,
        "added_tags": [tag for tag in tags if tag not in chat.tags],
        "removed_tags": [tag for tag in chat.tags if tag not in tags],
        "fields": dict(command.fields),
    }
    if not any(facts.values()):
        return Change(chat=chat)
    change = happen(
        replace(chat, tags=tags, severity=severity), "updated", command, now, {k: v for k, v in facts.items() if v}
    )
    return replace(change, fields=command.fields)


def _tags(tags: Sequence[str], command: Update) -> tuple[str, ...]:
    """What is given in other upper and lower case is there already."""
    after = [tag for tag in tags if tag not in command.remove_tags]
    there = {tag.casefold() for tag in after}
    for tag in command.add_tags:
        if tag not in command.remove_tags and tag.casefold() not in there:
            after.append(tag)
            there.add(tag.casefold())
    return tuple(after[:MAX_TAGS])


def _hand_over(
    chat: Chat,
    command: Command,
    to: int,
    now: datetime,
    statuses: Statuses,
    *,
    keyed: bool = False,
    reason: Words | None = None,
) -> Change:
    status = starred(statuses).id
    chat = replace(
        chat, state="in_progress", status=status, operator=to, opened_at=chat.opened_at or now, assigned_at=now
    )
    data = {"operator": to, "reason": dict(reason)} if reason else {"operator": to}
    return happen(chat, "taken", command, now, data, keyed=keyed)
