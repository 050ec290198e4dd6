"""F13: a peer who says nothing is let go. One whose network is gone without a word is noticed by the pings that nobody answers, and
loses nothing that was said."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace
from websockets.asyncio.client import connect

from databases import Database
from ledger import Ledger
from people import WAIT_S, Office, OperatorPeer, VisitorPeer, new_id
from proxy import Proxy, Side, proxy
from serving import QUICK, serving


@pytest.mark.parametrize("path", ["/ws/visitor", "/ws/console"])
async def test_no_hello_in_time_closes(database: Database, path: str) -> None:
    async with serving(database, timing=replace(QUICK, hello_timeout_s=0.5)) as server:
        address = server.url.replace("http", "ws") + path
        async with connect(address, additional_headers={"Origin": server.url}) as socket:
            await asyncio.wait_for(socket.wait_closed(), WAIT_S)
            assert (socket.close_code, socket.close_reason) == (4400, "no hello within 0.5 s")


Line = tuple[Office, Proxy, Database]


@pytest.fixture
async def line(database: Database) -> AsyncIterator[Line]:
    """A server that pings often, and a way to it that can go wrong."""
    async with serving(database, timing=replace(QUICK, ping_interval_s=0.3, ping_timeout_s=2)) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        async with proxy(server.config.port) as way:
            yield office, way, database
        await office.close()


async def through(way: Proxy, peer: VisitorPeer | OperatorPeer) -> None:
    """Connect over the proxy; later connections are direct."""
    direct, peer.url = peer.url, f"http://127.0.0.1:{way.port}"
    await peer.connect()
    peer.url = direct


@pytest.mark.parametrize("lost", [(), ("client",)], ids=["nothing gets through", "answers get lost"])
async def test_a_visitor_who_vanishes(line: Line, lost: tuple[Side, ...]) -> None:
    office, way, database = line
    ledger, owner = Ledger(), office.owner
    await owner.connect()
    visitor = await office.visitor_session()
    await through(way, visitor)
    ids = {text: new_id() for text in ("hello", "into the dark", "are you there?")}
    for text, id in ids.items():
        ledger.send(id, text)
    ledger.ack(await visitor.send("hello", ids["hello"]))
    await owner.take(visitor.chat)
    await owner.watch(visitor.chat)
    await owner.frames.wait("chat", id=visitor.chat, online=True)
    way.freeze(*lost)
    begun = len(owner.frames.all)
    await visitor.say(type="typing", text="into the")
    await visitor.say(type="send", id=ids["into the dark"], text="into the dark", chat=visitor.chat)
    ledger.ack(await owner.send("are you there?", ids["are you there?"], chat=visitor.chat))
    await owner.frames.wait("chat", begun, id=visitor.chat, online=False)
    await visitor.lose()
    await visitor.connect()
    ledger.ack(await visitor.send("into the dark", ids["into the dark"], chat=visitor.chat))
    await owner.frames.wait("chat", begun, id=visitor.chat, online=True)
    await owner.event("message", text="into the dark")
    await visitor.event("message", text="are you there?")
    views = [(who, visitor.chat, peer.view(visitor.chat)) for who, peer in (("visitor", visitor), ("operator", owner))]
    ledger.check(database, views)


async def test_an_operator_who_vanishes(line: Line) -> None:
    """Colleagues see it after the grace period, and what clients wrote meanwhile is there on coming back."""
    office, way, database = line
    ledger, anna = Ledger(), await office.hire("Anna")
    await office.owner.connect()
    visitor = await office.visitor()
    id, late = new_id(), new_id()
    ledger.send(id, "hello")
    ledger.send(late, "anybody?")
    ledger.ack(await visitor.send("hello", id))
    await through(way, anna)
    await anna.take(visitor.chat)
    await anna.watch(visitor.chat)
    await anna.event("taken")
    begun = len(office.owner.frames.all)
    way.freeze()
    ledger.ack(await visitor.send("anybody?", late))
    await office.owner.frames.wait_until("presence", lambda frame: state(frame, anna) == "offline", begun)
    await anna.lose()
    await anna.connect()
    await anna.watch(visitor.chat)
    await anna.event("message", text="anybody?")
    ledger.check(database, [("operator", visitor.chat, anna.view(visitor.chat))])


def state(presence: dict[str, list[dict[str, object]]], of: OperatorPeer) -> object:
    return next(operator["state"] for operator in presence["operators"] if operator["id"] == of.me["id"])
