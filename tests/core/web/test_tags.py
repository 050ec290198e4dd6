"""CH-8: tags."""

import pytest

from people import Office


async def test_who_leads_a_chat_gives_it_tags(office: Office) -> None:
    """CH-8: told in an event, shown in the row, offered to all afterwards"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    visitor = await office.visitor()
    await visitor.send("hello")
    path = f"/chats/{visitor.chat}/tags"
    assert (await anna.post(path, 409, add=["wholesale"]))["code"] == "take_first"
    await anna.take(visitor.chat)
    row = await anna.post(path, add=[" wholesale ", "gift\nset"])
    assert row["tags"] == ["wholesale", "gift set"]
    row = await anna.post(path, add=["urgent"], remove=["wholesale", "unknown"])
    assert row["tags"] == ["gift set", "urgent"]
    events = (await anna.get(f"/chats/{visitor.chat}/events"))["items"]
    assert [event["data"] for event in events[-2:]] == [
        {"added_tags": ["wholesale", "gift set"]},
        {"added_tags": ["urgent"], "removed_tags": ["wholesale"]},
    ]
    assert (await ivan.get("/tags"))["items"][0] == "urgent"
    assert set((await ivan.get("/tags"))["items"]) == {"wholesale", "gift set", "urgent"}
    assert (await ivan.post(path, 404, add=["mine"]))["code"] == "not_found"
    assert (await office.owner.post(path, add=["vip"]))["tags"] == ["gift set", "urgent", "vip"]
    await visitor.send("more")
    assert "wholesale" not in str(visitor.frames.all)


async def test_of_one_tag_a_chat_has_one_spelling(office: Office) -> None:
    """CH-8: given in other upper and lower case it is the tag that is there; another chat may spell it otherwise"""
    chats = []
    for _ in range(2):
        visitor = await office.visitor()
        await visitor.send("hello")
        await office.owner.take(visitor.chat)
        chats.append(f"/chats/{visitor.chat}/tags")
    assert (await office.owner.post(chats[0], add=["vip", "Опт", "VIP"]))["tags"] == ["vip", "Опт"]
    row = await office.owner.post(chats[0], add=[" Vip ", "ОПТ"])
    assert (row["tags"], row["seq"]) == (["vip", "Опт"], 3)
    assert sorted((await office.owner.get("/tags"))["items"]) == ["vip", "Опт"]
    assert (await office.owner.post(chats[0], add=["ВИП", "VIP"], remove=["vip"]))["tags"] == ["Опт", "ВИП", "VIP"]
    assert (await office.owner.post(chats[1], add=["Vip"]))["tags"] == ["Vip"]


@pytest.mark.parametrize("add", [[""], ["\0"], ["x" * 65], "x", [7], ["x" * 301], ["x"] * 51])
async def test_nonsense_is_told(office: Office, add: object) -> None:
    visitor = await office.visitor()
    await visitor.send("hello")
    await office.owner.take(visitor.chat)
    refusal = await office.owner.post(f"/chats/{visitor.chat}/tags", 400, add=add)
    assert refusal["code"] in ("bad_text", "too_long", "invalid")
    assert (await office.owner.get("/tags"))["items"] == []
