"""The configured instances of a running plugin's providers."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec

from besedka.host.context import Shared
from besedka.host.discover import Found
from besedka.host.faults import Faults, PluginFault
from besedka.host.live import Live, Placement, shown
from besedka.host.part import Held, Part, Settings
from besedka.host.rows import InstanceRow
from besedka.host.unit import Unit
from besedka.host.vetting import kind_of
from besedka.plugin import Plugin, Provider, SocketChannel


class Instance(msgspec.Struct, kw_only=True):
    """An instance and what has become of it."""

    row: InstanceRow
    unit: Unit
    live: Live[Any] | None = None
    placement: Placement | None = None


class Instances:
    """Keeps one unit a row; `follow` brings them to what the rows say."""

    def __init__(
        self,
        shared: Shared,
        faults: Faults,
        wake: Callable[[], None],
        changed: Callable[[], None],
        stuck: Callable[[str], None],
    ) -> None:
        self._shared = shared
        self._faults = faults
        self._wake = wake
        self._changed = changed
        self._stuck = stuck
        self._coming: list[Instance] = []
        self.all: dict[int, Instance] = {}

    @property
    def running(self) -> list[Instance]:
        return [instance for instance in self.all.values() if instance.unit.state == "active"]

    def interrupt(self) -> None:
        """Give up starts that are under way."""
        for instance in (*self.all.values(), *self._coming):
            instance.unit.interrupt()

    async def follow(self, found: Found, plugin: Plugin[Any], rows: list[InstanceRow]) -> None:
        """Start, stop and restart instances, side by side.

        Args:
            plugin: the running one.
            rows: all instances of its providers.
        """
        wanted = {row.id: row for row in rows}
        gone = [self.all.pop(id) for id in list(self.all) if id not in wanted]
        for row in rows:
            if row.id not in self.all:
                self.all[row.id] = Instance(row=row, unit=self._unit())
            self.all[row.id].row = row
        if gone:
            self._changed()
        changes = [self._stop(instance) for instance in gone]
        changes += [self._bring(instance, found, plugin) for instance in self.all.values()]
        for outcome in await asyncio.gather(*changes, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome

    async def _bring(self, instance: Instance, found: Found, plugin: Plugin[Any]) -> None:
        row, unit = instance.row, instance.unit
        if not row.enabled:
            if unit.state != "disabled":
                await self._stop(instance)
            return
        wanted = (row.settings, row.form, row.name, id(plugin))
        if unit.started_with == wanted and not unit.due:
            return
        if unit.part is None:
            await self._start(instance, found, plugin, wanted)
        else:
            await self._replace(instance, found, plugin, wanted)

    async def _replace(self, old: Instance, found: Found, plugin: Plugin[Any], wanted: object) -> None:
        """Start an instance with its new settings, then end the one with the old: nobody finds the place empty."""
        new = Instance(row=old.row, unit=self._unit())
        self._coming.append(new)
        try:
            await self._start(new, found, plugin, wanted)
        finally:
            self._coming.remove(new)
        self.all[old.row.id] = new
        await self._stop(old)

    def _unit(self) -> Unit:
        return Unit(self._shared.timing, self._wake, self._changed)

    async def _start(self, instance: Instance, found: Found, plugin: Plugin[Any], wanted: object) -> None:
        row = instance.row
        provider = provider_of(found, row)
        part = Part(
            self._shared,
            self._faults,
            provider,
            found.name,
            found.texts,
            row=row.id,
            plugin=plugin,
            permissions=frozenset(plugin.permissions),
            stuck=self._stuck,
        )

        async def begin() -> None:
            await part.begin(Settings(text=row.settings, form=row.form))
            if isinstance(part.object, SocketChannel):
                try:
                    channel = shown(part.object, part.calls, part.what("sites"))
                except PluginFault as fault:
                    raise Held("failed", part.fault(fault)) from None
                instance.placement = Placement(id=row.id, name=row.name, channel=channel)
            instance.live = _live(row, part, found)

        await instance.unit.start(part, begin, wanted)
        if instance.unit.state != "active":
            instance.live = instance.placement = None

    async def _stop(self, instance: Instance) -> None:
        instance.live = instance.placement = None
        self._changed()
        for what in await instance.unit.stop():
            self._stuck(what)

    async def stop(self) -> list[str]:
        """End all of them, side by side.

        Returns:
            What did not end even when it was cancelled.
        """
        for instance in self.all.values():
            instance.live = instance.placement = None
        self._changed()
        ended = await asyncio.gather(*(instance.unit.stop() for instance in self.all.values()))
        self.all.clear()
        return [what for stuck in ended for what in stuck]


def provider_of(found: Found, row: InstanceRow) -> type[Provider[Any]]:
    """The provider class of an instance."""
    assert found.plugin is not None
    wanted = (row.kind, row.provider)
    return next(provider for provider in found.plugin.providers if (kind_of(provider), provider.name) == wanted)


def _live(row: InstanceRow, part: Part, found: Found) -> Live[Any]:
    provider = part.object
    return Live(
        plugin=found.name,
        id=row.id,
        kind=kind_of(type(provider)),
        name=row.name,
        title=found.texts.words(provider.title),
        provider=provider,
        calls=part.calls,
        texts=found.texts,
        contacts=found.plugin is not None and "contacts" in found.plugin.permissions,
    )
