"""Surroundings: what every plugin and provider is given as `self.ctx`, and what it may do through it."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from besedka.plugin.chats import Message
from besedka.plugin.people import ChatId

T = TypeVar("T")


class Log(Protocol):
    """The plugin's log. An event is a short constant sentence; what it is about goes by id, never by body.

    Example:
        self.ctx.log.info("greeted at night", chat=chat.id)
    """

    def debug(self, event: str, /, **ids: object) -> None:
        """For the author; not shown at first."""
        ...

    def info(self, event: str, /, **ids: object) -> None:
        """Something worth knowing happened."""
        ...

    def warning(self, event: str, /, **ids: object) -> None:
        """Something is wrong, and the plugin goes on."""
        ...

    def error(self, event: str, /, **ids: object) -> None:
        """Something failed; within `except` the traceback goes along."""
        ...


class Store(Protocol):
    """A small typed memory of the plugin or connection, encrypted: refreshed tokens, cursors. It outlives restarts.

    Example:
        await self.ctx.store.set("token", token)
        kept = await self.ctx.store.get("token", Token)
    """

    async def get(self, key: str, type: type[T]) -> T | None:
        """What is stored under `key`; None if nothing is.

        Raises:
            msgspec.ValidationError: what is stored is not of this type.
        """
        ...

    async def set(self, key: str, value: object) -> None:
        """Store anything that msgspec can encode as JSON, at most 256,000 bytes; None deletes. Returns once it is committed."""
        ...


class Desk(Protocol):
    """What a plugin may do to chats, as itself, within its permissions.

    One call is one command. `key` names the command within the plugin and the chat: the same key again does nothing, hence
    give what may be repeated a key that stays the same.

    Raises:
        Refused: the chat is closed, there is no such chat, or the plugin has not asked for the permission.

    Example:
        await self.ctx.desk.say(event.chat.id, "We sleep until 9:00.", key="night-greeting")
    """

    async def messages(self, chat: ChatId, *, before: int | None = None, limit: int = 50) -> Sequence[Message]:
        """The newest messages, at most `limit` of them, the oldest of them first; `before`: only those with a lower `seq`."""
        ...

    async def say(self, chat: ChatId, text: str, *, key: str) -> None:
        """Write to the client: an automatic message. Permission "say"."""
        ...

    async def note(self, chat: ChatId, text: str, *, key: str) -> None:
        """Write a note that only operators see. Permission "note"."""
        ...

    async def update(
        self,
        chat: ChatId,
        *,
        key: str,
        status: str | None = None,
        severity: int | None = None,
        add_tags: Sequence[str] = (),
        remove_tags: Sequence[str] = (),
        fields: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Change what the chat is marked with; None and empty change nothing. Permission "update".

        Args:
            key: names this command.
            status: the name of a status that the chat may have now.
            severity: 1 critical … 5 request.
            add_tags: tags that it does not have yet, in whatever upper and lower case; made if new.
            remove_tags: tags that it shall not have.
            fields: the client's fields, by their names; an empty value clears one.
        """
        ...

    async def close(self, chat: ChatId, *, key: str, status: str | None = None) -> None:
        """Close the chat, with the given closing status or the usual one. Permission "close"."""
        ...


class Calendar(Protocol):
    """Working hours of a group or the company: several stretches a day, overnight, holidays, daylight saving.

    All times are aware; results are UTC. A calendar without working hours is always open.

    Example:
        due = calendar.add(chat.opened_at, timedelta(minutes=15))
    """

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that the hours are meant in."""
        ...

    def add(self, start: datetime, working: timedelta) -> datetime:
        """When so much working time will have passed since `start`."""
        ...

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between the two; zero if `end` is not later."""
        ...

    def is_open(self, at: datetime) -> bool:
        """Whether these are working hours."""
        ...


class Context(Protocol):
    """The surroundings of a plugin or provider. Everything started or opened through it ends with it."""

    @property
    def log(self) -> Log:
        """Its log."""
        ...

    @property
    def stack(self) -> AsyncExitStack:
        """What is to be closed when it ends, the newest first; entered in `setup`."""
        ...

    @property
    def desk(self) -> Desk:
        """What it may do to chats."""
        ...

    @property
    def store(self) -> Store:
        """Its memory."""
        ...

    @property
    def calendar(self) -> Calendar:
        """The company's working hours."""
        ...

    @property
    def plugin(self) -> Any:
        """In a provider: the running instance of its plugin, for settings and clients shared by several; in a plugin: itself."""
        ...

    def now(self) -> datetime:
        """The time of day: aware, UTC."""
        ...

    def spawn(self, work: Coroutine[Any, Any, None], *, name: str) -> None:
        """Run something beside. It is cancelled when the plugin or connection ends; an exception that it lets out is logged.

        Example:
            self.ctx.spawn(self._watch(), name="watch")
        """
        ...
