"""RT-1, OP-5: who is here, who is typing, who has read."""

import asyncio
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from besedka import clock
from databases import Database
from people import WAIT_S, Frames, Office
from serving import QUICK, Serving, serving


async def test_an_operator_is_online_while_a_console_is_connected(office: Office) -> None:
    anna = await office.hire("Anna")
    await office.owner.connect()
    visitor = await office.visitor()
    await anna.connect()
    tab = office.console(anna)
    await tab.connect()
    await visitor.frames.wait_until("presence", lambda frame: len(frame["operators"]) == 2)
    begun, seen = len(office.owner.frames.all), len(visitor.frames.all)
    await asyncio.gather(tab.close(), anna.close())
    await wait_for_state(office.owner.frames, begun, anna.me["id"], "offline")
    alone = await visitor.frames.wait_until("presence", lambda frame: len(frame["operators"]) == 1, seen)
    assert [operator["name"] for operator in alone["operators"]] == ["Olga"]


async def test_a_reload_makes_nobody_absent(database: Database) -> None:
    timing = replace(QUICK, presence_grace_s=2)  # longer than a reload may take
    async with serving(database, timing=timing) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        anna = await office.hire("Anna")
        await office.owner.connect()
        await anna.connect()
        await wait_for_state(office.owner.frames, 0, anna.me["id"], "online")
        begun = len(office.owner.frames.all)
        await anna.close()
        await anna.connect()
        await asyncio.sleep(timing.presence_grace_s * 1.5)
        states = [
            o["state"] for f in office.owner.frames.all[begun:] if f["type"] == "presence" for o in f["operators"]
        ]
        assert "offline" not in states
        await office.close()


async def test_a_restart_makes_nobody_absent(database: Database) -> None:
    patient = replace(QUICK, presence_grace_s=30)
    async with serving(database, timing=patient) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.owner.connect()
    await office.close()
    async with serving(database, timing=patient) as server:
        office = Office(server.url, "")
        visitor = await office.visitor()
        assert visitor.session["config"]["online"] is True
        assert visitor.session["config"]["operators"][0]["state"] == "online"
        await office.close()


async def wait_for_state(frames: Frames, after: int, operator: int, state: str) -> None:
    """Wait for a presence frame that says so."""
    while not any((operator, state) in _states(frame) for frame in frames.all[after:]):
        after = len(frames.all)
        await frames.wait("presence", after)


def _states(frame: dict[str, Any]) -> list[tuple[int, str]]:
    return [(o["id"], o["state"]) for o in frame["operators"]] if frame["type"] == "presence" else []


async def test_typing_goes_both_ways(office: Office) -> None:
    """WG-2: operators see what the client types, clients only that somebody types"""
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await office.owner.take(visitor.chat)
    await office.owner.watch(visitor.chat)
    await office.owner.event("taken", visitor.chat)
    await visitor.say(type="typing", text="I would li")
    typing = await office.owner.frames.wait("typing")
    assert typing == {"type": "typing", "chat": visitor.chat, "by": "visitor", "text": "I would li"}
    await office.owner.say(type="typing", chat=visitor.chat, text="my secret draft")
    assert await visitor.frames.wait("typing") == {"type": "typing", "chat": visitor.chat, "by": "operator"}
    await office.owner.say(type="typing", chat=visitor.chat, text="")
    await visitor.frames.wait("typing", text="")
    assert "secret" not in str(visitor.frames.all)


async def test_read_marks_go_both_ways_and_last(office: Office) -> None:
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("one")
    await visitor.send("two")
    await office.owner.take(visitor.chat)
    await office.owner.watch(visitor.chat)
    await office.owner.say(type="read", chat=visitor.chat, seq=1)
    assert await visitor.frames.wait("read", by="operator") == {
        "type": "read", "chat": visitor.chat, "by": "operator", "seq": 1,
    }  # fmt: skip
    own = await office.owner.frames.wait("read", operator=office.owner.me["id"])
    assert own["unread"] == 1
    await office.owner.send("answer", chat=visitor.chat)
    await visitor.say(type="read", seq=4)
    await office.owner.frames.wait("read", by="visitor", seq=4)
    again = await office.visitor(visitor.token)
    await again.frames.wait("read", by="operator", seq=1)
    await again.frames.wait("read", by="visitor", seq=4)
    tab = office.console(office.owner)
    await tab.connect()
    await tab.watch(visitor.chat)
    await tab.frames.wait("read", by="visitor", seq=4)
    await tab.frames.wait("read", by="operator", seq=1, operator=office.owner.me["id"])


async def test_a_read_mark_never_goes_back_or_beyond(office: Office) -> None:
    await office.owner.connect()
    visitor = await office.visitor()
    for text in ("one", "two", "three"):
        await visitor.send(text)
    chief = await office.hire("Chief", administrator=True)
    await chief.connect()
    await chief.watch_now(visitor.chat)
    for seq in (2, 1, 0):
        await office.owner.say(type="read", chat=visitor.chat, seq=seq)
    await office.owner.send("", chat=visitor.chat)
    await chief.say(type="read", chat=visitor.chat, seq=1)
    await chief.frames.wait("read", seq=1, operator=chief.me["id"])
    assert (await office.owner.get(f"/chats/{visitor.chat}"))["unread"] == 1
    await office.owner.say(type="read", chat=visitor.chat, seq=1000)
    await visitor.frames.wait("read", by="operator", seq=3)
    await office.owner.say(type="read", chat=visitor.chat, seq=3)
    await office.owner.send("", chat=visitor.chat)
    await chief.frames.wait("read", seq=3)
    assert (await office.owner.get(f"/chats/{visitor.chat}"))["unread"] == 0
    assert [frame["seq"] for frame in visitor.frames.of("read")] == [2, 3]
    assert [frame["seq"] for frame in office.owner.frames.of("read")] == [2, 2, 2, 3, 3]
    assert [(f["seq"], f.get("operator")) for f in chief.frames.of("read")] == [
        (2, None),
        (1, chief.me["id"]),
        (3, None),
    ]


async def test_rows_and_counters_follow(office: Office) -> None:
    """CO-1, RT-1"""
    anna = await office.hire("Anna")
    await anna.connect()
    await anna.frames.wait("counts", queue=0)
    visitor = await office.visitor()
    await visitor.send("hello")
    await anna.frames.wait("counts", queue=1, in_progress=0)
    await anna.take(visitor.chat)
    await anna.frames.wait("counts", queue=0, in_progress=1, online=1)
    await visitor.close()
    await anna.frames.wait("chat", id=visitor.chat, online=False)
    await anna.frames.wait("counts", queue=0, in_progress=1, online=0)


async def test_the_page_of_the_visitor_follows(office: Office) -> None:
    """CO-5, CH-7"""
    anna = await office.hire("Anna")
    await anna.connect()
    visitor = await office.visitor(url="https://shop.example/tea?utm_source=search&utm_campaign=autumn#top")
    await visitor.send("hello")
    await visitor.say(type="page", url="https://shop.example/delivery", title="Delivery\x00 and\npayment")
    await visitor.send("and how do you deliver?")
    row = await anna.get(f"/chats/{visitor.chat}")
    assert (row["page"]["url"], row["page"]["title"]) == ("https://shop.example/delivery", "Delivery and payment")
    card = await anna.get(f"/chats/{visitor.chat}/client")
    visit = card["visits"][0]
    assert (visit["number"], visit["campaign"]) == (1, {"utm_source": "search", "utm_campaign": "autumn"})
    assert [page["url"] for page in visit["pages"]] == [
        "https://shop.example/delivery",
        "https://shop.example/tea?utm_source=search&utm_campaign=autumn",
    ]


async def test_tabs_that_open_at_once_are_one_visit(office: Office) -> None:
    visitor = await office.visitor()
    await visitor.send("hello")
    clock.shift(timedelta(hours=1))
    await asyncio.gather(*(office.visitor_session(visitor.token) for _ in range(8)))
    card = await office.owner.get(f"/chats/{visitor.chat}/client")
    assert [visit["number"] for visit in card["visits"]] == [2, 1]


async def test_a_page_without_a_visitor_is_forgotten(office: Office, server: Serving) -> None:
    """Whoever asks for sessions and never connects must not fill the memory."""
    come = await office.visitor()
    gone = await office.visitor_session()
    pages = server.running.desk.presence.pages
    assert len(pages) == 2
    async with asyncio.timeout(WAIT_S):
        while len(pages) == 2:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
    assert (await office.owner.get(f"/chats/{gone.chat}"))["page"] is None
    assert (await office.owner.get(f"/chats/{come.chat}"))["page"]["title"] == "Tea"


async def test_addresses_that_are_none_are_not_kept(office: Office) -> None:
    visitor = await office.visitor(url="javascript:alert(1)")
    for url in (
        "data:text/html,x",
        "file:///etc/passwd",
        "https://user:secret@shop.example/",
        "",
        "http://[",
        "x" * 9000,
    ):
        await visitor.say(type="page", url=url)
    await visitor.send("hello")
    card = await office.owner.get(f"/chats/{visitor.chat}/client")
    assert [page["url"] for page in card["visits"][0]["pages"]] == ["https://shop.example/"]
