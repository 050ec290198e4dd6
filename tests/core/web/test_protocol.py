"""What besedka.web.protocol takes from uvicorn's insides is there, and frames are what RFC 6455 says."""

import asyncio
import contextlib
import json
from collections.abc import Callable

import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from besedka.config import Limits
from besedka.web.connection import Connection, Departures
from besedka.web.protocol import SocketProtocol, text_frame
from people import WAIT_S, Office


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 200_000])
def test_lengths_of_frames(size: int) -> None:
    frame = text_frame(b"x" * size)
    assert frame[0] == 0x81
    assert frame.endswith(b"x" * size)
    assert len(frame) == size + (2 if size < 126 else 4 if size < 65536 else 10)


def test_uvicorn_still_has_what_we_lean_on() -> None:
    assert issubclass(SocketProtocol, WebSocketsSansIOProtocol)
    names = WebSocketsSansIOProtocol.__init__.__code__.co_names
    for name in ("conn", "queue", "writable", "close_sent", "close_timer", "close_timeout", "read_paused", "loop"):
        assert name in names, f"uvicorn's protocol has no {name} any more"
    for method in ("handle_connect", "handle_ping", "resume_writing", "connection_lost"):
        assert hasattr(WebSocketsSansIOProtocol, method)


@pytest.mark.parametrize("length", [1, 20, 100, 4000])
async def test_a_real_client_reads_them(office: Office, length: int) -> None:
    visitor = await office.visitor()
    await visitor.send("я" * length)
    event = await visitor.frames.wait("event")
    assert event["data"]["text"] == "я" * length


class SlowWire:
    """A network that takes nothing until it is told to."""

    def __init__(self) -> None:
        self.on_writable: Callable[[], None] | None = None
        self.writable = False
        self.written: list[bytes] = []

    def is_writable(self) -> bool:
        return self.writable

    def write(self, frames: bytes) -> None:
        self.written.append(frames)

    def shut(self, code: int, reason: str) -> None:
        raise AssertionError("nothing is wrong")

    def abort(self) -> None:
        raise AssertionError("nothing is wrong")

    def recover(self) -> None:
        self.writable = True
        if self.on_writable is not None:
            self.on_writable()


async def test_what_is_put_while_others_fill_the_network_goes_out_later() -> None:
    """It need not have been us who filled it: the protocol itself writes pongs."""
    wire = SlowWire()
    connection = Connection(wire, Departures(Limits(), slow_close_s=1))
    connection.put(b"one ")
    await asyncio.sleep(0)
    connection.put(b"two")
    await asyncio.sleep(0)
    assert wire.written == []
    wire.recover()
    assert wire.written == [b"one two"]
    connection.put(b"three")
    await asyncio.sleep(0)
    assert wire.written[1:] == [b"three"]


async def test_pings_are_answered_but_not_without_end(office: Office) -> None:
    hello = json.dumps({"type": "hello", "v": 1, "token": (await office.visitor()).token})
    async with connect(office.url.replace("http", "ws") + "/ws/visitor") as socket:
        await socket.send(hello)
        await socket.recv()
        for _ in range(10):
            async with asyncio.timeout(WAIT_S):
                await (await socket.ping())
        with contextlib.suppress(ConnectionClosed):
            _ = [await socket.ping() for _ in range(200)]
        async with asyncio.timeout(WAIT_S):
            await socket.wait_closed()
        assert socket.close_code == 1006


async def test_no_deflate_is_offered(office: Office) -> None:
    async with connect(office.url.replace("http", "ws") + "/ws/visitor", compression="deflate") as socket:
        assert socket.protocol.extensions == []
