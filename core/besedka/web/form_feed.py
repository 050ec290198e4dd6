"""Asks visitors what is to be asked once their chat is closed, in every tab, and tells the tabs when it is over."""

from collections.abc import Sequence

from besedka.bus import Bus
from besedka.domain.chat import Chat
from besedka.domain.hints import Committed, Hint
from besedka.services.ratings import Asked, Ratings, form_id
from besedka.web.frames import ask_frame, pack
from besedka.web.hub import Hub, VisitorConnection


class FormFeed:
    """Hears the bus: a form that opens, changes or ends is told to whoever is connected."""

    def __init__(self, bus: Bus, hub: Hub, ratings: Ratings) -> None:
        self._hub = hub
        self._ratings = ratings
        bus.subscribe(self._hear)

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            if isinstance(hint, Committed) and hint.before is not None:
                before, chat = hint.before, hint.chat
                rated = any(event.kind == "rated" for event in hint.events)
                if before.form_seq != chat.form_seq or rated:
                    self._tell(before, chat)

    def _tell(self, before: Chat, chat: Chat) -> None:
        for connection in self._hub.visitors.get(chat.identity, ()):
            if not _concerns(connection, chat):
                continue
            if chat.form_seq is None:
                over = Asked(chat=chat.id, form=form_id(chat.id, before.form_seq or 0), steps=[], answers={})
                connection.out.put(pack(ask_frame(over)))
            else:
                self._hub.soon([connection.out], self._ask, connection, chat)

    async def _ask(self, connection: VisitorConnection, chat: Chat) -> None:
        asked = await self._ratings.asked(chat, connection.language)
        if asked is not None:
            connection.out.put(pack(ask_frame(asked)))


def _concerns(connection: VisitorConnection, chat: Chat) -> bool:
    """Whether the tab shows this chat: as its conversation, or above one that has not begun."""
    return connection.chat is not None and (connection.chat.id == chat.id or connection.chat.state == "empty")
