"""CO-1, CH-7: views, their order, pages, and what is hidden."""

import pytest

from people import Office, OperatorPeer, VisitorPeer


async def ids(who: OperatorPeer, query: str) -> list[int]:
    """All pages of a list, two rows each."""
    found: list[int] = []
    cursor = ""
    while True:
        page = await who.get(f"/chats?{query}&limit=2{cursor}")
        found += [row["id"] for row in page["items"]]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


async def wrote(office: Office, text: str = "hello") -> VisitorPeer:
    visitor = await office.visitor()
    await visitor.send(text)
    return visitor


async def test_the_queue_is_oldest_first(office: Office) -> None:
    chats = [(await wrote(office)).chat for _ in range(5)]
    assert await ids(office.owner, "view=queue") == chats


async def test_whoever_waits_longest_is_first(office: Office) -> None:
    await office.owner.connect()
    a, b, c, d = [await wrote(office) for _ in range(4)]
    for visitor in (a, b, c, d):
        await office.owner.take(visitor.chat)
    for visitor in (a, b):
        await office.owner.send("answered", chat=visitor.chat)
    await a.send("and another question")
    await office.owner.set_status(d.chat, "done")
    assert await ids(office.owner, "view=in_progress") == [c.chat, a.chat, b.chat]
    queued = await wrote(office)
    assert await ids(office.owner, "view=all") == [c.chat, a.chat, queued.chat, b.chat, d.chat]


async def test_empty_chats_are_hidden_unless_asked_for(office: Office) -> None:
    """CH-7: only those of visitors who are on the site now"""
    await office.visitor_session()
    here = await office.visitor()
    writer = await wrote(office)
    assert await ids(office.owner, "view=all") == [writer.chat]
    assert await ids(office.owner, "view=all&empty=true") == [writer.chat, here.chat]
    assert await ids(office.owner, "view=online&empty=true") == [here.chat]
    anna = await office.hire("Anna")
    assert await ids(anna, "view=online&empty=true") == [here.chat]


async def test_on_site_are_chats_in_progress_whose_client_is_here(office: Office) -> None:
    here, gone, queued = [await wrote(office) for _ in range(3)]
    for visitor in (here, gone):
        await office.owner.take(visitor.chat)
    await office.owner.connect()
    await gone.close()
    await office.owner.frames.wait("chat", id=gone.chat, online=False)
    assert await ids(office.owner, "view=online") == [here.chat]
    assert queued.chat in await ids(office.owner, "view=queue")


async def test_pages_of_each_view_hold_everything_once(office: Office) -> None:
    visitors = [await wrote(office) for _ in range(9)]
    for visitor in visitors[3:]:
        await office.owner.take(visitor.chat)
    for visitor in visitors[6:]:
        await office.owner.set_status(visitor.chat, "done")
    everything = await ids(office.owner, "view=all")
    assert sorted(everything) == sorted(visitor.chat for visitor in visitors)
    assert everything[-3:] == [visitor.chat for visitor in reversed(visitors[6:])]


async def test_my_own(office: Office) -> None:
    anna = await office.hire("Anna")
    mine, hers = await wrote(office), await wrote(office)
    await office.owner.take(mine.chat)
    await anna.take(hers.chat)
    assert await ids(office.owner, "view=all&holder=me") == [mine.chat]
    assert await ids(anna, "view=all&holder=me") == [hers.chat]
    assert await ids(anna, "view=in_progress") == [hers.chat]


@pytest.mark.parametrize("read", [0, 1, 2])
async def test_unread_is_counted_from_the_own_mark(office: Office, read: int) -> None:
    await office.owner.connect()
    visitor = await wrote(office, "one")
    await visitor.send("two")
    await office.owner.take(visitor.chat)
    await office.owner.send("mine does not count", chat=visitor.chat)
    if read:
        await office.owner.say(type="read", chat=visitor.chat, seq=read)
        await office.owner.frames.wait("read", operator=office.owner.me["id"], seq=read)
    row = (await office.owner.get("/chats?view=in_progress"))["items"][0]
    assert row["unread"] == 2 - read


async def test_the_preview_is_cut(office: Office) -> None:
    await wrote(office, "я" * 1000)
    row = (await office.owner.get("/chats?view=queue"))["items"][0]
    assert row["last"]["text"] == "я" * 160
