"""What nobody has answered for thirty days leaves the queue."""

from datetime import datetime

from msgspec.structs import replace

from besedka.domain.change import Change, happen
from besedka.domain.chat import RETURN_WITHIN, Chat, Statuses
from besedka.domain.commands import Expire
from besedka.domain.deadlines import without_deadlines


def expire(chat: Chat, command: Expire, now: datetime, statuses: Statuses) -> Change:
    """Closed without asking for a rating, if it still waits and is older than chats may return to the queue."""
    if chat.state != "queue" or chat.opened_at is None or now - chat.opened_at <= RETURN_WITHIN:
        return Change(chat=chat)
    status = next(s.id for s in statuses.values() if s.builtin == "done")
    after = replace(chat, state="closed", status=status, closed_at=now, form_seq=None)
    return without_deadlines(happen(after, "closed", command, now, {"status": status, "reason": "expired"}))
