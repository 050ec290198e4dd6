"""Tells plugins what has happened: after the commit, in order, and never in anybody's way."""

import asyncio
import logging
from collections.abc import Sequence

from besedka.bus import Bus
from besedka.domain.chat import Chat, Event
from besedka.domain.hints import Committed, Hint
from besedka.host.host import Host
from besedka.plugin import Chat as ShownChat
from besedka.plugin import (
    ChatAssigned,
    ChatClosed,
    ChatOpened,
    ChatRated,
    MessageAdded,
    OperatorId,
    Rating,
)
from besedka.plugin import Event as ShownEvent
from besedka.services.for_plugins import ForPlugins, message

log = logging.getLogger("besedka.hooks")

WAITING = 10_000
HOOKS = {
    "message": "on_message_added",
    "taken": "on_chat_assigned",
    "transferred": "on_chat_assigned",
    "closed": "on_chat_closed",
    "rated": "on_chat_rated",
}
OPENED = "on_chat_opened"


class HookEvents:
    """Args: `host` is asked which events anybody wants; others are not even made."""

    def __init__(self, bus: Bus, host: Host, for_plugins: ForPlugins) -> None:
        self._host = host
        self._for_plugins = for_plugins
        self._waiting: asyncio.Queue[tuple[Chat, Event, bool]] = asyncio.Queue(WAITING)
        bus.subscribe(self._hear)

    async def run(self) -> None:
        """Works until it is cancelled."""
        while True:
            chat, event, opened = await self._waiting.get()
            try:
                shown = await self._for_plugins.chat(chat)
                for told in _events(shown, event, opened):
                    self._host.tell(told)
            except Exception:
                log.exception("event %s of chat %s was not told to plugins", event.seq, event.chat)

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            if isinstance(hint, Committed):
                opened = hint.before is not None and hint.before.state == "empty"
                for event in hint.events:
                    self._consider(hint.chat, event, opened and event is hint.events[0])

    def _consider(self, chat: Chat, event: Event, opened: bool) -> None:
        hook = HOOKS.get(event.kind)
        wants = self._host.wants
        if not ((hook is not None and wants(hook)) or (opened and wants(OPENED))):
            return
        try:
            self._waiting.put_nowait((chat, event, opened))
        except asyncio.QueueFull:
            log.error("plugins are too slow: event %s of chat %s was not told to them", event.seq, event.chat)


def _events(chat: ShownChat, event: Event, opened: bool) -> list[ShownEvent]:
    told: list[ShownEvent] = [ChatOpened(chat=chat, at=event.at)] if opened else []
    data = event.data
    match event.kind:
        case "message":
            told.append(MessageAdded(chat=chat, at=event.at, message=message(event)))
        case "taken" | "transferred":
            told.append(
                ChatAssigned(
                    chat=chat,
                    at=event.at,
                    operator=OperatorId(data["operator"]),
                    by=OperatorId(event.author.id) if event.author.type == "operator" else None,
                    reason=data.get("reason", {}).get("en", ""),
                )
            )
        case "closed":
            told.append(ChatClosed(chat=chat, at=event.at, reason=data["reason"]))
        case "rated":
            rating = Rating(score=data["score"], out_of=data["out_of"], bad=data["bad"], comment=data["comment"])
            told.append(ChatRated(chat=chat, at=event.at, rating=rating))
    return told
