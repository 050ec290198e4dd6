"""Hooks at work: the chain of filters over a message, and events told to whoever listens."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

from besedka.host.calls import Calls
from besedka.host.faults import PluginFault
from besedka.plugin import (
    Chat,
    ChatAssigned,
    ChatClosed,
    ChatOpened,
    ChatRated,
    Drop,
    Event,
    Message,
    MessageAdded,
)

log = logging.getLogger("besedka.host")

QUEUE = 1000
MINUTE_S = 60
HOOK_OF: dict[type[Event], str] = {
    ChatOpened: "on_chat_opened",
    ChatAssigned: "on_chat_assigned",
    ChatClosed: "on_chat_closed",
    MessageAdded: "on_message_added",
    ChatRated: "on_chat_rated",
}
FIXED = tuple(name for name in Message.__struct_fields__ if name != "text")


def seen(chat: Chat, *, contacts: bool) -> Chat:
    """The chat as a plugin may see it: without the permission "contacts", without e-mails and phones."""
    client = chat.client
    if contacts or not (client.emails or client.phones):
        return chat
    return msgspec.structs.replace(chat, client=msgspec.structs.replace(client, emails=(), phones=()))


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin's place in a chain."""

    hook: str
    must: bool
    function: Callable[[Message, Chat], Awaitable[Message | Drop | None]]
    calls: Calls
    contacts: bool


class Chain:
    """The filters of one direction, sorted by the names of their plugins. Together they have their time; the filters without
    which nothing may go on have a part of it that no other filter can use up."""

    def __init__(self, filters: Sequence[Filter]) -> None:
        self._filters = tuple(filters)
        self._musts_after = tuple(sum(later.must for later in filters[place + 1 :]) for place in range(len(filters)))

    def __bool__(self) -> bool:
        return bool(self._filters)

    async def run(self, message: Message, chat: Chat) -> Message | Drop:
        """What becomes of a message. A plain filter that fails or is late is left out.

        Raises:
            PluginFault: a filter failed without which no message may go on.
        """
        if not self._filters:
            return message
        timing = self._filters[0].calls.timing
        until = time.monotonic() + timing.filters_s
        for filter_, musts in zip(self._filters, self._musts_after, strict=True):
            left_s = until - time.monotonic() - musts * timing.must_filter_s
            try:
                result = await _filtered(
                    filter_, message, chat, max(left_s, timing.must_filter_s if filter_.must else 0)
                )
            except PluginFault:
                if filter_.must:
                    raise
                continue
            if type(result) is Drop:
                return result
            if result is not None:
                message = result  # type: ignore[assignment]
        return message


async def _filtered(filter_: Filter, message: Message, chat: Chat, within_s: float) -> Message | Drop | None:
    calls, hook = filter_.calls, filter_.hook
    if within_s <= 0:
        return None
    result = await calls.call(hook, within_s, filter_.function, message, seen(chat, contacts=filter_.contacts))
    if result is not None:
        calls.check(hook, _wrong_result, result, message)
    return result


def _wrong_result(result: object, message: Message) -> str | None:
    if type(result) is Drop:
        return None if _storable(result.reason) else "the reason of a Drop is a text"
    if type(result) is not Message:
        return f"it gave a {type(result).__name__}: it may give a Message, a Drop or None"
    for name in FIXED:
        if getattr(result, name) != getattr(message, name):
            return f"it changed {name}: a filter may change the text of a message only"
    return None if _storable(result.text) else "it gave a text that cannot be stored"


def _storable(text: object) -> bool:
    if not isinstance(text, str) or "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Ears:
    """The `on_*` hooks of one plugin: a bounded queue, and a worker that is there while the queue is not empty."""

    def __init__(self, hooks: dict[str, Callable[[Any], Awaitable[None]]], calls: Calls, *, contacts: bool) -> None:
        self._hooks = hooks
        self._calls = calls
        self._contacts = contacts
        self._queue: deque[tuple[str, Event]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._complained_at = -float(MINUTE_S)
        self._dropped = 0

    def hooks(self) -> Sequence[str]:
        return tuple(self._hooks)

    def tell(self, hook: str, event: Event) -> None:
        """Put an event at the end of the queue, or drop it if the queue is full."""
        if self._calls.closed:
            return
        if len(self._queue) >= QUEUE:
            self._drop(hook)
            return
        self._queue.append((hook, event))
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._work())

    def close(self) -> None:
        """What waits is dropped; what runs ends with the plugin's calls."""
        self._queue.clear()

    async def _work(self) -> None:
        try:
            while self._queue:
                hook, event = self._queue.popleft()
                event = _seen(event, contacts=self._contacts)
                try:
                    await self._calls.call(hook, self._calls.timing.event_s, self._hooks[hook], event)
                except PluginFault:
                    continue  # noted; the next event comes all the same
        finally:
            self._worker = None

    def _drop(self, hook: str) -> None:
        self._dropped += 1
        if (now := time.monotonic()) - self._complained_at >= MINUTE_S:
            self._complained_at = now
            text = "%s is too slow: %d events of %s were dropped, for %d wait already"
            log.warning(text, self._calls.plugin, self._dropped, hook, QUEUE)
            self._dropped = 0


def _seen(event: Event, *, contacts: bool) -> Event:
    chat = seen(event.chat, contacts=contacts)
    return event if chat is event.chat else msgspec.structs.replace(event, chat=chat)
