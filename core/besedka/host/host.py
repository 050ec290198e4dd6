"""The running plugins: which are wanted, which are active, and the providers that they bring."""

import logging
from datetime import datetime
from typing import Any, cast

import msgspec
import pluggy

from besedka import clock
from besedka.db import tables
from besedka.host.discover import Found, State, discover
from besedka.host.settings import settings_of
from besedka.plugin import Context, InvalidSettings, NoSettings, Plugin, Provider, SocketChannel
from besedka.plugin.errors import Refused

log = logging.getLogger("besedka.host")

ON_AT_FIRST = frozenset({"webchat"})


class PluginInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin for lists: `enabled` is what is wanted, `state` what is true."""

    name: str
    title: str
    version: str
    kinds: list[str]
    enabled: bool
    state: State
    error: str | None


class HostContext:
    """The surroundings that plugins are given."""

    def now(self) -> datetime:
        return clock.now()


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """A configured website channel, running."""

    id: int
    name: str
    channel: SocketChannel[Any]


async def wishes() -> dict[str, bool]:
    """What administrators have switched on or off."""
    return {row["name"]: row["enabled"] for row in await tables.PluginState.select()}


async def set_wish(name: str, enabled: bool) -> None:
    """Switch a plugin on or off; a running server follows at its next start.

    Raises:
        Refused: `no_plugin`.
    """
    if name not in {found.name for found in discover()}:
        raise Refused("no_plugin", plugin=name)
    await tables.PluginState.delete().where(tables.PluginState.name == name)
    await tables.PluginState.insert(tables.PluginState(name=name, enabled=enabled))


def info(found: Found, wish: dict[str, bool]) -> PluginInfo:
    """A plugin as lists show it, running or not."""
    enabled = wish.get(found.name, found.name in ON_AT_FIRST)
    state: State = "active" if enabled else "disabled"
    if found.plugin is None:
        state = "incompatible" if found.incompatible else "broken"
    return PluginInfo(
        name=found.name,
        title=found.plugin.title if found.plugin else found.name,
        version=found.version,
        kinds=sorted({_kind(provider) for provider in found.plugin.providers}) if found.plugin else [],
        enabled=enabled,
        state=state,
        error=found.error,
    )


class Host:
    """The plugins of this process."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager("besedka")
        self._context = cast("Context", HostContext())
        self._channels: dict[str, type[SocketChannel[Any]]] = {}
        self._placements: dict[str, Placement] = {}
        self.plugins: list[PluginInfo] = []

    async def start(self) -> None:
        """Find the plugins, start the wanted ones, and make their configured instances."""
        wish = await wishes()
        for found in discover():
            described = info(found, wish)
            self.plugins.append(described)
            if described.state == "active" and found.plugin is not None:
                self._register(found.plugin)
        await self._make_placements()

    def placement(self, name: str) -> Placement:
        """The running placement of that name.

        Raises:
            Refused: `channel_off` while the website channel is switched off or broken, `no_placement`.
        """
        if not self._channels:
            raise Refused("channel_off")
        if name not in self._placements:
            raise Refused("no_placement")
        return self._placements[name]

    @property
    def placements(self) -> list[Placement]:
        return list(self._placements.values())

    def _register(self, plugin: type[Plugin[Any]]) -> None:
        self._manager.register(plugin(NoSettings(), self._context), plugin.name)
        for provider in plugin.providers:
            if issubclass(provider, SocketChannel):
                self._channels[provider.name] = provider

    async def _make_placements(self) -> None:
        for row in await tables.Connection.select().where(tables.Connection.enabled.eq(True)):
            provider = self._channels.get(row["provider"])
            if provider is None:
                continue
            raw = msgspec.json.decode(row["settings"])
            try:
                channel = self._make(provider, raw)
            except Refused as error:
                log.error("placement %s does not run, its settings are wrong: %s", row["name"], error.facts)
                continue
            self._placements[row["name"]] = Placement(id=row["id"], name=row["name"], channel=channel)

    async def configure(self, name: str, changes: dict[str, Any]) -> Placement:
        """Change settings of a placement; the instance is made anew.

        Raises:
            Refused: what `placement` says, or `bad_setting` with the facts `field` and `problem`.
        """
        placement = self.placement(name)
        raw = msgspec.to_builtins(placement.channel.settings) | changes
        channel = self._make(type(placement.channel), raw)
        await tables.Connection.update({"settings": msgspec.json.encode(raw).decode()}).where(
            tables.Connection.id == placement.id
        )
        placement = self._placements[name] = Placement(id=placement.id, name=name, channel=channel)
        return placement

    def _make(self, provider: type[SocketChannel[Any]], raw: dict[str, Any]) -> SocketChannel[Any]:
        try:
            return provider(msgspec.convert(raw, settings_of(provider)), self._context)
        except InvalidSettings as error:
            raise Refused("bad_setting", field=error.field, problem=error.problem) from None
        except msgspec.ValidationError as error:
            problem, _, path = str(error).partition(" - at `$.")
            raise Refused("bad_setting", field=path.rstrip("`"), problem=problem) from None


def _kind(provider: type[Provider[Any]]) -> str:
    return "channel" if issubclass(provider, SocketChannel) else "other"
