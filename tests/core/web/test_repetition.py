"""RT-2: the sender gives each message its own id; sent twice, it appears once."""

import asyncio

from people import Office, VisitorPeer, new_id


async def test_the_same_id_gets_the_same_answer(office: Office) -> None:
    visitor = await office.visitor()
    first = await visitor.send("once", "same")
    again = await visitor.send("once", "same")
    assert again == first
    assert visitor.texts(visitor.chat) == ["once"]
    assert (await office.owner.get(f"/chats/{visitor.chat}"))["client_messages"] == 1


async def test_the_same_id_with_another_text_is_refused(office: Office) -> None:
    visitor = await office.visitor()
    await visitor.send("one", "same")
    answer = await visitor.send("another", "same")
    assert (answer["type"], answer["code"]) == ("error", "key_reused")
    assert visitor.texts(visitor.chat) == ["one"]


async def test_a_repetition_may_name_the_chat_that_the_first_did_not(office: Office) -> None:
    visitor = await office.visitor()
    first = await visitor.send("hello", "h1")
    assert await visitor.send("hello", "h1", chat=first["chat"]) == first


async def test_a_repetition_after_closing_gets_the_stored_answer(office: Office) -> None:
    visitor = await office.visitor()
    first = await visitor.send("hello", "h1")
    await office.owner.set_status(first["chat"], "done")
    await visitor.event("closed")
    assert await visitor.send("hello", "h1") == first
    assert await visitor.send("hello", "h1", chat=first["chat"]) == first
    assert (await office.owner.get("/chats?view=queue"))["items"] == []


async def test_two_people_may_use_the_same_id(office: Office) -> None:
    one, two = await office.visitor(), await office.visitor()
    first, second = await one.send("mine", "1"), await two.send("also mine", "1")
    assert first["chat"] != second["chat"]


async def test_a_note_and_a_message_of_one_id_are_two_things(office: Office) -> None:
    visitor = await office.visitor()
    await visitor.send("hello")
    await office.owner.connect()
    await office.owner.take(visitor.chat)
    await office.owner.send("text", "n", chat=visitor.chat, note=True)
    answer = await office.owner.send("text", "n", chat=visitor.chat)
    assert answer["code"] == "key_reused"


async def test_fifty_at_once_are_one_message(office: Office) -> None:
    visitor = await office.visitor()
    tabs = [await office.visitor(visitor.token) for _ in range(5)]
    answers = await asyncio.gather(*(tab.send("only once", "the-same") for tab in tabs for _ in range(10)))
    assert len({(answer["chat"], answer["seq"]) for answer in answers}) == 1
    await visitor.event("message")
    assert visitor.texts(visitor.chat) == ["only once"]


async def test_a_double_click_on_the_launcher_makes_one_chat(office: Office) -> None:
    """CH-7: one empty chat a visitor, whatever calls come at once"""
    visitor = await office.visitor_session()
    sessions = await asyncio.gather(*(office.visitor_session(visitor.token) for _ in range(10)))
    assert {session.chat for session in sessions} == {visitor.chat}
    assert {session.token for session in sessions} == {visitor.token}


async def test_a_double_click_on_send_makes_one_chat_and_one_message(office: Office) -> None:
    visitor = await office.visitor()
    id = new_id()
    await visitor.say(type="send", id=id, text="double")
    await visitor.say(type="send", id=id, text="double")
    await visitor.frames.wait("ack", id=id)
    await visitor.send("and more")
    await visitor.event("message", text="and more")
    assert visitor.texts(visitor.chat) == ["double", "and more"]
    page = await office.owner.get("/chats?view=queue")
    assert [row["id"] for row in page["items"]] == [visitor.chat]


async def test_a_key_of_another_chat_is_refused(office: Office) -> None:
    """Nothing was taken, said or closed there, so nobody is told that it was."""
    one, two = await office.visitor(), await office.visitor()
    for visitor in (one, two):
        await visitor.send("hello")
    owner = office.owner
    await owner.connect()

    async def post(visitor: VisitorPeer, path: str, **body: object) -> tuple[int, str | None]:
        headers = {"Idempotency-Key": path}
        answer = await owner.http.post(f"/api/v1/chats/{visitor.chat}/{path}", headers=headers, json=body or None)
        return answer.status_code, answer.json().get("code")

    assert await post(one, "take") == (200, None)
    assert await post(two, "take") == (409, "key_reused")
    await owner.take(two.chat)
    for note in (False, True):
        id = new_id()
        assert (await owner.send("same", id, chat=one.chat, note=note))["type"] == "ack"
        assert (await owner.send("same", id, chat=two.chat, note=note))["code"] == "key_reused"
    status = next(s["id"] for s in await owner.get("/statuses") if s["builtin"] == "done")
    assert await post(one, "status", status=status) == (200, None)
    assert await post(two, "status", status=status) == (409, "key_reused")
    assert [(await owner.get(f"/chats/{v.chat}"))["state"] for v in (one, two)] == ["closed", "in_progress"]


async def test_commands_repeat_too(office: Office) -> None:
    visitor = await office.visitor()
    await visitor.send("hello")
    headers = {"Idempotency-Key": "take-1"}
    for _ in range(2):
        answer = await office.owner.http.post(f"/api/v1/chats/{visitor.chat}/take", headers=headers)
        assert answer.status_code == 200
    returned = await office.owner.post(f"/chats/{visitor.chat}/return")
    assert returned["state"] == "queue"
    again = await office.owner.http.post(f"/api/v1/chats/{visitor.chat}/take", headers=headers)
    assert again.json()["state"] == "queue", "the repetition of an old command changes nothing"
    reused = await office.owner.http.post(f"/api/v1/chats/{visitor.chat}/return", headers=headers)
    assert (reused.status_code, reused.json()["code"]) == (409, "key_reused")
