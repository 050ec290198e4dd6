"""What the company works by: the strategy that hands out chats, the flow that asks for ratings, the limit, the working hours."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from piccolo.columns import Column

from besedka import clock
from besedka.bus import Bus
from besedka.db import tables
from besedka.db.revision import bump_revision, revision
from besedka.domain.calendar import WeeklyCalendar, overlaps
from besedka.domain.hints import RulesChanged
from besedka.domain.hours import Stretch
from besedka.domain.people import Operator, QueueMode
from besedka.domain.rights import check_administrator
from besedka.host import ask
from besedka.host.host import Host
from besedka.host.live import Live
from besedka.host.rows import instance_row
from besedka.host.state import Kind
from besedka.plugin import DistributionStrategy, RatingFlow
from besedka.plugin.errors import Refused

log = logging.getLogger("besedka.rules")

LiveStrategy = Live[DistributionStrategy]
LiveFlow = Live[RatingFlow]


class RuleOption(msgspec.Struct, frozen=True, kw_only=True):
    """A strategy or a rating flow to choose; `available`: its plugin runs. `id` is that of the instance. `plugin` is empty while
    none that is loaded brings the provider: only what is chosen is still shown then."""

    id: int
    provider: str
    name: str
    title: str
    description: str
    plugin: str
    available: bool


class RuleSet(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen, and what there is to choose. `flow` None: clients are not asked to rate."""

    strategy: int | None
    flow: int | None
    chat_limit: int
    strategies: list[RuleOption]
    flows: list[RuleOption]


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """The company's working hours in its time zone; no stretch at all: always open. `open_now` as of this moment."""

    zone: str
    stretches: list[Stretch]
    open_now: bool


class Rules:
    """The rules as of now. Each change is told on the bus."""

    def __init__(self, bus: Bus, host: Host) -> None:
        self._bus = bus
        self._host = host
        self._strategy: int | None = None
        self._flow: int | None = None
        self._stretches: list[Stretch] = []
        self._host_changed = asyncio.Event()
        host.on_change(self._host_changed.set)
        self.revision = 0
        self.chat_limit = 5
        self.calendar = WeeklyCalendar(ZoneInfo("UTC"), ())

    async def load(self) -> None:
        """Read what is chosen."""
        self.revision = await revision()
        row = (await tables.Company.select())[0]
        self._strategy, self._flow, self.chat_limit = row["strategy"], row["flow"], row["chat_limit"]
        stretches = msgspec.json.decode(row["hours"], type=list[Stretch])
        if (row["zone"], stretches) != (str(self.calendar.zone), self._stretches):
            self._stretches = stretches
            self.calendar = WeeklyCalendar(ZoneInfo(row["zone"]), stretches)

    async def run(self) -> None:
        """Tell everybody when plugins come and go. Works until it is cancelled."""
        while True:
            await self._host_changed.wait()
            self._host_changed.clear()
            try:
                await self.load()
            except Exception:
                log.exception("the rules could not be read")
            self._bus.publish([RulesChanged()])

    def strategy(self) -> LiveStrategy | None:
        """The strategy that works now. None: its plugin is off, and operators take from the queue themselves."""
        return None if self._strategy is None else self._host.strategy(self._strategy)

    def flow(self) -> LiveFlow | None:
        """The rating flow that works now."""
        return None if self._flow is None else self._host.flow(self._flow)

    @property
    def queue(self) -> QueueMode:
        """What operators may do with the queue. While the strategy fails they take from it, or nobody would have its chats."""
        strategy = self.strategy()
        return "take" if strategy is None or ask.left_out_s(strategy) is not None else strategy.provider.queue

    @property
    def on_request(self) -> bool:
        """Whether operators ask for the next chat."""
        strategy = self.strategy()
        return strategy is not None and strategy.provider.on_request

    @property
    def website(self) -> bool:
        """Whether visitors can write."""
        return bool(self._host.placements)

    def chosen(self) -> set[int]:
        """The instances that the company works by."""
        return {id for id in (self._strategy, self._flow) if id is not None}

    async def show(self, by: Operator, language: str) -> RuleSet:
        """Raises:
        Refused: `forbidden`.
        """
        check_administrator(by)
        return RuleSet(
            strategy=self._strategy,
            flow=self._flow,
            chat_limit=self.chat_limit,
            strategies=await self._options("distribution", self._strategy, language),
            flows=await self._options("rating", self._flow, language),
        )

    async def change(self, by: Operator, *, strategy: int | None, flow: int | None, chat_limit: int) -> None:
        """Raises:
        Refused: `forbidden`, `no_instance` with the fact `field`.
        """
        check_administrator(by)
        for field, kind, id in (("strategy", "distribution", strategy), ("flow", "rating", flow)):
            known = tables.Connection.exists().where((tables.Connection.id == id) & (tables.Connection.kind == kind))
            if id is not None and not await known:
                raise Refused("no_instance", field=field)
        values: dict[Column | str, Any] = {"strategy": strategy, "flow": flow, "chat_limit": chat_limit}
        await tables.Company.update(values, force=True)
        await self.changed()

    def hours(self, by: Operator) -> Hours:
        """The working hours; any operator may read them."""
        return Hours(
            zone=str(self.calendar.zone), stretches=self._stretches, open_now=self.calendar.is_open(clock.now())
        )

    async def change_hours(self, by: Operator, stretches: Sequence[Stretch]) -> Hours:
        """Raises:
        Refused: `forbidden`, `hours_overlap` with the fact `field`.
        """
        check_administrator(by)
        if pairs := overlaps(stretches):
            raise Refused("hours_overlap", field=f"stretches.{pairs[0][1]}")
        ordered = sorted(stretches, key=lambda stretch: (stretch.day, stretch.start))
        await tables.Company.update({"hours": msgspec.json.encode(ordered).decode()}, force=True)
        await self.changed()
        return self.hours(by)

    async def changed(self) -> None:
        """Something that rules are made of is new: read it, and tell everybody."""
        await bump_revision()
        await self.load()
        self._bus.publish([RulesChanged()])

    async def _options(self, kind: Kind, chosen: int | None, language: str) -> list[RuleOption]:
        options = await self._loaded(kind, language)
        if chosen is not None and chosen not in {option.id for option in options}:
            options += await self._unloaded(chosen)
        return options

    async def _unloaded(self, chosen: int) -> list[RuleOption]:
        """What is chosen, although its plugin was not loaded: as its row tells."""
        row = await instance_row(chosen)
        if row is None:
            return []
        installed = row.provider in {plugin.name for plugin in await self._host.plugins()}
        return [
            RuleOption(
                id=row.id,
                provider=row.provider,
                name=row.name,
                title=row.provider,
                description="",
                plugin=row.provider if installed else "",
                available=False,
            )
        ]

    async def _loaded(self, kind: Kind, language: str) -> list[RuleOption]:
        return [
            RuleOption(
                id=instance.id,
                provider=provider.name,
                name=instance.name,
                title=self._host.translate(plugin, provider.title, language),
                description=self._host.translate(plugin, provider.description, language),
                plugin=plugin,
                available=instance.state == "running",
            )
            for plugin in self._host.loaded()
            for provider in self._host.providers(plugin)
            if provider.kind == kind
            for instance in await self._host.instances(plugin)
            if instance.provider == provider.name and instance.kind == kind
        ]
