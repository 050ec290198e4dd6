"""Runs one plugin: whatever its row says, it comes true here, one change at a time."""

import asyncio
import contextvars
import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from besedka.host.calls import package_of, sweep
from besedka.host.context import Shared
from besedka.host.discover import Found, load
from besedka.host.faults import Faults, PluginFault
from besedka.host.hooked import Hooked, Registry
from besedka.host.instances import Instances
from besedka.host.migration import bring_up
from besedka.host.part import Held, Part, Settings
from besedka.host.rows import PluginRow, instance_rows, plugin_row
from besedka.host.state import Trouble, trouble
from besedka.host.unit import Unit

log = logging.getLogger("besedka.host")


class Runner:
    """One plugin of this process.

    Args:
        changed: called after each change of what runs.
        neighbours: the packages of the other plugins that run now.
        admitted: looks whether a plugin that was loaded again may stand beside the others.
    """

    def __init__(
        self,
        found: Found,
        shared: Shared,
        registry: Registry,
        changed: Callable[[], None],
        neighbours: Callable[["Runner"], Iterable[str]],
        admitted: Callable[[Found], Found],
    ) -> None:
        self.found = found
        self._shared = shared
        self._registry = registry
        self._changed = changed
        self._neighbours = neighbours
        self._admitted = admitted
        self._lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.faults = Faults(found.name, shared.timing, changed)
        self.unit = Unit(shared.timing, self.wake, changed)
        self.unit.fail(found.state, found.trouble)
        self.instances = Instances(shared, self.faults, self.wake, changed, self._on_stuck)
        self.hooked: Hooked | None = None
        self.enabled = found.on_at_first

    @property
    def name(self) -> str:
        return self.found.name

    @property
    def plugin(self) -> Any:
        """The running plugin; None while it does not run."""
        return self.unit.part.object if self.unit.part is not None and self.unit.state == "active" else None

    @property
    def trouble(self) -> Trouble | None:
        return self.unit.trouble or (self.faults.trouble() if self.unit.state == "active" else None)

    @property
    def retry_at(self) -> datetime | None:
        return self.unit.retry_at

    @property
    def package(self) -> str:
        return package_of(self.found.plugin) if self.found.plugin else ""

    @property
    def _abandoned(self) -> bool:
        """Whether something of it still runs that could not be ended: that is shown until it is switched on again."""
        return self.unit.part is None and self.unit.trouble is not None and self.unit.trouble.code == "stuck"

    def wake(self) -> None:
        """Follow the row soon; nobody waits for it."""
        if not self._stopping:
            self._beside(self.follow())

    def _beside(self, work: Any) -> None:
        task = asyncio.create_task(work, context=contextvars.Context())
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s could not be switched", self.name, exc_info=error)

    async def follow(self, *, anew: bool = False) -> None:
        """Bring the plugin to what its row says.

        Args:
            anew: start a plugin that has failed once more, and import it again if that went wrong.
        """
        if not (await self._row()).enabled:
            self.unit.interrupt()
            self.instances.interrupt()
        async with self._lock:
            row = await self._row()
            self.enabled = row.enabled
            if self._stopping:
                return
            if anew and row.enabled:
                self._reload()
            if self.found.plugin is None:
                self.unit.fail(self.found.state, self.found.trouble)
            elif not row.enabled:
                if not self._abandoned:
                    await self._stop()
            else:
                await self._run(row, anew=anew)

    async def _row(self) -> PluginRow:
        return await plugin_row(self.name) or PluginRow(enabled=self.found.on_at_first)

    def _reload(self) -> None:
        if self.found.plugin is None and self.found.state in ("failed", "broken"):
            self.found = self._admitted(load(self.found, running=True))

    async def _run(self, row: PluginRow, *, anew: bool) -> None:
        assert self.found.plugin is not None
        wanted = (row.settings, row.form)
        ended = self.unit.state not in ("active", "starting")
        if self.unit.due:
            await self._start(row, wanted)
        elif (anew and ended) or self.unit.started_with != wanted:
            await self._stop()
            self.faults.forget()
            await self._start(row, wanted)
        if (plugin := self.plugin) is not None:
            rows = await instance_rows(self.found.plugin.providers)
            await self.instances.follow(self.found, plugin, rows)

    async def _start(self, row: PluginRow, wanted: object) -> None:
        assert self.found.plugin is not None
        part = Part(
            self._shared,
            self.faults,
            self.found.plugin,
            self.name,
            self.found.texts,
            permissions=frozenset(self.found.plugin.permissions),
            stuck=self._on_stuck,
        )
        settings = Settings(text=row.settings, form=row.form)
        await self.unit.start(part, lambda: self._begin(part, settings), wanted)
        if self.unit.part is None:
            await self._sweep()

    async def _begin(self, part: Part, settings: Settings) -> None:
        if (app := part.piccolo_app) is not None:
            try:
                within_s = self._shared.timing.migrate_s
                await part.calls.call("migrations", within_s, bring_up, self._shared.engine, self.name, app)
            except PluginFault as fault:
                last = self.faults.last
                wrong = trouble("migration", cause=fault.cause, trace=last.trace if last else None)
                raise Held("failed", wrong) from None
        await part.begin(settings)
        try:
            self.hooked = self._registry.add(part.object, part.calls, self.found.texts)
        except PluginFault as fault:
            raise Held("failed", part.fault(fault)) from None

    async def _stop(self, wrong: Trouble | None = None) -> None:
        """Intake stops first; then the instances end, then the plugin."""
        ran = self.unit.part is not None
        self._registry.remove(self.name)
        hooked, self.hooked = self.hooked, None
        if hooked is not None and hooked.ears is not None:
            hooked.ears.close()
        self._changed()
        stuck = await self.instances.stop()
        stuck += await self.unit.stop("failed" if wrong else "disabled", wrong)
        if ran:
            stuck += await self._sweep()
        if stuck and wrong is None:
            self.unit.fail("failed", trouble("stuck", what=", ".join(stuck)))

    async def _sweep(self) -> list[str]:
        """End tasks that it started past `ctx.spawn`, if they cannot be those of another plugin."""
        if self.package in self._neighbours(self):
            return []
        return await sweep(self.name, self.package, self._shared.timing.cancel_s)

    def _on_stuck(self, what: str) -> None:
        """Something goes on although it was cancelled: nothing good can be expected of this plugin."""
        self._beside(self._fail(trouble("stuck", what=what)))

    async def _fail(self, wrong: Trouble) -> None:
        async with self._lock:
            if self.unit.part is not None:
                started_with = self.unit.started_with
                await self._stop(wrong)
                self.unit.started_with = started_with  # it is not started again until somebody wants it

    async def stop(self) -> None:
        """End for good: the server stops."""
        self._stopping = True
        self.unit.interrupt()
        self.instances.interrupt()
        async with self._lock:
            await self._stop()
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(list(self._tasks))
