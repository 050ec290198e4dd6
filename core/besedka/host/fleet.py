"""All plugins of this process: found at the start, each run as its row says, switched, and looked at."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from besedka.config import Config
from besedka.db.engine import Engine
from besedka.db.revision import revision
from besedka.db.store import Unavailable
from besedka.host.context import DeskFactory, Shared
from besedka.host.described import InstanceInfo, ProviderInfo, described, lock
from besedka.host.discover import Found, Package, discover, packages, without_rival
from besedka.host.editing import Editing
from besedka.host.faults import TRACE_CHARS, Fault
from besedka.host.hooked import Registry
from besedka.host.instances import Instance
from besedka.host.keys import sealer
from besedka.host.masking import masked_logs
from besedka.host.published import Published
from besedka.host.rows import InstanceRow, add_missing, instance_rows, plugin_names, save_wish
from besedka.host.runner import Runner
from besedka.host.state import PluginInfo
from besedka.host.vetting import kind_of
from besedka.plugin import Calendar
from besedka.plugin.errors import Refused

log = logging.getLogger("besedka.host")


class Fleet:
    """Keeps a runner for each plugin, and publishes what runs.

    Args:
        config: its timing, safe mode, blocked plugins, secret key and data folder.
        engine: the open database.
        desk_for: makes the desk of a plugin: its name, the connection or None, its permissions.
        calendar: the company's working hours as they are now.
    """

    def __init__(
        self,
        config: Config,
        engine: Engine,
        *,
        desk_for: DeskFactory | None = None,
        calendar: Callable[[], Calendar] | None = None,
    ) -> None:
        self._config = config
        self._shared = Shared(
            engine=engine, sealer=sealer(config), timing=config.timing.plugins, desk_for=desk_for, calendar=calendar
        )
        self._registry = Registry()
        self._runners: dict[str, Runner] = {}
        self._packages: set[Package] = set()
        self._stack = ExitStack()
        self._watching: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._published = Published(())
        self._listeners: list[Callable[[], None]] = []
        self._telling = False
        self._sites: dict[int, tuple[str, ...]] = {}
        self._names: dict[int, str] = {}
        self.revision = 0
        self.editing = Editing(self._shared, self._runners, self._settle)

    async def start(self) -> None:
        """Find the plugins and start the wanted ones. What takes long goes on starting after this returns."""
        self._stack.enter_context(masked_logs())
        self.find()
        await add_missing({name: runner.enabled for name, runner in self._runners.items() if "@" not in name})
        self._names = await plugin_names()
        self.revision = await revision()
        following = [self._beside(runner.follow()) for runner in self._runners.values()]
        if following:
            await asyncio.wait(following, timeout=self._shared.timing.settle_s)
        self._sites = await self.editing.sites() | self._sites
        self._watching = asyncio.create_task(self._watch())

    def find(self) -> None:
        """Find the plugins and start none."""
        self._packages = packages()
        for found in discover(safe_mode=self._config.safe_mode, blocked=_blocked(self._config)):
            self._runners[found.name] = Runner(
                found, self._shared, self._registry, self._changed, self._neighbours, self._admitted
            )

    async def stop(self) -> None:
        """End all plugins, side by side."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching})
        await asyncio.gather(*(runner.stop() for runner in self._runners.values()))
        if self._tasks:
            await asyncio.wait(list(self._tasks))
        self._stack.close()

    async def _watch(self) -> None:
        """Follow the wishes of other processes."""
        while True:
            await asyncio.sleep(self._shared.timing.follow_s)
            try:
                await self.reconcile()
            except Unavailable as error:
                log.info("the wishes of other processes cannot be read: %s", error)
            except Exception:
                log.exception("the wishes of other processes cannot be read; trying again")

    async def reconcile(self) -> None:
        """Look whether anybody has changed plugins, instances or settings, and follow them."""
        await self._reconcile()

    async def _reconcile(self, all_but: Runner | None = None) -> None:
        if (now := await revision()) != self.revision:
            self.revision = now
            for runner in self._runners.values():
                if runner is not all_but:
                    runner.wake()
            self._changed()

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` after any change of what runs, of its state or of `revision`: once for changes at one time."""
        self._listeners.append(callback)

    def _changed(self) -> None:
        self._published = Published(self._runners.values())
        self._sites.update((p.id, p.channel.sites) for p in self._published.placements.values())
        if not self._telling:
            self._telling = True
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        self._telling = False
        for listener in self._listeners:
            try:
                listener()
            except Exception:
                log.exception("a listener to changes of plugins failed")

    def _beside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a plugin could not be switched", exc_info=error)

    def _admitted(self, loaded: Found) -> Found:
        others = [runner.found for runner in self._runners.values() if runner.name != loaded.name]
        return without_rival(loaded, others)

    def _neighbours(self, asking: Runner) -> Iterable[str]:
        return [
            other.package for other in self._runners.values() if other is not asking and other.unit.part is not None
        ]

    async def set_wish(self, name: str, enabled: bool) -> None:
        """Switch a plugin on or off, and wait a moment for what comes of it. Switched on, a failed one is tried anew.

        Raises:
            Refused: `no_plugin`, `locked`.
        """
        runner = self._runner(name)
        if lock(runner.found, enabled):
            raise Refused("locked", plugin=name)
        await save_wish(name, enabled)
        await self._settle(runner, anew=enabled)

    async def _settle(self, runner: Runner, *, anew: bool = False) -> None:
        await self._reconcile(all_but=runner)
        await asyncio.wait({self._beside(runner.follow(anew=anew))}, timeout=self._shared.timing.settle_s)

    async def plugins(self) -> list[PluginInfo]:
        """All installed plugins, by name."""
        return [await self.info(name) for name in self._runners]

    async def info(self, name: str) -> PluginInfo:
        """One plugin.

        Raises:
            Refused: `no_plugin`.
        """
        runner = self._runner(name)
        found = runner.found
        rows = await instance_rows(found.plugin.providers) if found.plugin else []
        return msgspec.structs.replace(
            described(found, runner.enabled, runner.unit.state),
            trouble=runner.trouble,
            instances=len(rows),
            running=len(runner.instances.running),
            retry_at=runner.retry_at,
        )

    async def instances(self, plugin: str) -> list[InstanceInfo]:
        """The configured instances of a plugin's providers, running or not.

        Raises:
            Refused: `no_plugin`.
        """
        runner = self._runner(plugin)
        providers = {provider.name: provider for provider in self.providers(plugin)}
        rows = await instance_rows(runner.found.plugin.providers) if runner.found.plugin else []
        return [_instance(row, providers[row.provider], runner.instances.all.get(row.id)) for row in rows]

    def providers(self, plugin: str) -> list[ProviderInfo]:
        """The providers of a plugin; none of one that is not loaded.

        Raises:
            Refused: `no_plugin`.
        """
        cls = self._runner(plugin).found.plugin
        return [
            ProviderInfo(
                plugin=plugin,
                name=provider.name,
                kind=kind_of(provider),
                title=provider.title,
                description=provider.description,
            )
            for provider in (cls.providers if cls else ())
        ]

    def loaded(self) -> list[str]:
        """The names of the plugins whose code could be imported."""
        return [name for name, runner in self._runners.items() if runner.found.plugin is not None]

    def fault(self, plugin: str) -> Fault | None:
        """The last fault of a plugin since it was switched on."""
        return self._runner(plugin).faults.last

    def fault_count(self, plugin: str) -> int:
        """How many faults a plugin has had since it was switched on."""
        return self._runner(plugin).faults.count

    def new_packages(self) -> list[Package]:
        """Distributions with plugins that were installed or changed since the start: they wait for a restart."""
        return sorted(packages() - self._packages, key=lambda package: package.distribution)

    @property
    def safe_mode(self) -> bool:
        return self._config.safe_mode

    def _runner(self, name: str) -> Runner:
        if name not in self._runners:
            raise Refused("no_plugin", plugin=name)
        return self._runners[name]


def _blocked(config: Config) -> dict[str, str | None]:
    """The plugins that blocked an earlier worker, with what they did then."""
    return {name: _read(config.trace(name)) for name in config.blocked}


def _read(trace: Path) -> str | None:
    try:
        return trace.read_text(errors="replace")[-TRACE_CHARS:]
    except OSError:
        return None


def _instance(row: InstanceRow, provider: ProviderInfo, known: Instance | None) -> InstanceInfo:
    return InstanceInfo(
        id=row.id,
        plugin=provider.plugin,
        provider=row.provider,
        kind=provider.kind,
        title=provider.title,
        name=row.name,
        enabled=row.enabled,
        state=known.unit.seen_state if known else "off",
        trouble=known.unit.trouble if known else None,
    )
