"""F1–F3, CH-11: kill -9 under load, before, in and after the commit and at any moment. What was acknowledged is stored
once, numbers have no holes, and after reconnecting both ends show what the database holds."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from databases import sqlite_in
from ledger import Ledger
from people import Office, OperatorPeer, VisitorPeer, new_id
from serving import Process, process

PAIRS = 6


class Pair:
    """A visitor and the operator of the chat, each with an outbox that is repeated until it is acknowledged."""

    def __init__(self, visitor: VisitorPeer, operator: OperatorPeer, ledger: Ledger) -> None:
        self.visitor = visitor
        self.operator = operator
        self._ledger = ledger
        self._outboxes: dict[VisitorPeer | OperatorPeer, dict[str, str]] = {visitor: {}, operator: {}}

    async def talk(self) -> None:
        """Send without end, both sides, until the server is gone."""
        await asyncio.gather(self._talk(self.visitor), self._talk(self.operator))

    async def finish(self) -> None:
        """Connect again, repeat what is unanswered, and read to the end."""
        await self.visitor.close()
        await self.operator.close()
        await self.visitor.connect()
        await self.operator.connect()
        await self.operator.watch(self.visitor.chat)
        for peer, outbox in self._outboxes.items():
            for id, text in outbox.items():
                self._ledger.ack(await self._sent(peer, id, text))
            outbox.clear()
        last = (await self.operator.get(f"/chats/{self.visitor.chat}"))["seq"]
        for peer in self._outboxes:
            if last not in peer.events[self.visitor.chat]:
                await peer.frames.wait("event", chat=self.visitor.chat, seq=last)

    def views(self) -> list[tuple[str, int, list[dict[str, object]]]]:
        chat = self.visitor.chat
        return [("visitor", chat, self.visitor.view(chat)), ("operator", chat, self.operator.view(chat))]

    async def _sent(self, peer: VisitorPeer | OperatorPeer, id: str, text: str) -> dict[str, object]:
        """The acknowledgement, after as many tries as the server asks for."""
        answer = await peer.send(text, id, chat=self.visitor.chat)
        if answer["type"] == "ack":
            return answer
        await asyncio.sleep(answer["retry_after"])
        return await self._sent(peer, id, text)

    async def _talk(self, peer: VisitorPeer | OperatorPeer) -> None:
        outbox = self._outboxes[peer]
        number = 0
        with contextlib.suppress(ConnectionClosed, AssertionError):
            while True:
                number += 1
                id, text = new_id(), f"{type(peer).__name__} says {number}"
                outbox[id] = text
                self._ledger.send(id, text)
                self._ledger.ack(await self._sent(peer, id, text))
                del outbox[id]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[tuple[Process, Office, list[Pair], Ledger]]:
    """A server process with some conversations."""
    async with process(sqlite_in(tmp_path), BESEDKA_TEST="1") as server:
        office, ledger = Office(server.url, server.owner_key), Ledger()
        await office.found()
        pairs = []
        for number in range(PAIRS):
            visitor, operator = await office.visitor(), await office.hire(f"Operator{number}")
            await operator.connect()
            id = new_id()
            ledger.send(id, "hello")
            ledger.ack(await visitor.send("hello", id))
            await operator.take(visitor.chat)
            await operator.watch(visitor.chat)
            await visitor.event("taken")
            pairs.append(Pair(visitor, operator, ledger))
        yield server, office, pairs, ledger
        await office.close()


async def talk_until_dead(server: Process, pairs: list[Pair]) -> None:
    talking = asyncio.gather(*(pair.talk() for pair in pairs))
    assert await server.ended() == -9
    for pair in pairs:
        await pair.visitor.closed()
        await pair.operator.closed()
    talking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await talking


async def check(server: Process, pairs: list[Pair], ledger: Ledger, tmp_path: Path) -> None:
    database = sqlite_in(tmp_path)
    ledger.check(database)
    await server.start()
    await asyncio.gather(*(pair.finish() for pair in pairs))
    assert ledger.acked.keys() == ledger.sent.keys()
    ledger.check(database, [view for pair in pairs for view in pair.views()])


@pytest.mark.parametrize("where", ["before_commit", "in_commit", "after_commit"])
async def test_killed_at_the_commit(
    desk: tuple[Process, Office, list[Pair], Ledger], tmp_path: Path, where: str
) -> None:
    server, _, pairs, ledger = desk
    await server.stop()
    for pair in pairs:
        await pair.visitor.close()
        await pair.operator.close()
    await server.start(BESEDKA_TEST_FAIL=f"{where}:kill@{random.randint(20, 60)}")
    for pair in pairs:
        await pair.visitor.connect()
        await pair.operator.connect()
        await pair.operator.watch(pair.visitor.chat)
    await talk_until_dead(server, pairs)
    await check(server, pairs, ledger, tmp_path)


async def test_killed_at_five_random_moments(desk: tuple[Process, Office, list[Pair], Ledger], tmp_path: Path) -> None:
    server, _, pairs, ledger = desk
    for _ in range(5):
        killing = asyncio.get_running_loop().call_later(
            random.uniform(0.02, 0.4), lambda: asyncio.ensure_future(server.kill())
        )
        await talk_until_dead(server, pairs)
        killing.cancel()
        await check(server, pairs, ledger, tmp_path)


async def test_a_stop_under_load_is_clean(desk: tuple[Process, Office, list[Pair], Ledger], tmp_path: Path) -> None:
    """F15: drained, 1012, exit code 0"""
    server, _, pairs, ledger = desk
    talking = asyncio.gather(*(pair.talk() for pair in pairs))
    await asyncio.sleep(0.3)
    assert await server.stop() == 0
    for pair in pairs:
        assert await pair.visitor.closed() == 1012
        assert await pair.operator.closed() == 1012
    talking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await talking
    await check(server, pairs, ledger, tmp_path)


async def test_failpoints_need_the_test_switch(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path), BESEDKA_TEST_FAIL="before_commit:kill") as server:
        office = Office(server.url, server.owner_key)
        visitor = await office.visitor()
        assert (await visitor.send("still here"))["type"] == "ack"
        await office.close()
