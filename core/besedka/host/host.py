"""The plugins of this process: found, run as their rows say, and asked by the rest of the server through typed calls."""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Any, cast

import msgspec

from besedka.config import Config
from besedka.db.revision import revision
from besedka.db.sqlite import SqliteEngine
from besedka.host import ask
from besedka.host.context import DeskFactory, Shared
from besedka.host.described import InstanceInfo, described
from besedka.host.discover import Package, discover, packages
from besedka.host.dispatch import HOOK_OF
from besedka.host.editing import Editing
from besedka.host.faults import Fault
from besedka.host.hooked import Registry
from besedka.host.keys import sealer
from besedka.host.live import Live, LiveJob, LivePanel, LiveRoute, Placement
from besedka.host.masking import masked_logs
from besedka.host.published import Published
from besedka.host.rows import add_missing, instance_rows, save_wish
from besedka.host.runner import Runner
from besedka.host.state import PluginInfo
from besedka.host.vetting import kind_of
from besedka.host.words import NO_TEXTS, Words
from besedka.plugin import (
    Calendar,
    Candidate,
    Chat,
    Choice,
    Deadline,
    DistributionStrategy,
    Drop,
    Event,
    Message,
    Operator,
    PanelRow,
    Progress,
    Provider,
    Rating,
    RatingFlow,
    SlaRule,
    Step,
    Wait,
)
from besedka.plugin.errors import Refused

log = logging.getLogger("besedka.host")


class Host:
    """Finds plugins, switches them, and is the only way to call them.

    Args:
        config: its timing, safe mode, secret key and data folder.
        engine: the open database.
        blocked: names of plugins that blocked the server: they are not imported until somebody switches them on again.
        desk_for: makes the desk of a plugin: its name, the connection or None, its permissions.
        calendar: the company's working hours as they are now.
    """

    def __init__(
        self,
        config: Config,
        engine: SqliteEngine,
        *,
        blocked: Collection[str] = (),
        desk_for: DeskFactory | None = None,
        calendar: Callable[[], Calendar] | None = None,
    ) -> None:
        self._config = config
        self._blocked = blocked
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
        self.revision = 0
        self.editing = Editing(self._shared, self._runners, self._settle)

    # ── life ──

    async def start(self) -> None:
        """Find the plugins and start the wanted ones. What takes long goes on starting after this returns."""
        self._stack.enter_context(masked_logs())
        self._packages = packages()
        for found in discover(safe_mode=self._config.safe_mode, blocked=self._blocked):
            self._runners[found.name] = Runner(found, self._shared, self._registry, self._changed, self._neighbours)
        await add_missing({name: runner.enabled for name, runner in self._runners.items() if "@" not in name})
        self.revision = await revision()
        following = [self._beside(runner.follow()) for runner in self._runners.values()]
        if following:
            await asyncio.wait(following, timeout=self._shared.timing.settle_s)
        self._sites = await self.editing.sites() | self._sites
        self._watching = asyncio.create_task(self._watch())

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
            except Exception:
                log.exception("the wishes of other processes cannot be read; trying again")

    async def reconcile(self) -> None:
        """Look whether anybody has changed plugins, instances or settings, and follow them."""
        if (now := await revision()) != self.revision:
            self.revision = now
            for runner in self._runners.values():
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

    def _neighbours(self, asking: Runner) -> Iterable[str]:
        return [
            other.package for other in self._runners.values() if other is not asking and other.unit.part is not None
        ]

    # ── switching and looking ──

    def loaded(self) -> list[str]:
        """The plugins whose classes are there, running or not."""
        return [name for name, runner in self._runners.items() if runner.found.plugin is not None]

    def title(self, plugin: str) -> Words:
        """A plugin's title in every language."""
        found = self._runner(plugin).found
        return found.texts.words(found.plugin.title if found.plugin else plugin)

    def providers(self, plugin: str) -> list[type[Provider[Any]]]:
        """The provider classes of a plugin that is loaded."""
        cls = self._runner(plugin).found.plugin
        return list(cls.providers) if cls else []

    async def set_wish(self, name: str, enabled: bool) -> None:
        """Switch a plugin on or off, and wait a moment for what comes of it. Switched on, a failed one is tried anew.

        Raises:
            Refused: `no_plugin`, `locked`.
        """
        runner = self._runner(name)
        if described(runner.found, enabled, runner.found.state).locked:
            raise Refused("locked", plugin=name)
        await save_wish(name, enabled)
        await self._settle(runner, anew=enabled)

    async def _settle(self, runner: Runner, *, anew: bool = False) -> None:
        self.revision = await revision()
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
        rows = await instance_rows([provider.name for provider in found.plugin.providers]) if found.plugin else []
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
        cls = runner.found.plugin
        providers = {provider.name: provider for provider in cls.providers} if cls else {}
        result = []
        for row in await instance_rows(list(providers)):
            known = runner.instances.all.get(row.id)
            result.append(
                InstanceInfo(
                    id=row.id,
                    plugin=plugin,
                    provider=row.provider,
                    kind=kind_of(providers[row.provider]),
                    title=providers[row.provider].title,
                    name=row.name,
                    enabled=row.enabled,
                    state=known.unit.seen_state if known else "off",
                    trouble=known.unit.trouble if known else None,
                )
            )
        return result

    def fault(self, plugin: str) -> Fault | None:
        """The last fault of a plugin since it was switched on."""
        return self._runner(plugin).faults.last

    def new_packages(self) -> list[Package]:
        """Distributions with plugins that were installed or changed since the start: they wait for a restart."""
        return sorted(packages() - self._packages, key=lambda package: package.distribution)

    @property
    def safe_mode(self) -> bool:
        return self._config.safe_mode

    def translate(self, plugin: str, text: str, language: str, values: Mapping[str, str] | None = None) -> str:
        """A text of a plugin in `language`, with `values` where it has `{name}`. An unknown plugin's stay as they are."""
        runner = self._runners.get(plugin)
        return (runner.found.texts if runner else NO_TEXTS).say(text, language, values)

    def _runner(self, name: str) -> Runner:
        if name not in self._runners:
            raise Refused("no_plugin", plugin=name)
        return self._runners[name]

    # ── instances ──

    def placement(self, name: str) -> Placement:
        """The running placement of that name.

        Raises:
            Refused: `channel_off` while the website channel is switched off or broken, `no_placement`.
        """
        return self._published.placement(name)

    @property
    def placements(self) -> list[Placement]:
        return list(self._published.placements.values())

    async def change_placement(self, name: str, changes: dict[str, Any], language: str = "en") -> Placement:
        """Change settings of a running placement.

        Raises:
            Refused: what `placement` says, or `bad_setting`.
        """
        await self.editing.change(self.placement(name).id, values=changes, language=language)
        return self.placement(name)

    @property
    def sites(self) -> frozenset[str]:
        """Origins of all sites that have been set to show the widget, whether it is switched on now or not: those that ask
        while it is off are to be told so."""
        return frozenset(site for sites in self._sites.values() for site in sites)

    def strategy(self, connection: int | None) -> Live[DistributionStrategy] | None:
        """The running strategy of that connection; None: there is none, or it does not run."""
        return self._of_kind(connection, DistributionStrategy)

    def flow(self, connection: int | None) -> Live[RatingFlow] | None:
        """The running rating flow of that connection; None: there is none, or it does not run."""
        return self._of_kind(connection, RatingFlow)

    def _of_kind(self, connection: int | None, kind: type[Any]) -> Live[Any] | None:
        live = self._published.live.get(connection) if connection is not None else None
        return live if live is not None and isinstance(live.provider, kind) else None

    def policies(self) -> list[Live[SlaRule]]:
        """All running SLA policies."""
        found = [live for live in self._published.live.values() if isinstance(live.provider, SlaRule)]
        return cast("list[Live[SlaRule]]", found)

    # ── calls ──

    def wants(self, hook: str) -> bool:
        """Whether any running plugin implements a hook, such as "filter_incoming"."""
        return hook in self._published.hooks

    async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop:
        """A client's message through all filters; see `Chain.run`.

        Raises:
            PluginFault: a filter failed without which no message may go on.
        """
        return await self._published.incoming.run(message, chat)

    async def filter_outgoing(self, message: Message, chat: Chat) -> Message | Drop:
        """A message to the client through all filters.

        Raises:
            PluginFault: a filter failed without which no message may go on.
        """
        return await self._published.outgoing.run(message, chat)

    def tell(self, event: Event) -> None:
        """Tell an event to whoever listens. It waits for nobody and never fails."""
        hook = HOOK_OF[type(event)]
        for ears in self._published.ears[hook]:
            ears.tell(hook, event)

    @property
    def panels(self) -> tuple[LivePanel, ...]:
        return self._published.panels

    def routes(self, plugin: str) -> tuple[LiveRoute, ...]:
        """The routes of a running plugin; none while it is off."""
        return self._published.routes.get(plugin, ())

    @property
    def jobs(self) -> tuple[LiveJob, ...]:
        return self._published.jobs

    async def run_job(self, job: LiveJob) -> None:
        await ask.run_job(job)

    async def load_panel(self, panel: LivePanel, chat: Chat, by: Operator, language: str) -> tuple[PanelRow, ...]:
        return await ask.load_panel(panel, chat, by, language)

    async def choose(
        self, live: Live[DistributionStrategy], chat: Chat, candidates: Sequence[Candidate], now: datetime
    ) -> Choice | Wait | None:
        return await ask.choose(live, chat, candidates, now)

    def steps(self, live: Live[RatingFlow], chat: Chat, locale: str, answers: Mapping[str, str]) -> tuple[Step, ...]:
        return ask.steps(live, chat, locale, answers)

    def accept(self, live: Live[RatingFlow], chat: Chat, answers: Mapping[str, str]) -> Rating:
        return ask.accept(live, chat, answers)

    def deadlines(
        self, live: Live[SlaRule], chat: Chat, progress: Progress, calendar: Calendar
    ) -> tuple[Deadline, ...]:
        return ask.deadlines(live, chat, progress, calendar)
