"""F5, F9: PostgreSQL goes away under load, in each way in which it can. Nobody is told of a message that is not stored, none is
stored twice, and all goes on by itself within ten seconds of its return."""

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from msgspec.structs import replace

from databases import Database, EngineName, make_blank
from faults.conftest import Desk, open_desk
from private_postgres import QUICK, PrivatePostgres, private_postgres
from proxy import Side, proxy

LOST_COMMITS = 3
STOP_S = 40
LARGEST_BYTES = (
    17 << 20
) + 4096  # more than a segment of the server's own log; not whole pages, so that a write ends half-way
# Rows that nobody sees; their room is used again after a VACUUM.
BALLAST = f"""
    DO $$ BEGIN
        INSERT INTO chat_event (chat, seq, kind, author_type, at, body)
        SELECT id, -number, 'ballast', 'system', now(), repeat(md5(number::text), 60)
        FROM (SELECT id FROM chat LIMIT 1) AS any_chat, generate_series(1, {LARGEST_BYTES // 1900}) AS number;
        RAISE EXCEPTION 'there was room';
    EXCEPTION WHEN OTHERS THEN NULL; END $$
"""

OTHERS_COMMIT = "DO $$ BEGIN FOR n IN 1..300 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"


@pytest.fixture(scope="module")
def cluster() -> Iterator[PrivatePostgres]:
    """One of its own, since it will not be well."""
    with private_postgres(*QUICK, "autovacuum=off") as server:
        yield server


@pytest.fixture(scope="module")
def blank_postgres(tmp_path_factory: pytest.TempPathFactory, cluster: PrivatePostgres) -> str:
    make_blank(tmp_path_factory.mktemp("blank"), cluster.url())
    return cluster.url()


@pytest.fixture
def engine_name() -> EngineName:
    return "postgresql"


@pytest.mark.parametrize("orderly", [True, False], ids=["stopped", "killed"])
async def test_it_ends_and_is_started_again(desk: Desk, cluster: PrivatePostgres, orderly: bool) -> None:
    async with desk.talks.going_on():
        await desk.talks.back()
        await asyncio.to_thread(cluster.stop if orderly else cluster.kill)
        await desk.talks.all_hear("database_away")
        await asyncio.to_thread(cluster.start)
        await desk.talks.back()
        await desk.talks.all_clear()
    await desk.talks.settle(desk.database)


@pytest.mark.parametrize("frozen_s", [4, pytest.param(20, marks=pytest.mark.long)])
async def test_it_stands_still(desk: Desk, cluster: PrivatePostgres, frozen_s: float) -> None:
    async with desk.talks.going_on():
        await desk.talks.back()
        cluster.freeze()
        await asyncio.gather(asyncio.sleep(frozen_s), desk.talks.all_hear("database_away"))
        cluster.thaw()
        await desk.talks.back()
        await desk.talks.all_clear()
    await desk.talks.settle(desk.database)


@pytest.mark.long
async def test_the_server_stops_while_it_stands_still(desk: Desk, cluster: PrivatePostgres) -> None:
    """F15: there is an end, and nobody was told of what is not stored."""
    async with desk.talks.going_on():
        await desk.talks.back()
        cluster.freeze()
        await desk.talks.all_hear("database_away")
        async with asyncio.timeout(STOP_S):
            assert await desk.server.stop() == 0
        cluster.thaw()
        desk.talks.ledger.check(desk.database)
        await desk.server.start()
        await desk.talks.back()
    await desk.talks.settle(desk.database)


@pytest.mark.long
async def test_the_server_stops_without_knowing_of_its_last_commit(
    database: Database, cluster: PrivatePostgres
) -> None:
    """F15, F2: PostgreSQL is gone before it could say what became of it."""
    async with proxy(cluster.port) as way, open_desk(by(way.port, database, cluster)) as desk:
        async with desk.talks.going_on():
            await desk.talks.back()
            await way.cut_at(b"COMMIT", "client")
            way.freeze()
            await asyncio.to_thread(cluster.kill)
            async with asyncio.timeout(STOP_S):
                assert await desk.server.stop() == 0
            way.thaw()
            await asyncio.to_thread(cluster.start)
            desk.talks.ledger.check(database)
            await desk.server.start()
            await desk.talks.back()
        await desk.talks.settle(database)


async def test_the_network_swallows_everything(database: Database, cluster: PrivatePostgres) -> None:
    """Neither side hears that the other is gone: the sessions over there live on, with what they have locked."""
    async with proxy(cluster.port) as way, open_desk(by(way.port, database, cluster)) as desk:
        async with desk.talks.going_on():
            await desk.talks.back()
            way.freeze()
            await desk.talks.all_hear("database_away")
            way.thaw()
            await desk.talks.back()
        await desk.talks.settle(database)


@pytest.mark.parametrize("to", ["server", "client"], ids=["before the commit", "after the commit"])
async def test_the_connection_is_lost_at_commit(database: Database, cluster: PrivatePostgres, to: Side) -> None:
    """F1, F2: nobody can tell at once whether it was stored; whoever is told anything is told the truth."""
    async with proxy(cluster.port) as way, open_desk(by(way.port, database, cluster)) as desk:
        async with desk.talks.going_on():
            for _ in range(LOST_COMMITS):
                await desk.talks.back()
                await way.cut_at(b"COMMIT", to)
            await desk.talks.back()
        assert desk.talks.told() <= ({"unavailable"} if to == "server" else set())
        assert desk.talks.all_stayed()
        await desk.talks.settle(database)


async def test_a_crash_gives_the_number_of_a_lost_commit_to_others(
    database: Database, cluster: PrivatePostgres
) -> None:
    """F1, F2: what was not on PostgreSQL's disk is forgotten, with the transaction's number, which somebody else commits before
    we can ask."""
    async with proxy(cluster.port) as way, open_desk(by(way.port, database, cluster)) as desk:
        async with desk.talks.going_on():
            for _ in range(LOST_COMMITS):
                await desk.talks.back()
                await way.cut_at(b"COMMIT", "server")
                way.freeze()
                await asyncio.to_thread(cluster.kill)
                await asyncio.to_thread(cluster.start)
                await asyncio.to_thread(database.rows, OTHERS_COMMIT)
                way.thaw()
            await desk.talks.back()
        await desk.talks.settle(database)


async def test_its_disk_is_full(database: Database, cluster: PrivatePostgres) -> None:
    with small_disk(cluster):
        async with open_desk(database) as desk:
            async with desk.talks.going_on():
                await desk.talks.back()
                database.rows(BALLAST)
                await desk.talks.all_hear("disk_full")
                assert (await desk.talks.office.owner.get("/chats?view=all"))["items"]
                database.rows("VACUUM chat_event")
                await desk.talks.back()
                await desk.talks.all_clear()
            assert desk.talks.all_stayed()
            await desk.talks.settle(database)


@contextmanager
def small_disk(cluster: PrivatePostgres) -> Iterator[None]:
    """Started again with a limit to its files, which it inherits from us, until the block ends."""
    cluster.stop()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_BYTES, hard))
    cluster.start()
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    try:
        yield
    finally:
        cluster.stop()
        cluster.start()


def by(port: int, database: Database, cluster: PrivatePostgres) -> Database:
    """The same database by another port."""
    return replace(database, url=database.url.replace(f":{cluster.port}/", f":{port}/"))
