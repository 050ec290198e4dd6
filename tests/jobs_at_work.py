"""Jobs at work, for tests: the loop with pauses of milliseconds, and a handler that notes what it is given."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from besedka.config import Timing
from besedka.db import jobs, tables
from besedka.db.jobs import Claimed
from besedka.jobs import Jobs

TIMING = Timing(job_poll_s=0.02, job_lease_s=60, job_pause_s=0.0001, job_stop_s=20)
PATIENTLY = Timing(job_poll_s=60, job_lease_s=60, job_pause_s=0.0001)


@asynccontextmanager
async def working(timing: Timing = TIMING) -> AsyncIterator[Jobs]:
    loop = Jobs(timing)
    async with asyncio.timeout(60):
        task = asyncio.create_task(loop.run())
        try:
            yield loop
        finally:
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await condition():  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.005)


async def none_left() -> bool:
    return bool(await tables.Job.count() == 0)


async def no_lease() -> bool:
    return bool(await tables.Job.count().where(tables.Job.lease_token.is_not_null()) == 0)


async def given_up(number: int) -> bool:
    return len(await jobs.dead(100)) == number


class Seen:
    """A handler that notes what it is given and does what it is told to."""

    def __init__(self, then: Callable[[Claimed], Awaitable[None]] | None = None) -> None:
        self.jobs: list[Claimed] = []
        self._then = then
        self._more = asyncio.Event()

    async def __call__(self, claimed: Claimed) -> None:
        self.jobs.append(claimed)
        self._more.set()
        if self._then is not None:
            await self._then(claimed)

    async def times(self, number: int) -> None:
        async with asyncio.timeout(20):
            while len(self.jobs) < number:
                self._more.clear()
                await self._more.wait()


async def hang(_: Claimed) -> None:
    await asyncio.Event().wait()


async def fail(_: Claimed) -> None:
    raise ZeroDivisionError("by {zero}")
