"""The loop of jobs: what it does when, and for whom."""

import asyncio
from datetime import timedelta

from msgspec.structs import replace

from besedka import clock
from besedka.db import jobs
from besedka.db.jobs import Claimed
from besedka.jobs import Later
from besedka.jobs.loop import AT_ONCE
from jobs_at_work import PATIENTLY, TIMING, Seen, hang, no_lease, none_left, until, working


async def test_everything_due_is_done_once() -> None:
    """RT-2: also more than may run at once"""
    most = running = 0

    async def work(_: Claimed) -> None:
        nonlocal most, running
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.002)
        running -= 1

    seen = Seen(work)
    for number in range(3 * AT_ONCE):
        await jobs.put("mail", str(number), clock.now())
    async with working() as loop:
        loop.handle("mail", seen)
        await until(none_left)
    assert len({job.key for job in seen.jobs}) == len(seen.jobs) == 3 * AT_ONCE
    assert most == AT_ONCE


async def test_it_wakes_when_called_and_when_something_is_due() -> None:
    """RT-2: long before it would look by itself"""
    seen = Seen()
    async with working(PATIENTLY) as loop:
        loop.handle("mail", seen)
        await asyncio.sleep(0.02)
        await jobs.put("mail", "now", clock.now())
        await jobs.put("mail", "soon", clock.now() + timedelta(seconds=0.1))
        loop.wake()
        await seen.times(2)
    assert [job.key for job in seen.jobs] == ["now", "soon"]
    assert clock.now() >= seen.jobs[1].due_at


async def test_how_late_it_is() -> None:
    """OB-2: what runs is not late, nor what nobody is there to do"""
    hour_ago = clock.now() - timedelta(hours=1)
    await jobs.put("nobody's", "1", hour_ago)
    seen = Seen(hang)
    async with working() as loop:
        loop.handle("mail", seen)
        for number in range(AT_ONCE):
            await jobs.put("mail", str(number), hour_ago)
        loop.wake()
        await seen.times(AT_ONCE)
        assert await loop.late_s() == 0
        await jobs.put("mail", "one more", hour_ago)
        assert await loop.late_s() >= 3600


async def test_it_looks_by_itself() -> None:
    """RT-2"""
    seen = Seen()
    async with working() as loop:
        loop.handle("mail", seen)
        await asyncio.sleep(0.03)
        await jobs.put("mail", "a", clock.now())
        await seen.times(1)


async def test_it_repeats() -> None:
    """RT-2"""
    seen = Seen()
    start = clock.now()
    await jobs.put("tick", "a", start, every_s=0.05)
    async with working() as loop:
        loop.handle("tick", seen)
        await seen.times(3)
    turns = [(job.due_at - start) / timedelta(seconds=0.05) for job in seen.jobs]
    assert turns == sorted(set(turns))
    assert all(turn == int(turn) for turn in turns)


async def test_put_again_while_it_runs_runs_again_afterwards() -> None:
    """RT-2: no wish is lost, and no two run beside each other"""
    go, running = asyncio.Event(), 0

    async def work(_: Claimed) -> None:
        nonlocal running
        running += 1
        assert running == 1
        await go.wait()
        running -= 1

    seen = Seen(work)
    async with working() as loop:
        loop.handle("read", seen)
        await jobs.put("read", "a", clock.now())
        await seen.times(1)
        for _ in range(3):
            await jobs.put("read", "a", clock.now())
        loop.wake()
        await asyncio.sleep(0.05)
        go.set()
        await until(none_left)
    assert [job.rev for job in seen.jobs] == [1, 4]


async def test_whoever_is_too_early_is_asked_again() -> None:
    """SL-1: a deadline that has moved"""
    due_at = clock.now() + timedelta(hours=1)

    async def wait(_: Claimed) -> None:
        if clock.now() < due_at:
            raise Later(due_at)

    seen = Seen(wait)
    await jobs.put("deadline", "a", clock.now())
    async with working() as loop:
        loop.handle("deadline", seen)
        await seen.times(1)
        await until(no_lease)
        assert await jobs.next_due(["deadline"]) == due_at
        clock.shift(timedelta(hours=1))
        await until(none_left)
    assert [job.attempts for job in seen.jobs] == [1, 1]


async def test_a_long_job_keeps_its_lease() -> None:
    """RT-2"""
    go = asyncio.Event()

    async def work(_: Claimed) -> None:
        await go.wait()

    seen, other, short = Seen(work), Seen(), replace(TIMING, job_lease_s=3)
    await jobs.put("mail", "a", clock.now())
    async with working(short) as loop, working(short) as another_process:
        loop.handle("mail", seen)
        await seen.times(1)
        another_process.handle("mail", other)
        await asyncio.sleep(1.2 * short.job_lease_s)
        assert other.jobs == []
        go.set()
        await until(none_left)
    assert len(seen.jobs) == 1


async def test_a_kind_without_a_handler_waits() -> None:
    """PL-1: the work of a plugin that is off is parked, and done when it is on again"""
    seen, other = Seen(), Seen()
    async with working() as loop:
        loop.handle("mail", seen)
        loop.handle("other", other)
        await jobs.put("mail", "a", clock.now())
        await seen.times(1)
        loop.forget("mail")
        await jobs.put("mail", "b", clock.now())
        await jobs.put("other", "a", clock.now())
        await other.times(1)
        await asyncio.sleep(3 * TIMING.job_poll_s)
        assert len(seen.jobs) == 1
        loop.handle("mail", seen)
        await until(none_left)
    assert [job.key for job in seen.jobs] == ["a", "b"]


async def test_a_handler_ended_by_its_owner_gives_its_job_to_the_next_one() -> None:
    """PL-1: switched off and on again in the middle of a job"""
    calls: list[asyncio.Task[None]] = []

    async def call(claimed: Claimed) -> None:
        calls.append(asyncio.create_task(hang(claimed)))
        await calls[-1]

    first, second = Seen(call), Seen()
    async with working() as loop:
        loop.handle("mail", first)
        await jobs.put("mail", "a", clock.now())
        await until(lambda: asyncio.sleep(0, bool(calls)))
        loop.forget("mail")
        loop.handle("mail", second)
        calls[0].cancel()
        await until(none_left)
    assert [job.attempts for job in second.jobs] == [1]


async def test_stopping_gives_leases_back() -> None:
    """RT-2: whoever starts next goes on at once"""
    seen = Seen(hang)
    await jobs.put("mail", "a", clock.now())
    async with working() as loop:
        loop.handle("mail", seen)
        await seen.times(1)
    assert await no_lease()
    (job,) = await jobs.claim(["mail"], clock.now(), 60, 1)
    assert job.attempts == 1
