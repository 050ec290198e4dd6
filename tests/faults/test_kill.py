"""F1–F3, CH-11: kill -9 under load, before, in and after the commit and at any moment. What was acknowledged is stored
once, numbers have no holes, and after reconnecting both ends show what the database holds."""

import asyncio
import random

import pytest

from databases import ENGINES, Database
from faults.conftest import Desk
from people import Office
from serving import process

BOTH = pytest.mark.parametrize("engine_name", ENGINES)


async def killed(desk: Desk) -> None:
    """The server dies while all talk; whoever was answered is right, and afterwards everybody is."""
    async with desk.talks.going_on():
        assert await desk.server.ended() == -9
        desk.talks.ledger.check(desk.database)
        await desk.server.start()
        await desk.talks.back()
    await desk.talks.settle(desk.database)


@BOTH
@pytest.mark.parametrize("where", ["before_commit", "in_commit", "after_commit"])
async def test_killed_at_the_commit(desk: Desk, where: str) -> None:
    await desk.server.stop()
    await desk.server.start(BESEDKA_TEST_FAIL=f"{where}:kill@{random.randint(20, 60)}")
    await killed(desk)


@BOTH
@pytest.mark.parametrize("times", [5, pytest.param(200, marks=pytest.mark.long)])
async def test_killed_at_random_moments(desk: Desk, times: int) -> None:
    for _ in range(times):
        moment_s = random.uniform(0.02, 0.4)
        killing = asyncio.get_running_loop().call_later(moment_s, lambda: asyncio.ensure_future(desk.server.kill()))
        await killed(desk)
        killing.cancel()


@BOTH
async def test_a_stop_under_load_is_clean(desk: Desk) -> None:
    """F15: drained, 1012, exit code 0; and nobody has to do anything to go on."""
    async with desk.talks.going_on():
        await desk.talks.back()
        assert await desk.server.stop() == 0
        assert {await talker.peer.closed() for talker in desk.talks.talkers} == {1012}
        desk.talks.ledger.check(desk.database)
        await desk.server.start()
        await desk.talks.back()
    assert desk.talks.told() <= {"unavailable"}, "whoever wrote during the stop"
    await desk.talks.settle(desk.database)


async def test_failpoints_need_the_test_switch(database: Database) -> None:
    async with process(database, BESEDKA_TEST_FAIL="before_commit:kill") as server:
        office = Office(server.url, server.owner_key)
        visitor = await office.visitor()
        assert (await visitor.send("still here"))["type"] == "ack"
        await office.close()
