"""`/healthz` and `/readyz`: for whoever watches the server. Anybody may ask: nothing in them is secret, and it costs little."""

import asyncio
import shutil
import time
from collections import deque

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency as Given
from litestar.handlers import HTTPRouteHandler
from msgspec.structs import replace

from besedka.config import Config
from besedka.db.availability import Availability
from besedka.db.tables import Installation
from besedka.jobs.loop import Jobs
from besedka.texts import say

KEPT_S = 1.0
READ_LIMIT_MS = 1000
JOBS_LIMIT_S = 300
LOOP_LIMIT_MS = 1000
TICK_S = 0.25
TICKS = 40  # ten seconds
NOT_KEPT = {"Cache-Control": "no-store"}


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the server needs; `value` None: it could not be found out. `remedy` is what to do unless it is `ok`: in
    `Health` its key in the catalogue, for people the sentence."""

    name: str
    ok: bool
    value: float | str | None
    unit: str | None = None
    limit: float | None = None
    remedy: str | None = None


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the server can do its work."""

    ready: bool
    checks: list[Check]


class Health:
    """Looks at what the server needs, at most once a second. `run` measures how late the loop is, until cancelled."""

    def __init__(self, config: Config, availability: Availability, jobs: Jobs) -> None:
        self._config = config
        self._availability = availability
        self._jobs = jobs
        self._late_ms: deque[float] = deque([0.0], maxlen=TICKS)
        self._looking = asyncio.Lock()
        self._found: list[Check] = []
        self._found_at = -KEPT_S
        self._asking: asyncio.Task[tuple[float, float]] | None = None

    async def run(self) -> None:
        try:
            while True:
                began = time.monotonic()
                await asyncio.sleep(TICK_S)
                self._late_ms.append((time.monotonic() - began - TICK_S) * 1000)
        finally:
            if self._asking is not None:
                self._asking.cancel()

    async def look(self) -> list[Check]:
        """All checks, as of this second."""
        async with self._looking:
            if time.monotonic() - self._found_at >= KEPT_S:
                read_ms, late_s = await self._ask_database()
                self._found = [
                    _held("reads", read_ms, "ms", READ_LIMIT_MS, "database_away"),
                    self._stores(),
                    self._disk(),
                    _held("jobs", late_s, "s", JOBS_LIMIT_S, "database_away" if late_s is None else "jobs_late"),
                    _held("loop", max(self._late_ms), "ms", LOOP_LIMIT_MS, "loop_late"),
                ]
                self._found_at = time.monotonic()
            return self._found

    async def _ask_database(self) -> tuple[float | None, float | None]:
        """How long it takes to answer, and how late jobs are; None: it does not answer."""
        # Never cancelled when it takes too long, but asked no more: a frozen database lets nobody go.
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._answer())
            self._asking.add_done_callback(lambda asked: asked.cancelled() or asked.exception())
        await asyncio.wait([self._asking], timeout=READ_LIMIT_MS / 1000)
        if not self._asking.done() or self._asking.exception() is not None:
            return None, None
        return self._asking.result()

    async def _answer(self) -> tuple[float, float]:
        began = time.monotonic()
        await Installation.exists()
        return (time.monotonic() - began) * 1000, await self._jobs.late_s()

    def _stores(self) -> Check:
        trouble = self._availability.trouble
        return Check(name="stores", ok=trouble is None, value=trouble or "yes", remedy=trouble)

    def _disk(self) -> Check:
        limit = self._config.limits.free_disk_mb
        try:
            free_mb = shutil.disk_usage(self._config.data_dir).free // 1_000_000
        except OSError:
            return Check(name="disk", ok=False, value=None, unit="MB", limit=limit, remedy="disk_gone")
        return Check(name="disk", ok=free_mb >= limit, value=free_mb, unit="MB", limit=limit, remedy="disk_low")


def _held(name: str, value: float | None, unit: str, limit: float, remedy: str) -> Check:
    """A value that must not be over its limit."""
    found = None if value is None else round(value, 1)
    return Check(name=name, ok=found is not None and found <= limit, value=found, unit=unit, limit=limit, remedy=remedy)


@get("/healthz", include_in_schema=False)
async def healthz() -> Response[dict[str, bool]]:
    """The process lives and its loop turns; nothing else is looked at."""
    return Response({"alive": True}, headers=NOT_KEPT)


@get("/readyz", include_in_schema=False)
async def readyz(health: Given[Health], language: Given[str]) -> Response[Readiness]:
    """Each thing that the server needs; 503 if one of them is missing."""
    checks = [
        replace(check, remedy=None if check.ok else say(language, f"remedy.{check.remedy}"))
        for check in await health.look()
    ]
    ready = all(check.ok for check in checks)
    return Response(Readiness(ready=ready, checks=checks), status_code=200 if ready else 503, headers=NOT_KEPT)


HANDLERS: list[HTTPRouteHandler] = [healthz, readyz]
