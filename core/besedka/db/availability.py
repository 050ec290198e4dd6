"""Whether the database stores anything just now: the engine says when it refuses, and a probe looks whether it can again."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from besedka import clock
from besedka.db.store import Trouble, Unavailable
from besedka.db.tables import Job

log = logging.getLogger("besedka.db")

PROBE = "probe"
PROBE_CHARS = 65_536  # more than a message takes, so that a full disk is not called healed by what happens to fit


class Availability:
    """One engine's. `trouble` is what keeps it from storing anything, None while nothing does."""

    def __init__(self) -> None:
        self.trouble: Trouble | None = None
        self._since = 0.0
        self._refused_at = 0.0
        self._away = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever `trouble` has changed."""
        self._listeners.append(listener)

    def refused(self, error: Unavailable) -> None:
        """The engine could not do what it was asked."""
        if error.trouble is not None:
            self._refused_at = time.monotonic()
            self._set(error.trouble)

    @contextmanager
    def heeding(self) -> Iterator[None]:
        """Hears of what is refused in the block."""
        try:
            yield
        except Unavailable as error:
            self.refused(error)
            raise

    async def watch(self, interval_s: float, calm_s: float) -> None:
        """Look every `interval_s` whether the trouble is over, until cancelled. Who holds one row or table holds up only those who
        want it, which a probe does not notice: that is over when nobody was refused for `calm_s`."""
        while True:
            await self._away.wait()
            await asyncio.sleep(interval_s)
            try:
                await _write_and_read()
            except Unavailable:
                pass  # the engine has said why
            except Exception:
                log.exception("whether the database stores again could not be found out")
            else:
                if self.trouble != "database_held" or time.monotonic() - self._refused_at >= calm_s:
                    self._set(None)

    def _set(self, trouble: Trouble | None) -> None:
        if trouble == self.trouble:
            return
        if trouble is None:
            log.warning("the database stores again, after %.1f s", time.monotonic() - self._since)
            self._away.clear()
        elif self.trouble is None:
            log.error("the database stores nothing: %s", trouble)
            self._since = time.monotonic()
            self._away.set()
        self.trouble = trouble
        for listener in self._listeners:
            listener()


async def _write_and_read() -> None:
    """What a message needs: a commit that takes room, and an answer to a question. Nothing of it stays."""
    now = clock.now()
    probe = Job(kind=PROBE, key=PROBE, due_at=now, payload={PROBE: "x" * PROBE_CHARS}, created_at=now)
    async with Job._meta.db.transaction():
        await Job.insert(probe)
        await Job.delete().where(Job.kind == PROBE)
    await Job.exists().where(Job.kind == PROBE)
