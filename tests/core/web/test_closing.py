"""CH-3, CH-6, ST-1: returning, closing, reopening, spam."""

from datetime import timedelta

import pytest

from besedka import clock
from people import Office, OperatorPeer, VisitorPeer


@pytest.fixture
async def anna(office: Office) -> OperatorPeer:
    anna = await office.hire("Anna")
    await anna.connect()
    return anna


@pytest.fixture
async def visitor(office: Office, anna: OperatorPeer) -> VisitorPeer:
    """In Anna's hands."""
    visitor = await office.visitor()
    await visitor.send("hello")
    await anna.take(visitor.chat)
    await visitor.event("taken")
    return visitor


async def test_closing_ends_the_conversation_for_both(anna: OperatorPeer, visitor: VisitorPeer) -> None:
    row = await anna.set_status(visitor.chat, "done")
    assert (row["state"], row["operator"]["id"]) == ("closed", anna.me["id"])
    assert row["closed_at"]
    closed = await visitor.event("closed")
    assert closed["data"] == {"reason": "done"}
    answer = await visitor.send("one more thing", chat=visitor.chat)
    assert answer["code"] == "chat_closed"
    assert (await anna.send("nor I", chat=visitor.chat))["code"] == "chat_closed"


async def test_after_closing_a_new_chat_begins_below(office: Office, anna: OperatorPeer, visitor: VisitorPeer) -> None:
    """CH-6: a closed chat offers a new one; both tabs follow"""
    tab = await office.visitor(visitor.token)
    await anna.set_status(visitor.chat, "done")
    await visitor.event("closed")
    ack = await visitor.send("a new question")
    assert ack["chat"] != visitor.chat
    welcome = await visitor.frames.wait("welcome", 1, chat=ack["chat"])
    assert welcome["chat"] == ack["chat"]
    for peer in (visitor, tab):
        await peer.frames.wait("resync", chat=ack["chat"])
        await peer.event("message", ack["chat"], text="a new question")
    page = await office.http(Authorization=f"Bearer {visitor.token}").get(
        "/api/widget/v1/chat/events", params={"chat": ack["chat"]}
    )
    assert page.json()["earlier"] == visitor.chat
    reloaded = await office.visitor_session(visitor.token)
    assert reloaded.chat == ack["chat"]


async def test_a_page_opened_after_closing_has_an_empty_chat_again(
    office: Office, anna: OperatorPeer, visitor: VisitorPeer
) -> None:
    """CH-7"""
    await anna.set_status(visitor.chat, "done")
    again = await office.visitor(visitor.token)
    assert again.chat != visitor.chat
    assert again.session["last"] == 0
    assert (await again.send("hello again"))["chat"] == again.chat


async def test_reopening_brings_the_chat_back_to_the_visitor(
    office: Office, anna: OperatorPeer, visitor: VisitorPeer
) -> None:
    await anna.set_status(visitor.chat, "done")
    again = await office.visitor(visitor.token)
    row = await anna.set_status(visitor.chat, "in_progress")
    assert (row["state"], row["operator"]["id"], row["closed_at"]) == ("in_progress", anna.me["id"], None)
    await again.frames.wait("resync", chat=visitor.chat)
    await again.event("reopened", visitor.chat)
    assert (await again.send("thank you"))["chat"] == visitor.chat


async def test_closing_answers_nobody(office: Office, anna: OperatorPeer, visitor: VisitorPeer) -> None:
    """CH-6, CO-1: whoever undoes it finds the client waiting as before; meanwhile nobody waits there"""
    answered = await office.visitor()
    await answered.send("I can wait")
    await anna.take(answered.chat)
    await anna.send("a moment", chat=answered.chat)
    before = (await anna.get("/chats?view=in_progress"))["items"]
    assert [row["id"] for row in before] == [visitor.chat, answered.chat]
    await anna.set_status(visitor.chat, "done")
    assert [row["id"] for row in (await anna.get("/chats?view=all"))["items"]] == [answered.chat, visitor.chat]
    row = await anna.set_status(visitor.chat, "in_progress")
    assert row["waiting_since"] == before[0]["waiting_since"] == row["opened_at"]
    assert [row["id"] for row in (await anna.get("/chats?view=in_progress"))["items"]] == [visitor.chat, answered.chat]


async def test_spam_says_only_that_it_is_over(office: Office, anna: OperatorPeer, visitor: VisitorPeer) -> None:
    """CH-6: neither a rating nor a new chat, on any page, until it is reopened"""
    await anna.set_status(visitor.chat, "spam")
    closed = await visitor.event("closed")
    assert closed["data"] == {"reason": "ended"}
    assert (await visitor.send("buy now"))["code"] == "chat_ended"
    assert (await visitor.send("buy now", chat=visitor.chat))["code"] == "chat_ended"
    again = await office.visitor(visitor.token)
    assert again.chat == visitor.chat
    assert (await again.send("buy now"))["code"] == "chat_ended"
    await anna.set_status(visitor.chat, "in_progress")
    assert (await again.send("sorry"))["type"] == "ack"


async def test_spam_blocks_an_empty_chat_that_is_already_there(
    office: Office, anna: OperatorPeer, visitor: VisitorPeer
) -> None:
    await anna.set_status(visitor.chat, "done")
    again = await office.visitor(visitor.token)
    assert again.chat != visitor.chat
    await anna.set_status(visitor.chat, "spam")
    assert (await again.send("buy now"))["code"] == "chat_ended"
    other = await office.visitor()
    assert (await other.send("I am somebody else"))["type"] == "ack"


async def test_closing_differently_lifts_the_block(office: Office, anna: OperatorPeer, visitor: VisitorPeer) -> None:
    await anna.set_status(visitor.chat, "spam")
    await anna.set_status(visitor.chat, "done")
    assert (await visitor.send("a misunderstanding"))["type"] == "ack"


async def test_returning_puts_it_into_the_queue(office: Office, anna: OperatorPeer, visitor: VisitorPeer) -> None:
    """CH-3"""
    ivan = await office.hire("Ivan")
    await ivan.connect()
    row = await anna.post(f"/chats/{visitor.chat}/return")
    assert (row["state"], row["operator"], row["status"]) == ("queue", None, None)
    await ivan.frames.wait("chat", id=visitor.chat, state="queue")
    await ivan.take(visitor.chat)
    await anna.frames.wait("gone", chat=visitor.chat)
    assert "returned" not in [event["kind"] for event in visitor.view(visitor.chat)]


async def test_an_old_chat_cannot_be_returned(office: Office, anna: OperatorPeer, visitor: VisitorPeer) -> None:
    """CH-3: more than 30 days"""
    clock.shift(timedelta(days=30, minutes=-1))
    anna = await office.sign_in(anna.me["email"])
    assert (await anna.post(f"/chats/{visitor.chat}/return"))["state"] == "queue"
    await anna.take(visitor.chat)
    clock.shift(timedelta(days=30, minutes=1))
    assert (await anna.post(f"/chats/{visitor.chat}/return", 409))["code"] == "too_old"


async def test_a_chat_in_the_queue_is_closed_by_administrators_only(office: Office, anna: OperatorPeer) -> None:
    """design.md §3, states"""
    visitor = await office.visitor()
    await visitor.send("buy now")
    assert (await anna.set_status(visitor.chat, "spam", 409))["code"] == "take_first"
    row = await office.owner.set_status(visitor.chat, "spam")
    assert (row["state"], row["operator"]) == ("closed", None)
    assert (await anna.get(f"/chats/{visitor.chat}", 404))["code"] == "not_found"


async def test_a_status_that_does_not_exist(anna: OperatorPeer, visitor: VisitorPeer) -> None:
    assert (await anna.post(f"/chats/{visitor.chat}/status", 400, status=99))["code"] == "no_status"
    assert (await anna.post(f"/chats/{visitor.chat}/status", 400, status="done"))["field"] == "status"


async def test_states_that_do_not_allow_it(office: Office, anna: OperatorPeer, visitor: VisitorPeer) -> None:
    empty = await office.visitor()
    assert (await office.owner.set_status(empty.chat, "done", 409))["code"] == "wrong_state"
    assert (await office.owner.post(f"/chats/{empty.chat}/return", 409))["code"] == "wrong_state"
    queued = await office.visitor()
    await queued.send("hello")
    assert (await office.owner.set_status(queued.chat, "in_progress", 409))["code"] == "wrong_state"
    await anna.set_status(visitor.chat, "done")
    assert (await anna.post(f"/chats/{visitor.chat}/return", 409))["code"] == "chat_closed"
    assert (await anna.take(visitor.chat, 409))["code"] == "chat_closed"
