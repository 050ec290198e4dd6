"""A chat goes from hand to hand: whose it is changes, and nothing else."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from besedka.domain.change import Change, happen
from besedka.domain.chat import Chat, Statuses, starred
from besedka.domain.commands import Transfer
from besedka.domain.people import Operator
from besedka.domain.rights import may_lead
from besedka.plugin.errors import Refused


def transfer(chat: Chat, command: Transfer, actor: Operator, now: datetime, statuses: Statuses) -> Change:
    """To the operator whom the actor names, however old the chat is and however much they have to do. From the queue only by
    administrators: to them it is to assign.

    Raises:
        Refused: `chat_closed`, `wrong_state`, `take_first`, `not_holder`.
    """
    if chat.state == "closed":
        raise Refused("chat_closed")
    if chat.state == "empty":
        raise Refused("wrong_state")
    if not may_lead(actor, chat):
        raise Refused("take_first" if chat.state == "queue" else "not_holder", holder=chat.operator)
    if chat.operator == command.operator:
        return Change(chat=chat)
    status = starred(statuses).id if chat.state == "queue" else chat.status
    after = replace(chat, state="in_progress", status=status, operator=command.operator, assigned_at=now)
    facts: dict[str, Any] = {"operator": command.operator, "from": chat.operator, "note": command.note}
    return happen(after, "transferred", command, now, {name: fact for name, fact in facts.items() if fact})
