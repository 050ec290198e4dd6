"""PL-1, PL-2: a toggle makes a plugin run or end, whatever the plugin does about it."""

import asyncio
import itertools
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from besedka.host.described import set_wish
from besedka.host.host import Host
from besedka.plugin.errors import Refused
from core.host.conftest import QUICK, Hosting, until
from distributions import Distributions


async def state(host: Host, name: str) -> str:
    return (await host.info(name)).state


async def test_bundled_plugins_are_on_at_first_and_others_off(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("greeter")
    async with hosting() as host:
        listed = {plugin.name: plugin for plugin in await host.plugins()}
        assert (listed["webchat"].state, listed["webchat"].bundled, listed["webchat"].running) == ("active", True, 1)
        assert host.placement("default").channel.tracking
        greeter = listed["greeter"]
        assert (greeter.enabled, greeter.state, greeter.bundled) == (False, "disabled", False)
        assert (greeter.author, greeter.version, greeter.distribution) == ("Ada", "1.0", "dist-greeter")
        assert greeter.kinds == ("other",)


async def test_a_toggle_starts_and_ends_it_at_once_and_is_remembered(plugins: Distributions, hosting: Hosting) -> None:
    module = plugins.add(
        "greeter",
        """
        lives = []

        async def setup(self) -> None:
            self.lives.append("on")
            self.ctx.stack.callback(self.lives.append, "off")
        """,
    )
    async with hosting() as host:
        await host.set_wish("greeter", True)
        assert await state(host, "greeter") == "active"
        await host.set_wish("greeter", True)
        await host.set_wish("greeter", False)
        assert await state(host, "greeter") == "disabled"
        await host.set_wish("greeter", True)
    async with hosting() as host:
        assert await state(host, "greeter") == "active"
        assert sys.modules[module].Made.lives == ["on", "off", "on", "off", "on"]


async def test_the_wish_of_another_process_is_followed(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("greeter")
    changes: list[int] = []
    async with hosting() as host:
        host.on_change(lambda: changes.append(host.revision))
        await set_wish("greeter", True)
        await until(host, "greeter", "active")
        await set_wish("greeter", False)
        await until(host, "greeter", "disabled")
        assert changes[-1] > changes[0] >= 1


async def test_many_toggles_at_once_end_in_one_state(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("greeter", "async def setup(self) -> None: await asyncio.sleep(0.01)")
    async with hosting() as host:
        for last in (True, False):
            wishes = [host.set_wish("greeter", turn % 2 == 0) for turn in range(9)]
            await asyncio.gather(*wishes, host.set_wish("greeter", last))
            wanted = (await host.info("greeter")).enabled
            await until(host, "greeter", "active" if wanted else "disabled")


async def test_switching_off_gives_up_a_start_that_hangs(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("slow", "async def setup(self) -> None: await asyncio.sleep(60)")
    async with hosting() as host:
        switching = asyncio.create_task(host.set_wish("slow", True))
        await until(host, "slow", "starting")
        await host.set_wish("slow", False)
        await switching
        assert await state(host, "slow") == "disabled"
    async with hosting(timing=replace(QUICK, setup_s=0.3)) as host:
        await host.set_wish("slow", True)
        found = await host.info("slow")
        assert (found.state, found.trouble and found.trouble.code) == ("failed", "start")
        assert found.trouble is not None
        assert "longer than 0.3 s" in found.trouble.detail["en"]


async def test_not_ready_is_tried_again(plugins: Distributions, hosting: Hosting) -> None:
    module = plugins.add(
        "later",
        """
        tries = []

        async def setup(self) -> None:
            self.tries.append(self.ctx.now())
            if len(self.tries) < 4:
                raise NotReady("the service sleeps")
        """,
        texts='{"the service sleeps": "сервис спит"}',
    )
    async with hosting() as host:
        switching = asyncio.create_task(host.set_wish("later", True))
        found = await until(host, "later", "retrying")
        assert found.retry_at is not None
        assert found.trouble is not None
        assert "сервис спит" in found.trouble.detail["ru"]
        assert (await until(host, "later", "active")).trouble is None
        await switching
        tries = sys.modules[module].Made.tries
        pauses = [(after - before).total_seconds() for before, after in itertools.pairwise(tries)]
        assert [pause >= wanted for pause, wanted in zip(pauses, (0.05, 0.1, 0.2), strict=True)] == [True] * 3, pauses


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        ("NeedsAuth('the token was revoked')", "needs_auth"),
        ("InvalidSettings('token', 'unknown')", "failed"),
        ("ValueError('boom')", "failed"),
        ("SystemExit(1)", "failed"),
        ("KeyboardInterrupt()", "failed"),
        ("asyncio.CancelledError()", "failed"),
        ("GeneratorExit()", "failed"),
        ("MemoryError()", "failed"),
    ],
)
async def test_whatever_setup_raises(plugins: Distributions, hosting: Hosting, error: str, wanted: str) -> None:
    plugins.add("bad", f"async def setup(self) -> None: raise {error}")
    async with hosting() as host:
        await host.set_wish("bad", True)
        found = await host.info("bad")
        assert found.state == wanted
        assert found.trouble is not None
        assert (found.trouble.summary["en"] == "Did not start") == (found.trouble.code == "start")
        assert host.placement("default").name == "default"
        await host.set_wish("bad", False)
        assert await state(host, "bad") == "disabled"


async def test_a_task_that_swallows_its_cancellation_is_left_behind(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add(
        "stubborn",
        """
        async def setup(self) -> None:
            self.ctx.spawn(self.forever(), name="forever")

        async def forever(self) -> None:
            while True:
                try:
                    await asyncio.sleep(60)
                except asyncio.CancelledError:
                    pass
        """,
    )
    async with hosting() as host:
        await host.set_wish("stubborn", True)
        assert await state(host, "stubborn") == "active"
        await host.set_wish("stubborn", False)
        found = await host.info("stubborn")
        assert (found.state, found.trouble and found.trouble.code) == ("failed", "stuck")
        assert found.trouble is not None
        assert "forever" in found.trouble.detail["en"]
        await host.set_wish("webchat", False)
        await asyncio.sleep(0.1)
        assert await state(host, "stubborn") == "failed"
        await host.set_wish("stubborn", True)
        assert await state(host, "stubborn") == "active"


async def test_leaked_tasks_and_hanging_callbacks_end(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add(
        "leaky",
        """
        ended = []

        async def setup(self) -> None:
            self.leak = asyncio.create_task(self.wait())
            self.ctx.stack.callback(self.ended.append, "first in, last out")
            self.ctx.stack.push_async_callback(asyncio.sleep, 60)
            self.ctx.stack.callback(lambda: 1 / 0)

        async def wait(self) -> None:
            await asyncio.sleep(60)
        """,
    )
    tasks = asyncio.all_tasks()
    async with hosting() as host:
        await host.set_wish("leaky", True)
        await host.set_wish("leaky", False)
        assert await state(host, "leaky") == "disabled"
        fault = host.fault("leaky")
        assert fault is not None
        assert "stack" in fault.what
    async with asyncio.timeout(20):
        while asyncio.all_tasks() != tasks:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)


async def test_unknown_names(hosting: Hosting, tmp_path: Path) -> None:
    async with hosting() as host:
        with pytest.raises(Refused, match="no_plugin"):
            await host.set_wish("nothing", True)
        with pytest.raises(Refused, match="no_plugin"):
            await host.info("nothing")
