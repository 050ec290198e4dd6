"""Composes the parts of a running server: storage, writer, services, edge."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import msgspec

from besedka.bus import LocalBus
from besedka.cli.database import open_database
from besedka.config import Config
from besedka.db.sqlite_store import SqliteStore
from besedka.db.store import Store
from besedka.db.writer import Writer
from besedka.host.host import Host
from besedka.services.chats import Chats
from besedka.services.company import Companies
from besedka.services.presence import Presence
from besedka.services.rows import Rows
from besedka.services.sessions import Sessions
from besedka.services.statuses import StatusBook
from besedka.services.team import Team
from besedka.services.visitors import Visitors
from besedka.web.app import Web, make_web
from besedka.web.desk import Desk

log = logging.getLogger("besedka.desk")


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A server that is ready to be asked."""

    desk: Desk
    web: Web


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
        await stack.enter_async_context(_running(writer))
        desk = _desk(config, bus, writer, status_book)
        for part in (desk.host.start, desk.team.load, desk.companies.load, status_book.load, desk.presence.load):
            await part()
        await stack.enter_async_context(_watching(desk.presence, config.timing.seen_interval_s))
        web = make_web(desk)
        stack.push_async_callback(web.feeds.stop)
        yield Running(desk=desk, web=web)


def _desk(config: Config, bus: LocalBus, writer: Writer, status_book: StatusBook) -> Desk:
    host, team = Host(), Team(bus)
    presence = Presence(bus, config.timing)
    rows = Rows(team.faces, presence)
    chats = Chats(writer, presence, rows, config.limits.text_chars)
    return Desk(
        config=config,
        bus=bus,
        host=host,
        team=team,
        companies=Companies(),
        status_book=status_book,
        presence=presence,
        sessions=Sessions(team, bus, config.limits, config.timing),
        rows=rows,
        chats=chats,
        visitors=Visitors(chats, presence, lambda name: host.placement(name).id),
    )


@asynccontextmanager
async def _running(writer: Writer) -> AsyncIterator[None]:
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
