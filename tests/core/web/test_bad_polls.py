"""Whatever a poll brings: a problem document or an error frame, and nobody else notices."""

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from people import Office, VisitorPeer
from polling import PollingOperator

POLL = "/api/widget/v1/poll"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def visitor(office: Office) -> VisitorPeer:
    return await office.visitor_session()


@pytest.fixture(autouse=True)
async def undisturbed(office: Office, caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """Somebody else on the same server, before and after; and no traceback in the log."""
    other = await office.visitor()
    assert (await other.send("before"))["type"] == "ack"
    yield
    assert (await other.send("after"))["type"] == "ack"
    assert not [record for record in caplog.records if record.exc_info or record.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "invalid"),
        (b"{", "bad_json"),
        (b"[]", "invalid"),
        (b"[" * 50_000, "bad_json"),
        (b'{"v":1}', "invalid"),
        (b'{"v":1,"token":"\xc3\x28"}', "bad_json"),
        (b'{"v":2,"token":"x"}', "invalid"),
        (b'{"v":1,"token":5}', "invalid"),
        (b'{"v":1,"token":"x","watch":[]}', "invalid"),
        (b'{"v":1,"token":"x","after":-1}', "invalid"),
        (b'{"v":1,"token":"x","chat":9223372036854775808}', "invalid"),
        (b'{"v":1,"token":"x","frames":{}}', "invalid"),
        (b'{"v":1,"token":"x","frames":["send"]}', "invalid"),
        (json.dumps({"v": 1, "token": "x", "frames": [{}] * 51}).encode(), "invalid"),
    ],
)
async def test_bodies_that_make_no_sense(office: Office, body: bytes, code: str) -> None:
    """B01–B05, RT-5"""
    answer = await office.http().post(POLL, content=body, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_a_body_larger_than_a_frame_may_be(office: Office, visitor: VisitorPeer) -> None:
    frames = [{"type": "typing", "text": "x" * 64_000}]
    answer = await office.http().post(POLL, json={"v": 1, "token": visitor.token, "frames": frames})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_an_unknown_token_is_asked_to_sign_in(office: Office) -> None:
    answer = await office.http().post(POLL, json={"v": 1, "token": "nobody's"})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


async def test_a_console_without_a_session_is_asked_to_sign_in(office: Office) -> None:
    answer = await office.http().post("/api/v1/poll", json={"v": 1})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_a_foreign_origin(office: Office, visitor: VisitorPeer, origin: str) -> None:
    """C02: as sockets, by exact match"""
    for path in (POLL, "/api/v1/poll"):
        answer = await office.http(Origin=origin).post(path, json={"v": 1, "token": visitor.token})
        assert (answer.status_code, answer.json()["code"]) == (403, "origin")


async def test_a_console_poll_without_an_origin_is_refused(office: Office) -> None:
    office.owner.http.headers.pop("Origin")
    answer = await office.owner.http.post("/api/v1/poll", json={"v": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "origin")


async def test_frames_that_make_no_sense_are_answered_one_by_one(office: Office, visitor: VisitorPeer) -> None:
    frames: list[dict[str, Any]] = [
        {"type": "dance"},
        {},
        {"type": "send"},
        {"type": "send", "id": 1, "text": "x"},
        {"type": "read", "seq": -1},
        {"type": "watch", "chat": 1},
        {"type": "send", "id": "a b", "text": "x"},
        {"type": "send", "id": "nul", "text": "a\x00b"},
        {"type": "send", "id": "long", "text": "x" * 4001},
        {"type": "send", "id": "note", "text": "x", "note": True},
        {"type": "send", "id": "good", "text": "hello", "more": "is ignored"},
    ]
    answer = (await office.http().post(POLL, json={"v": 1, "token": visitor.token, "frames": frames})).json()
    codes = [frame["code"] for frame in answer["frames"] if frame["type"] == "error"]
    assert codes == [
        "unknown_type",
        "bad_frame",
        "bad_frame",
        "bad_frame",
        "bad_frame",
        "unknown_type",
        "bad_id",
        "bad_text",
        "too_long",
        "bad_frame",
    ]
    assert [frame["id"] for frame in answer["frames"] if frame["type"] == "ack"] == ["good"]


async def test_a_small_poll_has_no_endless_answer(office: Office, visitor: VisitorPeer) -> None:
    """The same chat asked for again and again is one; what has no room waits for the next poll."""
    await visitor.connect()
    long = "ё" * 4000
    for _ in range(130):
        assert (await visitor.send(long))["type"] == "ack"
    other = await office.visitor()
    await other.send("short")
    chats = [{"chat": visitor.chat, "after": 0}] * 30 + [{"chat": other.chat, "after": 0}]
    body = {
        "v": 1,
        "watch": chats,
        "lists_rev": 0,
        "frames": [{"type": "watch", "chat": visitor.chat, "after": 0}] * 50,
    }
    answer = await office.owner.http.post("/api/v1/poll", json=body)
    assert len(answer.content) < 3_000_000
    told = answer.json()
    assert {"chat": other.chat, "after": 0} in told["next"]["watch"]
    assert [frame["code"] for frame in told["frames"] if frame["type"] == "error"] == ["too_many"] * 50
    again = (await office.owner.http.post("/api/v1/poll", json={"v": 1, **told["next"]})).json()
    assert [f["chat"] for f in again["frames"] if f["type"] == "event"] == [other.chat]


async def test_a_deep_frame_at_the_console(office: Office) -> None:
    body = b'{"v":1,"frames":[{"type":"read","seq":1,"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}]}"
    answer = await office.owner.http.post("/api/v1/poll", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_json")


async def test_another_visitors_chat_does_not_exist(office: Office, visitor: VisitorPeer) -> None:
    """C01: neither by its id nor by its position"""
    await visitor.connect()
    ack = await visitor.send("my secret")
    stranger = await office.visitor_session()
    body = {"v": 1, "token": stranger.token, "chat": ack["chat"], "after": 0, "epoch": stranger.session["epoch"]}
    frames = [
        {"type": "send", "id": "in", "text": "let me in", "chat": ack["chat"]},
        {"type": "read", "chat": ack["chat"], "seq": 1},
        {"type": "typing", "chat": ack["chat"], "text": "x"},
    ]
    for state in (None, "anything"):
        answer = await office.http().post(POLL, json={**body, "state": state, "frames": frames})
        assert answer.status_code == 200
        assert "my secret" not in answer.text
        assert [frame["code"] for frame in answer.json()["frames"] if frame["type"] == "error"] == ["not_found"] * 2


async def test_who_signs_out_is_told_at_once(office: Office) -> None:
    """RT-5: a poll that is held ends with the session"""
    operator = PollingOperator.of(office.owner)
    await operator.connect()
    await operator.say(type="typing")
    await office.owner.http.delete("/api/v1/session")
    answer = await operator.refused()
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
    await operator.close()
