"""WG-9, CO-4: what a site says of its visitor is shown as the site's word."""

from typing import Any

import pytest

from people import Office, VisitorPeer


async def card(office: Office, visitor: VisitorPeer) -> dict[str, Any]:
    answer = await office.owner.http.get(f"/api/v1/chats/{visitor.chat}/client")
    found: dict[str, Any] = answer.raise_for_status().json()
    return found


async def test_lists_and_panel_show_the_name_at_once(office: Office) -> None:
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await visitor.say(
        type="identify", name="Анна", email="anna@mail.example", phone="+7 701 000", fields={"Тариф": "Про"}
    )
    row = await office.owner.frames.wait_until("chat", lambda frame: frame["client"]["name"] == "Анна")
    assert row["id"] == visitor.chat
    found = await card(office, visitor)
    assert found["client"]["name"] == "Анна"
    assert found["fields"] == {"email": "anna@mail.example", "phone": "+7 701 000", "Тариф": "Про"}


async def test_what_is_left_out_stays_and_what_is_empty_goes(office: Office) -> None:
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await visitor.say(type="identify", name="Anna", email="anna@mail.example", fields={"plan": "pro", "seats": "5"})
    await visitor.say(type="identify", email="", fields={"seats": "", "city": "Tula"})
    await visitor.say(type="identify", name="Anna B.")
    await office.owner.frames.wait_until("chat", lambda frame: frame["client"]["name"] == "Anna B.")
    assert (await card(office, visitor))["fields"] == {"plan": "pro", "city": "Tula"}


async def test_one_visitor_changes_nothing_of_another(office: Office) -> None:
    await office.owner.connect()
    anna, boris = await office.visitor(), await office.visitor()
    for visitor in (anna, boris):
        await visitor.send("hello")
    await anna.say(type="identify", name="Anna", chat=boris.chat, client=boris.session["visitor"])
    await office.owner.frames.wait_until("chat", lambda frame: frame["client"]["name"] == "Anna")
    assert (await card(office, boris))["client"]["name"] is None


async def test_too_much_is_cut_and_odd_things_do_no_harm(office: Office) -> None:
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    fields = {f"key {number}": "v" * 1000 for number in range(50)}
    await visitor.say(type="identify", name="n\u0000a\nm " + "e" * 1000, fields={"": "x", "long " * 20: "y", **fields})
    row = await office.owner.frames.wait_until("chat", lambda frame: frame["client"]["name"] is not None)
    assert row["client"]["name"] == ("n a m " + "e" * 1000)[:100]
    found = (await card(office, visitor))["fields"]
    assert len(found) == 20
    assert max(map(len, found)) == 40
    assert max(map(len, found.values())) == 300


@pytest.mark.parametrize("wrong", [{"name": 5}, {"fields": {"plan": {"deep": 1}}}, {"fields": []}])
async def test_what_is_no_introduction_is_refused(office: Office, wrong: dict[str, Any]) -> None:
    visitor = await office.visitor()
    await visitor.say(type="identify", **wrong)
    assert (await visitor.frames.wait("error"))["code"] == "bad_frame"
    assert (await visitor.send("hello"))["type"] == "ack"
