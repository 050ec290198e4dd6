"""Statuses as administrators arrange them: who may, what is refused and why, and what history keeps."""

import asyncio
from typing import Any

import pytest

from people import Office, OperatorPeer

LONG = "ж" * 64


async def statuses(peer: OperatorPeer) -> list[dict[str, Any]]:
    return list(await peer.get("/statuses"))


async def ids(peer: OperatorPeer, group: str) -> list[int]:
    return [s["id"] for s in await statuses(peer) if s["group"] == group and not s["hidden"]]


async def add(peer: OperatorPeer, name: str, group: str = "in_progress", **fields: Any) -> dict[str, Any]:
    return dict(await peer.post("/statuses", 201, name=name, colour="blue", group=group, **fields))


async def delete(peer: OperatorPeer, status: int) -> tuple[int, str]:
    answer = await peer.http.delete(f"/api/v1/statuses/{status}")
    return answer.status_code, "" if answer.status_code == 204 else answer.json()["code"]


@pytest.mark.parametrize("name", ["Уточняем на складе", LONG, "🚚 В пути", "قيد التنفيذ", "<b>&amp;{x}</b>"])
async def test_a_status_is_added_last(office: Office, name: str) -> None:
    """ST-1: any name of 64 characters, also of another script"""
    made = await add(office.owner, f"  {name} ")
    assert (made["name"], made["group"], made["colour"], made["star"]) == (name, "in_progress", "blue", False)
    assert (await ids(office.owner, "in_progress"))[-1] == made["id"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": " "}, "bad_name"),
        ({"name": "ж" * 65}, "bad_name"),
        ({"name": "\u202e\u0000"}, "bad_name"),
        ({"colour": "mauve"}, "invalid"),
        ({"group": "queue"}, "invalid"),
        ({"star": True}, "invalid"),
        ({"name": None}, "invalid"),
    ],
)
async def test_bad_statuses(office: Office, body: dict[str, Any], code: str) -> None:
    """ST-1: what is wrong is said, and nothing is stored"""
    before = await statuses(office.owner)
    body = {"name": "Sold", "colour": "red", "group": "closed"} | body
    assert (await office.owner.post("/statuses", 400, **body))["code"] == code
    assert await statuses(office.owner) == before


async def test_names_are_unique_among_the_visible(office: Office) -> None:
    """ST-1: of two alike nobody would know which to take"""
    made = await add(office.owner, "Sold", "closed")
    refused = await office.owner.post("/statuses", 409, name="SOLD", colour="red", group="in_progress")
    assert (refused["code"], refused["field"]) == ("name_taken", "name")
    assert await delete(office.owner, made["id"]) == (204, "")
    await add(office.owner, "Sold", "closed")
    assert (await office.owner.post(f"/statuses/{made['id']}/restore", 409))["code"] == "name_taken"


async def test_the_star_is_the_first_of_in_progress(office: Office) -> None:
    """ST-1: a taken chat goes there, from the next one on"""
    boss = office.owner
    made = await add(boss, "New")
    await boss.http.put(
        "/api/v1/statuses/order",
        json={"group": "in_progress", "ids": [made["id"], *(await ids(boss, "in_progress"))[:1]]},
    )
    assert [s["id"] for s in await statuses(boss) if s["star"]] == [made["id"]]
    visitor = await office.visitor()
    await visitor.send("hello")
    assert (await boss.take(visitor.chat))["status"] == made["id"]


async def test_an_order_of_other_statuses_is_refused(office: Office) -> None:
    """ST-1: somebody has added or deleted one meanwhile"""
    boss = office.owner
    first = await ids(boss, "in_progress")
    await add(boss, "New")
    for asked in (first, [*first, *first], [], [10**30]):
        refused = await boss.http.put("/api/v1/statuses/order", json={"group": "in_progress", "ids": asked})
        assert (refused.status_code, refused.json()["code"]) in ((409, "changed_meanwhile"), (400, "invalid"))
    assert (await ids(boss, "in_progress"))[0] == first[0]


async def test_two_administrators_rename_one(office: Office) -> None:
    """ST-1: the second is told, and nothing of the first's is lost"""
    other = await office.hire("Anna", administrator=True)
    made = await add(office.owner, "New")
    answers = await asyncio.gather(
        *(
            peer.http.patch(f"/api/v1/statuses/{made['id']}", json={"version": made["version"], "name": name})
            for peer, name in ((office.owner, "One"), (other, "Two"))
        )
    )
    assert sorted(a.status_code for a in answers) == [200, 409]
    won = next(a.json() for a in answers if a.status_code == 200)
    assert next(s["name"] for s in await statuses(other) if s["id"] == made["id"]) == won["name"]


async def test_a_built_in_one_is_renamed_and_gets_its_name_back(office: Office) -> None:
    """ST-1: an empty name is the catalogue's"""
    status = (await statuses(office.owner))[0]
    renamed = await office.owner.patch(f"/statuses/{status['id']}", version=status["version"], name="Talking")
    assert renamed["name"] == "Talking"
    again = await office.owner.patch(f"/statuses/{status['id']}", version=renamed["version"], name=" ")
    assert (again["name"], again["builtin"]) == ("", "in_progress")


async def test_what_cannot_be_deleted(office: Office) -> None:
    """ST-2: the built-in spam, the last of a group, and one with chats in progress"""
    boss = office.owner
    by_builtin = {s["builtin"]: s["id"] for s in await statuses(boss)}
    assert await delete(boss, by_builtin["spam"]) == (409, "status_builtin")
    assert await delete(boss, by_builtin["done"]) == (409, "last_status")
    assert await delete(boss, by_builtin["in_progress"]) == (409, "last_status")
    made = await add(boss, "New")
    visitor = await office.visitor()
    await visitor.send("hello")
    await boss.take(visitor.chat)
    assert await delete(boss, by_builtin["in_progress"]) == (409, "status_in_use")
    counts = {c["status"]: c["chats"] for c in await boss.get("/statuses/counts")}
    assert counts == {by_builtin["in_progress"]: 1}
    assert await boss.post(f"/statuses/{by_builtin['in_progress']}/move", into=made["id"]) == {"chats": 1}
    assert await delete(boss, by_builtin["in_progress"]) == (204, "")
    row = await boss.get(f"/chats/{visitor.chat}")
    assert (row["status"], row["state"]) == (made["id"], "in_progress")
    events = (await boss.get(f"/chats/{visitor.chat}/events"))["items"]
    assert (events[-1]["kind"], events[-1]["data"]) == ("status", {"status": made["id"]})


async def test_a_hidden_one_keeps_its_name_in_history(office: Office) -> None:
    """ST-2: no chat gets it any more, and closed ones keep it"""
    boss = office.owner
    sold = await add(boss, "Sold", "closed")
    visitor = await office.visitor()
    await visitor.send("hello")
    await boss.take(visitor.chat)
    await boss.post(f"/chats/{visitor.chat}/status", status=sold["id"])
    assert await delete(boss, sold["id"]) == (204, "")
    assert next(s for s in await statuses(boss) if s["id"] == sold["id"])["hidden"] is True
    assert (await boss.get(f"/chats/{visitor.chat}"))["status"] == sold["id"]
    assert (await boss.post(f"/chats/{visitor.chat}/status", 400, status=sold["id"]))["code"] == "no_status"
    assert await delete(boss, sold["id"]) == (400, "no_status")
    assert (await boss.post(f"/statuses/{sold['id']}/restore"))["hidden"] is False


async def test_no_chat_slips_into_one_that_is_deleted(office: Office) -> None:
    """ST-2: both at once: either the chat is in it and it stays, or it is gone and the chat is not in it"""
    boss = office.owner
    visitor = await office.visitor()
    await visitor.send("hello")
    await boss.take(visitor.chat)
    home = (await ids(boss, "in_progress"))[0]
    for round in range(5):
        made = await add(boss, f"New {round}")
        setting = boss.http.post(f"/api/v1/chats/{visitor.chat}/status", json={"status": made["id"]})
        (code, _), set = await asyncio.gather(delete(boss, made["id"]), setting)
        inside = (await boss.get(f"/chats/{visitor.chat}"))["status"] == made["id"]
        assert (code, set.status_code, inside) in ((204, 400, False), (409, 200, True))
        await boss.post(f"/chats/{visitor.chat}/status", status=home)


async def test_open_consoles_are_told(office: Office) -> None:
    """ST-1: by the revision, whoever changed something"""
    anna = await office.hire("Anna")
    await anna.connect()
    before = (await anna.frames.wait("desk"))["revision"]
    made = await add(office.owner, "New")
    told = await anna.frames.wait_until("desk", lambda frame: frame["revision"] > before)
    await delete(office.owner, made["id"])
    await anna.frames.wait_until("desk", lambda frame: frame["revision"] > told["revision"])


async def test_operators_arrange_nothing(office: Office) -> None:
    """ST-1, GR-3: they read statuses, and that is all"""
    anna = await office.hire("Anna")
    made = await add(office.owner, "New")
    path = f"/api/v1/statuses/{made['id']}"
    before = await statuses(anna)
    calls = [
        ("GET", "/api/v1/statuses/counts", None),
        ("POST", "/api/v1/statuses", {"name": "Mine", "colour": "red", "group": "closed"}),
        ("PUT", "/api/v1/statuses/order", {"group": "in_progress", "ids": [made["id"]]}),
        ("PATCH", path, {"version": 0, "name": "Mine"}),
        ("DELETE", path, None),
        ("POST", f"{path}/restore", None),
        ("POST", f"{path}/move", {"into": made["id"]}),
    ]
    for method, address, body in calls:
        answer = await anna.http.request(method, address, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), (method, address)
        strange = await office.http().request(method, address, json=body)
        assert strange.status_code == 401
    assert await statuses(anna) == before
