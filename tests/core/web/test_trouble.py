"""OB-2, F6, F9: while nothing can be stored every console is told why, and when it is over, without anybody asking."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from besedka.db.tables import Job
from people import WAIT_S, Office
from serving import Serving


async def test_consoles_are_told_while_another_program_holds_the_database(office: Office, server: Serving) -> None:
    visitor = await office.visitor()
    await visitor.send("before")
    await office.owner.connect()
    assert (await office.owner.frames.wait("trouble"))["code"] is None
    begun = len(office.owner.frames.all)
    async with server.database.held():
        refusal = await visitor.send("meanwhile")
        assert (refusal["code"], refusal["retry_after"]) == ("unavailable", 1)
        assert "Another program holds the database" in refusal["detail"]
        await office.owner.frames.wait("trouble", begun, code="database_held")
        later = office.console(office.owner)
        await later.connect()
        assert (await later.frames.wait("trouble"))["code"] == "database_held", (
            "one that comes meanwhile is told as well"
        )
    for console in (office.owner, later):
        await console.frames.wait("trouble", begun if console is office.owner else 0, code=None)
    told = [frame["code"] for frame in office.owner.frames.of("trouble")]
    assert told == [None, "database_held", None], "once each"
    assert not await Job.exists().where(Job.kind == "probe")


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_consoles_are_told_while_the_disk_is_full(office: Office) -> None:
    """As long as a message would not fit: what is small enough for the last free page heals nothing."""
    await office.owner.connect()
    async with full():
        async with asyncio.timeout(WAIT_S):
            while not office.owner.frames.of("trouble", code="disk_full"):
                await visit(office)
        begun = len(office.owner.frames.all)
        assert await visit(office) == 503
        assert not office.owner.frames.of("trouble", code=None)[1:]
    await office.owner.frames.wait("trouble", begun, code=None)
    assert await visit(office) == 201


async def visit(office: Office) -> int:
    page = {"url": "https://shop.example/" + "tea" * 500, "title": "Tea"}
    return (await office.http().post("/api/widget/v1/default/session", json={"page": page})).status_code


@asynccontextmanager
async def full() -> AsyncIterator[None]:
    """The database may not grow."""
    engine = Job._meta.db

    async def allow(pages: int) -> None:
        async with engine.writing("the test") as connection:  # type: ignore[attr-defined]
            await connection.execute_fetchall(f"PRAGMA max_page_count = {pages}")

    await allow(1)  # that is, as many as there are
    yield
    await allow(2**30)
