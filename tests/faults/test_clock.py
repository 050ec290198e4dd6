"""F10: the clock of the machine jumps by a day and back while people talk. Order is by number, waiting by the monotonic clock."""

from datetime import datetime, timedelta

import pytest

from besedka import clock
from conversations import Conversations
from databases import ENGINES
from people import Office
from serving import Serving

DAY = timedelta(days=1)


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("jump", [DAY, -DAY], ids=["forward", "back"])
async def test_conversations_go_on(office: Office, server: Serving, jump: timedelta) -> None:
    talks = Conversations(office)
    await talks.begin(3)
    async with talks.going_on():
        await talks.back()
        clock.shift(jump)
        await talks.back()
        await office.owner.get("/chats?view=all")  # whoever is remembered stays signed in
        await talks.begin(1)
        clock.shift(timedelta())
        await talks.pairs[-1].visitor.say("still there?")
        await talks.pairs[0].operator.next_ack()
    assert talks.told() == set()
    assert talks.all_stayed()
    times = [datetime.fromisoformat(event["at"]) for event in talks.talkers[0].peer.view(talks.pairs[0].chat)]
    assert max(times) - min(times) > DAY / 2, "the clock has really jumped"
    await talks.settle(server.database)
