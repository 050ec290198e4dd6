"""F6: a database that another program holds costs time, and nobody their socket."""

import asyncio
import contextlib
import sqlite3

from people import PASSWORD, Office
from serving import Serving


async def test_whoever_writes_is_told_to_come_again(office: Office, server: Serving) -> None:
    visitor = await office.visitor()
    chat = (await visitor.send("before"))["chat"]
    page = {"url": "https://shop.example/tea"}
    with contextlib.closing(sqlite3.connect(server.config.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await visitor.say(type="page", url="https://shop.example/delivery", title="Delivery")
        answers = await asyncio.gather(
            office.http().post("/api/v1/session", json={"email": "olga@shop.example", "password": PASSWORD}),
            office.http().post("/api/widget/v1/default/session", json={"page": page}),
            office.owner.http.post(f"/api/v1/chats/{chat}/take"),
            office.owner.http.patch(f"/api/v1/operators/{office.owner.me['id']}", json={"name": "Olga"}),
        )
        for answer in answers:
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable"), answer.text
            assert answer.headers["retry-after"] == "1"
        await visitor.frames.wait("error", code="unavailable")
        assert (await office.owner.get(f"/chats/{chat}"))["state"] == "queue"
    assert (await visitor.send("after"))["type"] == "ack", "the socket that could not note a page is alive"
