"""CH-6, CH-7: which of a visitor's chats is the one that their tabs show."""

from typing import NamedTuple

import pytest

from people import Office, VisitorPeer


async def session_chat(office: Office, visitor: VisitorPeer) -> int:
    return (await office.visitor_session(visitor.token)).chat


class Two(NamedTuple):
    """A visitor with two chats in progress: one that was reopened, and the one begun meanwhile, which a tab shows."""

    old: int
    new: int
    tab: VisitorPeer


@pytest.fixture
async def two(office: Office) -> Two:
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("one")
    old = visitor.chat
    await office.owner.take(old)
    await office.owner.set_status(old, "done")
    await visitor.event("closed")
    new: int = (await visitor.send("two"))["chat"]
    await office.owner.take(new)
    await office.owner.set_status(old, "in_progress")
    await visitor.close()
    return Two(old, new, await office.visitor(visitor.token))


async def test_what_happens_to_an_older_chat_leaves_a_live_conversation_alone(office: Office, two: Two) -> None:
    for status in ("done", "in_progress", "spam", "in_progress"):
        await office.owner.set_status(two.old, status)
    await office.owner.send("goes on here", chat=two.new)
    await two.tab.event("message", two.new, text="goes on here")
    assert two.old not in {frame.get("chat") for frame in two.tab.frames.all}


async def test_what_is_said_in_an_older_chat_is_shown(office: Office, two: Two) -> None:
    await office.owner.send("and about your old question", chat=two.old)
    await two.tab.frames.wait("resync", chat=two.old)
    await two.tab.event("message", two.old, text="and about your old question")
    await office.owner.set_status(two.old, "done")
    await two.tab.event("closed", two.old)
    await office.owner.send("back to the new one", chat=two.new)
    await two.tab.event("message", two.new, text="back to the new one")


async def test_a_repetition_leads_nobody_back_into_a_closed_chat(office: Office) -> None:
    visitor = await office.visitor()
    ack = await visitor.send("asked once", "asked")
    await office.owner.set_status(ack["chat"], "done")
    await visitor.close()
    again = await office.visitor(visitor.token)
    assert again.chat != ack["chat"]
    assert await again.send("asked once", "asked") == ack
    assert (await again.send("something new"))["chat"] == again.chat
    assert {frame["chat"] for frame in again.frames.of("welcome")} == {again.chat}
    assert {frame["chat"] for frame in again.frames.of("event")} == {again.chat}


async def test_a_note_in_an_older_chat_does_not_make_it_the_current_one(office: Office, two: Two) -> None:
    assert two.tab.chat == two.new
    await office.owner.send("a note in the old one", chat=two.old, note=True)
    assert await session_chat(office, two.tab) == two.new
    assert (await two.tab.send("where does this go?"))["chat"] == two.new
