"""CH-10: what an operator has begun to write is kept for each chat and mode."""

import pytest

from people import Office


async def test_a_draft_goes_along_to_another_console(office: Office) -> None:
    """CH-10: told at once there, found after a restart of the page, gone when it is sent; nobody else reads it"""
    ivan = await office.hire("Ivan", administrator=True)
    visitor = await office.visitor()
    await visitor.send("hello")
    await office.owner.take(visitor.chat)
    other = office.console(office.owner)
    for who in (ivan, other):
        await who.connect()
    path = f"/chats/{visitor.chat}/draft"
    first = await office.owner.put(path, mode="reply", text="Good d")
    second = await office.owner.put(path, mode="reply", text="Good day\r\n\0to you")
    await office.owner.put(path, mode="note", text="canary-7")
    assert second["text"] == "Good day\nto you"
    assert second["at"] > first["at"]
    frame = await other.frames.wait("draft", chat=visitor.chat, mode="note")
    assert frame["text"] == "canary-7"
    kept = (await other.get("/drafts"))["items"]
    assert [(d["chat"], d["mode"], d["text"]) for d in kept] == [
        (visitor.chat, "reply", "Good day\nto you"),
        (visitor.chat, "note", "canary-7"),
    ]
    assert (await office.owner.get(f"/chats/{visitor.chat}"))["draft"] is True
    assert (await office.owner.get("/chats"))["items"][0]["draft"] is True
    assert (await ivan.get(f"/chats/{visitor.chat}"))["draft"] is False
    assert (await ivan.get("/drafts"))["items"] == []
    for mode in ("reply", "note"):
        await office.owner.put(path, mode=mode, text="")
    assert (await office.owner.get("/drafts"))["items"] == []
    assert (await office.owner.get(f"/chats/{visitor.chat}"))["draft"] is False
    await visitor.send("anybody?")
    await ivan.frames.wait_until("chat", lambda row: row["client_messages"] == 2)
    assert "canary-7" not in str(ivan.frames.all)
    assert "draft" not in ivan.frames.of("chat")[-1]


async def test_only_in_chats_that_one_sees(office: Office) -> None:
    """GR-3; words that were written before a chat went are still their author's"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    visitor = await office.visitor()
    await visitor.send("hello")
    await anna.take(visitor.chat)
    path = f"/chats/{visitor.chat}/draft"
    assert (await ivan.put(path, 404, mode="reply", text="mine?"))["code"] == "not_found"
    await anna.put(path, mode="reply", text="I was about to say")
    await anna.post(f"/chats/{visitor.chat}/transfer", operator=ivan.me["id"])
    assert [draft["text"] for draft in (await anna.get("/drafts"))["items"]] == ["I was about to say"]


@pytest.mark.parametrize(
    "body", [{"mode": "reply"}, {"mode": "mail", "text": "x"}, {"mode": "note", "text": "x" * 50_001}, {"text": 7}]
)
async def test_nonsense_is_told(office: Office, body: dict[str, object]) -> None:
    visitor = await office.visitor()
    assert (await office.owner.put(f"/chats/{visitor.chat}/draft", 400, **body))["code"] == "invalid"
