"""PL-1, PL-4: the example plugins of the contract, as a stranger would install them, at work in a real server."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from besedka import clock
from databases import Database
from ledger import Ledger
from people import Office, OperatorPeer, VisitorPeer, new_id

pytestmark = pytest.mark.usefixtures("examples")

CARD = "my card is 4111 1111 1111 1111, thanks"
MASKED = "my card is •••• •••• •••• ••••, thanks"
TOMORROW = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
NIGHT, NOON = TOMORROW + timedelta(hours=2), TOMORROW + timedelta(hours=12)
MONDAY = TOMORROW + timedelta(days=-TOMORROW.weekday() % 7)


async def switch(office: Office, plugin: str, word: str = "enable") -> dict[str, Any]:
    row: dict[str, Any] = await office.owner.post(f"/plugins/{plugin}/{word}")
    assert (row["state"], row["trouble"]) == ("active" if word == "enable" else "disabled", None)
    return row


def set_clock(to: datetime) -> None:
    clock.shift(timedelta())
    clock.shift(to - clock.now())


def stored_texts(database: Database) -> list[str]:
    return [row["body"] for row in database.rows("SELECT body FROM chat_event WHERE kind = 'message' ORDER BY id")]


async def talking(office: Office, visitor: VisitorPeer | None = None) -> tuple[OperatorPeer, VisitorPeer]:
    """An operator who holds the chat of a visitor and follows it."""
    anna = await office.hire("Anna")
    await anna.connect()
    visitor = visitor or await office.visitor()
    await visitor.send("hello")
    await anna.take(visitor.chat)
    await anna.watch_now(visitor.chat)
    return anna, visitor


async def test_they_are_listed_and_off_at_first(office: Office) -> None:
    """PL-1"""
    listed = {row["name"]: row for row in (await office.owner.get("/plugins"))["items"]}
    for name, kind in (("nps", "rating"), ("business_hours_answer", "sla"), ("longest_idle", "distribution")):
        row = listed[name]
        assert (row["state"], row["enabled"], row["bundled"], row["kinds"]) == ("disabled", False, False, [kind])
        assert (row["version"], row["author"], row["distribution"]) == ("1.0", "Ada", name.replace("_", "-"))
    assert listed["night_owl"]["kinds"] == ["other"]


async def test_nps_asks_and_counts_by_its_settings(office: Office) -> None:
    """RA-1, PL-1: and a change of them holds for the next form"""
    await switch(office, "nps")
    values = {"question": "Would you send us a friend?", "bad_up_to": 8}
    made = await office.owner.post("/plugins/nps/instances", 201, provider="nps", name="nps", values=values)
    await office.owner.choose(flow="nps")
    anna, visitor = await talking(office)
    await anna.set_status(visitor.chat, "done")
    ask = await visitor.frames.wait("ask", chat=visitor.chat)
    scale, why = ask["steps"]
    assert (scale["kind"], scale["style"], scale["low"], scale["high"]) == ("scale", "numbers", 0, 10)
    assert (scale["title"], why["kind"]) == ("Would you send us a friend?", "text")
    assert await rated(anna, visitor, ask["form"], "8") == {"score": 8, "out_of": 10, "bad": True, "comment": ""}
    version = (await office.owner.get("/plugins/nps"))["instances"][0]["form"]["version"]
    changed = await office.owner.patch(f"/instances/{made['id']}", values={"bad_up_to": 3}, version=version)
    assert changed["form"]["values"] == {"question": "Would you send us a friend?", "bad_up_to": 3}
    assert await rated(anna, visitor, ask["form"], "7") == {"score": 7, "out_of": 10, "bad": False, "comment": ""}


async def rated(anna: OperatorPeer, visitor: VisitorPeer, form: str, score: str) -> dict[str, Any]:
    begun, id = len(anna.frames.all), new_id()
    await visitor.say(type="answer", id=id, form=form, values={"score": score})
    await visitor.frames.wait("ack", id=id)
    data: dict[str, Any] = (await anna.frames.wait("event", begun, kind="rated"))["data"]
    return data


async def test_settings_that_cannot_be_are_refused_at_their_field(office: Office) -> None:
    """RA-1, PL-1"""
    await switch(office, "nps")
    bad = {"provider": "nps", "name": "nps", "values": {"bad_up_to": 12}}
    refused = await office.owner.post("/plugins/nps/instances", 400, **bad)
    assert (refused["code"], refused["field"]) == ("bad_setting", "bad_up_to")
    made = await office.owner.post("/plugins/nps/instances", 201, **(bad | {"values": {}}))
    both = {"bad_up_to": "many", "question": "?" * 201}
    refused = await office.owner.patch(f"/instances/{made['id']}", 400, values=both)
    assert refused["field"] in both
    assert {error["field"] for error in refused["errors"]} <= set(both)
    checked = await office.owner.post("/plugins/nps/check", provider="nps", values={"bad_up_to": -1})
    assert (checked["ok"], checked["field"]) == (False, "bad_up_to")
    (instance,) = (await office.owner.get("/plugins/nps"))["instances"]
    assert instance["form"]["values"]["bad_up_to"] == 6
    assert (await office.owner.patch(f"/instances/{made['id']}", 409, values={}, version=99))["code"] == (
        "changed_meanwhile"
    )


async def test_what_is_no_answer_for_nps_is_told_at_its_question(office: Office) -> None:
    """RA-1: in the client's language"""
    await switch(office, "nps")
    await office.owner.post("/plugins/nps/instances", 201, provider="nps", name="nps", values={})
    await office.owner.choose(flow="nps")
    anna, visitor = await talking(office)
    await anna.set_status(visitor.chat, "done")
    form = (await visitor.frames.wait("ask"))["form"]
    for score in ("eleven", "11", "-1"):
        id = new_id()
        await visitor.say(type="answer", id=id, form=form, values={"score": score})
        error = await visitor.frames.wait("error", id=id)
        assert (error["code"], error["field"]) == ("bad_answer", "score"), score
    assert (await office.owner.get("/plugins/nps"))["plugin"]["trouble"] is None, "clients cannot put it out of work"
    await switch(office, "nps", "disable")
    id = new_id()
    await visitor.say(type="answer", id=id, form=form, values={"score": "9"})
    assert (await visitor.frames.wait("error", id=id))["code"] == "form_gone"
    assert (await anna.get(f"/chats/{visitor.chat}"))["rating"] is None


async def test_an_answer_is_due_within_working_hours(office: Office) -> None:
    """SL-1: what comes five minutes before closing time is due in the next morning"""
    evening = MONDAY + timedelta(hours=15, minutes=55)  # in Tashkent, which keeps no summer time: 20:55
    set_clock(evening)
    await office.owner.patch("/company", zone="Asia/Tashkent")
    await office.owner.post("/plugins/answer_time/disable")
    week = [{"day": day, "start": "09:00", "end": "21:00"} for day in range(7)]
    hours = await office.owner.put("/hours", stretches=week)
    assert (hours["zone"], hours["open_now"]) == ("Asia/Tashkent", True)
    await switch(office, "business_hours_answer")
    made = await office.owner.post(
        "/plugins/business_hours_answer/instances", 201, provider="answer", name="A", values={"answer_min": 15}
    )
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("Anybody there?")
    morning = MONDAY + timedelta(days=1, hours=4)  # 9:00
    due = await due_from(office.owner, visitor.chat, morning + timedelta(minutes=9))
    assert due - morning < timedelta(minutes=11), "five minutes were left of the day"
    await office.owner.patch(f"/instances/{made['id']}", values={"answer_min": 60})
    assert await due_from(office.owner, visitor.chat, due + timedelta(minutes=1)) == due + timedelta(minutes=45)
    begun = len(office.owner.frames.all)
    await office.owner.put("/hours", stretches=[])
    row = await office.owner.frames.wait_until(
        "chat",
        lambda f: f["id"] == visitor.chat and f["due_at"] and datetime.fromisoformat(f["due_at"]) < morning,
        begun,
    )
    assert datetime.fromisoformat(row["due_at"]) - evening < timedelta(minutes=62)
    set_clock(evening + timedelta(minutes=63))
    await office.owner.frames.wait_until("chat", lambda f: f["id"] == visitor.chat and f["overdue_since"], begun)


async def due_from(peer: OperatorPeer, chat: int, earliest: datetime) -> datetime:
    """When the chat's answer is due, once that is not before `earliest`."""
    row = await peer.frames.wait_until(
        "chat", lambda f: f["id"] == chat and f["due_at"] and datetime.fromisoformat(f["due_at"]) >= earliest
    )
    return datetime.fromisoformat(row["due_at"])


async def test_the_owl_masks_cards_for_everybody(office: Office, database: Database) -> None:
    """PL-4: what is stored and shown is the masked text; the same message sent twice is one"""
    set_clock(NOON)
    await switch(office, "night_owl")
    anna, visitor = await talking(office)
    ledger, id = Ledger(), new_id()
    first = await visitor.send(CARD, id, chat=visitor.chat)
    again = await visitor.send(CARD, id, chat=visitor.chat)
    assert (first["type"], first["seq"]) == ("ack", again["seq"])
    assert (await visitor.send("another text", id, chat=visitor.chat))["type"] == "error"
    ledger.send(id, MASKED)
    ledger.ack(first)
    await anna.event("message", visitor.chat, text=MASKED)
    await visitor.event("message", visitor.chat, text=MASKED)
    assert stored_texts(database)[1:] == [MASKED]
    assert "4111 1111" not in str((await anna.get(f"/chats/{visitor.chat}/events"))["items"])
    assert "4111 1111" not in str(anna.frames.all)
    (kept,) = [e for e in anna.view(visitor.chat) if e["data"].get("text") == MASKED]
    assert kept["seq"] == first["seq"]
    assert "4111 1111" not in database.dump()


async def test_the_owl_greets_at_night_only(office: Office) -> None:
    """PL-4: once, as an automatic message, by the company's clock"""
    await switch(office, "night_owl")
    set_clock(NIGHT)
    visitor = await office.visitor()
    await visitor.send("Are you awake?")
    greeting = await visitor.event("message", visitor.chat, text="We sleep until 9:00, and answer first thing.")
    assert greeting["author"] == {"type": "system"}
    await visitor.send("oh, well")
    page = await office.owner.put("/plugins/night_owl/settings", values={"greeting": "Hoot!", "until": 5})
    assert page["form"]["values"] == {"greeting": "Hoot!", "until": 5}
    second = await office.visitor()
    await second.send("And now?")
    await second.event("message", second.chat, text="Hoot!")
    set_clock(NOON)
    third = await office.visitor()
    await third.send("And by day?")
    await second.send("something told to the plugin after that")
    await office.owner.post("/plugins/night_owl/disable")
    assert visitor.texts(visitor.chat).count("We sleep until 9:00, and answer first thing.") == 1
    assert third.texts(third.chat) in ([], ["And by day?"])
    refused = await office.owner.put("/plugins/night_owl/settings", 400, values={"until": 13})
    assert (refused["code"], refused["field"]) == ("bad_setting", "until")


async def dawn(office: Office, **headers: str) -> tuple[int, Any]:
    """The owl's page, asked by somebody without a cookie."""
    answer = await office.http(**headers).get("/plugins/night_owl/dawn")
    return answer.status_code, answer.json()


async def test_the_owls_page_is_for_administrators(office: Office) -> None:
    """PL-4: its job ran right after it was switched on, and its page tells when"""
    anna = await office.hire("Anna")
    before = clock.now()
    await switch(office, "night_owl")
    ran = await until_dawn(office)
    assert before <= ran <= clock.now()
    owner = office.owner.http
    foreign = {"Origin": "https://evil.example"}
    assert (await owner.get("/plugins/night_owl/dawn", headers=foreign)).headers.get(
        "access-control-allow-origin"
    ) is None
    refused = await owner.post("/plugins/night_owl/dawn", headers=foreign)
    assert refused.status_code in (403, 405)
    assert (await anna.http.get("/plugins/night_owl/dawn")).status_code == 403
    assert (await dawn(office))[0] == 401
    assert (await dawn(office, Cookie="besedka_session=guessed"))[0] == 401
    assert (await owner.get("/plugins/night_owl/dusk")).status_code == 404
    assert (await owner.get("/plugins/night_owl")).status_code == 404
    assert (await owner.get("/plugins/nobody/dawn")).status_code == 404


async def until_dawn(office: Office) -> datetime:
    while True:
        answer = await office.owner.http.get("/plugins/night_owl/dawn")
        assert answer.status_code == 200, answer.text
        if answer.json() is not None:
            return datetime.fromisoformat(answer.json())


async def test_off_means_gone_and_on_means_back(office: Office, database: Database) -> None:
    """PL-1, PL-2: panel, page and filter, and what it remembers"""
    set_clock(NOON)
    await switch(office, "night_owl")
    anna, visitor = await talking(office)
    ran = await until_dawn(office)
    await check_owl(anna, visitor, on=True)
    for _ in range(2):
        await switch(office, "night_owl", "disable")
        await check_owl(anna, visitor, on=False)
        assert (await office.owner.http.get("/plugins/night_owl/dawn")).status_code == 404
        await switch(office, "night_owl")
        await check_owl(anna, visitor, on=True)
        assert await until_dawn(office) == ran, "its store outlives it, and the job has had its turn today"
    assert stored_texts(database)[1:] == [MASKED, CARD, MASKED, CARD, MASKED]


async def check_owl(anna: OperatorPeer, visitor: VisitorPeer, *, on: bool) -> None:
    panels = (await anna.get(f"/chats/{visitor.chat}/panels"))["items"]
    shown = [(p["plugin"], p["id"], p["title"], [(r["label"], r["value"]) for r in p["rows"]]) for p in panels]
    assert shown == ([("night_owl", "night_owl.owl", "Night owl", [("Came at night", "no")])] if on else [])
    begun = len(anna.frames.all)
    await visitor.send(CARD, chat=visitor.chat)
    await anna.frames.wait("event", begun, kind="message", data={"text": MASKED if on else CARD})
