"""F6: another program holds the database of a server under load. Nobody is told of a message that is not stored, nobody loses their
socket, and all goes on once it is let go."""

import asyncio
import contextlib
import sqlite3

import pytest

from databases import ENGINES
from faults.conftest import Desk

HALF_A_MINUTE = pytest.param(30, marks=pytest.mark.long)


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize("held_s", [3, HALF_A_MINUTE])
async def test_a_writer_outside(desk: Desk, held_s: float) -> None:
    """Who writes is told to come again; who only reads or types is not held up."""
    talks = desk.talks
    async with talks.going_on():
        await talks.back()
        async with desk.database.held():
            await asyncio.gather(asyncio.sleep(held_s), talks.all_hear("database_held"))
            visitor, operator = (end.peer for end in talks.pairs[0].ends)
            await visitor.say(type="typing", text="is anybody there?")
            await operator.frames.wait("typing", by="visitor", text="is anybody there?")
            assert (await talks.office.owner.get("/chats?view=all"))["items"]
        await talks.back()
        await talks.all_clear()
    assert talks.told() == {"unavailable"}
    assert talks.all_stayed()
    await talks.settle(desk.database)


@pytest.mark.parametrize("read_s", [1, HALF_A_MINUTE])
async def test_a_long_reader(desk: Desk, read_s: float) -> None:
    """A backup of SQLite, or somebody's query: nobody notices, not even who stops the server meanwhile."""
    talks = desk.talks
    with contextlib.closing(sqlite3.connect(desk.database.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM chat_event").fetchone()
        async with talks.going_on():
            await talks.back()
            await asyncio.sleep(read_s)
            await talks.back()
        assert talks.told() == set()
        assert await desk.server.stop() == 0
        await desk.server.start()
        async with talks.going_on():
            await talks.back()
        assert reader.execute("SELECT count(*) FROM chat_event").fetchone() == before
    await talks.settle(desk.database)
