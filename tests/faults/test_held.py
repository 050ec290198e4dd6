"""F6: another program holds the database of a server under load. Nobody is told of a message that is not stored, nobody loses their
socket, and all goes on once it is let go."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from faults.conftest import Desk

HALF_A_MINUTE = pytest.param(30, marks=pytest.mark.long)


@contextmanager
def held(database: Path, by: str) -> Iterator[None]:
    """A transaction of somebody else, until the block ends."""
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute(by)
        other.execute("SELECT count(*) FROM chat_event").fetchall()
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize("held_s", [3, HALF_A_MINUTE])
async def test_a_writer_outside(desk: Desk, held_s: float) -> None:
    """Who writes is told to come again; who only reads or types is not held up."""
    talks = desk.talks
    async with talks.going_on():
        await talks.back()
        with held(desk.database.path, "BEGIN IMMEDIATE"):
            await asyncio.sleep(held_s)
            visitor, operator = (end.peer for end in talks.pairs[0].ends)
            await visitor.say(type="typing", text="is anybody there?")
            await operator.frames.wait("typing", by="visitor", text="is anybody there?")
            assert (await talks.office.owner.get("/chats?view=all"))["items"]
        await talks.back()
    for talker in talks.talkers:
        assert talker.told == {"unavailable"}
        assert talker.peer.closes == [], "a held database costs nobody their socket"
    await talks.settle(desk.database)


@pytest.mark.parametrize("held_s", [1, HALF_A_MINUTE])
async def test_a_long_reader(desk: Desk, held_s: float) -> None:
    """A backup, or somebody's query: nobody notices, not even who stops the server meanwhile."""
    talks = desk.talks
    with held(desk.database.path, "BEGIN"):
        async with talks.going_on():
            await talks.back()
            await asyncio.sleep(held_s)
            await talks.back()
        assert talks.told() == set()
        assert await desk.server.stop() == 0
        await desk.server.start()
        async with talks.going_on():
            await talks.back()
    await talks.settle(desk.database)
