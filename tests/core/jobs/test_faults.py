"""The loop of jobs when handlers, processes, clocks or the database fail."""

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace

from besedka import clock
from besedka.config import Timing
from besedka.db import jobs, tables
from besedka.db.jobs import Claimed
from besedka.jobs import Jobs
from besedka.jobs.loop import LONGEST_PAUSE_S, TRIES, pause_s
from jobs_at_work import TIMING, Seen, fail, given_up, no_lease, none_left, until, working

PAUSES = Timing(job_poll_s=0.01, job_pause_s=600)


async def test_a_job_that_always_fails_is_given_up() -> None:
    """RT-2: with its error, where a person finds it"""
    seen = Seen(fail)
    await jobs.put("mail", "a", clock.now(), payload={"n": 1})
    async with working() as loop:
        loop.handle("mail", seen)
        await until(lambda: given_up(1))
        (dead,) = await jobs.dead(10)
        assert (dead.error, dead.attempts, dead.payload) == ("ZeroDivisionError: by {zero}", TRIES, {"n": 1})
        assert [job.attempts for job in seen.jobs] == list(range(1, TRIES + 1))
        await jobs.put("mail", "a", clock.now())
        await seen.times(TRIES + 1)


def test_pauses_grow_up_to_an_hour() -> None:
    """RT-2"""
    for attempts in range(1, 30):
        middle = min(LONGEST_PAUSE_S, 5 * 2 ** (attempts - 1))
        pauses = {pause_s(attempts, 5) for _ in range(20)}
        assert len(pauses) > 1
        assert all(0.8 * middle <= pause <= 1.2 * middle for pause in pauses)


async def test_a_pause_is_kept() -> None:
    """RT-2"""
    seen = Seen(fail)
    await jobs.put("mail", "a", clock.now())
    async with working(PAUSES) as loop:
        loop.handle("mail", seen)
        await seen.times(1)
        await until(no_lease)
        due_at = await jobs.next_due(["mail"])
        assert due_at is not None
        assert 450 < (due_at - clock.now()).total_seconds() < 750
        clock.shift(timedelta(seconds=800))
        await seen.times(2)


async def test_a_repeating_job_that_fails_goes_on_with_its_next_turn() -> None:
    """RT-2: an hour without the network must not end what is done every day"""
    seen = Seen(fail)
    await jobs.put("tick", "a", clock.now(), every_s=3600)
    async with working() as loop:
        loop.handle("tick", seen)
        await seen.times(TRIES)
        await until(no_lease)
        assert await jobs.dead(10) == []
        assert await tables.Job.count().where(tables.Job.error == "ZeroDivisionError: by {zero}") == 1
        clock.shift(timedelta(hours=1))
        await seen.times(TRIES + 1)
    assert seen.jobs[-1].due_at == seen.jobs[0].due_at + timedelta(hours=1)
    assert seen.jobs[-1].attempts == 1


async def test_a_clock_that_jumps_starts_nothing_twice() -> None:
    """RT-2: a machine that slept finds its own leases run out"""
    go = asyncio.Event()

    async def work(_: Claimed) -> None:
        await go.wait()

    seen = Seen(work)
    await jobs.put("mail", "a", clock.now())
    async with working() as loop:
        loop.handle("mail", seen)
        await seen.times(1)
        clock.shift(timedelta(hours=1))
        await asyncio.sleep(0.1)
        go.set()
        await until(none_left)
    assert len(seen.jobs) == 1


@pytest.mark.parametrize("restarted", [True, False])
async def test_a_clock_that_is_set_back_makes_nothing_wait_for_a_day(restarted: bool) -> None:
    """F10: neither a turn nor a pause that was reckoned by a clock that was ahead"""
    ticks, fails = Seen(), Seen(fail)
    await jobs.put("mail", "a", clock.now())
    clock.shift(timedelta(days=1))
    await jobs.put("tick", "a", clock.now(), every_s=0.05)
    async with working(PAUSES) as loop:
        await go_on(loop, ticks, fails)
        if not restarted:
            clock.shift(timedelta())
            await go_on(loop, ticks, fails)
    if restarted:
        clock.shift(timedelta())
        async with working(PAUSES) as loop:
            await go_on(loop, ticks, fails)


async def go_on(loop: Jobs, ticks: Seen, fails: Seen) -> None:
    """Both are done again, and the one that fails has a long pause."""
    ticked, failed = len(ticks.jobs), len(fails.jobs)
    loop.handle("tick", ticks)
    loop.handle("mail", fails)
    await ticks.times(ticked + 2)
    await fails.times(failed + 1)
    await until(no_lease)


@pytest.mark.parametrize("restarted", [True, False])
async def test_the_work_of_a_process_that_died_is_taken_over(restarted: bool) -> None:
    """RT-2"""
    await jobs.put("mail", "a", clock.now())
    assert len(await jobs.claim(["mail"], clock.now(), 60, 1)) == 1
    if restarted:
        await jobs.free_all()
    else:
        clock.shift(timedelta(seconds=61))
    seen = Seen()
    async with working() as loop:
        loop.handle("mail", seen)
        await until(none_left)
    assert seen.jobs[0].attempts == 2


async def test_a_job_that_kills_the_server_each_time_is_given_up_untried() -> None:
    """RT-2"""
    await jobs.put("mail", "a", clock.now())
    for _ in range(TRIES):
        await jobs.claim(["mail"], clock.now(), 60, 1)
        await jobs.free_all()
    seen = Seen()
    async with working() as loop:
        loop.handle("mail", seen)
        await until(lambda: given_up(1))
    assert seen.jobs == []


async def test_a_handler_that_will_not_stop_holds_nobody_up(caplog: pytest.LogCaptureFixture) -> None:
    """PL-2"""
    go = asyncio.Event()

    async def stubborn(_: Claimed) -> None:
        while not go.is_set():
            try:
                await go.wait()
            except asyncio.CancelledError:
                continue

    seen = Seen(stubborn)
    await jobs.put("mail", "a", clock.now())
    async with working(replace(TIMING, job_stop_s=0.2)) as loop:
        loop.handle("mail", seen)
        await seen.times(1)
    assert "does not end" in caplog.text
    go.set()
    await until(none_left)


async def test_a_database_that_fails_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    """RT-2: while looking, and while noting what was done"""
    seen = Seen(lambda _: _away())
    await jobs.put("mail", "a", clock.now())
    async with working() as loop:
        loop.handle("mail", seen)
        await seen.times(1)
        await until(lambda: asyncio.sleep(0, "could not be stored" in caplog.text))
        await until(lambda: asyncio.sleep(0, "could not be looked for" in caplog.text))
        await tables.Job.raw("ALTER TABLE away RENAME TO job")
        await until(none_left)
    assert len(seen.jobs) == 1


async def _away() -> None:
    await tables.Job.raw("ALTER TABLE job RENAME TO away")
