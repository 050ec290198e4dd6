"""Who polls too much is told so, and nobody else notices; so is whoever polls a channel that is off."""

import asyncio

import pytest
from msgspec.structs import replace

from besedka.config import Limits, Rate
from databases import Database
from people import Office
from polling import PollingVisitor
from serving import UNLIMITED, serving

POLL = "/api/widget/v1/poll"
SLOW = replace(Limits(), visitor_frames=Rate(burst=40, per_s=0.01))


async def test_a_channel_that_is_switched_off(office: Office) -> None:
    """RT-5: held polls end, others are refused"""
    visitor = PollingVisitor.of(await office.visitor_session())
    await visitor.connect()
    await office.owner.post("/plugins/webchat/disable")
    for answer in (await visitor.refused(), await visitor.poll()):
        assert (answer.status_code, answer.json()["code"]) == (503, "channel_off")
    await visitor.close()
    await office.owner.post("/plugins/webchat/enable")


@pytest.mark.parametrize(
    "limits",
    [
        replace(UNLIMITED, polls_per_address=Rate(burst=2, per_s=0.001)),
        replace(UNLIMITED, sockets_per_address=2),
        replace(UNLIMITED, sockets_per_visitor=2),
    ],
)
async def test_too_many_polls_of_one_address_or_visitor(database: Database, limits: Limits) -> None:
    async with serving(database, limits=limits) as limited:
        office = Office(limited.url, limited.owner_key)
        await office.found()
        first = PollingVisitor.of(await office.visitor_session())
        tabs = [first, PollingVisitor.of(first)]
        if limits.polls_per_address.burst > 2:
            for tab in tabs:
                await tab.connect()
                await tab.lose()
            held = [asyncio.create_task(tab.poll()) for tab in tabs]
            hub = limited.running.web.hub
            while sum(map(len, hub.visitors.values())) < 2:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
        else:
            held = []
            for _ in range(2):
                await office.http().post(POLL, json={"v": 1, "token": first.token})
        third = await office.http().post(POLL, json={"v": 1, "token": first.token})
        assert (third.status_code, third.json()["code"]) == (429, "too_many")
        assert int(third.headers["Retry-After"]) >= 1
        for task in held:
            task.cancel()
        for tab in tabs:
            await tab.close()
        await office.close()


async def test_a_hundred_messages_a_second_are_slowed_down(database: Database) -> None:
    """B09: counted for the visitor, over all polls"""
    async with serving(database, limits=SLOW) as limited:
        office = Office(limited.url, limited.owner_key)
        flooder, other = await office.visitor_session(), await office.visitor()
        frames = [{"type": "send", "id": f"flood-{number}", "text": "flood"} for number in range(50)]
        answer = (await office.http().post(POLL, json={"v": 1, "token": flooder.token, "frames": frames})).json()
        errors = [frame for frame in answer["frames"] if frame["type"] == "error"]
        assert {frame["code"] for frame in errors} == {"too_many"}
        assert errors[-1]["id"] == "flood-49"
        assert errors[-1]["retry_after"] > 0
        again = await office.http().post(POLL, json={"v": 1, "token": flooder.token})
        assert (again.status_code, again.json()["code"]) == (429, "too_many")
        assert (await other.send("quietly"))["type"] == "ack"
        await office.close()
