"""F9: no room for the database of a server under load. Nothing is acknowledged that is not stored, reading goes on, nothing is
damaged, and once there is room all goes on by itself."""

import contextlib
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from conversations import Conversations
from faults.conftest import Desk

SPARE_PAGES = 40
ROOM_BYTES = 256 * 1024


@contextmanager
def full_file(desk: Desk) -> Iterator[None]:
    """The file may not grow: others have taken its room, and give it back in the end."""
    with contextlib.closing(sqlite3.connect(desk.database.path, isolation_level=None, timeout=60)) as other:
        free = other.execute("PRAGMA freelist_count").fetchone()[0]
        other.execute("CREATE TABLE ballast (it)")
        other.execute("INSERT INTO ballast VALUES (zeroblob(?))", ((SPARE_PAGES + free) * 4096,))
        yield
        other.execute("DROP TABLE ballast")


@contextmanager
def full_disk(desk: Desk) -> Iterator[None]:
    """Nothing is written beyond what the log of commits has long reached, until the block ends."""
    before = resource.prlimit(desk.server.worker_pid, resource.RLIMIT_FSIZE, (ROOM_BYTES, resource.RLIM_INFINITY))
    yield
    resource.prlimit(desk.server.worker_pid, resource.RLIMIT_FSIZE, before)


async def test_the_file_cannot_grow(desk: Desk) -> None:
    await desk.server.stop()
    with contextlib.closing(sqlite3.connect(desk.database.path)) as other:
        pages = other.execute("PRAGMA page_count").fetchone()[0]
    await desk.server.start(BESEDKA_TEST_MAX_PAGES=str(pages + SPARE_PAGES))
    async with desk.talks.going_on():
        await desk.talks.back()
        with full_file(desk):
            await refused(desk.talks, "disk_full")
        await desk.talks.back()
        await desk.talks.all_clear()
    await whole(desk)


async def test_a_commit_finds_no_room(desk: Desk) -> None:
    async with desk.talks.going_on():
        await desk.talks.back()
        with full_disk(desk):
            await refused(desk.talks, "disk_failed")
            answer = await desk.talks.office.owner.http.patch("/api/v1/company", json={"name": "Tea & Co"})
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable"), answer.text
        await desk.talks.back()
        await desk.talks.all_clear()
    await whole(desk)


async def refused(talks: Conversations, trouble: str) -> None:
    """Everybody who writes is told so, and the console why; whoever reads is served."""
    await talks.all_hear(trouble)
    assert (await talks.office.owner.get("/chats?view=all"))["items"]


async def whole(desk: Desk) -> None:
    await desk.talks.settle(desk.database)
    assert await desk.server.stop() == 0
    with contextlib.closing(sqlite3.connect(desk.database.path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
