"""Who is too fast is told so, and nobody else notices."""

import json
import time

import pytest
from msgspec.structs import replace
from websockets.asyncio.client import ClientConnection, connect

from besedka.config import Limits, Rate
from databases import Database
from people import Office
from serving import UNLIMITED, serving


async def test_a_hundred_messages_a_second_are_slowed_down(database: Database) -> None:
    """B09: the flood is answered, its sender may go on later, others are undisturbed"""
    async with serving(database, limits=Limits()) as limited:
        office = Office(limited.url, limited.owner_key)
        flooder, other = await office.visitor(), await office.visitor()
        began = time.monotonic()
        for number in range(80):
            await flooder.say(type="send", id=f"flood-{number}", text="flood")
        error = await flooder.frames.wait("error", id="flood-79")
        assert error["code"] == "too_many"
        assert 0 < error["retry_after"] < 10
        assert (await other.send("quietly"))["type"] == "ack"
        for number in range(200):
            await flooder.say(type="typing", text=str(number))
        assert await flooder.closed() == 4429
        took_s = time.monotonic() - began
        assert 40 <= len(flooder.acked) <= 41 + 8 * took_s
        await office.close()


async def stranger(url: str) -> ClientConnection:
    """A socket that has not said hello."""
    return await connect(url.replace("http", "ws") + "/ws/visitor")


@pytest.mark.parametrize(
    "limits",
    [
        replace(UNLIMITED, sockets_per_address=3),
        replace(UNLIMITED, connections_per_address=Rate(burst=3, per_s=0.001)),
    ],
)
async def test_too_many_sockets_of_one_address_are_told_so(database: Database, limits: Limits) -> None:
    """Not as if they came from a foreign site: a widget that is closed with 4429 comes back later"""
    async with serving(database, limits=limits) as limited:
        first = [await stranger(limited.url) for _ in range(3)]
        fourth = await stranger(limited.url)
        await fourth.wait_closed()
        assert fourth.close_code == 4429
        assert all(socket.close_code is None for socket in first)
        for socket in first:
            await socket.close()


async def test_whoever_closes_a_socket_may_open_another(database: Database) -> None:
    async with serving(database, limits=replace(UNLIMITED, sockets_per_address=1)) as limited:
        office = Office(limited.url, limited.owner_key)
        visitor = await office.visitor_session()
        for _ in range(3):
            await visitor.connect()
            assert (await visitor.send("hello"))["type"] == "ack"
            await visitor.close()
        await office.close()


async def test_too_many_sockets_of_one_visitor_are_told_so(database: Database) -> None:
    async with serving(database, limits=replace(UNLIMITED, sockets_per_visitor=2)) as limited:
        office = Office(limited.url, limited.owner_key)
        one = await office.visitor()
        await office.visitor(one.token)
        third = await stranger(limited.url)
        await third.send(json.dumps({"type": "hello", "v": 1, "token": one.token}))
        await third.wait_closed()
        assert third.close_code == 4429
        assert (await one.send("hello"))["type"] == "ack"
        await office.visitor()
        await office.close()
