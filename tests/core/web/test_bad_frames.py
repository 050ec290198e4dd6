"""Whatever a socket is sent: an error frame or a close with a reason, and nobody else notices."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from people import WAIT_S, Office, VisitorPeer
from serving import Serving

DEEP = '{"type":"read","seq":1,"x":' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.fixture
async def visitor(office: Office) -> VisitorPeer:
    return await office.visitor()


@pytest.fixture(autouse=True)
async def undisturbed(office: Office, caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """Somebody else on the same server, before and after; and no traceback in the log."""
    other = await office.visitor()
    assert (await other.send("before"))["type"] == "ack"
    yield
    assert (await other.send("after"))["type"] == "ack"
    assert not [record for record in caplog.records if record.exc_info or record.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    "first",
    [
        '{"type":"send","id":"a","text":"b"}',
        "[]",
        "hello",
        '{"type":"hello","v":1}',
        '{"type":"hello","v":"1","token":"x"}',
    ],
)
async def test_a_first_frame_that_is_no_hello_closes(server: Serving, first: str) -> None:
    async with connect(server.url.replace("http", "ws") + "/ws/visitor") as socket:
        await socket.send(first)
        await asyncio.wait_for(socket.wait_closed(), WAIT_S)
        assert socket.close_code == 4400


async def test_an_unknown_token_is_asked_to_sign_in(server: Serving) -> None:
    async with connect(server.url.replace("http", "ws") + "/ws/visitor") as socket:
        await socket.send(json.dumps({"type": "hello", "v": 1, "token": "nobody's"}))
        await asyncio.wait_for(socket.wait_closed(), WAIT_S)
        assert socket.close_code == 4401


async def test_another_protocol_version_is_told(server: Serving, visitor: VisitorPeer) -> None:
    async with connect(server.url.replace("http", "ws") + "/ws/visitor") as socket:
        await socket.send(json.dumps({"type": "hello", "v": 2, "token": visitor.token}))
        await asyncio.wait_for(socket.wait_closed(), WAIT_S)
        assert (socket.close_code, socket.close_reason) == (4400, "this server speaks version 1")


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ('{"type":"dance"}', "unknown_type"),
        ("{}", "bad_frame"),
        ("[]", "bad_frame"),
        ("null", "bad_frame"),
        ("{", "bad_frame"),
        ("", "bad_frame"),
        ('{"type":"send"}', "bad_frame"),
        ('{"type":"send","id":1,"text":"x"}', "bad_frame"),
        ('{"type":"send","id":"a","text":{"$ne":1}}', "bad_frame"),
        ('{"type":"read","seq":"1"}', "bad_frame"),
        ('{"type":"read","seq":-1}', "bad_frame"),
        ('{"type":"read","seq":99999999999999999999999999}', "bad_frame"),
        ('{"type":"send","id":"a","text":"x","chat":9223372036854775808}', "bad_frame"),
        ('{"type":"read","seq":1e999}', "bad_frame"),
        ('{"type":"send","id":"a","text":"\\ud800"}', "bad_frame"),
        ('{"type":"read","seq":1,"x":' + "[" * 30_000 + "]" * 30_000 + "}", "bad_frame"),
        ("[" * 60_000, "bad_frame"),
        ('{"type":"watch","chat":1}', "unknown_type"),
    ],
)
async def test_nonsense_is_answered_with_an_error(visitor: VisitorPeer, frame: str, code: str) -> None:
    await visitor.raw(frame)
    error = await visitor.frames.wait("error")
    assert error["code"] == code
    assert error["detail"]
    assert (await visitor.send("and still talking"))["type"] == "ack"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_text"),
        (" \n\t ", "bad_text"),
        ("a\x00b", "bad_text"),
        ("a\x1bb", "bad_text"),
        ("x" * 4001, "too_long"),
    ],
)
async def test_a_text_that_cannot_be_sent(visitor: VisitorPeer, text: str, code: str) -> None:
    answer = await visitor.send(text)
    assert (answer["type"], answer["code"]) == ("error", code)


@pytest.mark.parametrize("id", ["", "x" * 65, "a b", "ключ", "a/b"])
async def test_an_id_that_cannot_be_used(visitor: VisitorPeer, id: str) -> None:
    await visitor.say(type="send", id=id, text="x")
    assert (await visitor.frames.wait("error"))["code"] == "bad_id"


async def test_texts_that_are_only_unusual_are_kept(visitor: VisitorPeer) -> None:
    texts = [
        "x" * 4000,
        "\u202edesrever",
        "e" + "́" * 500,
        "\U0001f469\u200d\U0001f469\u200d\U0001f467",
        "<img src=x onerror=alert(1)>",
        "line\nline\ttab",
        "слово " * 600,
    ]
    for text in texts:
        answer = await visitor.send(text)
        assert answer["type"] == "ack", answer
        event = await visitor.frames.wait("event", seq=answer["seq"])
        assert event["data"]["text"] == text.strip()


async def test_three_frames_of_nonsense_close(visitor: VisitorPeer) -> None:
    for _ in range(3):
        await visitor.raw("[]")
    assert await visitor.closed() == 4400


async def test_binary_closes(visitor: VisitorPeer) -> None:
    await visitor.raw(b"\x00\x01")
    assert await visitor.closed() == 4400


async def test_invalid_utf8_closes(server: Serving, visitor: VisitorPeer) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.config.port)
    writer.write(
        b"GET /ws/visitor HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"\x81\x82\0\0\0\0\xc3\x28")
    assert b"\x03\xef" in await asyncio.wait_for(reader.read(200), WAIT_S)  # a close frame with 1007
    writer.close()


@pytest.mark.parametrize(("size", "code"), [(100_000, 4400), (1_000_000, 1009)])
async def test_a_huge_frame_closes(visitor: VisitorPeer, size: int, code: int) -> None:
    await visitor.raw(json.dumps({"type": "send", "id": "big", "text": "x" * size}))
    assert await visitor.closed() == code


async def test_a_deep_frame_at_the_console_is_an_error(office: Office) -> None:
    await office.owner.connect()
    await office.owner.raw(DEEP)
    assert (await office.owner.frames.wait("error"))["code"] == "bad_frame"


@pytest.mark.parametrize("path", ["/ws/visitor", "/ws/console"])
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1:1"]
)
async def test_a_foreign_origin_is_refused_before_the_handshake(server: Serving, path: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(server.url.replace("http", "ws") + path, additional_headers={"Origin": origin})
    assert refused.value.response.status_code == 403


async def test_a_console_socket_without_an_origin_is_refused(server: Serving) -> None:
    with pytest.raises(InvalidStatus):
        await connect(server.url.replace("http", "ws") + "/ws/console")


async def test_an_unknown_socket_is_refused(server: Serving) -> None:
    with pytest.raises(InvalidStatus):
        await connect(server.url.replace("http", "ws") + "/ws/other")


async def test_another_visitors_chat_does_not_exist(office: Office, visitor: VisitorPeer) -> None:
    """C01: another visitor's token, by socket and by HTTP"""
    ack = await visitor.send("my secret")
    stranger = await office.visitor()
    answer = await stranger.send("let me in", chat=ack["chat"])
    assert (answer["type"], answer["code"]) == ("error", "not_found")
    await stranger.say(type="read", chat=ack["chat"], seq=1)
    await stranger.say(type="typing", chat=ack["chat"], text="x")
    again = await office.visitor_session(stranger.token)
    await again.open({"token": stranger.token, "chat": ack["chat"], "after": 0, "epoch": again.session["epoch"]})
    http = office.http(Authorization=f"Bearer {stranger.token}")
    answer_http = await http.get("/api/widget/v1/chat/events", params={"chat": ack["chat"]})
    assert answer_http.status_code == 404
    assert "my secret" not in json.dumps(stranger.frames.all + again.frames.all)
