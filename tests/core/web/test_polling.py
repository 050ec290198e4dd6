"""RT-5, RT-2: what sockets bring, long polls bring: nothing is lost between two of them, and nothing comes twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from msgspec.structs import replace

from databases import Database
from people import WAIT_S, Office, OperatorPeer
from polling import PollingOperator, PollingVisitor
from serving import QUICK, Serving, serving


@pytest.fixture
async def visitor(office: Office) -> AsyncIterator[PollingVisitor]:
    visitor = PollingVisitor.of(await office.visitor_session())
    await visitor.connect()
    yield visitor
    await visitor.close()


@pytest.fixture
async def operator(office: Office) -> AsyncIterator[PollingOperator]:
    operator = PollingOperator.of(office.owner)
    await operator.connect()
    yield operator
    await operator.close()


async def test_a_conversation_without_sockets(visitor: PollingVisitor, operator: PollingOperator) -> None:
    """RT-5, RT-1: messages, typing, read marks, taking, closing and the form, in both directions"""
    ack = await visitor.send("hello")
    assert (ack["type"], ack["seq"]) == ("ack", 1)
    await operator.frames.wait("counts", queue=1)
    await operator.take(visitor.chat)
    await operator.watch_now(visitor.chat)
    await visitor.event("taken")
    assert (await operator.send("good day", chat=visitor.chat))["type"] == "ack"
    await visitor.event("message", text="good day")
    async with saying(operator, type="typing", chat=visitor.chat):
        await visitor.frames.wait("typing", by="operator")
    async with saying(visitor, type="typing", text="may I"):
        await operator.frames.wait("typing", text="may I")
    await visitor.say(type="read", seq=3)
    await operator.frames.wait("read", by="visitor", seq=3)
    await operator.say(type="read", chat=visitor.chat, seq=1)
    await visitor.frames.wait("read", by="operator", seq=1)
    await operator.set_status(visitor.chat, "done")
    await visitor.event("closed")
    form = (await visitor.frames.wait("ask"))["form"]
    await visitor.say(type="answer", id="a-1", form=form, values={"stars": "5"})
    await visitor.frames.wait("ack", id="a-1")
    await operator.event("rated")
    assert [event["kind"] for event in visitor.view(visitor.chat)] == ["message", "taken", "message", "closed", "rated"]
    assert [event["seq"] for event in operator.view(visitor.chat)] == [1, 2, 3, 4, 5]


@asynccontextmanager
async def saying(peer: PollingVisitor | PollingOperator, **frame: Any) -> AsyncIterator[None]:
    """Again and again: of typing nobody is told afterwards, so whoever is between two polls hears nothing of it."""

    async def go_on() -> None:
        while True:
            await peer.say(**frame)
            await asyncio.sleep(0.3)

    going_on = asyncio.create_task(go_on())
    try:
        yield
    finally:
        going_on.cancel()


async def test_both_sides_at_once_lose_nothing(visitor: PollingVisitor, operator: PollingOperator) -> None:
    """RT-2: acknowledged, stored once, shown once to both, whatever falls between two polls"""
    await visitor.send("first")
    await operator.take(visitor.chat)
    await operator.watch_now(visitor.chat)

    async def talk(peer: PollingVisitor | PollingOperator) -> None:
        for number in range(30):
            answer = await peer.send(f"{peer.path} {number}", chat=visitor.chat)
            assert answer["type"] == "ack", answer

    await asyncio.gather(talk(visitor), talk(operator))
    last = (await operator.get(f"/chats/{visitor.chat}"))["seq"]
    for peer in (visitor, operator):
        await peer.frames.wait("event", seq=last)
        assert [event["seq"] for event in peer.view(visitor.chat)] == list(range(1, last + 1))
    assert last == 62
    assert visitor.texts(visitor.chat) == operator.texts(visitor.chat)


async def test_a_repeated_id_gets_the_same_ack(visitor: PollingVisitor) -> None:
    """RT-2"""
    first = await visitor.send("once", id="same")
    again = await visitor.send("once", id="same")
    assert again == first
    assert (await visitor.send("other", id="same"))["code"] == "key_reused"


async def test_an_answer_that_was_lost_is_given_again(visitor: PollingVisitor, operator: PollingOperator) -> None:
    """RT-2: the next poll goes on from the last answer that came"""
    await visitor.send("first")
    await operator.take(visitor.chat)
    await visitor.event("taken")
    await visitor.lose()
    send = {"type": "send", "id": "kept", "text": "is it lost?"}
    lost, again = [(await visitor.poll(frames=[send])).json()["frames"] for _ in range(2)]
    assert of(lost, "ack") == of(again, "ack")
    [event] = [frame for frame in of(again, "event") if frame["seq"] == 3]
    assert (event["prev"], event["id"]) == (2, "kept")


async def test_what_a_console_missed_between_two_polls_makes_it_ask_again(
    visitor: PollingVisitor, operator: PollingOperator
) -> None:
    """RT-5: rows that passed by are not resumed: a welcome says that lists are to be asked again"""
    await operator.lose()
    await visitor.send("look at me")
    answer = (await operator.poll()).json()
    assert [frame["type"] for frame in answer["frames"][:1]] == ["welcome"]
    assert answer["next"]["lists_rev"] > operator.next["lists_rev"]
    assert of(answer["frames"], "counts")[0]["queue"] == 1


async def test_a_chat_that_was_taken_away_between_two_polls(
    office: Office, visitor: PollingVisitor, operator: PollingOperator
) -> None:
    """RT-5: it is refused, and no longer followed; nothing of it is told"""
    anna = await office.hire("Anna")
    polling = PollingOperator.of(anna)
    await polling.connect()
    await visitor.send("who is there?")
    await polling.watch_now(visitor.chat)
    await polling.lose()
    await operator.take(visitor.chat)
    answer = (await polling.poll()).json()
    assert answer["next"]["watch"] == []
    assert [(frame["code"], frame["chat"]) for frame in of(answer["frames"], "error")] == [("not_found", visitor.chat)]
    assert not of(answer["frames"], "event")
    await polling.close()


async def test_who_polls_is_here(database: Database) -> None:
    """RT-5: between two polls nobody leaves; who polls no more has left"""
    timing = replace(QUICK, presence_grace_s=2, site_grace_s=2)  # longer than from one poll to the next
    async with serving(database, timing=timing) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.owner.connect()
        anna = PollingOperator.of(await office.hire("Anna"))
        await anna.connect()
        visitor = PollingVisitor.of(await office.visitor_session())
        await visitor.connect()
        await visitor.send("hello")
        frames = office.owner.frames
        await frames.wait("chat", id=visitor.chat, state="queue", online=True)
        begun = len(frames.all)
        for number in range(5):
            await visitor.send(f"and {number}")
            await anna.say(type="presence", state="online")
        assert not [frame for frame in frames.all[begun:] if frame.get("online") is False]
        assert all(state(frame, anna) == "online" for frame in of(frames.all[begun:], "presence"))
        await asyncio.gather(anna.close(), visitor.close())
        await frames.wait_until("presence", lambda frame: state(frame, anna) == "offline", begun)
        await frames.wait("chat", begun, id=visitor.chat, online=False)
        await office.close()


async def test_a_held_poll_notices_that_its_client_has_gone(server: Serving, visitor: PollingVisitor) -> None:
    """RT-5: no tab stays for the rest of the 25 s"""
    hub = server.running.web.hub
    await visitor.lose()
    async with asyncio.timeout(WAIT_S):
        while hub.visitors:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


async def test_the_tab_stays_with_a_closed_chat_until_another_one_lives(
    visitor: PollingVisitor, operator: PollingOperator
) -> None:
    """CH-6: as on a socket; then a resync, and what was said there"""
    await visitor.send("first")
    await operator.take(visitor.chat)
    await operator.set_status(visitor.chat, "done")
    await visitor.event("closed")
    await visitor.say(type="typing", text="")
    assert not visitor.frames.of("resync")
    ack = await visitor.send("another matter")
    assert ack["chat"] != visitor.chat
    await visitor.frames.wait("resync", chat=ack["chat"])
    await visitor.event("message", ack["chat"], text="another matter")
    await operator.take(ack["chat"])
    await visitor.event("taken", ack["chat"])


async def test_another_tab_opened_a_chat_between_two_polls(visitor: PollingVisitor, operator: PollingOperator) -> None:
    """CH-6: the tab goes over to it"""
    await visitor.send("first")
    await operator.take(visitor.chat)
    await operator.set_status(visitor.chat, "done")
    await visitor.event("closed")
    await visitor.lose()
    tab = PollingVisitor.of(visitor)
    await tab.connect()
    ack = await tab.send("another matter")
    answer = (await visitor.poll()).json()
    assert [frame["chat"] for frame in of(answer["frames"], "resync")] == [ack["chat"]]
    assert of(answer["frames"], "event")[-1]["data"] == {"text": "another matter"}
    assert (answer["next"]["chat"], answer["next"]["after"]) == (ack["chat"], ack["seq"])
    await tab.close()


async def test_a_sockets_and_a_polls_tab_see_the_same(office: Office, visitor: PollingVisitor) -> None:
    """RT-5, RT-1"""
    await office.owner.connect()
    tab = await office.visitor(visitor.token)
    await visitor.send("by poll")
    await tab.send("by socket")
    await office.owner.take(visitor.chat)
    for peer in (tab, visitor):
        await peer.event("taken")
    assert visitor.view(visitor.chat)[2] == tab.view(visitor.chat)[2]
    assert visitor.texts(visitor.chat) == tab.texts(visitor.chat) == ["by poll", "by socket"]


async def test_a_long_chat_that_went_on_unseen_is_resumed_once(
    visitor: PollingVisitor, operator: PollingOperator
) -> None:
    """CH-5: three hundred notes are no gap for the visitor, and no reason to begin anew with each poll"""
    await visitor.send("first")
    await operator.take(visitor.chat)
    await visitor.event("taken")
    for number in range(0, 310, 50):
        await asyncio.gather(*(operator.send(f"{number + i}", chat=visitor.chat, note=True) for i in range(50)))
    await operator.send("seen", chat=visitor.chat)
    event = await visitor.event("message", text="seen")
    assert (event["seq"], event["prev"]) == (353, 2)
    assert not visitor.frames.of("resync")


async def test_a_quiet_poll_is_held_and_then_empty(database: Database) -> None:
    async with serving(database, timing=replace(QUICK, poll_hold_s=0.2)) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        visitor = PollingVisitor.of(await office.visitor_session())
        await visitor.connect()
        await visitor.lose()
        while (answer := (await visitor.poll()).json())["frames"]:  # what was still to be told
            visitor.next = answer["next"]
        assert answer == {"frames": [], "next": visitor.next}
        await visitor.close()
        await office.close()


async def test_a_server_that_stops_answers_what_it_holds(database: Database) -> None:
    """F13: SIGTERM does not wait for polls, nor do they end without an answer"""
    async with serving(database, timing=replace(QUICK, poll_hold_s=60, stop_timeout_s=30)) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        visitor = PollingVisitor.of(await office.visitor_session())
        await visitor.connect()
        await visitor.lose()
        held = asyncio.create_task(visitor.poll())
        while not server.running.web.hub.visitors:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
        await office.close()
    async with asyncio.timeout(WAIT_S):
        answer = await held
    assert answer.status_code == 200
    assert answer.json()["frames"] == []
    await visitor.close()


def of(frames: list[dict[str, Any]], type: str) -> list[dict[str, Any]]:
    return [frame for frame in frames if frame["type"] == type]


def state(presence: dict[str, Any], operator: OperatorPeer) -> str:
    """How a presence frame shows an operator."""
    return next((o["state"] for o in presence["operators"] if o["id"] == operator.me["id"]), "unknown")
