"""The loop that does jobs: claims what is due, runs it, and notes how it ended.

A job is done at least once: whoever loses the lease or the database in between is followed by another try. Two tries of one job
never run at the same time in one process.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from besedka import clock
from besedka.config import Timing
from besedka.db import jobs
from besedka.db.jobs import Claimed
from besedka.db.store import Unavailable

log = logging.getLogger("besedka.jobs")

AT_ONCE = 8
TRIES = 10
LONGEST_PAUSE_S = 3600.0
SPREAD = 0.2
ERROR_CHARS = 1000

Handler = Callable[[Claimed], Awaitable[None]]


class Later(Exception):
    """Raised by a handler for which it is too early: nothing was wrong, ask again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class _Run:
    """A job that is being done. Once it is `ending`, how it went is being stored."""

    def __init__(self, claimed: Claimed) -> None:
        self.claimed = claimed
        self.ending = False


class Jobs:
    """Handlers come and go while it runs; jobs of kinds that have none wait.

    A handler that fails is called again after pauses that grow, ten times in all. Then the job is dead, or, if it repeats, has its
    next turn.
    """

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._handlers: dict[str, Handler] = {}
        self._wake = asyncio.Event()
        self._running: dict[int, _Run] = {}
        self._tasks: dict[asyncio.Task[None], _Run] = {}
        self._stopping = False
        self._looked_at = datetime.max.replace(tzinfo=UTC)

    def handle(self, kind: str, handler: Handler) -> None:
        """Have jobs of this kind done by `handler` from now on."""
        self._handlers[kind] = handler
        self.wake()

    def forget(self, kind: str) -> None:
        """Begin no more jobs of this kind; they stay where they are. Those that run are not stopped."""
        self._handlers.pop(kind, None)

    def wake(self) -> None:
        """Look now: a job was put that may be due."""
        self._wake.set()

    async def late_s(self) -> float:
        """For how long the longest due job waits for somebody to begin; 0: none does."""
        due_at = await jobs.next_due(self._handlers) if self._handlers else None
        return max(0.0, (clock.now() - due_at).total_seconds()) if due_at else 0.0

    async def run(self) -> None:
        """Work until cancelled. What runs then is cancelled too, and given back."""
        self._stopping = False
        renewing = asyncio.create_task(self._keep_leases())
        try:
            while True:
                self._wake.clear()
                pause_s = await self._look()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause_s):
                        await self._wake.wait()
        finally:
            self._stopping = True
            renewing.cancel()
            await self._stop()
            await asyncio.wait([renewing])

    async def _look(self) -> float:
        """Begin what is due; returns for how long nothing more is to be expected, in seconds."""
        poll_s, free = self._timing.job_poll_s, AT_ONCE - len(self._tasks)
        if not self._handlers or not free:
            return poll_s
        try:
            await self._mind_the_clock()
            due_at = await jobs.next_due(self._handlers)
            if due_at is None:
                return poll_s
            if due_at > clock.now():
                return min(poll_s, (due_at - clock.now()).total_seconds())
            claimed = await jobs.claim(self._handlers, clock.now(), self._timing.job_lease_s, free)
        except Unavailable as error:
            log.info("jobs could not be looked for: %s", error)
            return poll_s
        except Exception:
            log.exception("jobs could not be looked for")
            return poll_s
        for job in claimed:
            self._begin(job)
        return 0 if claimed else poll_s

    async def _mind_the_clock(self) -> None:
        """When it was set back, or at the start, when it may have been."""
        now = clock.now()
        if now < self._looked_at:
            await jobs.let_go(now, timedelta(seconds=LONGEST_PAUSE_S * (1 + SPREAD)))
        self._looked_at = now

    def _begin(self, claimed: Claimed) -> None:
        if (run := self._running.get(claimed.id)) is not None:  # its lease ran out under it: the clock jumped
            run.claimed = replace(run.claimed, token=claimed.token)
            return
        run = self._running[claimed.id] = _Run(claimed)
        task = asyncio.create_task(self._do(run, self._handlers.get(claimed.kind)), name=f"job {claimed.kind}")
        self._tasks[task] = run
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        run = self._tasks.pop(task)
        del self._running[run.claimed.id]
        self.wake()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("how a job ended could not be noted", exc_info=error)

    async def _do(self, run: _Run, handler: Handler | None) -> None:
        end = await self._outcome(run, handler)
        run.ending = True
        while True:
            try:
                await end()
                return
            except Exception:
                log.exception("how the job %s %s ended could not be stored", run.claimed.kind, run.claimed.key)
            if self._stopping:  # the lease runs out, and it is done again
                return
            await asyncio.sleep(self._timing.job_poll_s)

    async def _outcome(self, run: _Run, handler: Handler | None) -> Callable[[], Awaitable[None]]:
        """Call the handler; returns how to note what came of it."""
        if handler is None:  # forgotten while its job was being claimed
            return lambda: jobs.give_back(run.claimed)
        if run.claimed.attempts > TRIES:
            return self._failure(run, "the server ended whenever this was tried")
        try:
            await handler(run.claimed)
        except Later as later:
            until = later.until
            return lambda: jobs.postpone(run.claimed, until)
        except asyncio.CancelledError:
            if self._stopping or self._handlers.get(run.claimed.kind) is not handler:  # not the job's fault
                return lambda: jobs.give_back(run.claimed)
            return self._failure(run, "cancelled")
        except Exception as error:
            log.warning("the job %s %s failed", run.claimed.kind, run.claimed.key, exc_info=error)
            return self._failure(run, f"{type(error).__name__}: {error}")
        return lambda: jobs.done(run.claimed)

    def _failure(self, run: _Run, error: str) -> Callable[[], Awaitable[None]]:
        error, attempts = error[:ERROR_CHARS], run.claimed.attempts
        if attempts < TRIES:
            again_at = clock.now() + timedelta(seconds=pause_s(attempts, self._timing.job_pause_s))
            return lambda: jobs.failed(run.claimed, error, again_at)
        if run.claimed.every_s is not None:
            return lambda: jobs.miss_turn(run.claimed, error)
        log.error("the job %s %s is given up: %s", run.claimed.kind, run.claimed.key, error)
        return lambda: jobs.failed(run.claimed, error, None)

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(self._timing.job_lease_s / 3)
            if tokens := {run.claimed.token for run in self._running.values() if not run.ending}:
                try:
                    await jobs.renew(tokens, clock.now() + timedelta(seconds=self._timing.job_lease_s))
                except Exception:
                    log.exception("the leases of jobs could not be renewed")

    async def _stop(self) -> None:
        await asyncio.sleep(0)  # what has just been claimed begins, so that it can give its lease back
        for task, run in self._tasks.items():
            if not run.ending:
                task.cancel()
        if self._tasks:
            _, late = await asyncio.wait(list(self._tasks), timeout=self._timing.job_stop_s)
            for task in late:
                log.warning("%s does not end; it is left alone", task.get_name())


def pause_s(attempts: int, first_s: float) -> float:
    """How long to wait after so many failures: doubled each time, up to an hour, give or take a fifth."""
    pause = min(LONGEST_PAUSE_S, first_s * 2.0 ** (attempts - 1))
    return pause * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - it only spreads the load
