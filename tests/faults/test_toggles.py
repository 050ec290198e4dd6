"""PL-1, PL-2: a plugin that is switched on and off a hundred times leaves nothing behind."""

import asyncio
import gc
import logging
import os
import threading
from collections import Counter
from pathlib import Path

from msgspec.structs import replace

from databases import Database
from distributions import installed
from faults import poison_kit as kit
from people import Office
from serving import QUICK, serving

BUSY = """
from litestar import get

class Options(Struct, frozen=True, kw_only=True):
    token: Secret | None = None

class Rule(SlaRule):
    name = "busy"
    title = "Busy"

    async def setup(self) -> None:
        self.ctx.spawn(asyncio.sleep(3600), name="wait")

    def deadlines(self, chat, progress, calendar): return []

class Made(Plugin[Options]):
    name = "busy"
    title = "Busy"
    api = "0.1"
    providers = (Rule,)

    async def setup(self) -> None:
        self.file = self.ctx.stack.enter_context(open(__file__))
        self.ctx.spawn(self.work(), name="work")
        self.leaked = asyncio.create_task(asyncio.sleep(3600))
        self.ctx.stack.callback(self.leaked.cancel)
        self.big = b"x" * 1_000_000

    async def work(self) -> None:
        while True:
            await asyncio.sleep(0.01)

    @hookimpl
    async def on_message_added(self, event: MessageAdded) -> None: ...

    @hookimpl
    async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop | None: ...

    @hookimpl
    def register_jobs(self) -> list[Job]:
        return [Job(name="sweep", every=timedelta(seconds=1), run=self._sweep)]

    @hookimpl
    def register_console_panels(self) -> list[Panel]:
        return [Panel(id="busy", title="Busy", load=self._rows)]

    @hookimpl
    def register_routes(self) -> list[Route]:
        @get("/here")
        async def here() -> str:
            return self.name

        return [Route(access=Access.PUBLIC, handler=here)]

    async def _sweep(self) -> None: ...

    async def _rows(self, chat: Chat, operator: Operator) -> list[PanelRow]:
        return [PanelRow(label="Busy", value="yes")]
"""


def what_is_there() -> Counter[str]:
    """Whatever could be left: tasks by their names, files, threads, filters and handlers of logs."""
    loggers = [logging.root, *(logging.getLogger(name) for name in list(logging.root.manager.loggerDict))]
    coroutines = (task.get_coro() for task in asyncio.all_tasks())
    there = Counter(f"task {getattr(coroutine, '__qualname__', coroutine)}" for coroutine in coroutines)
    there["files"] = len(list(Path("/proc/self/fd").iterdir()))
    there["threads"] = threading.active_count()
    there["loggers"] = len(loggers)
    there["filters of logs"] = sum(len(logger.filters) + len(logger.handlers) for logger in loggers)
    return there


def alive() -> Counter[str]:
    """How many objects there are of each class, apart from the classes of Python itself."""
    # The loop keeps cancelled timers, and the context of each, until there are more than a hundred.
    things = (thing for thing in gc.get_objects() if not (isinstance(thing, asyncio.TimerHandle) and thing.cancelled()))
    names = Counter(f"{type(thing).__module__}.{type(thing).__qualname__}" for thing in things)
    # Of Litestar's signature classes, which come and go, the caches of abstract classes keep weak references.
    return Counter(
        {name: n for name, n in names.items() if not name.startswith(("builtins.", "<", "weakref.", "_contextvars."))}
    )


def resident() -> int:
    """The memory of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def settled(before: Counter[str] | None = None) -> Counter[str]:
    """What is there once what was under way is over, or after two seconds: more than `before`, if that is given."""
    for _ in range(40):
        await asyncio.sleep(0.05)
        if before is not None and not what_is_there() - before:
            break
    gc.collect()
    return what_is_there() - (before or Counter())


async def test_a_hundred_lives_through_rest(tmp_path: Path, database: Database) -> None:
    """PL-1, PL-2: used in each life; ten lives and a hundred leave the same, which is nothing"""
    with installed(tmp_path / "site") as site:
        site.add("good", kit.GOOD)
        site.add("busy", source=BUSY)
        async with serving(database, timing=replace(QUICK, plugins=kit.QUICK_PLUGINS)) as server:
            office = Office(server.url, server.owner_key)
            await office.found()
            await kit.enable(office, "good", "busy")
            await office.owner.put("/plugins/busy/settings", values={"token": "a-long-secret"})
            await office.owner.post("/plugins/busy/instances", 201, provider="busy", name="busy", values={})
            talk = kit.Talk(office)
            visitor, operator = await talk.open()
            http = office.owner.http

            async def live(times: int) -> None:
                for _ in range(times):
                    assert (await office.owner.post("/plugins/busy/enable"))["state"] == "active"
                    assert (await http.get("/plugins/busy/here")).text == "busy"
                    await talk.say(visitor, visitor, "hello")
                    assert (await office.owner.post("/plugins/busy/disable"))["state"] == "disabled"
                    assert (await http.get("/plugins/busy/here")).status_code == 404

            await live(10)
            after_ten, factory = await settled(), logging.getLogRecordFactory()
            before, size = alive(), resident()
            await live(90)
            assert not await settled(after_ten)
            assert logging.getLogRecordFactory() is factory
            more = {name: count - before[name] for name, count in alive().items() if count - before[name] > 40}
            assert not more, f"90 lives left {more}"
            assert resident() - size < 40_000_000, "each life had a megabyte of its own"
            await talk.others_work(visitor, operator)
            await talk.check(database)
            await office.close()
