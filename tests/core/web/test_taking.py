"""CH-2, CH-12, GR-3: taking chats, and what others may see of them."""

import asyncio
from datetime import timedelta
from typing import Any

from besedka import clock
from people import Office, OperatorPeer


async def test_of_two_operators_exactly_one_wins(office: Office) -> None:
    """200 times, at once"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    await anna.connect()
    await ivan.connect()
    for _ in range(200):
        visitor = await office.visitor_session()
        await visitor.connect()
        await visitor.send("who takes me?")
        answers = await asyncio.gather(*(take(who, visitor.chat) for who in (anna, ivan)))
        assert sorted(status for status, _ in answers) == [200, 409]
        won, lost = (anna, ivan) if answers[0][0] == 200 else (ivan, anna)
        refusal = answers[1 if won is anna else 0][1]
        assert refusal["code"] == "chat_taken"
        assert refusal["holder"] == {"id": won.me["id"], "name": won.me["name"], "photo": None}
        assert won.me["name"] in refusal["detail"]
        await lost.frames.wait("gone", chat=visitor.chat)
        assert (await won.get(f"/chats/{visitor.chat}"))["operator"]["id"] == won.me["id"]
        await visitor.close()


async def take(who: OperatorPeer, chat: int) -> tuple[int, dict[str, Any]]:
    answer = await who.http.post(f"/api/v1/chats/{chat}/take")
    return answer.status_code, answer.json()


async def test_only_who_was_just_too_late_is_told_the_winner(office: Office) -> None:
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    visitor = await office.visitor()
    await visitor.send("who takes me?")
    await anna.take(visitor.chat)
    assert (await ivan.take(visitor.chat, 409))["holder"]["id"] == anna.me["id"]
    clock.shift(timedelta(seconds=11))
    assert (await ivan.take(visitor.chat, 404))["code"] == "not_found"
    assert (await office.owner.take(visitor.chat, 409))["holder"]["id"] == anna.me["id"]


async def test_a_chat_in_the_queue_is_taken_before_it_is_answered(office: Office) -> None:
    """CH-12"""
    visitor = await office.visitor()
    await visitor.send("hello")
    anna = await office.hire("Anna")
    for who in (anna, office.owner):
        await who.connect()
        answer = await who.send("too early", chat=visitor.chat)
        assert answer["code"] == "take_first"
    assert (await anna.send("nor a note", chat=visitor.chat, note=True))["code"] == "take_first"


async def test_the_first_message_into_an_empty_chat_takes_it(office: Office) -> None:
    """CH-12, CH-7"""
    anna = await office.hire("Anna")
    await anna.connect()
    visitor = await office.visitor()
    row = await anna.frames.wait("chat", id=visitor.chat, online=True)
    assert (row["state"], row["online"], row["page"]["title"]) == ("empty", True, "Tea")
    await anna.send("May I help you?", chat=visitor.chat)
    await visitor.event("taken")
    await visitor.event("message", text="May I help you?")
    assert [event["seq"] for event in visitor.view(visitor.chat)] == [1, 2]
    row = await anna.get(f"/chats/{visitor.chat}")
    assert (row["state"], row["operator"]["id"]) == ("in_progress", anna.me["id"])
    assert (await visitor.send("yes please"))["chat"] == visitor.chat


async def test_who_sees_a_chat_go_is_told_to_whom(office: Office) -> None:
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    await ivan.connect()
    visitor, other = await office.visitor(), await office.visitor()
    for who in (visitor, other):
        await who.send("hello")
    await ivan.watch_now(visitor.chat)
    await anna.take(visitor.chat)
    gone = await ivan.frames.wait("gone", chat=visitor.chat)
    assert gone["holder"] == {"id": anna.me["id"], "name": anna.me["name"], "photo": None}
    await office.owner.set_status(other.chat, "done")
    assert "holder" not in await ivan.frames.wait("gone", chat=other.chat)


async def test_a_taken_chat_gets_the_starred_status(office: Office) -> None:
    """CH-2, ST-1"""
    visitor = await office.visitor()
    await visitor.send("hello")
    row = await office.owner.take(visitor.chat)
    star = next(status for status in await office.owner.get("/statuses") if status["star"])
    assert row["status"] == star["id"]
    assert star["builtin"] == "in_progress"


async def test_somebody_elses_chat_does_not_exist(office: Office) -> None:
    """GR-3: the same limits in every call and every real-time event"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    await anna.connect()
    await ivan.connect()
    visitor = await office.visitor()
    await visitor.send("canary-7")
    await ivan.watch(visitor.chat)
    await ivan.event("message", visitor.chat)
    await anna.take(visitor.chat)
    await ivan.frames.wait("gone", chat=visitor.chat)
    seen = len(ivan.frames.all)
    await visitor.send("canary-8")
    await anna.send("canary-9", chat=visitor.chat)
    await visitor.say(type="typing", text="canary-10")
    for path in (f"/chats/{visitor.chat}", f"/chats/{visitor.chat}/events", f"/chats/{visitor.chat}/client"):
        assert (await ivan.get(path, 404))["code"] == "not_found"
    assert (await ivan.post(f"/chats/{visitor.chat}/return", 404))["code"] == "not_found"
    assert (await ivan.set_status(visitor.chat, "done", 404))["code"] == "not_found"
    assert (await ivan.send("mine?", chat=visitor.chat))["code"] == "not_found"
    await ivan.say(type="watch", chat=visitor.chat, after=0)
    assert (await ivan.frames.wait("error", seen, code="not_found"))["code"] == "not_found"
    for view in ("queue", "in_progress", "online", "all"):
        assert (await ivan.get(f"/chats?view={view}&empty=true"))["items"] == []
    other = await office.visitor()
    await other.send("a chat that ivan may see")
    await ivan.frames.wait("chat", seen, id=other.chat)
    assert "canary" not in str(ivan.frames.all[seen:])


async def test_an_administrator_sees_and_answers_everything(office: Office) -> None:
    """GR-3, CH-12"""
    anna = await office.hire("Anna")
    chief = await office.hire("Chief", administrator=True)
    await chief.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await anna.take(visitor.chat)
    assert [row["id"] for row in (await chief.get("/chats?view=in_progress"))["items"]] == [visitor.chat]
    assert (await chief.get("/chats?view=in_progress&holder=me"))["items"] == []
    await chief.watch(visitor.chat)
    await chief.event("taken", visitor.chat)
    assert (await chief.send("from the chief", chat=visitor.chat))["type"] == "ack"
    assert (await chief.send("a note", chat=visitor.chat, note=True))["type"] == "ack"
    assert (await chief.get(f"/chats/{visitor.chat}"))["operator"]["id"] == anna.me["id"]


async def test_taking_ones_own_chat_again_changes_nothing(office: Office) -> None:
    visitor = await office.visitor()
    await visitor.send("hello")
    await office.owner.take(visitor.chat)
    row = await office.owner.take(visitor.chat)
    assert (row["state"], row["seq"]) == ("in_progress", 2)


async def test_an_empty_chat_cannot_be_taken(office: Office) -> None:
    visitor = await office.visitor()
    assert (await office.owner.take(visitor.chat, 409))["code"] == "wrong_state"


async def test_a_chat_that_never_was_is_not_found(office: Office) -> None:
    for id in (0, 999, 2**63 - 1, 2**63, 10**30):
        assert (await office.owner.take(id, 404))["code"] == "not_found"
    assert (await office.owner.post("/chats/-1/take", 404))["code"] == "not_found"
