"""Hooks: what a plugin may add to the server or have a say in. The host asks each plugin alone, in the order of their names.

The prefix fixes the form. `register_*` are plain functions, called once when the plugin is enabled. `filter_*` are a chain: each
sees what the one before has made of it, and all together have 250 ms. `on_*` come after the commit, in the process where it was,
in order for each plugin, with 5 s each, and may be lost when the server stops: what must not be lost does not belong there. An
exception, or being late, is the plugin's alone: it is logged with its name, and the others go on.
"""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar, overload

import msgspec
import pluggy

from besedka.plugin.chats import Chat, Message
from besedka.plugin.events import ChatAssigned, ChatClosed, ChatOpened, ChatRated, MessageAdded
from besedka.plugin.people import Operator


class Drop(msgspec.Struct, frozen=True, kw_only=True):
    """The message goes no further; `reason` is for the log."""

    reason: str


class Access(enum.Enum):
    """Who may call a route.

    Attributes:
        PUBLIC: anybody.
        VISITOR: a visitor with the widget open.
        OPERATOR: an operator who is signed in, administrators among them.
        ADMINISTRATOR: an administrator who is signed in.
    """

    PUBLIC = "public"
    VISITOR = "visitor"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """A page or call of the plugin, below `/plugins/<its name>/`.

    Attributes:
        access: who may call it; checked before the handler.
        handler: a Litestar 2 route handler. `request.user` is an `Operator`, for `Access.VISITOR` a `Client`, for `Access.PUBLIC`
            None.
    """

    access: Access
    handler: Any


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Something to do again and again, in one process at a time, whichever it is.

    Attributes:
        name: unique within the plugin.
        every: at least 1 s, from start to start; a run that lasts longer delays the next.
        run: called without arguments. An exception is logged, and the next run comes in its time.
    """

    name: str
    every: timedelta
    run: Callable[[], Awaitable[None]]


class PanelRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a panel; with a `url` (http, https, mailto or tel) its value is a link."""

    label: str
    value: str
    url: str = ""


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """A section of the console's side panel: data, never markup or script.

    Attributes:
        id: unique within the plugin.
        title: an English text, the key of its translations.
        load: asked with the chat and the operator who looks, each time the panel is opened; it has 2 s.
    """

    id: str
    title: str
    load: Callable[[Chat, Operator], Awaitable[Sequence[PanelRow]]]


F = TypeVar("F", bound=Callable[..., Any])

_mark_spec = pluggy.HookspecMarker("besedka")
_mark_impl = pluggy.HookimplMarker("besedka")


def _hookspec(function: F) -> F:
    return _mark_spec(function)


@overload
def hookimpl(function: F) -> F: ...
@overload
def hookimpl(*, must: bool) -> Callable[[F], F]: ...
def hookimpl(function: Any = None, *, must: bool = False) -> Any:
    """Mark a method as the plugin's part in a hook; the host refuses one of a hook's name without the mark.

    Args:
        function: the method.
        must: a filter without which no message may go on (masking): if it fails or is late, the message is not let through.

    Example:
        @hookimpl(must=True)
        async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop | None:
            return replace(message, text=CARD.sub("••••", message.text))
    """

    def _mark(function: Any) -> Any:
        function.besedka_must = must
        return _mark_impl(function)

    return _mark if function is None else _mark(function)


class Hooks:
    """The hook specifications, of pluggy's project "besedka". `Plugin` has them all: implement some, each under `@hookimpl`."""

    @_hookspec
    def register_routes(self) -> Sequence[Route]:
        """Pages and calls of the plugin's own.

        Example:
            @hookimpl
            def register_routes(self) -> list[Route]:
                @get("/dawn")
                async def dawn() -> datetime | None:
                    return await self.ctx.store.get("dawn", datetime)

                return [Route(access=Access.ADMINISTRATOR, handler=dawn)]
        """
        return ()

    @_hookspec
    def register_jobs(self) -> Sequence[Job]:
        """Work to be done again and again: first right after enabling, then `every`.

        Example:
            @hookimpl
            def register_jobs(self) -> list[Job]:
                return [Job(name="sweep", every=timedelta(hours=1), run=self._sweep)]
        """
        return ()

    @_hookspec
    def register_console_panels(self) -> Sequence[Panel]:
        """Sections of the console's side panel.

        Example:
            @hookimpl
            def register_console_panels(self) -> list[Panel]:
                return [Panel(id="orders", title="Orders", load=self._orders)]
        """
        return ()

    @_hookspec
    async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop | None:
        """A client's message, before it is stored. Only its text may be changed.

        Args:
            message: as the filters before have left it; its `seq` is 0, it has no place yet.
            chat: the chat as it is before the message.

        Returns:
            The changed message, `Drop` to let it go no further, None to leave it as it is.

        Example:
            @hookimpl
            async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop | None:
                return Drop(reason="advertising") if "casino" in message.text else None
        """
        return None

    @_hookspec
    async def filter_outgoing(self, message: Message, chat: Chat) -> Message | Drop | None:
        """A message to the client, before it is stored: an operator's or an automatic one. Only its text may be changed.

        Arguments and results are those of `filter_incoming`.

        Example:
            @hookimpl
            async def filter_outgoing(self, message: Message, chat: Chat) -> Message | Drop | None:
                return replace(message, text=message.text.replace("--", "—"))
        """
        return None

    @_hookspec
    async def on_chat_opened(self, event: ChatOpened) -> None:
        """A chat has begun, with its first message; once for each chat, not when a closed one is opened again.

        Example:
            @hookimpl
            async def on_chat_opened(self, event: ChatOpened) -> None:
                await self.ctx.desk.say(event.chat.id, "One moment, please.", key="greeting")
        """

    @_hookspec
    async def on_chat_assigned(self, event: ChatAssigned) -> None:
        """An operator got a chat: took it, was given it, or was chosen.

        Example:
            @hookimpl
            async def on_chat_assigned(self, event: ChatAssigned) -> None:
                self.ctx.log.info("assigned", chat=event.chat.id, operator=event.operator)
        """

    @_hookspec
    async def on_chat_closed(self, event: ChatClosed) -> None:
        """A chat was closed.

        Example:
            @hookimpl
            async def on_chat_closed(self, event: ChatClosed) -> None:
                if event.reason == "spam":
                    self.ctx.log.info("spam", chat=event.chat.id)
        """

    @_hookspec
    async def on_message_added(self, event: MessageAdded) -> None:
        """A message came in or went out, automatic ones included; notes are no messages.

        Example:
            @hookimpl
            async def on_message_added(self, event: MessageAdded) -> None:
                if "invoice" in event.message.text:
                    await self.ctx.desk.update(event.chat.id, add_tags=["invoice"], key="invoice")
        """

    @_hookspec
    async def on_chat_rated(self, event: ChatRated) -> None:
        """A client rated a chat; told again when a comment is added or another rating replaces it.

        Example:
            @hookimpl
            async def on_chat_rated(self, event: ChatRated) -> None:
                if event.rating.bad:
                    await self.ctx.desk.note(event.chat.id, "Call them back.", key="bad-rating")
        """
