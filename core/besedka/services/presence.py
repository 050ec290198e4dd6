"""Who is here: operators with a console open, visitors with the site open. Kept in memory; the database remembers when an operator
was last seen, so that a restart makes nobody absent."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

import msgspec

from besedka import clock
from besedka.bus import Bus
from besedka.config import Timing
from besedka.db import tables
from besedka.domain.hints import SiteChanged, TeamChanged
from besedka.domain.people import Chosen


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page that a visitor is on, and since when."""

    url: str
    title: str
    at: datetime


class Attendance:
    """Counts connections by id. Who loses the last one stays present for a grace period; `changed` hears of comings and goings."""

    def __init__(self, grace_s: float, changed: Callable[[int], None]) -> None:
        self._grace_s = grace_s
        self._changed = changed
        self._connections: dict[int, int] = {}
        self._leaving: dict[int, asyncio.TimerHandle] = {}

    def __contains__(self, id: int) -> bool:
        return id in self._connections or id in self._leaving

    @property
    def present(self) -> Collection[int]:
        return self._connections.keys() | self._leaving.keys()

    def came(self, id: int) -> None:
        if id in self._connections:
            self._connections[id] += 1
            return
        self._connections[id] = 1
        if (timer := self._leaving.pop(id, None)) is not None:
            timer.cancel()
        else:
            self._changed(id)

    def left(self, id: int) -> None:
        self._connections[id] -= 1
        if not self._connections[id]:
            del self._connections[id]
            self.expect(id, self._grace_s)

    def expect(self, id: int, within_s: float) -> None:
        """Count `id` as present until then, even if they do not come."""
        self._leaving[id] = asyncio.get_running_loop().call_later(within_s, self._gone, id)

    def close(self) -> None:
        for timer in self._leaving.values():
            timer.cancel()

    def _gone(self, id: int) -> None:
        del self._leaving[id]
        self._changed(id)


class Presence:
    """Operators and visitors who are here."""

    def __init__(self, bus: Bus, timing: Timing) -> None:
        self._grace_s = timing.presence_grace_s
        self._site_grace_s = timing.site_grace_s
        self._chosen: dict[int, Chosen] = {}
        self._online_since: dict[int, datetime] = {}
        self.operators = Attendance(timing.presence_grace_s, self._operator_changed)
        self.visitors = Attendance(timing.site_grace_s, self._visitor_changed)
        self._bus = bus
        self._pages: dict[int, Page] = {}

    @property
    def pages(self) -> Mapping[int, Page]:
        """The page that each visitor is on, by identity."""
        return self._pages

    def state(self, operator: int) -> Chosen:
        """As colleagues see the operator: what was chosen, but offline while no console is connected."""
        return self.chosen(operator) if operator in self.operators else "offline"

    def chosen(self, operator: int) -> Chosen:
        """What the operator has chosen."""
        return self._chosen.get(operator, "online")

    def online_since(self, operator: int) -> datetime | None:
        """Since when the operator may be given chats; None: not now."""
        return self._online_since.get(operator)

    async def choose(self, operator: int, state: Chosen) -> None:
        """An operator chooses how to be shown; it is remembered."""
        await tables.Operator.update({"presence": state}).where(tables.Operator.id == operator)
        self._chosen[operator] = state
        self._operator_changed(operator)

    def went(self, identity: int, page: Page) -> None:
        """A visitor opened a page. It is forgotten with the visitor, also if their socket never comes."""
        self._pages[identity] = page
        if identity in self.visitors:
            self._bus.publish([SiteChanged(identity=identity)])
        else:
            asyncio.get_running_loop().call_later(self._site_grace_s, self._forget_page, identity)

    async def load(self) -> None:
        """After a start: whoever was here within the grace period still is, for the rest of it."""
        now = clock.now()
        columns = (tables.Operator.id, tables.Operator.seen_at, tables.Operator.presence)
        for row in await tables.Operator.select(*columns).where(tables.Operator.deleted_at.is_null()):
            self._chosen[row["id"]] = row["presence"]
            if row["seen_at"] is not None:
                left_s = self._grace_s - (now - row["seen_at"]).total_seconds()
                if 0 < left_s <= self._grace_s:
                    self.operators.expect(row["id"], left_s)
                    self._operator_changed(row["id"])

    async def save(self) -> None:
        """Note who is here now."""
        if ids := list(self.operators.present):
            await tables.Operator.update({"seen_at": clock.now()}).where(tables.Operator.id.is_in(ids))

    def close(self) -> None:
        self.operators.close()
        self.visitors.close()

    def _operator_changed(self, operator: int) -> None:
        if self.state(operator) == "online":
            self._online_since.setdefault(operator, clock.now())
        else:
            self._online_since.pop(operator, None)
        self._bus.publish([TeamChanged()])

    def _forget_page(self, identity: int) -> None:
        if identity not in self.visitors:
            self._pages.pop(identity, None)

    def _visitor_changed(self, identity: int) -> None:
        self._forget_page(identity)
        self._bus.publish([SiteChanged(identity=identity)])
