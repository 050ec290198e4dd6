"""The table of jobs: asked for, leased, done, put off, given up. Whatever must not be lost (RT-2) stands on it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from besedka import clock
from besedka.db import jobs
from besedka.db.engine import Engine
from besedka.db.jobs import Claimed

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LEASE_S = 60


@pytest.fixture(autouse=True)
def opened(engine: Engine) -> None:
    """Each has a database of its own, with its tables bound."""


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


async def claim(second: float = 0, *kinds: str, limit: int = 10) -> list[Claimed]:
    return await jobs.claim(kinds or ("mail",), at(second), LEASE_S, limit)


async def claim_one(second: float = 0) -> Claimed:
    (claimed,) = await claim(second)
    return claimed


async def test_what_is_due_is_leased_once() -> None:
    """RT-2"""
    await jobs.put("mail", "later", at(10))
    await jobs.put("mail", "b", at(0.5), payload={"to": "Анна {x}"})
    await jobs.put("mail", "a", at(0))
    await jobs.put("other", "a", at(0))
    assert [job.key for job in await claim(1, limit=1)] == ["a"]
    (job,) = await claim(1)
    assert (job.key, job.payload, job.due_at, job.rev, job.attempts) == ("b", {"to": "Анна {x}"}, at(0.5), 1, 1)
    assert await claim(1) == []
    assert [job.kind for job in await claim(1, "mail", "other")] == ["other"]


async def test_of_many_who_ask_at_once_one_gets_it() -> None:
    """RT-2"""
    for key in range(20):
        await jobs.put("mail", str(key), at(0))
    found = await asyncio.gather(*(claim(limit=3) for _ in range(10)))
    keys = [job.key for batch in found for job in batch]
    assert sorted(keys, key=int) == [str(key) for key in range(20)]


async def test_done_is_gone() -> None:
    """RT-2"""
    await jobs.put("mail", "a", at(0))
    await jobs.done(await claim_one())
    assert await jobs.next_due(["mail"]) is None


async def test_put_again_while_it_runs_is_done_again() -> None:
    """RT-2: and not beside the first time"""
    await jobs.put("mail", "a", at(0), payload={"n": 1})
    first = await claim_one()
    await jobs.put("mail", "a", at(1), payload={"n": 2})
    assert await claim(2) == []
    await jobs.done(first)
    second = await claim_one(2)
    assert (second.payload, second.rev, second.due_at) == ({"n": 2}, 2, at(1))
    await jobs.put("mail", "a", at(3))
    await jobs.failed(second, "old news", None)
    third = await claim_one(3)
    assert (third.rev, third.attempts) == (3, 1)
    assert await jobs.dead(10) == []


async def test_a_repeating_job_leaves_out_the_turns_it_missed() -> None:
    """RT-2"""
    start = clock.now() - timedelta(seconds=2500)
    await jobs.put("mail", "a", start, every_s=1000)
    (job,) = await jobs.claim(["mail"], clock.now(), LEASE_S, 1)
    await jobs.done(job)
    assert await jobs.next_due(["mail"]) == start + timedelta(seconds=3000)


async def test_a_repeating_job_that_is_named_again_keeps_its_turn() -> None:
    """RT-2: a daily job is not put off by every restart"""
    await jobs.keep_up("mail", "a", at(100), 3600)
    await jobs.keep_up("mail", "a", at(900), 3600)
    assert await jobs.next_due(["mail"]) == at(100)
    await jobs.keep_up("mail", "a", at(50), 60)  # another interval begins at once
    assert await jobs.next_due(["mail"]) == at(50)
    assert (await claim_one(50)).every_s == 60
    with pytest.raises(ValueError, match="repeats"):
        await jobs.put("mail", "a", at(0), every_s=0)


async def test_a_failure_is_tried_again_and_in_the_end_given_up() -> None:
    """RT-2"""
    await jobs.put("mail", "a", at(0), payload={"n": 1})
    await jobs.failed(await claim_one(), "no route", at(5))
    assert await claim(4) == []
    again = await claim_one(5)
    assert again.attempts == 2
    await jobs.failed(again, "no route", None)
    assert (await claim(1000), await jobs.next_due(["mail"])) == ([], None)
    (dead,) = await jobs.dead(10)
    assert (dead.kind, dead.key, dead.payload, dead.attempts, dead.error) == ("mail", "a", {"n": 1}, 2, "no route")
    await jobs.put("mail", "a", at(2000))
    assert (await claim_one(2000)).attempts == 1
    assert await jobs.dead(10) == []


async def test_a_pause_ends_early_when_the_job_is_put_again_and_not_at_a_restart() -> None:
    """RT-2"""
    await jobs.put("mail", "a", at(0))
    await jobs.failed(await claim_one(), "no route", at(50))
    await jobs.free_all()
    assert await claim(49) == []
    await jobs.put("mail", "a", at(1))
    assert await jobs.next_due(["mail"]) == at(1)
    assert (await claim_one(1)).attempts == 1


async def test_a_turn_that_took_several_tries_does_not_move_the_next() -> None:
    """RT-2: what is done every night is not done a little later each night"""
    start = clock.now()
    await jobs.put("mail", "a", start, every_s=3600)
    (job,) = await jobs.claim(["mail"], start, LEASE_S, 1)
    await jobs.failed(job, "no route", start + timedelta(seconds=7))
    (job,) = await jobs.claim(["mail"], start + timedelta(seconds=7), LEASE_S, 1)
    assert (job.due_at, job.attempts) == (start, 2)
    await jobs.done(job)
    assert await jobs.next_due(["mail"]) == start + timedelta(hours=1)


async def test_what_is_put_off_or_given_back_was_no_attempt() -> None:
    """RT-2"""
    await jobs.put("mail", "a", at(0))
    await jobs.give_back(await claim_one())
    job = await claim_one()
    assert job.attempts == 1
    await jobs.postpone(job, at(9))
    assert await jobs.next_due(["mail"]) == at(9)
    assert (await claim_one(9)).attempts == 1


async def test_the_lease_of_the_dead_is_taken_over() -> None:
    """RT-2: when it has run out, or at the start of the only process"""
    await jobs.put("mail", "a", at(0))
    lost = await claim_one()
    assert await jobs.next_due(["mail"]) == at(LEASE_S)
    assert await claim(LEASE_S - 1) == []
    heir = await claim_one(LEASE_S)
    assert heir.attempts == 2
    await jobs.done(lost)  # comes too late
    assert await jobs.next_due(["mail"]) == at(2 * LEASE_S)
    await jobs.renew([heir.token, lost.token], at(500))
    assert await claim(2 * LEASE_S) == []
    await jobs.free_all()
    assert (await claim_one(2 * LEASE_S)).attempts == 3


async def test_dropped_is_gone_even_while_it_runs() -> None:
    """RT-2"""
    await jobs.put("mail", "a", at(0), every_s=10)
    job = await claim_one()
    await jobs.drop("mail", "a")
    await jobs.done(job)
    assert await jobs.next_due(["mail"]) is None
