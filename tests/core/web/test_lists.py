"""CO-1, CH-7: views, their order, pages, and what is hidden."""

import json
from urllib.parse import quote

import pytest

from databases import Database
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


async def test_filters_narrow_a_list(office: Office) -> None:
    """CO-2: by status, operator, tag and day, alone and together."""
    await office.owner.connect()
    anna = await office.hire("Anna")
    queued, hers, done, spam = [await wrote(office) for _ in range(4)]
    await anna.take(hers.chat)
    for visitor, status in ((done, "done"), (spam, "spam")):
        await office.owner.take(visitor.chat)
        await office.owner.set_status(visitor.chat, status)
    statuses = {status["builtin"]: status["id"] for status in await office.owner.get("/statuses")}
    assert await ids(office.owner, f"status={statuses['spam']}") == [spam.chat]
    assert await ids(office.owner, f"holder={anna.me['id']}") == [hers.chat]
    assert await ids(office.owner, f"holder=me&status={statuses['done']}") == [done.chat]
    assert await ids(anna, f"status={statuses['spam']}") == []
    today = await ids(office.owner, "since=2020-01-01&until=2100-01-01")
    assert sorted(today) == sorted(v.chat for v in (queued, hers, done, spam))
    for query in ("until=2020-01-01", "since=2100-01-01", "since=0001-01-01&until=0001-01-01", "since=9999-12-31"):
        assert await ids(office.owner, query) == []


async def test_others_chats_are_looked_for_by_administrators_only(office: Office) -> None:
    """CO-2, GR-3"""
    anna = await office.hire("Anna")
    await anna.get(f"/chats?holder={anna.me['id']}")
    assert (await anna.get(f"/chats?holder={office.owner.me['id']}", expect=403))["code"] == "forbidden"


async def test_tags_are_found_whole(office: Office, database: Database) -> None:
    """CO-2, CH-8: also one with quotes and commas in it, and none by a part of its name."""
    first, second, _ = [await wrote(office) for _ in range(3)]
    tags = {first.chat: ["опт", 'a,"b'], second.chat: ["опт и розница", "b"]}
    for chat, its in tags.items():
        stored = json.dumps(its, ensure_ascii=False, separators=(",", ":"))
        await database.change(f"UPDATE chat SET tags = '{stored}' WHERE id = {chat}")
    for tag, chats in {"опт": [first.chat], 'a,"b': [first.chat], "b": [second.chat], "розница": [], "\0": []}.items():
        assert await ids(office.owner, f"view=queue&tag={quote(tag)}") == chats, tag


async def test_days_begin_where_the_company_is(office: Office, database: Database) -> None:
    """CO-2: in Kamchatka a chat of 13:00 UTC began tomorrow."""
    await office.owner.patch("/company", zone="Asia/Kamchatka")
    visitor = await wrote(office)
    await database.change(f"UPDATE chat SET opened_at = '2026-03-01 13:00:00+00:00' WHERE id = {visitor.chat}")
    assert await ids(office.owner, "view=queue&since=2026-03-02&until=2026-03-02") == [visitor.chat]
    assert await ids(office.owner, "view=queue&since=2026-03-01&until=2026-03-01") == []
