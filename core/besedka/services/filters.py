"""Plugins that change or stop messages before they are stored."""

import logging
from typing import TypeVar

from msgspec.structs import replace

from besedka import clock
from besedka.db import reading
from besedka.domain.commands import Edit, SendMessage
from besedka.domain.files import File
from besedka.domain.people import Operator, Visitor, author_of
from besedka.host.faults import PluginFault
from besedka.host.host import Host
from besedka.plugin import ChatId, Drop, Message, OperatorId
from besedka.plugin.errors import Refused
from besedka.services.for_plugins import ForPlugins, carried
from besedka.services.typed import clean_text

log = logging.getLogger("besedka.filters")

M = TypeVar("M", SendMessage, Edit)


class Filters:
    """Asked for each message, those of plugins too; without a filter that costs nothing."""

    def __init__(self, host: Host, for_plugins: ForPlugins, text_chars: int) -> None:
        self._host = host
        self._text_chars = text_chars
        self._for_plugins = for_plugins

    async def filtered(self, message: M) -> M:
        """The message with its text after all filters, or the edited one with its new text. What is stored already is not filtered
        again: its repetition gets the stored answer, whatever filters say today.

        Raises:
            Refused: `message_dropped`, `filter_failed`, `not_found`, `bad_text`, `too_long`.
        """
        incoming = isinstance(message.actor, Visitor)
        if not self._host.wants("filter_incoming" if incoming else "filter_outgoing"):
            return message
        if message.key is not None and await reading.chat_of_key(author_of(message.actor), message.key) is not None:
            return message
        text = await self._through(message)
        text = clean_text(text, self._text_chars, needed=not _files_of(message))
        return replace(message, text=text, sent=message.text)

    async def _through(self, command: SendMessage | Edit) -> str:
        actor, chat = command.actor, command.chat
        found = await reading.find(chat)
        if found is None:
            raise Refused("not_found")
        incoming, by_operator = isinstance(actor, Visitor), isinstance(actor, Operator)
        message = Message(
            chat=ChatId(chat),
            seq=0,
            author="client" if incoming else "operator" if by_operator else "automatic",
            operator=OperatorId(actor.id) if isinstance(actor, Operator) else None,
            text=command.text,
            files=carried(_files_of(command)),
            at=clock.now(),
        )
        ask = self._host.filter_incoming if incoming else self._host.filter_outgoing
        try:
            result = await ask(message, await self._for_plugins.chat(found))
        except PluginFault as fault:
            raise Refused("filter_failed") from fault
        if isinstance(result, Drop):
            log.info("a message to chat %s was stopped: %s", chat, result.reason)
            raise Refused("message_dropped")
        return result.text


def _files_of(message: SendMessage | Edit) -> tuple[File, ...]:
    """Words are edited, and not what goes with them."""
    return message.files if isinstance(message, SendMessage) else ()
