"""Composes the parts of a running server: storage, writer, services, edge."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import msgspec

from besedka.bus import LocalBus
from besedka.cli.compose import make_desk
from besedka.cli.database import open_database, open_store, update_database
from besedka.config import Config
from besedka.db import jobs
from besedka.db.store import Store
from besedka.db.writer import Writer
from besedka.jobs.duties import Duties
from besedka.jobs.loop import Jobs
from besedka.services.presence import Presence
from besedka.services.statuses import StatusBook
from besedka.web.app import Web, make_web
from besedka.web.desk import Desk
from besedka.web.health import Health

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
        engine = await stack.enter_async_context(
            open_database(config, as_it_is=True, wait_s=config.timing.database_wait_s, tell=log.info)
        )
        if store is None:  # first: no tables are changed under a server that runs
            store = await stack.enter_async_context(open_store(config, engine))
        await update_database(config, engine)
        bus, status_book = LocalBus(), StatusBook()
        writer = Writer(store, lambda: status_book.all, bus.publish, engine.availability, gone=lambda: desk.team.former)
        await stack.enter_async_context(_writing(writer, config.timing.stop_timeout_s))
        desk = make_desk(config, engine, bus, writer, status_book)
        await jobs.free_all()
        desk.files.begin()
        for load in (desk.team.load, desk.companies.load, desk.rules.load, status_book.load, desk.presence.load):
            await load()
        stack.push_async_callback(desk.host.stop)
        await desk.host.start()
        await desk.rules.load()
        await stack.enter_async_context(_watching(desk.presence, config.timing.seen_interval_s))
        queue = Jobs(config.timing)
        health = Health(config, desk.availability, queue)
        web = make_web(desk, health)
        stack.push_async_callback(web.stop)
        await stack.enter_async_context(_working(desk, writer, queue, health))
        yield Running(desk=desk, web=web)


@asynccontextmanager
async def _working(desk: Desk, writer: Writer, queue: Jobs, health: Health) -> AsyncIterator[None]:
    """What runs beside the requests, until the end of the block."""
    duties = Duties(queue, desk.host, desk.deadlines, desk.presence, desk.files, writer)
    works = [
        desk.distribution.run,
        desk.deadlines.run,
        desk.leaving.run,
        desk.hook_events.run,
        desk.rules.run,
        duties.run,
        queue.run,
    ]
    tasks = [asyncio.create_task(work()) for work in (*works, health.run, desk.search_index.run)]
    timing = desk.config.timing
    tasks.append(asyncio.create_task(desk.availability.watch(timing.probe_interval_s, timing.trouble_calm_s)))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


@asynccontextmanager
async def _writing(writer: Writer, stop_timeout_s: float) -> AsyncIterator[None]:
    task = asyncio.create_task(writer.run())
    try:
        yield
    finally:
        writer.stop()
        _, late = await asyncio.wait([task], timeout=stop_timeout_s)
        if late:  # whoever asked was told long ago, and finds out by repeating the key
            log.error("the database does not say what became of the last commit; the server ends without knowing")
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
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
