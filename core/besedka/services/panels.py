"""Plugins' sections of the console's side panel."""

import asyncio

import msgspec

from besedka.domain.people import Operator
from besedka.host import ask
from besedka.host.faults import PluginFault
from besedka.host.host import Host
from besedka.host.live import LivePanel
from besedka.plugin import Chat
from besedka.plugin import Operator as ShownOperator
from besedka.services.chats import Chats
from besedka.services.for_plugins import ForPlugins
from besedka.texts import say


class ShownPanelRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line: what it is, and its value, perhaps with an address."""

    label: str
    value: str
    url: str


class ShownPanel(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin's section; `problem` stands in place of its rows."""

    plugin: str
    id: str
    title: str
    rows: list[ShownPanelRow]
    problem: str | None


class Panels:
    """Asks all plugins at once; one that fails or is late says so in its own place."""

    def __init__(self, host: Host, chats: Chats, for_plugins: ForPlugins) -> None:
        self._host = host
        self._chats = chats
        self._for_plugins = for_plugins

    async def of(self, by: Operator, chat: int, language: str) -> list[ShownPanel]:
        """Raises:
        Refused: `not_found`.
        """
        found = await self._chats.find(by, chat)
        panels = self._host.panels
        if not panels or found.state == "empty":
            return []
        shown, reader = await self._for_plugins.chat(found), self._for_plugins.operator(by.id)
        return list(await asyncio.gather(*(self._load(panel, shown, reader, language) for panel in panels)))

    async def _load(self, panel: LivePanel, chat: Chat, reader: ShownOperator, language: str) -> ShownPanel:
        rows: list[ShownPanelRow] = []
        problem = None
        try:
            loaded = await ask.load_panel(panel, chat, reader, language)
            rows = [ShownPanelRow(label=row.label, value=row.value, url=row.url) for row in loaded]
        except PluginFault:
            problem = say(language, "panel.failed")
        return ShownPanel(plugin=panel.plugin, id=panel.id, title=panel.title[language], rows=rows, problem=problem)
