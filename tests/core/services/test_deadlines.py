"""SL-1, CO-1: policies set deadlines, and what is missed is overdue until it is answered."""

from datetime import datetime, timedelta
from typing import Any

from besedka import clock
from people import Office, OperatorPeer, VisitorPeer


async def waiting(office: Office) -> tuple[OperatorPeer, VisitorPeer]:
    anna = await office.hire("Anna")
    await anna.connect()
    visitor = await office.visitor()
    await visitor.send("Is anybody there?")
    return anna, visitor


async def row(peer: OperatorPeer, begun: int = 0, **fields: Any) -> dict[str, Any]:
    return await peer.frames.wait("chat", begun, **fields)


async def due(peer: OperatorPeer, chat: int) -> dict[str, Any]:
    """The row once a deadline stands."""
    return await peer.frames.wait_until("chat", lambda frame: frame["id"] == chat and frame["due_at"] is not None)


async def test_a_first_answer_has_its_deadline_from_the_first_message(office: Office) -> None:
    """SL-1"""
    anna, visitor = await waiting(office)
    shown = await due(anna, visitor.chat)
    opened = datetime.fromisoformat(shown["opened_at"])
    assert datetime.fromisoformat(shown["due_at"]) == opened + timedelta(minutes=5)
    assert datetime.fromisoformat(shown["due_since"]) == opened
    assert shown["due_title"]["ru"] != shown["due_title"]["en"]
    await anna.take(visitor.chat)
    begun = len(anna.frames.all)
    await anna.send("Yes!", chat=visitor.chat)
    await anna.frames.wait_until("chat", lambda frame: frame["id"] == visitor.chat and frame["due_at"] is None, begun)


async def test_a_missed_deadline_is_overdue_until_it_is_answered(office: Office) -> None:
    """SL-1, CO-1"""
    anna, visitor = await waiting(office)
    await anna.take(visitor.chat)
    await anna.watch(visitor.chat)
    await due(anna, visitor.chat)
    clock.shift(timedelta(minutes=6))
    overdue = await anna.event("overdue")
    assert overdue["author"]["type"] == "system"
    await anna.frames.wait("counts", overdue=1)
    (listed,) = (await anna.get("/chats?view=overdue"))["items"]
    assert (listed["id"], listed["overdue_since"]) == (visitor.chat, listed["due_at"])
    begun = len(anna.frames.all)
    await anna.send("I am sorry", chat=visitor.chat)
    await anna.frames.wait("counts", begun, overdue=0)
    assert (await anna.get("/chats?view=overdue"))["items"] == []
    assert [e["kind"] for e in anna.view(visitor.chat)].count("overdue") == 1


async def test_visitors_hear_nothing_of_deadlines(office: Office) -> None:
    """SL-1, SE-1"""
    anna, visitor = await waiting(office)
    await due(anna, visitor.chat)
    clock.shift(timedelta(minutes=6))
    await anna.frames.wait_until("chat", lambda f: f["id"] == visitor.chat and f["overdue_since"] is not None)
    await anna.take(visitor.chat)
    await visitor.event("taken")
    assert {event["kind"] for event in visitor.view(visitor.chat)} == {"message", "taken"}


async def test_a_closed_chat_has_no_deadline(office: Office) -> None:
    """ST-3"""
    anna, visitor = await waiting(office)
    await anna.take(visitor.chat)
    await due(anna, visitor.chat)
    closed = await anna.set_status(visitor.chat, "done")
    assert (closed["due_at"], closed["overdue_since"]) == (None, None)
    clock.shift(timedelta(minutes=20))
    assert (await anna.get("/chats?view=overdue"))["items"] == []


async def test_a_policy_switched_on_again_finds_no_alarm_for_what_is_past(office: Office) -> None:
    """SL-1, PL-1: deadlines are recomputed, quietly"""
    anna, visitor = await waiting(office)
    await anna.take(visitor.chat)
    await anna.watch(visitor.chat)
    await due(anna, visitor.chat)
    begun = len(anna.frames.all)
    await office.owner.post("/plugins/answer_time/disable")
    await anna.frames.wait_until("chat", lambda f: f["id"] == visitor.chat and f["due_at"] is None, begun)
    clock.shift(timedelta(minutes=30))
    await office.owner.post("/plugins/answer_time/enable")
    await anna.frames.wait_until("chat", lambda f: f["id"] == visitor.chat and f["overdue_since"], begun)
    assert [e["kind"] for e in anna.view(visitor.chat)].count("overdue") == 0
