"""What happens to many chats when a status or an operator goes, chat by chat; and what those who are gone can do: nothing."""

from collections.abc import Collection
from datetime import datetime

from msgspec.structs import replace

from besedka.domain.change import Change, happen
from besedka.domain.chat import Chat, Statuses, Words
from besedka.domain.commands import Assign, Command, SetStatus, Transfer
from besedka.domain.people import Operator
from besedka.domain.rights import check_administrator
from besedka.plugin.errors import Refused


class Relabel(Command, frozen=True, kw_only=True):
    """From the status `source` to `target`; a chat that is in another by now, or not in progress, stays as it is."""

    source: int
    target: int

    def request(self) -> str:
        return f"relabel\n{self.source}\n{self.target}"


class HandOver(Command, frozen=True, kw_only=True):
    """A chat of `source`, who is gone, to the operator `target`, or to the queue; one that is not theirs by now stays as it is.
    `reason` tells the new one why."""

    source: int
    target: int | None
    reason: Words

    def request(self) -> str:
        return f"hand over\n{self.source}\n{self.target}"


def relabel(chat: Chat, command: Relabel, actor: Operator, now: datetime, statuses: Statuses) -> Change:
    """Raises:
    Refused: `forbidden`, `no_status`.
    """
    check_administrator(actor)
    target = statuses.get(command.target)
    if target is None or target.hidden or target.group != "in_progress":
        raise Refused("no_status")
    if chat.state != "in_progress" or chat.status != command.source or chat.status == target.id:
        return Change(chat=chat)
    return happen(replace(chat, status=target.id), "status", command, now, {"status": target.id})


def hand_over(chat: Chat, command: HandOver, now: datetime) -> Change:
    """However old the chat is, and however much the other has to do: nobody else would answer."""
    if chat.state != "in_progress" or chat.operator != command.source:
        return Change(chat=chat)
    if command.target is None:
        return happen(replace(chat, state="queue", operator=None, status=None), "returned", command, now)
    after = replace(chat, operator=command.target, assigned_at=now)
    facts = {"operator": command.target, "from": command.source, "reason": dict(command.reason)}
    return happen(after, "transferred", command, now, facts)


def among_the_present(chat: Chat, command: Command, gone: Collection[int], statuses: Statuses) -> Chat:
    """The chat as a command finds it: one that is opened again is not given back to an operator who is gone.

    Args:
        gone: the operators who were deleted.

    Raises:
        Refused: `sign_in`: the actor is one of them; `operator_gone`: they are to get the chat.
    """
    if isinstance(command.actor, Operator) and command.actor.id in gone:
        raise Refused("sign_in")
    if isinstance(command, Assign | Transfer) and command.operator in gone:
        raise Refused("operator_gone")
    if isinstance(command, HandOver) and command.target in gone:
        raise Refused("operator_gone")
    if isinstance(command, SetStatus) and chat.state == "closed" and chat.operator in gone:
        status = statuses.get(command.status)
        if status is not None and status.group == "in_progress":
            return replace(chat, operator=None)
    return chat
