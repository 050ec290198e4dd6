"""PL-2: what was switched off leaves nothing behind."""

import asyncio
import gc
import logging
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from besedka.host import masking
from core.host.conftest import Hosting
from distributions import Distributions

SOURCE = """
class Options(Struct, frozen=True, kw_only=True):
    token: Secret | None = None

class Flow(RatingFlow[Options]):
    name = "flow"
    title = "Flow"
    async def setup(self): self.ctx.spawn(asyncio.sleep(60), name="wait")
    def steps(self, chat, locale, answers): return []
    def accept(self, chat, answers): return None

class Made(Plugin[Options]):
    name = "busy"
    title = "Busy"
    api = "0.1"
    providers = (Flow,)

    async def setup(self) -> None:
        self.file = self.ctx.stack.enter_context(open(__file__))
        self.ctx.spawn(self.work(), name="work")
        self.big = bytearray(100_000)
        await self.ctx.store.set("n", 1)

    async def work(self) -> None:
        while True:
            await asyncio.sleep(0.001)

    @hookimpl
    async def on_chat_opened(self, event: ChatOpened) -> None: ...

    @hookimpl
    async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop | None: ...

    @hookimpl
    def register_jobs(self) -> list[Job]:
        return [Job(name="sweep", every=timedelta(hours=1), run=self.setup)]
"""


def fds() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("engine_name", ["sqlite"])  # a pool of connections grows and shrinks as it likes
async def test_a_hundred_lives(plugins: Distributions, hosting: Hosting) -> None:
    module = plugins.add("busy", source=SOURCE)
    factory = logging.getLogRecordFactory()
    async with hosting() as host:

        async def live(times: int) -> None:
            for _ in range(times):
                await host.set_wish("busy", True)
                assert (await host.info("busy")).state == "active"
                await host.set_wish("busy", False)

        def left() -> tuple[int, ...]:
            gc.collect()
            loggers = sum(len(logging.getLogger(name).handlers) for name in logging.root.manager.loggerDict)
            return (len(asyncio.all_tasks()), fds(), loggers, len(logging.root.manager.loggerDict), masking.held())

        async def settled() -> tuple[int, ...]:
            """What is left once the others have looked at their rows, as they do when one is switched."""
            found = [left()]
            while len(found) < 4 or len(set(found[-4:])) > 1:
                await asyncio.sleep(0.05)
                found.append(left())
            return found[-1]

        await host.set_wish("busy", True)
        await host.editing.configure("busy", {"token": "something-secret"})
        await host.editing.add("busy", "flow", "mine", {"token": "another-secret"})
        assert masking.held() == 2
        await live(5)
        before = await settled()
        assert masking.held() == 0
        tracemalloc.start()
        size = tracemalloc.get_traced_memory()[0]
        await live(100)
        assert await settled() == before, asyncio.all_tasks()
        grown = tracemalloc.get_traced_memory()[0] - size
        tracemalloc.stop()
        assert grown < 500_000, f"{grown} bytes more after 100 lives"
        assert not [thing for thing in gc.get_objects() if type(thing).__module__ == module]
        assert not host.wants("on_chat_opened")
    assert logging.getLogRecordFactory() is factory
    assert os.getpid()
    assert "busy" not in sys.modules
