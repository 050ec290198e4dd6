"""Plugins' sections of the console's side panel."""

import msgspec

from besedka.domain.people import Operator


class ShownPanelRow(msgspec.Struct, frozen=True, kw_only=True):
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
    async def of(self, by: Operator, chat: int, language: str) -> list[ShownPanel]:
        raise NotImplementedError
