"""Composes the parts of a running server: storage, writer, services, edge."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import msgspec

from besedka.bus import LocalBus
from besedka.cli.compose import make_desk
from besedka.config import BadConfig, Config
from besedka.db import jobs
from besedka.db.bind import bind
from besedka.db.migrate import migrate
from besedka.db.sqlite import SqliteEngine
from besedka.db.sqlite_errors import primary_code
from besedka.db.sqlite_store import SqliteStore
from besedka.db.store import Store, Unavailable
from besedka.db.writer import Writer
from besedka.jobs.duties import Duties
from besedka.jobs.loop import Jobs
from besedka.services.presence import Presence
from besedka.services.statuses import StatusBook
from besedka.web.app import Web, make_web
from besedka.web.desk import Desk

log = logging.getLogger("besedka.desk")

HELD = "is held by another program ({error}): end that program, or try again when it is done"
DENIED = "may not be written ({error}): give it and its folder to the user who runs besedka"
DAMAGED = "is not a database of Besedka, or it is damaged ({error}): restore a backup, or name another folder in BESEDKA_DATA_DIR"
REMEDIES = {
    sqlite3.SQLITE_BUSY: HELD,
    sqlite3.SQLITE_LOCKED: HELD,
    sqlite3.SQLITE_READONLY: DENIED,
    sqlite3.SQLITE_PERM: DENIED,
    sqlite3.SQLITE_CANTOPEN: "cannot be opened ({error}): it must be a file that the user who runs besedka may read and write",
    sqlite3.SQLITE_FULL: "cannot grow ({error}): make room on its disk",
    sqlite3.SQLITE_IOERR: "cannot be read or written ({error}): look after its disk",
}


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A server that is ready to be asked."""

    desk: Desk
    web: Web


@asynccontextmanager
async def open_database(config: Config) -> AsyncIterator[SqliteEngine]:
    """The database, up to date; made when it is not there.

    Raises:
        BadConfig: the file cannot be used just now, is something else, or damaged.
        SchemaTooNew: a newer release wrote it.
    """
    for suffix in ("", "-wal", "-shm"):  # files that SQLite makes take the mode of the first
        with contextlib.suppress(OSError):
            Path(f"{config.database}{suffix}").chmod(0o600)
    engine = SqliteEngine(config.database)
    bind(engine)
    try:
        await _prepare(engine)
        yield engine
    finally:
        await engine.close()


async def _prepare(engine: SqliteEngine) -> None:
    try:
        await engine.open()
        await migrate(engine)
    except (sqlite3.Error, Unavailable) as error:
        cause = error.__cause__ if isinstance(error, Unavailable) else error
        code = primary_code(cause) if isinstance(cause, sqlite3.Error) else 0
        raise BadConfig(f"{engine.path} {REMEDIES.get(code, DAMAGED).format(error=cause)}") from error


@asynccontextmanager
async def run_desk(config: Config, store: Store | None = None) -> AsyncIterator[Running]:
    """Everything but the network. At the end what was taken is written, and who was here is noted.

    Args:
        store: another storage for chats than the database (the benchmark's memory).
    """
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(open_database(config))
        if store is None:
            store = sqlite_store = SqliteStore(engine)
            stack.callback(sqlite_store.close)
        bus, status_book = LocalBus(), StatusBook()
        writer = Writer(store, lambda: status_book.all, bus.publish)
        await stack.enter_async_context(_writing(writer))
        desk = make_desk(config, engine, bus, writer, status_book)
        await jobs.free_all()
        for load in (desk.team.load, desk.companies.load, desk.rules.load, status_book.load, desk.presence.load):
            await load()
        stack.push_async_callback(desk.host.stop)
        await desk.host.start()
        await desk.rules.load()
        await stack.enter_async_context(_watching(desk.presence, config.timing.seen_interval_s))
        web = make_web(desk)
        stack.push_async_callback(web.stop)
        await stack.enter_async_context(_working(desk))
        yield Running(desk=desk, web=web)


@asynccontextmanager
async def _working(desk: Desk) -> AsyncIterator[None]:
    """What runs beside the requests, until the end of the block."""
    queue = Jobs(desk.config.timing)
    duties = Duties(queue, desk.host, desk.deadlines, desk.presence)
    works = (desk.distribution.run, desk.deadlines.run, desk.hook_events.run, desk.rules.run, duties.run, queue.run)
    tasks = [asyncio.create_task(work()) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


@asynccontextmanager
async def _writing(writer: Writer) -> AsyncIterator[None]:
    task = asyncio.create_task(writer.run())
    try:
        yield
    finally:
        writer.stop()
        await task


@asynccontextmanager
async def _watching(presence: Presence, interval_s: float) -> AsyncIterator[None]:
    async def watch() -> None:
        while True:
            await asyncio.sleep(interval_s)
            await _note(presence)

    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await _note(presence)
        presence.close()


async def _note(presence: Presence) -> None:
    try:
        await presence.save()
    except Exception as error:  # noqa: BLE001 - the next time comes, and so must the end of the stop
        log.warning("who is here could not be noted: %s", error)
