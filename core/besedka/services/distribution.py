"""Hands out chats by the company's strategy: asks it about each chat in the queue, oldest first, whenever the answer may have
changed.

The strategy only chooses. Who is a candidate is known here, and whether the choice still holds is decided in the writer.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from besedka import clock
from besedka.bus import Bus
from besedka.db import routing
from besedka.db.store import Unavailable
from besedka.db.writer import Writer
from besedka.domain.chat import Chat, Words
from besedka.domain.commands import Assign, Take
from besedka.domain.hints import Committed, Hint, RulesChanged, TeamChanged
from besedka.domain.people import Operator, Robot
from besedka.host import ask
from besedka.plugin import Candidate, Choice, Wait
from besedka.plugin.errors import Refused
from besedka.services.for_plugins import ForPlugins
from besedka.services.presence import Presence
from besedka.services.rules import LiveStrategy, Rules
from besedka.services.team import Team

log = logging.getLogger("besedka.distribution")

ASKED_AT_ONCE = 100
PAUSE_S = 1.0


class Distribution:
    """The engine. `run` works until it is cancelled."""

    def __init__(
        self,
        bus: Bus,
        writer: Writer,
        rules: Rules,
        team: Team,
        presence: Presence,
        for_plugins: ForPlugins,
    ) -> None:
        self._writer = writer
        self._rules = rules
        self._team = team
        self._presence = presence
        self._for_plugins = for_plugins
        self._wake = asyncio.Event()
        bus.subscribe(self._hear)

    async def run(self) -> None:
        """Ask at the start, and then whenever something happened that matters."""
        self._wake.set()
        wait_s: float | None = None
        while True:
            try:
                async with asyncio.timeout(wait_s):
                    await self._wake.wait()
            except TimeoutError:
                pass
            self._wake.clear()
            wait_s = await self._safe_round()

    async def next(self, by: Operator) -> int:
        """An operator asks for a chat: the oldest that the strategy gives them.

        Raises:
            Refused: `not_on_request`, `queue_empty`.
        """
        strategy = self._rules.strategy()
        if strategy is None or not strategy.provider.on_request:
            raise Refused("not_on_request")
        candidates = await self._candidates([by.id], asked=True)
        for chat in await routing.queue(ASKED_AT_ONCE):
            choice = await self._choose(strategy, chat, candidates, clock.now())
            if isinstance(choice, Choice):
                try:
                    await self._writer.submit(Take(actor=by, chat=chat.id, reason=_reason(strategy, choice)))
                    return chat.id
                except Refused as refused:
                    log.debug("chat %s went to somebody else: %s", chat.id, refused.code)
        raise Refused("queue_empty")

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            match hint:
                case TeamChanged() | RulesChanged():
                    self._wake.set()
                case Committed(before=Chat() as before, chat=chat) if (before.state, before.operator) != (
                    chat.state,
                    chat.operator,
                ):
                    self._wake.set()

    async def _safe_round(self) -> float | None:
        try:
            return await self._round()
        except Unavailable as error:
            log.error("chats could not be handed out: %s", error)
        except Exception:
            log.exception("chats could not be handed out")
        return PAUSE_S

    async def _round(self) -> float | None:
        """Ask about the oldest chats of the queue; in how many seconds to ask again at the latest."""
        strategy = self._rules.strategy()
        if strategy is None or strategy.provider.on_request:
            return None
        free: dict[int, Candidate] = {c.operator.id: c for c in await self._candidates(list(self._team.members))}
        fault = strategy.calls.faults.last
        waits_s: list[float] = []
        handed: list[asyncio.Task[None]] = []
        for chat in await routing.queue(ASKED_AT_ONCE):
            choice = await self._choose(strategy, chat, list(free.values()), clock.now())
            if isinstance(choice, Wait):
                waits_s.append((choice.until - clock.now()).total_seconds())
            elif choice is not None:
                # Stored while the next chat is asked about, so that many decisions share a commit.
                handed.append(asyncio.create_task(self._assign(strategy, chat, free[choice.operator], choice)))
                _count(free, free[choice.operator])
        await asyncio.gather(*handed)
        if (left_out_s := ask.left_out_s(strategy)) is not None:
            waits_s.append(left_out_s)
        elif strategy.calls.faults.last is not fault:
            waits_s.append(PAUSE_S)
        return max(0.05, min(waits_s)) if waits_s else None

    async def _assign(self, strategy: LiveStrategy, chat: Chat, chosen: Candidate, choice: Choice) -> None:
        """Hand over, if the choice still holds; else look again at everything."""
        reason = _reason(strategy, choice)
        command = Assign(actor=Robot(), chat=chat.id, operator=choice.operator, limit=chosen.limit, reason=reason)
        try:
            if self._presence.online_since(choice.operator) is not None:
                await self._writer.submit(command)
                return
        except Refused as refused:
            log.debug("chat %s was not given to operator %s: %s", chat.id, choice.operator, refused.code)
        self._wake.set()

    async def _candidates(self, operators: Sequence[int], *, asked: bool = False) -> list[Candidate]:
        """Those of the operators who may be given a chat now; whoever asked for one need not be below the limit."""
        since = {id: at for id in operators if (at := self._presence.online_since(id)) is not None or asked}
        loads = await routing.loads(since)
        there = self._team.members  # some may have been deleted meanwhile
        found = [self._candidate(id, at or clock.now(), loads[id]) for id, at in since.items() if id in there]
        return found if asked else [c for c in found if c.open_chats < c.limit]

    def _candidate(self, id: int, online_since: datetime, load: routing.Load) -> Candidate:
        return Candidate(
            operator=self._for_plugins.operator(id),
            open_chats=load.open_chats,
            limit=self._team.members[id].chat_limit or self._rules.chat_limit,
            online_since=online_since,
            last_assigned_at=load.last_assigned_at,
            skills={},
        )

    async def _choose(
        self, strategy: LiveStrategy, chat: Chat, candidates: Sequence[Candidate], now: datetime
    ) -> Choice | Wait | None:
        return await ask.choose(strategy, await self._for_plugins.chat(chat), candidates, now)


def _reason(strategy: LiveStrategy, choice: Choice) -> Words:
    return strategy.texts.words(choice.reason, choice.values)


def _count(free: dict[int, Candidate], chosen: Candidate) -> None:
    """One chat more for the chosen, who is free no longer once the limit is reached."""
    after = replace(chosen, open_chats=chosen.open_chats + 1, last_assigned_at=clock.now())
    if after.open_chats < after.limit:
        free[chosen.operator.id] = after
    else:
        del free[chosen.operator.id]
