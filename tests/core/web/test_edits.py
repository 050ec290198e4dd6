"""Operators change what they have said and take it back: what the others see of it, and what nobody sees any more."""

import json
from typing import Any

import pytest

from people import Office, OperatorPeer, Peer, VisitorPeer, new_id
from serving import Serving

SECRET = "the password is oolong"


async def _begun(office: Office) -> tuple[VisitorPeer, int]:
    """A conversation that the owner leads and watches."""
    await office.owner.connect()
    visitor = await office.visitor()
    chat = (await visitor.send("Is the oolong back?"))["chat"]
    await office.owner.take(chat)
    await office.owner.watch_now(chat)
    return visitor, chat


async def change(peer: Peer, type: str, chat: int, seq: int, id: str | None = None, **fields: Any) -> dict[str, Any]:
    """Edit or delete: the ack, or the error."""
    id, begun = id or new_id(), len(peer.frames.all)
    await peer.say(type=type, id=id, chat=chat, seq=seq, **fields)
    return await peer.answered(id, begun)


async def _said(office: Office, chat: int, text: str, **fields: Any) -> int:
    seq: int = (await office.owner.send(text, chat=chat, **fields))["seq"]
    return seq


def _everything(*peers: Peer) -> str:
    return json.dumps([peer.frames.all for peer in peers])


async def test_an_edit_reaches_both_sides(office: Office) -> None:
    """CH-4: at once, in later pages, and in the preview of lists"""
    visitor, chat = await _begun(office)
    seq = await _said(office, chat, "It is, for 300.")
    ack = await change(office.owner, "edit", chat, seq, text="It is, for 280.")
    assert ack["type"] == "ack"
    told = await visitor.event("edited", chat)
    assert told["data"] == {"seq": seq, "text": "It is, for 280."}
    assert told["seq"] == ack["seq"]
    seen = await office.owner.event("edited", chat)
    assert seen["data"] == {"seq": seq, "text": "It is, for 280.", "of": "message"}
    row = await office.owner.get(f"/chats/{chat}")
    assert row["last"]["text"] == "It is, for 280."
    page = await office.owner.get(f"/chats/{chat}/events")
    message = next(item for item in page["items"] if item["seq"] == seq)
    assert message["data"] == {"text": "It is, for 280.", "edited_at": told["at"]}
    later = await office.visitor(visitor.token)
    assert (await later.event("message", chat, text="It is, for 280.", edited_at=told["at"]))["seq"] == seq


async def test_what_is_deleted_is_gone(office: Office) -> None:
    """CH-4: neither pages nor resumes nor lists hold its words any more, not even those of an edit before"""
    visitor, chat = await _begun(office)
    seq = await _said(office, chat, "first words")
    await visitor.event("message", chat, text="first words")
    await change(office.owner, "edit", chat, seq, text=SECRET)
    await visitor.event("edited", chat)
    await change(office.owner, "delete", chat, seq)
    assert (await visitor.event("deleted", chat))["data"] == {"seq": seq}
    assert (await office.owner.get(f"/chats/{chat}"))["last"]["text"] == ""
    later, console = await office.visitor(visitor.token), office.console(office.owner)
    await console.connect()
    await console.watch_now(chat)
    page = await office.owner.get(f"/chats/{chat}/events")
    shown = next(item for item in page["items"] if item["seq"] == seq)
    assert set(shown["data"]) == {"deleted_at"}
    await later.event("deleted", chat)
    everything = _everything(later, console) + json.dumps(page)
    assert SECRET not in everything
    assert "first words" not in everything


async def test_whoever_was_away_is_told_the_text_of_now(office: Office) -> None:
    """CH-4, RT-2: the gap of an edit that was edited again"""
    visitor, chat = await _begun(office)
    seq = await _said(office, chat, "one")
    await visitor.event("message", chat, text="one")
    await visitor.close()
    await change(office.owner, "edit", chat, seq, text="two")
    await change(office.owner, "edit", chat, seq, text="three")
    await visitor.connect()
    await visitor.frames.wait_until("event", lambda frame: frame["kind"] == "edited" and frame["seq"] == seq + 2)
    assert {frame["data"]["text"] for frame in visitor.frames.of("event", kind="edited")} == {"three"}


async def test_a_note_stays_between_colleagues(office: Office) -> None:
    """CH-4, CH-5: also when it is edited and deleted"""
    visitor, chat = await _begun(office)
    seq = await _said(office, chat, "a regular", note=True)
    await change(office.owner, "edit", chat, seq, text="a regular, 10 % off")
    assert (await office.owner.event("edited", chat))["data"]["of"] == "note"
    await change(office.owner, "delete", chat, seq)
    await office.owner.event("deleted", chat)
    await _said(office, chat, "Good day!")
    await visitor.event("message", chat, text="Good day!")
    assert {frame["kind"] for frame in visitor.frames.of("event")} == {"message", "taken"}


async def test_a_repetition_changes_nothing(office: Office, server: Serving) -> None:
    """CH-4, RT-2: the same id again gets the same answer, with another text it is refused"""
    _, chat = await _begun(office)
    seq = await _said(office, chat, "one")
    ack = await change(office.owner, "edit", chat, seq, "edit-1", text="two")
    again = await change(office.owner, "edit", chat, seq, "edit-1", text="two")
    assert (ack["seq"], ack["at"]) == (again["seq"], again["at"])
    assert (await change(office.owner, "edit", chat, seq, "edit-1", text="three"))["code"] == "key_reused"
    assert len(server.database.rows("SELECT id FROM chat_event WHERE kind = 'edited'")) == 1


@pytest.mark.parametrize("type", ["edit", "delete"])
async def test_only_what_is_there_and_ones_own(office: Office, type: str) -> None:
    """CH-4: each refusal has a sentence"""
    visitor, chat = await _begun(office)
    chief = await office.hire("Chief", administrator=True)
    await chief.connect()
    seq = await _said(office, chat, "mine")
    text = {"text": "other"} if type == "edit" else {}
    foreign = await change(chief, type, chat, seq, **text)
    assert (foreign["code"], bool(foreign["detail"])) == ("not_author", True)
    assert (await change(office.owner, type, chat, 1, **text))["code"] == "not_author"
    assert (await change(office.owner, type, chat, 2, **text))["code"] == "not_found"
    assert (await change(office.owner, type, chat, 99, **text))["code"] == "not_found"
    assert (await change(office.owner, type, 999, 1, **text))["code"] == "not_found"
    await change(office.owner, "delete", chat, seq)
    deleted = await change(office.owner, type, chat, seq, **text)
    assert (deleted["code"], bool(deleted["detail"])) == ("message_deleted", True)
    await visitor.say(type=type, id="visitor-1", chat=chat, seq=1, **text)
    assert (await visitor.frames.wait("error"))["code"] == "unknown_type"


async def test_a_text_that_cannot_be(office: Office) -> None:
    """CH-4: an edit is held to what a message is held to"""
    _, chat = await _begun(office)
    seq = await _said(office, chat, "mine")
    for text, code in (("", "bad_text"), ("x" * 4001, "too_long"), ("\0", "bad_text")):
        assert (await change(office.owner, "edit", chat, seq, text=text))["code"] == code
    assert (await change(office.owner, "edit", chat, seq, id="no spaces", text="x"))["code"] == "bad_id"


async def test_in_a_closed_chat(office: Office) -> None:
    """CH-4: its author may still change it, as long as they see the chat"""
    visitor, chat = await _begun(office)
    anna = await office.hire("Anna")
    await anna.connect()
    seq = await _said(office, chat, "mine")
    await office.owner.set_status(chat, "done")
    assert (await change(office.owner, "edit", chat, seq, text="ours"))["type"] == "ack"
    assert (await visitor.event("edited", chat))["data"]["text"] == "ours"
    assert (await change(anna, "edit", chat, seq, text="nobody's"))["code"] == "not_found"


async def _history(reader: OperatorPeer, chat: int, seq: int, expect: int = 200) -> Any:
    return await reader.get(f"/chats/{chat}/events/{seq}/history", expect)


async def test_administrators_read_what_it_was(office: Office) -> None:
    """CH-4: nobody else does"""
    await office.owner.connect()
    visitor, anna = await office.visitor(), await office.hire("Anna")
    await anna.connect()
    chat = (await visitor.send("Is the oolong back?"))["chat"]
    await anna.take(chat)
    seq = (await anna.send("one", chat=chat))["seq"]
    edited = await change(anna, "edit", chat, seq, text="two")
    items = (await _history(office.owner, chat, seq))["items"]
    assert [(item["text"], item["until"]) for item in items] == [("one", edited["at"]), ("two", None)]
    gone = await change(anna, "delete", chat, seq)
    items = (await _history(office.owner, chat, seq))["items"]
    assert [(item["text"], item["at"], item["until"]) for item in items][1] == ("two", edited["at"], gone["at"])
    assert (await _history(anna, chat, seq, 403))["code"] == "forbidden"
    for place in (f"{chat}/events/2", f"{chat}/events/99", "999/events/1", f"{chat}/events/{2**40}"):
        await office.owner.get(f"/chats/{place}/history", 404)


async def test_a_note_calls_a_colleague(office: Office) -> None:
    """CO-4: who may see the chat is told; who may not, of that the author is told"""
    _, chat = await _begun(office)
    chief, anna = await office.hire("Chief", administrator=True), await office.hire("Anna")
    for colleague in (chief, anna):
        await colleague.connect()
    both = [chief.me["id"], anna.me["id"]]
    seq = await _said(office, chat, "@Chief @Anna, look", note=True, mentions=both)
    note = await office.owner.event("note", chat)
    assert note["data"] == {"text": "@Chief @Anna, look", "mentions": both}
    called = await chief.frames.wait("mention", chat=chat)
    assert (called["seq"], called["by"]["name"], called["text"]) == (seq, "Olga Owner", "@Chief @Anna, look")
    assert (await office.owner.frames.wait("unreached"))["operators"] == [anna.me["id"]]
    assert (await office.owner.send("@Nobody", chat=chat, note=True, mentions=[999]))["code"] == "no_operator"
    assert anna.frames.of("mention") == []


async def test_an_edited_note_calls_only_whom_it_did_not(office: Office) -> None:
    """CO-4, CH-4"""
    _, chat = await _begun(office)
    chief, ivan = [await office.hire(name, administrator=True) for name in ("Chief", "Ivan")]
    for colleague in (chief, ivan):
        await colleague.connect()
    seq = await _said(office, chat, "@Chief", note=True, mentions=[chief.me["id"]])
    both = [chief.me["id"], ivan.me["id"]]
    await change(office.owner, "edit", chat, seq, text="@Chief @Ivan", mentions=both)
    assert (await ivan.frames.wait("mention"))["text"] == "@Chief @Ivan"
    assert (await office.owner.event("edited", chat))["data"]["mentions"] == both
    await change(office.owner, "edit", chat, seq, text="@Chief, @Ivan")
    page = await office.owner.get(f"/chats/{chat}/events")
    assert next(item for item in page["items"] if item["seq"] == seq)["data"]["mentions"] == both
    assert len(chief.frames.of("mention")) == 1
