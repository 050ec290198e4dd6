"""Plugins for administrators."""

from typing import Any

from besedka.domain.people import Operator
from besedka.services.plugin_views import CheckAnswer, Instance, PluginList, PluginPage, PluginRow, Values


class Plugins:
    async def list(self, by: Operator, language: str) -> PluginList:
        raise NotImplementedError

    async def page(self, by: Operator, name: str, language: str) -> PluginPage:
        raise NotImplementedError

    async def switch(self, by: Operator, name: str, enabled: bool, language: str) -> PluginRow:
        raise NotImplementedError

    async def configure(
        self, by: Operator, name: str, values: Values, version: int | None, language: str
    ) -> PluginPage:
        raise NotImplementedError

    async def check(
        self, by: Operator, name: str, provider: str | None, instance: int | None, values: Values, language: str
    ) -> CheckAnswer:
        raise NotImplementedError

    async def add(self, by: Operator, plugin: str, provider: str, name: str, values: Values, language: str) -> Instance:
        raise NotImplementedError

    async def change(self, by: Operator, id: int, fields: dict[str, Any], language: str) -> Instance:
        raise NotImplementedError

    async def remove(self, by: Operator, id: int) -> None:
        raise NotImplementedError
