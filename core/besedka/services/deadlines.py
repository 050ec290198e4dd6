"""Keeps the deadlines that the company's policies set: asks each policy after whatever happens in a chat, and notes what is missed.

Deadlines are derived: lost work is made good by asking again, at the start and whenever policies change.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from besedka.bus import Bus
from besedka.db import reading, routing
from besedka.db.store import Unavailable
from besedka.db.writer import Writer
from besedka.domain.chat import Chat, Standing
from besedka.domain.commands import MeetDeadlines, SetDeadlines
from besedka.domain.hints import Committed, Hint, RulesChanged
from besedka.domain.people import Robot
from besedka.domain.progress import ProgressLog
from besedka.host import ask
from besedka.host.faults import PluginFault
from besedka.host.host import Host
from besedka.host.live import Live
from besedka.plugin import Deadline, Progress, SlaRule
from besedka.plugin.errors import Refused
from besedka.services.for_plugins import ForPlugins
from besedka.services.rules import Rules

log = logging.getLogger("besedka.deadlines")

PAGE = 300
SLICE = 50
REMEMBERED = 5_000
KINDS_THAT_COUNT = frozenset(("message", "taken", "transferred", "returned", "closed", "reopened", "updated", "status"))


class Deadlines:
    """Args: `interval_s` is how often chats in which something happened are looked at."""

    def __init__(
        self, bus: Bus, writer: Writer, host: Host, rules: Rules, for_plugins: ForPlugins, interval_s: float
    ) -> None:
        self._writer = writer
        self._host = host
        self._rules = rules
        self._for_plugins = for_plugins
        self._interval_s = interval_s
        self._logs: dict[int, _Log] = {}
        self._touched: dict[int, Chat] = {}
        self._basis: tuple[object, ...] = ()
        self._all_quietly = True
        self._wake = asyncio.Event()
        self._wake.set()
        bus.subscribe(self._hear)

    async def run(self) -> None:
        """Works until it is cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._look()
            except Unavailable as error:
                log.error("deadlines could not be stored: %s", error)
                self._look_at_all()
            except Exception:
                log.exception("deadlines could not be set")
            await asyncio.sleep(self._interval_s)

    async def meet(self, chat: int) -> None:
        """Time has passed: what is due in this chat is missed, unless something has happened that was not looked at yet."""
        found = await reading.find(chat)
        if found is not None and found.state in ("queue", "in_progress"):
            self._touched.pop(chat, None)
            await self._set(found)
        await self._writer.submit(MeetDeadlines(actor=Robot(), chat=chat))

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            match hint:
                case RulesChanged() if (basis := self._made_of()) != self._basis:
                    self._basis = basis
                    self._look_at_all()
                case Committed(events=events, chat=chat) if events:
                    self._heard(hint, chat)

    def _made_of(self) -> tuple[object, ...]:
        """What all deadlines follow from beside the chats: each start of a policy, and the working hours."""
        return self._rules.calendar, *(rule.calls for rule in self._host.policies())

    def _heard(self, hint: Committed, chat: Chat) -> None:
        if chat.state in ("empty", "closed"):
            self._logs.pop(chat.id, None)
            self._touched.pop(chat.id, None)
            return
        if chat.id not in self._logs and hint.events[0].seq == 1:
            self._logs[chat.id] = _Log()
        if (kept := self._logs.get(chat.id)) is not None and not kept.follows(hint):
            del self._logs[chat.id]
        if any(event.kind in KINDS_THAT_COUNT for event in hint.events) and (self._host.policies() or chat.deadlines):
            self._touched[chat.id] = chat
            self._wake.set()

    def _look_at_all(self) -> None:
        self._all_quietly = True
        self._wake.set()

    async def _look(self) -> None:
        if self._all_quietly:
            self._all_quietly = False
            await self._set_all()
        touched, self._touched = self._touched, {}
        for number, chat in enumerate(touched.values(), start=1):
            await self._set(chat)
            if number % SLICE == 0:
                await asyncio.sleep(0)

    async def _set_all(self) -> None:
        """Whatever the policies say now stands, without alarms for what is past."""
        ids = await routing.open_ids()
        for start in range(0, len(ids), SLICE):
            for chat in await routing.some(ids[start : start + SLICE]):
                if self._host.policies() or chat.deadlines:
                    await self._set(chat, quietly=True)

    async def _set(self, chat: Chat, *, quietly: bool = False) -> None:
        progress = (await self._log(chat)).progress
        standing = () if progress is None else await self._standing(chat, progress)
        if _same(standing, chat.deadlines):
            return
        try:
            await self._writer.submit(SetDeadlines(actor=Robot(), chat=chat.id, standing=standing, quietly=quietly))
        except Refused as refused:
            log.debug("chat %s has no deadlines any more: %s", chat.id, refused.code)

    async def _log(self, chat: Chat) -> ProgressLog:
        kept = self._logs.get(chat.id)
        if kept is None or kept.seq < chat.seq:
            if len(self._logs) >= REMEMBERED:
                self._logs.clear()
            kept = self._logs[chat.id] = await _Log.read(chat.id)
        return kept.log

    async def _standing(self, chat: Chat, progress: Progress) -> tuple[Standing, ...]:
        shown = await self._for_plugins.chat(chat)
        since = progress.waiting_since or progress.opened_at
        found: list[Standing] = []
        for rule in self._host.policies():
            try:
                deadlines = ask.deadlines(rule, shown, progress, self._rules.calendar)
            except PluginFault:  # noted where it was caught; what the policy said before goes on standing
                found.extend(d for d in chat.deadlines if d.policy == rule.id)
                continue
            found.extend(_standing(rule, deadline, since) for deadline in deadlines)
        return tuple(sorted(found, key=lambda d: (d.due, d.policy, d.key)))


class _Log:
    """The progress of one chat up to its event `seq`."""

    def __init__(self) -> None:
        self.log = ProgressLog()
        self.seq = 0

    @classmethod
    async def read(cls, chat: int) -> "_Log":
        """All of a chat, page by page."""
        read = cls()
        while events := await reading.events(chat, "operator", after=read.seq, limit=PAGE):
            for event in events:
                read.log.feed(event)
                read.seq = event.seq
        return read

    def follows(self, hint: Committed) -> bool:
        """Take in what has happened, if nothing lies between."""
        for event in hint.events:
            if event.seq == self.seq + 1:
                self.log.feed(event)
                self.seq = event.seq
            elif event.seq > self.seq:
                return False
        return True


def _standing(rule: Live[SlaRule], deadline: Deadline, since: datetime) -> Standing:
    return Standing(
        policy=rule.id,
        key=deadline.key,
        title=rule.texts.words(deadline.title),
        since=since,
        due=deadline.due,
        warn_at=deadline.warn_at,
        silent=deadline.silent,
    )


def _same(ours: Sequence[Standing], theirs: Sequence[Standing]) -> bool:
    def facts(standing: Standing) -> tuple[object, ...]:
        return standing.policy, standing.key, standing.title, standing.due, standing.warn_at, standing.silent

    return [facts(d) for d in ours] == [facts(d) for d in theirs]
