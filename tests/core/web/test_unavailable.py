"""F6: a database that another program holds costs time, and nobody their socket."""

import asyncio
import contextlib

import pytest
from msgspec.structs import replace

from besedka.db import tables
from databases import Database
from people import PASSWORD, WAIT_S, Office
from serving import QUICK, Serving, serving


async def test_whoever_writes_is_told_to_come_again(office: Office, server: Serving) -> None:
    visitor = await office.visitor()
    chat = (await visitor.send("before"))["chat"]
    page = {"url": "https://shop.example/tea"}
    async with server.database.held():
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


async def test_who_was_here_is_noted_again_afterwards(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the next note nor a clean stop is lost to a database that was held for a while."""
    stack = contextlib.AsyncExitStack()
    async with serving(database, timing=replace(QUICK, seen_interval_s=0.05)) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.owner.connect()
        async with database.held():
            async with asyncio.timeout(WAIT_S):
                while "could not be noted" not in caplog.text:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.01)
        before = await seen()
        async with asyncio.timeout(WAIT_S):
            while await seen() == before:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)
        await stack.enter_async_context(database.held())
        caplog.clear()
    assert "could not be noted" in caplog.text, "the stop went on without it"
    await stack.aclose()
    await office.close()


async def seen() -> object:
    return (await tables.Operator.select(tables.Operator.seen_at))[0]["seen_at"]
