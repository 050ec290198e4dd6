"""PL-2: a plugin that blocks the loop of a running server is found out: the server is back within seconds without it."""

import asyncio
import os
from pathlib import Path

import pytest

from databases import sqlite_in
from distributions import Distributions
from faults import poison_kit as kit
from people import Office, OperatorPeer, VisitorPeer
from serving import process

LIMIT_S = 6  # a slow start is no block
BACK_S = 25  # as it is promised, with a longer limit
BLOCKS = {
    "on_message_added": kit.hook("on_message_added", "__import__('time').sleep(3600)"),
    "filter_incoming": kit.hook("filter_incoming", "while True: pass"),
}


@pytest.mark.parametrize("hook", BLOCKS)
async def test_the_server_comes_back_without_it(tmp_path: Path, hook: str) -> None:
    """PL-2: named with its trace; what was acknowledged is there, and what was not is sent again"""
    site = Distributions(tmp_path / "site")
    site.add("good", kit.GOOD)
    site.add("blocker", BLOCKS[hook])
    path = os.pathsep.join([str(site.path), os.environ.get("PYTHONPATH", "")])
    environment = {"BESEDKA_TEST": "1", "BESEDKA_TEST_BLOCK_LIMIT_S": str(LIMIT_S), "PYTHONPATH": path}
    async with process(sqlite_in(tmp_path / "data"), **environment) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await kit.enable(office, "good", "blocker")
        talk = kit.Talk(office)
        visitor, operator = await office.visitor(), await talk.operator()
        id = talk.outbox("is anybody there?")
        await visitor.say(type="send", id=id, text="is anybody there?", chat=visitor.chat)
        async with asyncio.timeout(BACK_S):
            await server.announced()
        await asyncio.gather(*(back(peer) for peer in (visitor, operator)))
        talk.acked(await visitor.send("is anybody there?", id, chat=visitor.chat))
        await operator.take(visitor.chat)
        await operator.watch_now(visitor.chat)
        talk.follow(visitor, operator)
        await talk.both(visitor, operator)
        row = (await kit.plugins(office))["blocker"]
        assert (row["state"], row["enabled"]) == ("failed", True)
        assert hook in kit.guilt(row)
        await talk.others_work(visitor, operator)
        await talk.check(sqlite_in(tmp_path / "data"))
        await office.close()


async def back(peer: VisitorPeer | OperatorPeer) -> None:
    """Connect again."""
    await peer.close()
    await peer.connect()
