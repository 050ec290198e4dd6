"""The team as administrators change it: who may, whom open chats go to, and what is left of whoever goes."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from besedka import clock
from databases import Database
from people import PASSWORD, Office, OperatorPeer, VisitorPeer
from serving import serving


async def remove(by: OperatorPeer, id: int, chats_to: int | str) -> tuple[int, str]:
    answer = await by.http.request("DELETE", f"/api/v1/operators/{id}", json={"chats_to": chats_to})
    return answer.status_code, "" if answer.status_code == 204 else answer.json()["code"]


async def listed(by: OperatorPeer, id: int) -> dict[str, Any]:
    return next(o for o in (await by.get("/operators"))["items"] if o["id"] == id)


async def led(office: Office, by: OperatorPeer, chats: int = 1) -> list[VisitorPeer]:
    """Visitors whose chats an operator leads."""
    visitors = []
    for _ in range(chats):
        visitors.append(visitor := await office.visitor())
        await visitor.send("hello")
        await by.take(visitor.chat)
    return visitors


@pytest.mark.parametrize("name", ["я" * 64, "👩‍🚀 Света", "سارة", "O'Neil <b>"])
async def test_names_of_every_kind(office: Office, name: str) -> None:
    """OP-1: 64 characters for colleagues, 30 for clients"""
    body = {"name": name, "display_name": name[:30], "email": "s@shop.example", "password": PASSWORD}
    made = await office.owner.post("/operators", 201, **body, chat_limit=7, language="ru")
    assert (made["name"], made["display_name"], made["chat_limit"], made["language"]) == (name, name[:30], 7, "ru")
    over = await office.owner.patch(f"/operators/{made['id']}", 400, display_name="я" * 31)
    assert (over["code"], over["field"]) == ("bad_name", "display_name")


async def test_two_administrators_change_one_operator(office: Office) -> None:
    """OP-1: the second is told"""
    chief = await office.hire("Boris", administrator=True)
    anna = (await office.hire("Anna")).me["id"]
    version = (await listed(chief, anna))["version"]
    await office.owner.patch(f"/operators/{anna}", name="Anna First", version=version)
    assert (await chief.patch(f"/operators/{anna}", 409, name="Anna Second", version=version))[
        "code"
    ] == "changed_meanwhile"
    assert (await listed(chief, anna))["name"] == "Anna First"


async def test_ones_own_password_needs_the_present_one(office: Office) -> None:
    """OP-6: a console left open does not give the account away"""
    anna = await office.hire("Anna")
    own = f"/operators/{anna.me['id']}"
    for wrong in ({}, {"present_password": "samovar on the terrace"}):
        refused = await anna.patch(own, 400, password="another samovar entirely", **wrong)
        assert (refused["code"], refused["field"]) == ("bad_password", "present_password")
    await anna.patch(own, password="another samovar entirely", present_password=PASSWORD)


async def test_deleted_to_a_colleague(office: Office) -> None:
    """OP-4: the chats go on with them, and the name stays in history"""
    anna, boris = await office.hire("Anna"), await office.hire("Boris")
    (visitor,) = await led(office, anna)
    await anna.connect()
    await anna.watch_now(visitor.chat)
    await anna.send("I am looking", chat=visitor.chat)
    await boris.connect()
    assert (await listed(office.owner, anna.me["id"]))["open_chats"] == 1
    assert await remove(office.owner, anna.me["id"], boris.me["id"]) == (204, "")
    assert await anna.closed() == 4401
    assert (await anna.get("/session", 401))["code"] == "sign_in"
    row = await boris.get(f"/chats/{visitor.chat}")
    assert (row["state"], row["operator"]["id"]) == ("in_progress", boris.me["id"])
    events = (await boris.get(f"/chats/{visitor.chat}/events"))["items"]
    assert [e["author"].get("name") for e in events if e["kind"] == "message"][-1] == "Anna Ivanov"
    shown = await office.owner.get("/operators")
    assert shown["deleted"] == [{"id": anna.me["id"], "name": "Anna Ivanov"}]
    assert anna.me["id"] not in [o["id"] for o in shown["items"]]
    await visitor.event("message", visitor.chat, text="I am looking")


async def test_deleted_to_the_queue(office: Office) -> None:
    """OP-4: whoever is free takes them"""
    anna, boris = await office.hire("Anna"), await office.hire("Boris")
    visitors = await led(office, anna, 3)
    assert await remove(office.owner, anna.me["id"], "queue") == (204, "")
    for visitor in visitors:
        row = await boris.get(f"/chats/{visitor.chat}")
        assert (row["state"], row["operator"], row["status"]) == ("queue", None, None)
    assert (await boris.take(visitors[0].chat))["operator"]["id"] == boris.me["id"]


async def test_old_chats_go_to_an_operator_only(office: Office) -> None:
    """OP-4, CH-3: what is older than 30 days cannot go to the queue, and nothing is done by half"""
    anna, boris = await office.hire("Anna"), await office.hire("Boris")
    (visitor,) = await led(office, anna)
    clock.shift(timedelta(days=31))
    boss = await office.sign_in("olga@shop.example")
    assert (await listed(boss, anna.me["id"]))["old_chats"] == 1
    assert await remove(boss, anna.me["id"], "queue") == (409, "old_chats")
    assert (await listed(boss, anna.me["id"]))["open_chats"] == 1
    assert await remove(boss, anna.me["id"], boris.me["id"]) == (204, "")
    assert (await boss.get(f"/chats/{visitor.chat}"))["operator"]["id"] == boris.me["id"]


async def test_their_email_is_free_again(office: Office) -> None:
    """OP-4: unique among the living; who was deleted cannot sign in, nor be changed or deleted again"""
    anna, email = await office.hire("Anna"), ""
    email = anna.me["email"]
    assert await remove(office.owner, anna.me["id"], "queue") == (204, "")
    http = office.http()
    refused = await http.post("/api/v1/session", json={"email": email, "password": PASSWORD})
    assert (refused.status_code, refused.json()["code"]) == (401, "bad_credentials")
    assert (await office.owner.patch(f"/operators/{anna.me['id']}", 404, name="Back"))["code"] == "not_found"
    assert await remove(office.owner, anna.me["id"], "queue") == (404, "not_found")
    body = {"name": "Another Anna", "display_name": "Anna", "email": email, "password": PASSWORD}
    made = await office.owner.post("/operators", 201, **body)
    assert made["id"] != anna.me["id"]
    assert (await office.owner.post("/operators", 409, **body))["code"] == "email_taken"
    assert (await office.sign_in(email)).me["id"] == made["id"]


async def test_who_may_delete_whom(office: Office) -> None:
    """OP-3, OP-4: operators nobody, administrators operators, the owner all but themselves"""
    anna, boris = await office.hire("Anna"), await office.hire("Boris")
    chief, other = await office.hire("Chief", administrator=True), await office.hire("Other", administrator=True)
    owner = office.owner.me["id"]
    assert await remove(anna, boris.me["id"], "queue") == (403, "forbidden")
    assert await remove(anna, anna.me["id"], "queue") == (403, "forbidden")
    assert await remove(chief, other.me["id"], "queue") == (403, "forbidden")
    assert await remove(chief, owner, "queue") == (409, "owner_stays")
    assert await remove(chief, chief.me["id"], "queue") == (409, "not_oneself")
    assert await remove(office.owner, owner, "queue") == (409, "owner_stays")
    assert await remove(chief, 10**15, "queue") == (404, "not_found")
    assert await remove(chief, anna.me["id"], anna.me["id"]) == (400, "no_operator")
    assert await remove(chief, anna.me["id"], 10**15) == (400, "no_operator")
    assert await remove(chief, anna.me["id"], "nobody") == (400, "invalid")
    assert await remove(chief, anna.me["id"], boris.me["id"]) == (204, "")
    assert await remove(chief, boris.me["id"], anna.me["id"]) == (400, "no_operator")
    assert await remove(office.owner, chief.me["id"], "queue") == (204, "")


async def test_a_chat_taken_at_the_same_moment(office: Office) -> None:
    """OP-4: no chat is left with somebody who is gone, whichever was first"""
    for round in range(4):
        anna = await office.hire(f"Anna{round}")
        visitor = await office.visitor()
        await visitor.send("hello")
        taking = anna.http.post(f"/api/v1/chats/{visitor.chat}/take")
        taken, (code, _) = await asyncio.gather(taking, remove(office.owner, anna.me["id"], "queue"))
        assert code == 204
        assert taken.status_code in (200, 401)
        row = await office.owner.get(f"/chats/{visitor.chat}")
        assert (row["state"], row["operator"]) == ("queue", None)


async def test_heirs_who_go_at_the_same_moment(office: Office) -> None:
    """OP-4: of two who would inherit from each other one stays, and has the chats"""
    anna, boris = await office.hire("Anna"), await office.hire("Boris")
    visitors = [*await led(office, anna), *await led(office, boris)]
    answers = await asyncio.gather(
        remove(office.owner, anna.me["id"], boris.me["id"]), remove(office.owner, boris.me["id"], anna.me["id"])
    )
    assert sorted(answers) == [(204, ""), (400, "no_operator")]
    left = boris if answers[0][0] == 204 else anna
    rows = [await office.owner.get(f"/chats/{visitor.chat}") for visitor in visitors]
    assert [row["operator"]["id"] for row in rows] == [left.me["id"]] * 2


async def test_a_closed_chat_is_opened_by_who_is_there(office: Office) -> None:
    """OP-4, ST-3: it is not given back to somebody who was deleted"""
    anna = await office.hire("Anna")
    (visitor,) = await led(office, anna)
    await anna.set_status(visitor.chat, "done")
    assert await remove(office.owner, anna.me["id"], "queue") == (204, "")
    assert (await office.owner.get(f"/chats/{visitor.chat}"))["operator"]["name"] == "Anna Ivanov"
    row = await office.owner.set_status(visitor.chat, "in_progress")
    assert (row["state"], row["operator"]["id"]) == ("in_progress", office.owner.me["id"])


async def test_nobody_who_is_gone_is_shown(office: Office) -> None:
    """OP-4, OP-5: neither to visitors nor to colleagues, although they were here a moment ago"""
    anna = await office.hire("Anna")
    await anna.connect()
    await office.owner.connect()
    assert [o["id"] for o in (await office.visitor()).session["config"]["operators"]].count(anna.me["id"]) == 1
    begun = len(office.owner.frames.all)
    assert await remove(office.owner, anna.me["id"], "queue") == (204, "")
    await office.owner.frames.wait_until(
        "presence", lambda frame: anna.me["id"] not in [o["id"] for o in frame["operators"]], begun
    )
    assert anna.me["id"] not in [o["id"] for o in (await office.visitor()).session["config"]["operators"]]


async def test_what_was_left_at_a_crash_is_handed_over_at_the_start(database: Database) -> None:
    """OP-4: the deletion is stored, its chats follow"""
    async with serving(database) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        anna = await office.hire("Anna")
        chats = [visitor.chat for visitor in await led(office, anna, 2)]
        await office.close()
    database.rows(f"UPDATE operator SET deleted_at = created_at WHERE id = {anna.me['id']}")
    async with serving(database) as server:
        office = Office(server.url, "")
        boss = await office.sign_in("olga@shop.example")
        await boss.connect()
        for chat in chats:
            await boss.watch(chat)
            await boss.event("returned", chat)
            assert (await boss.get(f"/chats/{chat}"))["state"] == "queue"
        await office.close()
