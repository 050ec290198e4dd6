"""Files go with messages: sent ahead, attached once, given to those who may have them and never run (WG-2, CO-4, SE-1)."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from besedka import clock
from besedka.config import Limits, Rate
from besedka.services.links import STEP_S, STEPS
from databases import Database
from people import Office, OperatorPeer, VisitorPeer, new_id
from serving import Serving, serving
from uploads import BOUNDARY, form, png, post, stored, upload

HTML = b"<!doctype html><script>alert(document.domain)</script>"


async def talking(office: Office) -> tuple[VisitorPeer, OperatorPeer]:
    """A visitor and the operator who has taken their chat, both connected."""
    visitor, owner = await office.visitor(), office.owner
    await owner.connect()
    await visitor.send("Good day!")
    await owner.take(visitor.chat)
    await owner.watch(visitor.chat)
    return visitor, owner


async def test_a_picture_of_the_visitor_reaches_the_operator(office: Office) -> None:
    """WG-2: with its size, without a word."""
    visitor, owner = await talking(office)
    http, body = office.http(), png(30, 20)
    sent = await upload(http, visitor, "Чай.png", body)
    assert len(sent.pop("id")) == 32
    assert sent == {"name": "Чай.png", "type": "image/png", "size_bytes": len(body), "width": 30, "height": 20}
    file = await upload(http, visitor, "Чай.png", body)
    ack = await visitor.send("", files=[file["id"]])
    event = await owner.frames.wait_until("event", lambda frame: frame["seq"] == ack["seq"])
    [shown] = event["data"]["files"]
    url = shown.pop("url")
    assert (event["data"]["text"], shown) == ("", file)
    answer = await http.get(url)
    assert (answer.content, answer.headers["content-type"]) == (body, "image/png")
    assert answer.headers["content-disposition"].startswith("inline; ")
    row = await owner.get(f"/chats/{visitor.chat}")
    assert (row["last"]["text"], row["last"]["files"], row["last"]["image"]) == ("", 1, True)


async def test_files_of_the_operator_reach_the_visitor(office: Office) -> None:
    """CO-4: several with words, in their order, over the socket and in pages of history."""
    visitor, owner = await talking(office)
    files = [await upload(office.http(), owner, name, b"%PDF-1.7") for name in ("b.pdf", "a.pdf")]
    await owner.send("The price lists", chat=visitor.chat, files=[file["id"] for file in files])
    event = await visitor.frames.wait_until("event", lambda frame: frame["data"].get("text") == "The price lists")
    assert [file["name"] for file in event["data"]["files"]] == ["b.pdf", "a.pdf"]
    headers = {"Authorization": f"Bearer {visitor.token}"}
    page = await office.http(**headers).get(f"/api/widget/v1/chat/events?chat={visitor.chat}")
    told = page.json()["items"][-1]["data"]["files"]
    assert told == event["data"]["files"]  # the addresses too: a browser that has them in its cache asks for none again
    row = await owner.get(f"/chats/{visitor.chat}")
    assert (row["last"]["files"], row["last"]["image"]) == (2, False)


@pytest.mark.parametrize(
    ("name", "body", "type"),
    [
        ("page.html", HTML, "application/octet-stream"),
        ("photo.png", HTML, "application/octet-stream"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "application/octet-stream"),
        ("feed.xml", b"<?xml version='1.0'?><a/>", "application/octet-stream"),
        ("tea.exe", b"MZ" + bytes(60), "application/octet-stream"),
        ("shell.pht", b"<?php system($_GET[0]); ?>", "application/octet-stream"),
        ("price.pdf", b"%PDF-1.7 /JavaScript", "application/pdf"),
        ("bomb.zip", b"PK\x03\x04" + bytes(30), "application/zip"),
    ],
)
async def test_nothing_active_is_ever_shown(office: Office, name: str, body: bytes, type: str) -> None:
    """SE-1, D04: it is stored as it is, and saved by whoever wants it; what its sender calls it counts nothing."""
    visitor, owner = await talking(office)
    file = await upload(office.http(), visitor, name, body)
    assert (file["name"], file["type"]) == (name, type)
    assert "width" not in file
    answer = await office.http().get(await address(visitor, owner, file))
    assert answer.content == body
    assert answer.headers["content-type"].split(";")[0] == type
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"].startswith("private")


async def test_the_same_picture_is_not_fetched_twice(office: Office) -> None:
    visitor, owner = await talking(office)
    url = await address(visitor, owner, await upload(office.http(), visitor, "tea.png", png(2, 2)))
    first = await office.http().get(url)
    again = await office.http().get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_an_address_cannot_be_made_up(office: Office) -> None:
    """SE-1, D09: another key, time, file or reader, or none: there is nothing."""
    visitor, owner = await talking(office)
    one, other = [await upload(office.http(), visitor, name, png(2, 2)) for name in ("a.png", "b.png")]
    url = httpx.URL(await address(visitor, owner, one))
    await address(visitor, owner, other)
    until, key = url.params["until"], url.params["key"]
    wrong = [
        url.copy_with(query=None),
        url.copy_set_param("key", ""),
        url.copy_set_param("key", "ё"),
        url.copy_set_param("key", key[:-1] + ("0" if key[-1] != "0" else "1")),
        url.copy_set_param("until", str(int(until) + STEP_S)),
        httpx.URL(str(url).replace(one["id"], other["id"])),
        httpx.URL(str(url).replace(one["id"], "0" * 32)),
        httpx.URL(str(url).replace(one["id"], "%2e%2e")),
    ]
    http = office.http()
    for address_ in wrong:
        answer = await http.get(address_)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), address_
    assert (await http.get(url.copy_set_param("until", "x"))).status_code == 400
    assert (await http.get(url.copy_set_param("until", "9" * 30))).status_code in (400, 404)
    assert (await http.get(url)).status_code == 200


async def test_an_address_has_its_time(office: Office) -> None:
    """SE-1: a day at least, and not two."""
    visitor, owner = await talking(office)
    url = await address(visitor, owner, await upload(office.http(), visitor, "tea.png", png(2, 2)))
    clock.shift(timedelta(seconds=STEPS * STEP_S - 60))
    assert (await office.http().get(url)).status_code == 200
    clock.shift(timedelta(seconds=(STEPS + 1) * STEP_S + 60))
    assert (await office.http().get(url)).status_code == 404
    history = await owner.get(f"/chats/{visitor.chat}/events")
    [fresh] = [file["url"] for event in history["items"] for file in event["data"].get("files", ())]
    assert (await office.http().get(fresh)).status_code == 200


async def test_notes_keep_their_files_from_visitors(office: Office) -> None:
    """CH-9: nothing of a note reaches the client, and an address for clients would not open it."""
    visitor, owner = await talking(office)
    file = await upload(office.http(), owner, "internal.pdf", b"%PDF-1.7")
    await owner.send("For us", chat=visitor.chat, note=True, files=[file["id"]])
    note = await owner.event("note", visitor.chat)
    assert (await office.http().get(note["data"]["files"][0]["url"])).status_code == 200
    await owner.send("That was all", chat=visitor.chat)
    await visitor.event("message", visitor.chat, text="That was all")
    assert "internal" not in str(visitor.frames.all)


async def test_nobody_is_given_what_is_not_sent_yet(office: Office, server: Serving) -> None:
    """D09"""
    visitor = await office.visitor()
    file = await upload(office.http(), visitor, "tea.png", png(2, 2))
    for reader in ("visitor", "operator"):
        url = server.running.desk.links.link(file["id"], file["name"], reader)
        assert (await office.http().get(url)).status_code == 404


async def test_files_of_a_deleted_message_are_gone(office: Office, server: Serving) -> None:
    """SE-1: whoever kept the address gets nothing; a repetition of the message is still known."""
    visitor, owner = await talking(office)
    file, id = await upload(office.http(), visitor, "tea.png", png(2, 2)), new_id()
    ack = await visitor.send("Look", id, files=[file["id"]])
    url = (await owner.get(f"/chats/{visitor.chat}/events"))["items"][-1]["data"]["files"][0]["url"]
    assert (await office.http().get(url)).status_code == 200
    await server.running.desk.files.remove(visitor.chat, ack["seq"])
    assert (await office.http().get(url)).status_code == 404
    assert stored(server) == []
    assert (await visitor.send("Look", id, files=[file["id"]]))["seq"] == ack["seq"]


async def test_a_file_goes_into_one_message(office: Office) -> None:
    """CO-4, CH-11: the same key gets the same answer; another message cannot have it; a refusal takes nothing."""
    visitor, owner = await talking(office)
    file = await upload(office.http(), visitor, "tea.png", png(2, 2))
    id = new_id()
    assert (await visitor.send("x" * 5000, files=[file["id"]]))["code"] == "too_long"
    ack = await visitor.send("Look", id, files=[file["id"]])
    again = await visitor.send("Look", id, files=[file["id"]])
    assert (again["seq"], again["at"]) == (ack["seq"], ack["at"])
    assert (await visitor.send("Look", id))["code"] == "key_reused"
    assert (await visitor.send("Once more", files=[file["id"]]))["code"] == "no_file"
    twice = await upload(office.http(), visitor, "tea.png", png(2, 2))
    event = await visitor.send("Twice", files=[twice["id"], twice["id"]])
    await owner.frames.wait_until("event", lambda frame: frame["seq"] == event["seq"])
    assert len(owner.events[visitor.chat][event["seq"]]["data"]["files"]) == 1


async def test_only_ones_own_files(office: Office) -> None:
    """SE-1, CVE-2026-41192: those of others cannot be attached, whoever they are."""
    visitor, owner = await talking(office)
    stranger, boris = await office.visitor(), await office.hire("Boris")
    for of in (stranger, boris, owner):
        file = await upload(office.http(), of, "tea.png", png(2, 2))
        assert (await visitor.send("Mine now", files=[file["id"]]))["code"] == "no_file"
        if of is not owner:
            assert (await owner.send("Mine", chat=visitor.chat, files=[file["id"]]))["code"] == "no_file"
    assert (await visitor.send("Made up", files=["0" * 32]))["code"] == "no_file"
    assert (await visitor.send("Made up", files=["\0"]))["code"] == "no_file"


async def test_so_many_go_into_a_message(office: Office) -> None:
    visitor, _ = await talking(office)
    files = [(await upload(office.http(), visitor, f"{n}.pdf", b"%PDF-"))["id"] for n in range(11)]
    error = await visitor.send("All", files=files)
    assert (error["code"], "10" in error["detail"]) == ("too_many_files", True)
    assert (await visitor.send("Ten", files=files[:10]))["type"] == "ack"
    assert (await visitor.send("", files=[]))["code"] == "bad_text"


async def test_what_people_are_told_before_they_send(office: Office) -> None:
    """CO-4, WG-2"""
    limits = {"max_bytes": 10 * 1024 * 1024, "max_count": 10}
    assert (await office.owner.get("/session"))["files"] == limits
    assert (await office.visitor()).session["config"]["files"] == limits


async def test_what_cannot_be_sent(office: Office, server: Serving) -> None:
    """D08: nothing, too much, and what is no file at all; each in a sentence, and nothing is left."""
    visitor, http = await office.visitor(), office.http()
    assert (await upload(http, visitor, "empty.txt", b"", 400))["code"] == "empty_file"
    most = server.config.limits.file_bytes
    answer = await upload(http, visitor, "large.bin", bytes(most + 1), 413)
    assert (answer["code"], answer["detail"]) == ("file_too_large", "A file may have up to 10 MB.")
    assert (await upload(http, visitor, "huge.bin", bytes(most + 100_000), 413))["code"] == "file_too_large"
    path, bearer = "/api/widget/v1/files", {"Authorization": f"Bearer {visitor.token}"}
    whole = form("tea.txt", b"tea")
    for body in (b"", b"tea", whole[:-10], whole[:40], form("tea.txt", b"tea", "other"), form("", b"tea")):
        assert (await post(http, path, body, 400, **bearer))["code"] == "bad_upload", body
    two = whole.removesuffix(f"--{BOUNDARY}--\r\n".encode()) + form("two.txt", b"two")
    assert (await post(http, path, two, 400, **bearer))["code"] == "bad_upload"
    plain = await http.post(path, content=b"tea", headers=bearer | {"Content-Type": "text/plain"})
    assert (plain.status_code, plain.json()["code"]) == (400, "bad_upload")
    assert stored(server) == []
    assert (await upload(http, visitor, "most.bin", bytes(most)))["size_bytes"] == most


async def test_a_chunked_upload_is_stopped_at_the_limit(office: Office, server: Serving) -> None:
    """D08: its length is not told beforehand."""

    async def chunks() -> Any:
        yield form("large.bin", b"")[: -len(f"\r\n--{BOUNDARY}--\r\n")]
        for _ in range(200):
            yield bytes(64 * 1024)

    visitor = await office.visitor()
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    answer = await office.http().post("/api/widget/v1/files", content=chunks(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")
    assert stored(server) == []


async def test_who_may_send(office: Office, server: Serving) -> None:
    """SE-1, CVE-2026-63765: nobody whom we do not know, and no site that we do not know."""
    visitor, http, body = await office.visitor(), office.http(), form("tea.txt", b"tea")
    assert (await post(http, "/api/v1/files", body, 401))["code"] == "sign_in"
    assert (await post(http, "/api/widget/v1/files", body, 401))["code"] == "sign_in"
    evil = {"Origin": "https://evil.example"}
    assert (await post(office.owner.http, "/api/v1/files", body, 403, **evil))["code"] == "origin"
    bearer = {"Authorization": f"Bearer {visitor.token}"}
    assert (await post(http, "/api/widget/v1/files", body, 403, **bearer, **evil))["code"] == "origin"
    assert stored(server) == []


async def test_a_site_of_the_placement_may_send(office: Office) -> None:
    """WG-2: from the page of a shop, as a browser does it."""
    site = "https://shop.example"
    await office.owner.patch("/placements/default", sites=[site])
    visitor, http = await office.visitor(), office.http(Origin=site)
    asked = await http.options("/api/widget/v1/files", headers={"Access-Control-Request-Method": "POST"})
    assert asked.headers["access-control-allow-origin"] == site
    assert "authorization" in asked.headers["access-control-allow-headers"]
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    answer = await http.post("/api/widget/v1/files", content=form("tea.txt", b"tea"), headers=headers)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (201, site)


async def test_who_was_marked_as_spam_sends_nothing(office: Office, server: Serving) -> None:
    """CH-6"""
    visitor, owner = await talking(office)
    await owner.set_status(visitor.chat, "spam")
    assert (await upload(office.http(), visitor, "tea.png", png(2, 2), 409))["code"] == "chat_ended"
    assert stored(server) == []


@pytest.mark.parametrize("limit", ["uploads_per_visitor", "visitor_uploads_per_address", "uploads_per_operator"])
async def test_not_too_many_at_once(database: Database, limit: str) -> None:
    """D08"""
    limits: dict[str, Any] = {limit: Rate(burst=2, per_s=1 / 60)}
    async with serving(database, limits=Limits(**limits)) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        first, second = await office.visitor(), await office.visitor()
        senders: dict[str, list[VisitorPeer | OperatorPeer]] = {
            "uploads_per_visitor": [first, first, first],
            "visitor_uploads_per_address": [first, second, first],
            "uploads_per_operator": [office.owner] * 3,
        }
        *others, last = senders[limit]
        for sender in others:
            await upload(office.http(), sender, "tea.txt", b"tea")
        error = await upload(office.http(), last, "tea.txt", b"tea", 429)
        assert (error["code"], len(stored(server))) == ("too_many", 2)
        await office.close()


async def address(visitor: VisitorPeer, owner: OperatorPeer, file: dict[str, Any]) -> str:
    """Send a file: its address, as the operator is given it."""
    ack = await visitor.send("Look", files=[file["id"]])
    event = await owner.frames.wait_until("event", lambda frame: frame["seq"] == ack["seq"])
    return str(event["data"]["files"][0]["url"])
