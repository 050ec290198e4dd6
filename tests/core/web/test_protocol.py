"""What besedka.web.protocol takes from uvicorn's insides is there, and frames are what RFC 6455 says."""

import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import connect

from besedka.web.protocol import SocketProtocol, text_frame
from people import Office


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
    for method in ("handle_connect", "resume_writing", "connection_lost"):
        assert hasattr(WebSocketsSansIOProtocol, method)


@pytest.mark.parametrize("length", [1, 20, 100, 4000])
async def test_a_real_client_reads_them(office: Office, length: int) -> None:
    visitor = await office.visitor()
    await visitor.send("я" * length)
    event = await visitor.frames.wait("event")
    assert event["data"]["text"] == "я" * length


async def test_no_deflate_is_offered(office: Office) -> None:
    async with connect(office.url.replace("http", "ws") + "/ws/visitor", compression="deflate") as socket:
        assert socket.protocol.extensions == []
