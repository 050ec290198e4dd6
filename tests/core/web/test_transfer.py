"""CH-3: handing a chat to a colleague."""

from datetime import timedelta

import pytest

from besedka import clock
from people import Office, OperatorPeer, VisitorPeer


async def _talk(office: Office, holder: OperatorPeer) -> VisitorPeer:
    visitor = await office.visitor()
    await visitor.send("hello")
    await holder.take(visitor.chat)
    return visitor


async def test_the_holder_hands_a_chat_over(office: Office) -> None:
    """CH-3, CO-6: the loser hears who has it, the new holder gets it with the note, the client sees who answers and no more"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    for who in (anna, ivan):
        await who.connect()
    visitor = await _talk(office, anna)
    await anna.watch_now(visitor.chat)
    path = f"/chats/{visitor.chat}/transfer"
    assert await anna.post(path, operator=ivan.me["id"], note=" wants a call \n") == {"chat": None}
    gone = await anna.frames.wait("gone", chat=visitor.chat)
    assert gone["holder"]["id"] == ivan.me["id"]
    told = await ivan.frames.wait("assigned", chat=visitor.chat)
    assert (told["by"]["id"], told["note"]) == (anna.me["id"], "wants a call")
    await ivan.frames.wait_until("chat", lambda row: row["operator"] and row["operator"]["id"] == ivan.me["id"])
    await ivan.watch(visitor.chat)
    event = await ivan.event("transferred", visitor.chat)
    faces = event["data"]
    assert (faces["from"]["id"], faces["operator"]["id"], faces["note"]) == (
        anna.me["id"],
        ivan.me["id"],
        "wants a call",
    )
    shown = await visitor.event("taken", operator={"id": ivan.me["id"], "name": "Ivan", "photo": None})
    assert "wants a call" not in str(shown)
    assert (await anna.get(f"/chats/{visitor.chat}", 404))["code"] == "not_found"
    assert (await ivan.send("I will call", chat=visitor.chat))["type"] == "ack"


async def test_who_may_hand_over_what(office: Office) -> None:
    """CH-3, GR-3"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    visitor = await office.visitor()
    path, to_ivan = f"/chats/{visitor.chat}/transfer", {"operator": ivan.me["id"]}
    assert (await office.owner.post(path, 409, **to_ivan))["code"] == "wrong_state"
    await visitor.send("hello")
    assert (await anna.post(path, 409, **to_ivan))["code"] == "take_first"
    assert (await office.owner.post(path, 400, operator=999))["code"] == "no_operator"
    row = (await office.owner.post(path, **to_ivan))["chat"]
    assert (row["operator"]["id"], row["state"]) == (ivan.me["id"], "in_progress")
    assert (await anna.post(path, 404, operator=anna.me["id"]))["code"] == "not_found"
    back = (await office.owner.post(path, operator=anna.me["id"]))["chat"]
    assert back["seq"] == row["seq"] + 1
    again = (await office.owner.post(path, operator=anna.me["id"]))["chat"]
    assert again["seq"] == back["seq"], "they have it already"
    await anna.set_status(visitor.chat, "done")
    assert (await anna.post(path, 409, **to_ivan))["code"] == "chat_closed"


async def test_a_chat_too_old_for_the_queue_can_still_be_handed_over(office: Office) -> None:
    """CH-3: the thirty days"""
    ivan = await office.hire("Ivan")
    visitor = await _talk(office, office.owner)
    clock.shift(timedelta(days=31))
    owner = await office.sign_in("olga@shop.example")
    assert (await owner.post(f"/chats/{visitor.chat}/return", 409))["code"] == "too_old"
    ivan = await office.sign_in(ivan.me["email"])
    await owner.post(f"/chats/{visitor.chat}/transfer", operator=ivan.me["id"])
    assert (await ivan.get(f"/chats/{visitor.chat}"))["operator"]["id"] == ivan.me["id"]


async def test_asked_twice_with_one_key_it_happens_once(office: Office) -> None:
    """RT-2"""
    ivan = await office.hire("Ivan")
    visitor = await _talk(office, office.owner)
    for _ in range(2):
        answer = await office.owner.http.post(
            f"/api/v1/chats/{visitor.chat}/transfer",
            json={"operator": ivan.me["id"], "note": "once"},
            headers={"Idempotency-Key": "k-1"},
        )
        assert answer.status_code == 200
    events = (await office.owner.get(f"/chats/{visitor.chat}/events"))["items"]
    assert [event["kind"] for event in events].count("transferred") == 1


async def test_colleagues_with_their_loads(office: Office) -> None:
    """CH-3: a hand transfer may pass the limit; the console is told how much everybody has"""
    ivan = await office.hire("Ivan")
    await ivan.connect()
    await office.owner.patch(f"/operators/{ivan.me['id']}", chat_limit=1)
    for _ in range(2):
        visitor = await office.visitor()
        await visitor.send("hello")
        await office.owner.post(f"/chats/{visitor.chat}/transfer", operator=ivan.me["id"])
    found = {one["id"]: one for one in (await ivan.get("/colleagues"))["items"]}
    mine = found[ivan.me["id"]]
    assert (mine["chats"], mine["limit"], mine["state"]) == (2, 1, "online")
    assert found[office.owner.me["id"]]["state"] == "offline"


@pytest.mark.parametrize("body", [{}, {"operator": "1"}, {"operator": 1, "note": "x" * 2001}])
async def test_nonsense_is_told(office: Office, body: dict[str, object]) -> None:
    visitor = await _talk(office, office.owner)
    assert (await office.owner.post(f"/chats/{visitor.chat}/transfer", 400, **body))["code"] in ("invalid", "bad_json")
    long = await office.owner.post(f"/chats/{visitor.chat}/transfer", 400, operator=1, note="x" * 1001)
    assert long["code"] == "too_long"
