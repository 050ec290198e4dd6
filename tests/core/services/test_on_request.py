"""DI-1, DI-2: chats are chosen from the queue, or handed out on request with the queue hidden."""

import asyncio

from people import Office, OperatorPeer


async def test_at_first_operators_choose_from_the_queue(office: Office) -> None:
    """DI-1"""
    anna = await office.hire("Anna")
    await anna.connect()
    desk = await anna.frames.wait("desk")
    assert (desk["queue"], desk["on_request"], desk["website"]) == ("take", False, True)
    assert (await anna.post("/chats/next", 409))["code"] == "not_on_request"


async def test_on_request_the_oldest_chat_is_handed_out(office: Office) -> None:
    """DI-2"""
    anna = await office.hire("Anna")
    first, second = await office.visitor(), await office.visitor()
    await first.send("I was here first")
    await second.send("me too")
    await office.owner.choose(strategy="oldest_first")
    row = await anna.post("/chats/next")
    assert (row["id"], row["state"], row["operator"]["id"]) == (first.chat, "in_progress", anna.me["id"])
    taken = (await anna.get(f"/chats/{first.chat}/events"))["items"][-1]
    assert taken["kind"] == "taken"
    assert taken["data"]["reason"]["ru"] != taken["data"]["reason"]["en"]
    assert (await anna.post("/chats/next"))["id"] == second.chat
    assert (await anna.post("/chats/next", 404))["code"] == "queue_empty"


async def test_the_queue_is_hidden_from_operators_and_not_from_administrators(office: Office) -> None:
    """DI-2: live, in lists, counters, searches by number, and in what may be done"""
    anna = await office.hire("Anna")
    await anna.connect()
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await anna.frames.wait("counts", queue=1)
    begun = len(anna.frames.all)
    await office.owner.choose(strategy="oldest_first")
    await anna.frames.wait("desk", begun, queue="hidden")
    await anna.frames.wait("gone", begun, chat=visitor.chat)
    await anna.frames.wait("counts", begun, queue=0)
    assert (await anna.get("/chats?view=queue"))["items"] == []
    await anna.get(f"/chats/{visitor.chat}", 404)
    await anna.take(visitor.chat, 404)
    assert [row["id"] for row in (await office.owner.get("/chats?view=queue"))["items"]] == [visitor.chat]
    await office.owner.take(visitor.chat)


async def test_many_ask_at_once_and_each_chat_goes_to_one(office: Office) -> None:
    """DI-2, DI-7"""
    await office.owner.choose(strategy="oldest_first")
    operators = [await office.hire(f"Op{n}") for n in range(4)]
    visitors = [await office.visitor() for _ in range(12)]
    for visitor in visitors:
        await visitor.send("hello")
    rows = await asyncio.gather(*(ask(operators[n % 4]) for n in range(16)))
    given = [row["id"] for row in rows if row is not None]
    assert sorted(given) == sorted(visitor.chat for visitor in visitors)


async def ask(operator: OperatorPeer) -> dict[str, int] | None:
    answer = await operator.http.post("/api/v1/chats/next")
    assert answer.status_code in (200, 404), answer.text
    return answer.json() if answer.status_code == 200 else None
