"""CH-4: who is told that somebody is typing."""

import pytest

from people import Office


@pytest.mark.parametrize("status", ["done", "spam"])
async def test_nobody_hears_typing_into_a_chat_that_is_over(office: Office, status: str) -> None:
    """After spam into no chat at all, until the block is lifted"""
    owner = office.owner
    await owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    chat = visitor.chat
    await owner.take(chat)
    await owner.watch_now(chat)
    await visitor.say(type="typing", text="a question")
    await owner.frames.wait("typing", chat=chat, text="a question")
    await owner.set_status(chat, status)
    await visitor.event("closed")
    await visitor.say(type="typing", text="buy now")
    await owner.say(type="typing", chat=chat)
    await owner.set_status(chat, "in_progress")
    await visitor.event("reopened")
    await visitor.say(type="typing", text="sorry")
    await owner.frames.wait("typing", chat=chat, text="sorry")
    assert [frame["text"] for frame in owner.frames.of("typing")] == ["a question", "sorry"]
    await owner.say(type="typing", chat=chat, text="not at all")
    await visitor.frames.wait("typing", chat=chat, by="operator")
    assert len(visitor.frames.of("typing")) == 1


async def test_nobody_hears_typing_into_the_empty_chat_of_a_visitor_marked_as_spam(office: Office) -> None:
    owner = office.owner
    await owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await owner.take(visitor.chat)
    await owner.set_status(visitor.chat, "done")
    again = await office.visitor(visitor.token)
    await owner.watch_now(again.chat)
    await owner.set_status(visitor.chat, "spam")
    await again.say(type="typing", text="buy now")
    assert (await again.send("buy now"))["code"] == "chat_ended"
    other = await office.visitor()
    await owner.watch_now(other.chat)
    await other.say(type="typing", text="I am somebody else")
    await owner.frames.wait("typing", chat=other.chat)
    assert not owner.frames.of("typing", chat=again.chat)
