"""A host on a real database, with plugins of the test's own beside those of the server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from besedka.cli.database import open_database
from besedka.config import PluginTiming, Timing
from besedka.host.host import Host
from besedka.host.state import PluginInfo
from databases import Database
from distributions import Distributions, installed

# What a plugin does in time has much of it, however slow the machine is; whoever tests what is late shortens that one.
QUICK = PluginTiming(
    filters_s=10,
    choose_s=10,
    compute_s=10,
    event_s=10,
    panel_s=10,
    finish_s=0.2,
    close_s=0.1,
    cancel_s=0.1,
    settle_s=20,
    follow_s=0.05,
    retry_first_s=0.05,
    breaker_pause_s=0.15,
)

Hosting = Callable[..., AbstractAsyncContextManager[Host]]


@pytest.fixture
def plugins(tmp_path: Path) -> Iterator[Distributions]:
    with installed(tmp_path / "site") as distributions:
        yield distributions


@pytest.fixture
def hosting(database: Database) -> Hosting:
    """Makes running hosts on one database, one after another."""

    @asynccontextmanager
    async def run(*, timing: PluginTiming = QUICK, **options: Any) -> AsyncIterator[Host]:
        own = {name: options.pop(name) for name in ("safe_mode", "secret_key", "blocked") if name in options}
        config = database.config(timing=Timing(plugins=timing), **own)
        async with open_database(config) as engine:
            host = Host(config, engine, **options)
            try:
                await host.start()
                yield host
            finally:
                await host.stop()

    return run


async def until(host: Host, name: str, wanted: str) -> PluginInfo:
    """Wait until a plugin is in that state."""
    async with asyncio.timeout(30):
        while (found := await host.info(name)).state != wanted:  # noqa: ASYNC110 - asked as a page would
            await asyncio.sleep(0.005)
    return found
