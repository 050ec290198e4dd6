"""CO-2, CO-3: search over messages, notes and names, and lists that are narrowed, as an operator asks for them over HTTP."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from databases import Database
from people import Office, OperatorPeer, VisitorPeer, new_id

WAIT_S = 20


async def ask(who: OperatorPeer, q: str, more: str = "") -> list[dict[str, Any]]:
    """All pages, two rows each."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = await who.get(f"/chats?q={quote(q)}&limit=2{more}{cursor}")
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


async def found(
    who: OperatorPeer, q: str, until: Callable[[list[dict[str, Any]]], bool] = bool, more: str = ""
) -> list[dict[str, Any]]:
    """What is found as soon as it is as expected: the index follows a moment later."""
    async with asyncio.timeout(WAIT_S):
        while True:
            rows = await ask(who, q, more)
            if until(rows):
                return rows


async def ids(who: OperatorPeer, q: str, expected: list[int], more: str = "") -> list[int]:
    rows = await found(who, q, lambda rows: [row["id"] for row in rows] == expected, more)
    return [row["id"] for row in rows]


async def wrote(office: Office, *texts: str) -> VisitorPeer:
    visitor = await office.visitor()
    for text in texts:
        await visitor.send(text)
    return visitor


async def test_words_in_any_case_and_begun(office: Office) -> None:
    first = await wrote(office, "Где мой заказ?", "Это ёлка из Казани")
    second = await wrote(office, "ЗАКАЗ №77 пришёл", "спасибо", "и заказ №78")
    await wrote(office, "просто чай")
    assert await ids(office.owner, "заказ", [second.chat, first.chat]) == [second.chat, first.chat]
    assert await ids(office.owner, "елка каз", [first.chat]) == [first.chat]
    [row] = await found(office.owner, "заказ 78")
    assert row["hit"]["seq"] == 3
    text = row["hit"]["text"]
    assert [text[start:end] for start, end in row["hit"]["ranges"]] == ["заказ", "78"]


async def test_each_chat_once_over_all_pages(office: Office) -> None:
    """With its newest fitting message, also where older ones stand on the following pages."""
    talks = [await wrote(office, "чай") for _ in range(5)]
    for visitor in (*talks, *reversed(talks)):
        await visitor.send("ещё чай")
    expected = [talk.chat for talk in talks]
    rows = await found(office.owner, "чай", lambda rows: [r["hit"]["seq"] for r in rows] == [3] * 5)
    assert [row["id"] for row in rows] == expected


async def test_notes_and_names(office: Office, database: Database) -> None:
    """Names come first; a name that was changed is found by the new one."""
    talk = await wrote(office, "добрый день")
    await office.owner.connect()
    await office.owner.take(talk.chat)
    await office.owner.send("Клиент торопится", chat=talk.chat, note=True)
    [row] = await found(office.owner, "тороп")
    assert (row["id"], row["hit"]["seq"]) == (talk.chat, 3)
    client = row["client"]["id"]
    other = await wrote(office, "меня зовут Марфа Петровна")
    await database.change(f"UPDATE client SET name = 'Марфа Посадница' WHERE id = {client}")
    rows = await found(office.owner, "марф", lambda rows: len(rows) == 2)
    assert [(row["id"], row["hit"]["seq"]) for row in rows] == [(talk.chat, None), (other.chat, 1)]
    assert rows[0]["hit"] == {"seq": None, "text": "Марфа Посадница", "ranges": [[0, 5]]}
    await database.change(f"UPDATE client SET name = 'Пелагея' WHERE id = {client}")
    assert await ids(office.owner, "марф", [other.chat]) == [other.chat]


async def test_nobody_finds_what_they_may_not_see(office: Office) -> None:
    """GR-3: neither a colleague's chat nor a note in it; what comes to them is found."""
    await office.owner.connect()
    anna = await office.hire("Anna")
    talk, waiting = await wrote(office, "секретный самовар"), await wrote(office, "самовар в очереди")
    await office.owner.take(talk.chat)
    await office.owner.send("примечание про самовар", chat=talk.chat, note=True)
    assert await ids(office.owner, "самовар", [talk.chat, waiting.chat]) != []
    assert await ids(anna, "самовар", [waiting.chat]) == [waiting.chat]
    await office.owner.post(f"/chats/{talk.chat}/return")
    assert await ids(anna, "самовар", [talk.chat, waiting.chat]) == [talk.chat, waiting.chat]


ODD = [
    "\"", "'", "*", "\"чай", "чай*", "чай AND", "NEAR(чай, 3)", "чай NOT зелёный", "words:чай", "^чай", "чай:*", "чай & | !",
    "\\", "%", "_", "-чай", "(чай", "\x00чай\x00", "🫖", "\u202eчай", "ё" * 200, "a" * 200, "1 2 3 4 5 6 7 8 9 0 1 2", " ", "",
]  # fmt: skip


async def test_whatever_is_typed_is_answered(office: Office) -> None:
    """Nothing is an operator of the index's language, and nothing is a fault of the server."""
    await wrote(office, "зелёный чай")
    for q in ODD:
        await ask(office.owner, q)
    for view in ("queue", "in_progress", "online", "overdue", "all"):
        await ask(office.owner, '"чай" AND *', f"&view={view}")


async def test_too_long_a_question_is_refused(office: Office) -> None:
    await office.owner.get(f"/chats?q={'a' * 201}", expect=400)


async def test_with_the_view_and_filters(office: Office) -> None:
    await office.owner.connect()
    anna = await office.hire("Anna")
    queued, hers, closed = [await wrote(office, f"чай номер {n}") for n in range(3)]
    await anna.take(hers.chat)
    await office.owner.take(closed.chat)
    await office.owner.set_status(closed.chat, "done")
    everything = [closed.chat, hers.chat, queued.chat]
    assert await ids(office.owner, "чай", everything) == everything
    assert await ids(office.owner, "чай", [queued.chat], "&view=queue") == [queued.chat]
    assert await ids(office.owner, "чай", [hers.chat], f"&holder={anna.me['id']}") == [hers.chat]
    assert await ids(office.owner, "чай", [closed.chat], "&holder=me") == [closed.chat]


async def test_what_was_changed_is_found_by_its_new_words(office: Office) -> None:
    """CO-3: an edited message by what it says now, a deleted one by nothing"""
    await office.owner.connect()
    talk = await wrote(office, "где мой заказ")
    await office.owner.take(talk.chat)
    await office.owner.watch_now(talk.chat)
    seq = (await office.owner.send("посылка в Туле", chat=talk.chat))["seq"]
    assert await ids(office.owner, "тул", [talk.chat]) == [talk.chat]
    await office.owner.say(type="edit", id=new_id(), chat=talk.chat, seq=seq, text="посылка в Рязани")
    [row] = await found(office.owner, "рязан")
    assert row["hit"]["text"] == "посылка в Рязани"
    assert await ids(office.owner, "тул", []) == []
    await office.owner.say(type="delete", id=new_id(), chat=talk.chat, seq=seq)
    assert await found(office.owner, "рязан", lambda rows: rows == []) == []
