"""Lists of an old installation: whatever the server asks of a database with many closed chats has an index."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from besedka import clock
from besedka.bus import LocalBus
from besedka.cli.compose import make_desk
from besedka.cli.database import open_database
from besedka.db import drafts, holdings, jobs, postgres_store, reading, routing, sqlite_store
from besedka.db.bind import bind
from besedka.db.chat_row import SELECT
from besedka.db.filters import Filter
from besedka.db.reading import Cursor, View
from besedka.db.search_index import follow_events, follow_names
from besedka.db.writer import Writer
from besedka.domain.people import Author, Operator, QueueMode, Visitor
from besedka.domain.search import query_of
from besedka.domain.view import Reader
from besedka.plugin.errors import Refused
from besedka.services import search
from besedka.services.cleanup import remove_empty_chats
from besedka.services.statuses import StatusBook
from besedka.web.desk import Desk
from databases import Database, copy_blank, drop, outside
from filling import fill
from memory_store import MemoryStore
from plans import Watched, WatchedPostgres, WatchedSqlite, places
from population import Size

SIZE = Size(chats=5_000, messages=25_000)
ON_SITE = list(range(3_000, 3_300))
LONG_AGO = datetime(2024, 6, 1, tzinfo=UTC)
ACTORS = {
    "administrator": Operator(id=1, administrator=True),
    **{f"operator, queue {mode}": Operator(id=7, queue=mode) for mode in get_args(QueueMode)},
}


@pytest.fixture(scope="module", params=["sqlite", "sqlite, analyzed", "postgresql"])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, blank_database: Path
) -> Iterator[Database]:
    """A made-up database, once for all tests here. SQLite plans without statistics, and with those that its owner may have made."""
    engine, _, analyzed = request.param.partition(", ")
    postgres: str | None = request.getfixturevalue("blank_postgres") if engine == "postgresql" else None
    database = copy_blank("besedka_plans", tmp_path_factory.mktemp("made"), blank_database, postgres)
    outside(fill(database.config(), SIZE))
    outside(_indexed(database))
    if analyzed:
        database.rows("ANALYZE")
    yield database
    if postgres is not None:
        drop(database, postgres)


async def _indexed(database: Database) -> None:
    async with open_database(database.config()):
        while await follow_events(5_000) + await follow_names(5_000):
            pass


@pytest.fixture
async def watched(made: Database) -> AsyncIterator[Watched]:
    engine = WatchedSqlite(made.path) if made.engine == "sqlite" else WatchedPostgres(made.url)
    await engine.open()
    bind(engine)
    yield engine
    await engine.close()


@pytest.mark.parametrize("actor", ACTORS.values(), ids=ACTORS)
@pytest.mark.parametrize("view", get_args(View))
async def test_pages_of_lists(watched: Watched, view: View, actor: Operator) -> None:
    """CO-1, GR-3: the first page and deep ones of each stretch, of all chats and of one's own, under everybody's rights."""
    starts = [None, *(Cursor(n, LONG_AGO, 2_500) for n in range(len(reading.SEGMENTS[view]) + 1))]
    for after in starts:
        for holder in (None, actor.id):
            await reading.page(actor, view, on_site=ON_SITE, empty=True, only=Filter(holder=holder), after=after)
    never = () if actor.administrator else ("chat_closed",)  # they would read everybody's to find their own
    assert await watched.faults(watched.sent, never=never) == []


FILTERS = {
    "status": Filter(status=3),
    "tag": Filter(tag="vip"),
    "period": Filter(since=LONG_AGO, until=LONG_AGO + timedelta(days=1)),
    "everything": Filter(status=3, tag="vip", since=LONG_AGO, until=LONG_AGO + timedelta(days=100)),
}


@pytest.mark.parametrize("actor", ACTORS.values(), ids=ACTORS)
@pytest.mark.parametrize("only", FILTERS.values(), ids=FILTERS)
async def test_filtered_lists(watched: Watched, only: Filter, actor: Operator) -> None:
    """CO-2: by status, tag and day, under everybody's rights."""
    for view in get_args(View):
        await reading.page(actor, view, on_site=ON_SITE, only=only)
        await reading.page(actor, view, on_site=ON_SITE, only=msgspec.structs.replace(only, holder=7))
    faults = await watched.faults(watched.sent)
    assert [fault for fault in faults if not fault.startswith("Sort")] == []  # what a filter leaves is short


@pytest.mark.parametrize("actor", ACTORS.values(), ids=ACTORS)
@pytest.mark.parametrize("asked", ["заказ", "за", "где мой зак", "анна", "самовар", "+7 916 123-45-67"])
async def test_search(watched: Watched, asked: str, actor: Operator) -> None:
    """CO-3: messages, notes and names by their words, the first page and what follows."""
    for view in get_args(View):
        after = None
        for _ in range(3):
            _, after = await search.page(
                actor, view, query_of(asked), on_site=ON_SITE, only=Filter(), after=after, limit=20
            )
            if after is None:
                break
    asks = [(sql, values) for sql, values in watched.sent if sql.startswith("SELECT")]
    faults = await watched.faults(asks)
    if watched.engine_type == "postgres":
        # In a database as small as this a stretch is all of it: it may as well read all chats, and sort what fits of the stretch.
        faults = [fault for fault in faults if "chat" not in fault and not fault.startswith("Sort")]
    assert faults == []


async def test_a_page_holds_what_it_should(watched: Watched, made: Database) -> None:
    """CO-1, GR-3: page by page an operator finds each of their chats once."""
    me, found, after = ACTORS["operator, queue take"], list[int](), None
    while True:
        chats, after = await reading.page(me, "all", on_site=(), after=after, limit=20)
        found += [chat.id for chat in chats]
        if after is None:
            break
    mine = made.rows("SELECT id FROM chat WHERE operator = 7 OR state = 'queue'")
    assert sorted(found) == sorted(row["id"] for row in mine)


Call = Callable[[Desk], Awaitable[Any]]
ANNA, BORIS = Operator(id=7), Operator(id=8, queue="hidden")


async def _of_clients(desk: Desk) -> None:
    await desk.team.load()
    chat = await reading.find(100)
    assert chat is not None
    await desk.for_plugins.chat(chat)
    await desk.visitors.find("nobody's")
    await desk.visitors.visits(chat.client)
    await desk.visitors.known_since(chat.client)


async def _of_events(desk: Desk) -> None:
    for reader in get_args(Reader):
        await reading.events(100, reader)
        await reading.events(100, reader, before=5)
        await reading.events(100, reader, after=5, kinds=["message"])
    await reading.message(100, 3)
    await reading.changes(100, 3)
    await reading.chat_of_key(Author(type="operator", id=7), "made-100-1")
    await reading.marks(100)


async def _of_drafts(desk: Desk) -> None:
    await drafts.of(7)
    await drafts.drafted(7, range(1, 60))
    await drafts.save(7, 100, "reply", "", clock.now())
    await drafts.remove_lost()


async def _of_unread(desk: Desk) -> None:
    chats, _ = await reading.page(ANNA, "all", on_site=())
    await reading.unread(chats, ANNA.id)


async def _of_statuses(_: Desk) -> None:
    await holdings.chats_by_status()
    await holdings.count_in_status(1)
    await holdings.chats_in_status(1, 200)


async def _of_operators(_: Desk) -> None:
    await holdings.held(LONG_AGO)
    await holdings.chats_held_by([7, 8], 200)


async def _of_jobs(desk: Desk) -> None:
    now = clock.now()
    claimed = await jobs.claim(["deadline", "cleanup"], now, 30, 10)
    await jobs.renew([job.token for job in claimed], now + timedelta(seconds=30))
    await jobs.next_due(["deadline", "cleanup"])
    await jobs.postpone(claimed[0], now)
    await jobs.done(claimed[1])
    await jobs.dead(10)
    await jobs.free_all()


async def _of_files(desk: Desk) -> None:
    with contextlib.suppress(Refused):
        await desk.files.own(ANNA, ["a" * 32, "b" * 32])
    with contextlib.suppress(Refused):
        await desk.files.find("a" * 32, "operator")
    await desk.files.admit(Visitor(identity=100, client=100), "127.0.0.1")
    await desk.files.forget("a" * 32)
    await desk.files.remove(100, 5)
    await desk.files.clean_up()


ASKED: dict[str, Call] = {
    "one chat": lambda _: reading.find(100),
    "some chats": lambda _: routing.some([100, 200]),
    "open chats of visitors": lambda _: reading.open_chats(ON_SITE),
    "newest chats of a visitor": lambda _: reading.newest_chats(100),
    "the chat before": lambda _: reading.chat_before(100, 4_000),
    "chats lost": lambda _: reading.lost_chats(ANNA, BORIS),
    "chats lost by an administrator": lambda _: reading.lost_chats(ACTORS["administrator"], ANNA),
    "counts": lambda _: reading.counts(ON_SITE),
    "events": _of_events,
    "unread": _of_unread,
    "clients": _of_clients,
    "the queue of long ago": lambda _: routing.queued_before(LONG_AGO, 100),
    "drafts": _of_drafts,
    "tags": lambda desk: desk.tags.lately(),
    "the queue": lambda _: routing.queue(100),
    "how many have deadlines": lambda _: routing.count_with_deadlines(),
    "all that is open": lambda _: routing.open_ids(),
    "loads": lambda _: routing.loads(range(2, 50)),
    "chats of statuses": _of_statuses,
    "chats of operators": _of_operators,
    "jobs": _of_jobs,
    "templates": lambda desk: desk.templates.list(ANNA),
    "files": _of_files,
    "cleaning up": lambda _: remove_empty_chats(ON_SITE),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
async def test_everything_else(watched: Watched, made: Database, asked: Call) -> None:
    """CO-1, RT-2: chats, events, counters, distribution and jobs."""
    bus, book = LocalBus(), StatusBook()
    await asked(
        make_desk(
            made.config(),
            watched,
            bus,
            Writer(MemoryStore(), lambda: book.all, bus.publish, watched.availability),
            book,
        )
    )
    assert watched.sent
    assert await watched.faults(watched.sent) == []


async def test_the_writer(watched: Watched, made: Database) -> None:
    """RT-2: what is asked under the lock of the writer."""
    store = sqlite_store if made.engine == "sqlite" else postgres_store
    words = ("SELECT", "UPDATE", "DELETE")
    found = [sql for sql in vars(store).values() if isinstance(sql, str) and sql.lstrip().startswith(words)]
    statements = [(sql, (None,) * places(sql)) for sql in found if sql != SELECT]
    assert len(statements) > 10
    assert await watched.faults(statements) == []
