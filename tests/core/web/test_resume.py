"""RT-2: a client that was away asks for what follows N and gets exactly that, in order."""

import asyncio

from databases import Database
from people import Office, OperatorPeer, VisitorPeer
from serving import Serving, serving


async def in_progress(office: Office, holder: OperatorPeer) -> VisitorPeer:
    """A visitor whose chat the operator has taken."""
    visitor = await office.visitor()
    await visitor.send("first")
    await holder.take(visitor.chat)
    await visitor.event("taken")
    return visitor


async def test_what_was_missed_comes_in_order(office: Office) -> None:
    await office.owner.connect()
    visitor = await in_progress(office, office.owner)
    await visitor.lose()
    for number in range(10):
        await office.owner.send(f"answer {number}", chat=visitor.chat)
    welcome = await visitor.connect()
    assert (welcome["chat"], welcome["last"]) == (visitor.chat, 12)
    await visitor.event("message", text="answer 9")
    assert [event["seq"] for event in visitor.view(visitor.chat)] == list(range(1, 13))
    assert not visitor.frames.of("resync")


async def test_what_is_not_for_the_reader_is_passed_over(office: Office) -> None:
    """CH-5: notes are never seen by the client; the next `prev` skips them"""
    await office.owner.connect()
    visitor = await in_progress(office, office.owner)
    await office.owner.send("seen", chat=visitor.chat)
    await office.owner.send("the client must not see this", chat=visitor.chat, note=True)
    await office.owner.send("seen too", chat=visitor.chat)
    live = await visitor.event("message", text="seen too")
    assert (live["seq"], live["prev"]) == (5, 3)
    again = await office.visitor(visitor.token)
    later = await again.event("message", text="seen too")
    assert (later["seq"], later["prev"]) == (5, 3)
    assert "must not see" not in str(visitor.frames.all + again.frames.all)
    history = await office.http(Authorization=f"Bearer {visitor.token}").get(
        "/api/widget/v1/chat/events", params={"chat": visitor.chat}
    )
    assert "must not see" not in history.text
    assert [item["seq"] for item in history.json()["items"]] == [1, 2, 3, 5]


async def test_too_much_missed_begins_anew(office: Office) -> None:
    await office.owner.connect()
    visitor = await in_progress(office, office.owner)
    await visitor.lose()
    for number in range(305):
        await office.owner.say(type="send", id=f"many-{number}", chat=visitor.chat, text=f"answer {number}")
    await office.owner.frames.wait("ack", id="many-304")
    await visitor.connect()
    await visitor.frames.wait("resync", chat=visitor.chat)
    await visitor.event("message", text="answer 304")
    assert [event["seq"] for event in visitor.view(visitor.chat)] == list(range(258, 308))
    await office.owner.send("and live", chat=visitor.chat)
    await visitor.event("message", text="and live")


async def test_exactly_as_much_as_allowed_is_resumed(office: Office) -> None:
    await office.owner.connect()
    visitor = await in_progress(office, office.owner)
    await visitor.lose()
    for number in range(300):
        await office.owner.say(type="send", id=f"edge-{number}", chat=visitor.chat, text=f"answer {number}")
    await office.owner.frames.wait("ack", id="edge-299")
    await visitor.connect()
    await visitor.event("message", text="answer 299")
    assert len(visitor.view(visitor.chat)) == 302
    assert not visitor.frames.of("resync")


async def test_a_position_of_another_database_begins_anew(office: Office) -> None:
    visitor = await office.visitor()
    await visitor.send("one")
    await visitor.event("message")
    for wrong in ({"epoch": "another"}, {"after": 99}, {"chat": 999_999}):
        await visitor.lose()
        begun = len(visitor.frames.all)
        await visitor.connect(**wrong)
        await visitor.frames.wait("resync", begun, chat=visitor.chat)
        await visitor.frames.wait("event", begun, seq=1)


async def test_each_tab_has_its_own_position(office: Office) -> None:
    visitor = await office.visitor()
    tab = await office.visitor(visitor.token)
    assert tab.chat == visitor.chat
    sent = await visitor.send("from the first tab")
    mine = await visitor.frames.wait("event", seq=sent["seq"])
    theirs = await tab.frames.wait("event", seq=sent["seq"])
    assert mine["id"] == theirs["id"] == sent["id"]
    late = await office.visitor(visitor.token)
    await late.event("message", text="from the first tab")


async def test_an_operator_resumes_a_chat(office: Office) -> None:
    await office.owner.connect()
    visitor = await in_progress(office, office.owner)
    await office.owner.watch(visitor.chat)
    await office.owner.event("taken", visitor.chat)
    await office.owner.lose()
    await visitor.send("are you there?")
    await office.owner.connect()
    await office.owner.watch(visitor.chat)
    await office.owner.event("message", visitor.chat, text="are you there?")
    assert [event["seq"] for event in office.owner.view(visitor.chat)] == [1, 2, 3]
    assert "id" not in office.owner.view(visitor.chat)[2]


async def test_older_events_come_by_pages(office: Office) -> None:
    visitor = await office.visitor()
    for number in range(120):
        await visitor.say(type="send", id=f"page-{number}", text=str(number))
    await visitor.frames.wait("ack", id="page-119")
    pages, before = [], None
    while True:
        query = f"?limit=50&before={before}" if before else "?limit=50"
        page = await office.owner.get(f"/chats/{visitor.chat}/events{query}")
        pages.append([item["seq"] for item in page["items"]])
        before = page["next"]
        if before is None:
            break
    assert pages == [list(range(71, 121)), list(range(21, 71)), list(range(1, 21))]
    after = await office.owner.get(f"/chats/{visitor.chat}/events?after=100&limit=5")
    assert [item["seq"] for item in after["items"]] == [101, 102, 103, 104, 105]


async def test_live_events_during_the_catch_up_are_not_lost(office: Office) -> None:
    await office.owner.connect()
    visitor = await in_progress(office, office.owner)

    async def talk() -> None:
        for number in range(100):
            await office.owner.say(type="send", id=f"busy-{number}", chat=visitor.chat, text=str(number))

    talking = asyncio.create_task(talk())
    tabs = [await office.visitor(visitor.token) for _ in range(8)]
    await talking
    for tab in tabs:
        await tab.event("message", text="99")
        assert [event["seq"] for event in tab.view(visitor.chat)] == list(range(1, 103))


async def test_a_restart_in_between(database: Database) -> None:
    async with serving(database) as first:
        office = Office(first.url, first.owner_key)
        await office.found()
        visitor = await in_progress(office, office.owner)
    assert await visitor.closed() == 1012
    await office.close()
    async with serving(database) as second:
        office = Office(second.url, "")
        office.owner = await office.sign_in("olga@shop.example")
        await office.owner.connect()
        await office.owner.send("we are back", chat=visitor.chat)
        again = await office.visitor(visitor.token)
        await again.event("message", text="we are back")
        assert again.texts(visitor.chat) == ["first", "we are back"]
        await office.close()


async def test_the_epoch_stays_through_a_restart(database: Database) -> None:
    epochs = []
    for _ in range(2):
        async with serving(database) as server:
            epochs.append(_epoch(server))
    assert epochs[0] == epochs[1] != ""


def _epoch(server: Serving) -> str:
    return server.running.desk.companies.epoch
