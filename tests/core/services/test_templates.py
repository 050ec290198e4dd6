"""TM-1: templates of everybody and of one operator, over REST."""

from typing import Any

import pytest

from people import Office, OperatorPeer

OLD = "Заказ уже едет, трек-номер пришлём вечером."


async def add(who: OperatorPeer, level: str, *items: dict[str, str], expect: int = 201) -> Any:
    return await who.post("/templates", expect, level=level, items=list(items))


async def seen(who: OperatorPeer) -> list[tuple[str, str, str, str]]:
    items = (await who.get("/templates"))["items"]
    return [(item["level"], item["heading"], item["title"], item["text"]) for item in items]


async def ids(who: OperatorPeer, level: str) -> list[int]:
    return [item["id"] for item in (await who.get("/templates"))["items"] if item["level"] == level]


async def test_everybody_sees_the_global_ones_and_their_own(office: Office) -> None:
    """TM-1: and nobody anybody else's, not even the owner"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    assert await seen(anna) == []
    await add(office.owner, "global", {"title": "Delivery", "heading": "Orders", "text": "It takes two days."})
    await add(anna, "personal", {"text": OLD})
    await add(office.owner, "personal", {"text": "The owner's own"})
    shared = ("global", "Orders", "Delivery", "It takes two days.")
    assert await seen(anna) == [shared, ("personal", "", "", OLD)]
    assert await seen(ivan) == [shared]
    assert await seen(office.owner) == [shared, ("personal", "", "", "The owner's own")]


async def test_only_administrators_change_the_global_ones(office: Office) -> None:
    """TM-1, GR-3: each changes their own; somebody else's do not exist"""
    anna, chief = await office.hire("Anna"), await office.hire("Chief", administrator=True)
    await add(chief, "global", {"text": "Hello!"})
    await add(chief, "personal", {"text": "The chief's own"})
    [shared], [own] = await ids(anna, "global"), await ids(chief, "personal")
    assert (await add(anna, "global", {"text": "Hi!"}, expect=403))["code"] == "forbidden"
    await anna.patch(f"/templates/{shared}", 403, text="Hi!")
    assert (await anna.http.delete(f"/api/v1/templates/{shared}")).status_code == 403
    await anna.put("/templates/order", 403, level="global", items=[{"id": shared, "heading": "x"}])
    for who in (anna, office.owner):
        await who.patch(f"/templates/{own}", 404, text="Hi!")
        assert (await who.http.delete(f"/api/v1/templates/{own}")).status_code == 404
        await who.put("/templates/order", 409, level="personal", items=[{"id": own, "heading": "x"}])
    assert await seen(chief) == [("global", "", "", "Hello!"), ("personal", "", "", "The chief's own")]
    nobody = office.http()
    assert (await nobody.get("/api/v1/templates")).status_code == 401
    assert (
        await nobody.post("/api/v1/templates", json={"level": "personal", "items": [{"text": "x"}]})
    ).status_code == 401


async def test_one_is_changed_and_removed(office: Office) -> None:
    """TM-1: whatever is not given stays"""
    anna = await office.hire("Anna")
    await add(anna, "personal", {"text": "one"}, {"text": "two", "title": "Two", "heading": "Numbers"})
    one, two = await ids(anna, "personal")
    await anna.patch(f"/templates/{two}", text=" zwei \r\n drei ")
    assert (await seen(anna))[1] == ("personal", "Numbers", "Two", "zwei \n drei")
    await anna.patch(f"/templates/{two}", title="", heading=" Zahlen\t1 ")
    assert (await seen(anna))[1] == ("personal", "Zahlen 1", "", "zwei \n drei")
    assert (await anna.http.delete(f"/api/v1/templates/{one}")).status_code == 200
    assert (await anna.http.delete(f"/api/v1/templates/{one}")).status_code == 404
    assert await ids(anna, "personal") == [two]


async def test_a_level_is_put_in_order(office: Office) -> None:
    """TM-1: all of it, so that nobody's new template is lost on the way"""
    owner = office.owner
    await add(owner, "personal", *({"text": word, "heading": "A"} for word in ("one", "two", "three")))
    one, two, three = await ids(owner, "personal")
    await owner.put(
        "/templates/order",
        level="personal",
        items=[{"id": three, "heading": "B"}, {"id": one, "heading": "A"}, {"id": two, "heading": " B "}],
    )
    assert [(heading, text) for _, heading, _, text in await seen(owner)] == [
        ("B", "three"),
        ("A", "one"),
        ("B", "two"),
    ]
    await add(owner, "personal", {"text": "four"})
    for stale in ([three, one], [three, one, two, two], [three, one, two, 10**9]):
        items = [{"id": id, "heading": ""} for id in stale]
        problem = await owner.put("/templates/order", 409, level="personal", items=items)
        assert problem["code"] == "changed_meanwhile"
    assert [text for *_, text in await seen(owner)] == ["three", "one", "two", "four"]
    await owner.put("/templates/order", level="global", items=[])


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ({"text": "ю" * 4001}, "items[0].text"),
        ({"text": "x" * 100_000}, "items[0].text"),
        ({"text": " \n "}, "items[0].text"),
        ({"text": "a\x00b"}, "items[0].text"),
        ({"text": "x", "title": "ю" * 101}, "items[0].title"),
        ({"text": "x", "heading": "ю" * 101}, "items[0].heading"),
        ({"text": 5}, "items[0].text"),
        ({"title": "no text"}, "items[0].text"),
        ({"text": "x", "level": "global"}, "items[0].level"),
    ],
)
async def test_what_cannot_be_one_is_refused(office: Office, item: dict[str, Any], field: str) -> None:
    """TM-1: with the place that is wrong, and nothing of it is stored"""
    problem = await add(office.owner, "personal", item, {"text": "fine"}, expect=400)
    assert problem["field"] == field
    assert problem["detail"]
    assert await seen(office.owner) == []


async def test_words_of_any_kind_come_back_as_they_were(office: Office) -> None:
    """TM-1: right to left, emoji, markup; a title stays on its line"""
    texts = ["שלום! ההזמנה בדרך", "👩‍👩‍👧 🍵" * 400, "<script>alert(1)</script>", "{operator:рад|рада}", "ю" * 4000]
    await add(office.owner, "personal", *({"text": text, "title": text[:100]} for text in texts))
    assert [(title, text) for _, _, title, text in await seen(office.owner)] == [(text[:100], text) for text in texts]
    [last] = (await add(office.owner, "personal", {"text": "x", "title": "a\nb\x00c"}))["items"][-1:]
    assert last["title"] == "a b c"


async def test_requests_that_mean_nothing(office: Office) -> None:
    """TM-1: 4xx, never 5xx"""
    owner = office.owner
    await add(owner, "group", {"text": "x"}, expect=400)
    await add(owner, "personal", expect=400)
    await owner.patch(f"/templates/{10**30}", 404, text="x")
    await owner.patch("/templates/-1", 404, text="x")
    await owner.put("/templates/order", 400, level="personal", items=[{"id": 10**30, "heading": ""}])
    await owner.put("/templates/order", 400, level="personal", items=[{"id": 0, "heading": ""}])
    too_large = await owner.http.post(
        "/api/v1/templates", json={"level": "personal", "items": [{"text": "ю" * 300_000}]}
    )
    assert too_large.status_code == 413


async def test_there_is_an_end_to_them(office: Office) -> None:
    """TM-1: a list that is read whole is not endless"""
    many = [{"text": str(number)} for number in range(1000)]
    await add(office.owner, "personal", *many)
    problem = await add(office.owner, "personal", {"text": "one more"}, expect=409)
    assert problem["code"] == "too_many_templates"
    await add(office.owner, "global", {"text": "elsewhere there is room"})
    mine = await ids(office.owner, "personal")
    backwards = [{"id": id, "heading": "All"} for id in reversed(mine)]
    await office.owner.put("/templates/order", level="personal", items=backwards)
    assert await ids(office.owner, "personal") == mine[::-1]


async def test_an_unchanged_list_is_not_sent_again(office: Office) -> None:
    """TM-1: by its ETag"""
    anna = await office.hire("Anna")
    await add(anna, "personal", {"text": "one"})
    first = await anna.http.get("/api/v1/templates")
    known = {"If-None-Match": first.headers["ETag"]}
    again = await anna.http.get("/api/v1/templates", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert f'"{first.json()["revision"]}"' == first.headers["ETag"]
    await add(office.owner, "global", {"text": "two"})
    after = await anna.http.get("/api/v1/templates", headers=known)
    assert (after.status_code, len(after.json()["items"])) == (200, 2)


async def test_colleagues_hear_of_new_global_ones(office: Office) -> None:
    """TM-1: the revision of the desk grows, and consoles ask again"""
    anna = await office.hire("Anna")
    await anna.connect()
    before = (await anna.frames.wait("desk"))["revision"]
    await add(office.owner, "global", {"text": "Hello!"})
    await anna.frames.wait_until("desk", lambda frame: frame["revision"] > before)
