"""Plugins that change or stop messages before they are stored."""

import logging

from besedka import clock
from besedka.db import reading
from besedka.domain.people import Actor, Operator, Visitor
from besedka.host.faults import PluginFault
from besedka.host.host import Host
from besedka.plugin import ChatId, Drop, Message, OperatorId
from besedka.plugin.errors import Refused
from besedka.services.for_plugins import ForPlugins

log = logging.getLogger("besedka.filters")


class Filters:
    """Asked for each message, those of plugins too; without a filter that costs nothing."""

    def __init__(self, host: Host, for_plugins: ForPlugins) -> None:
        self._host = host
        self._for_plugins = for_plugins

    def wanted(self, actor: Actor) -> bool:
        """Whether any plugin filters messages from this side."""
        return self._host.wants("filter_incoming" if isinstance(actor, Visitor) else "filter_outgoing")

    async def through(self, actor: Actor, chat: int, text: str) -> str:
        """The text after all filters.

        Raises:
            Refused: `message_dropped`, `filter_failed`, `not_found`.
        """
        found = await reading.find(chat)
        if found is None:
            raise Refused("not_found")
        incoming, by_operator = isinstance(actor, Visitor), isinstance(actor, Operator)
        message = Message(
            chat=ChatId(chat),
            seq=0,
            author="client" if incoming else "operator" if by_operator else "automatic",
            operator=OperatorId(actor.id) if isinstance(actor, Operator) else None,
            text=text,
            files=(),
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
