"""A server that a plugin blocked comes back by itself, and says which plugin it was."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from databases import sqlite_in
from ports import free_port
from serving import Process, gone, process

# The host of today imports every installed plugin, also one that BESEDKA_BLOCKED names: hence the module looks there itself.
BLOCKS_AT_IMPORT = """
import os, time
if "poison" not in os.environ.get("BESEDKA_BLOCKED", "").split(","):
    time.sleep(3600)
"""
NEVER_IMPORTED = """
import os, time
from pathlib import Path

Path(os.environ["BESEDKA_DATA_DIR"], "importing").touch()
time.sleep(3600)
"""
BLOCKS_WHEN_TOLD = """
import asyncio, os, time
from pathlib import Path

async def block():
    while not Path(os.environ["BESEDKA_DATA_DIR"], "now").exists():
        await asyncio.sleep(0.05)
    time.sleep(3600)

if "poison" not in os.environ.get("BESEDKA_BLOCKED", "").split(","):
    kept = asyncio.get_running_loop().create_task(block())
"""
QUICKLY = {"BESEDKA_TEST": "1", "BESEDKA_TEST_BLOCK_LIMIT_S": "6"}  # a slow start is no block


def install(folder: Path, text: str) -> str:
    """The distribution of a plugin `poison` in a folder: the PYTHONPATH with it."""
    metadata = folder / "poison-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: poison\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[besedka.plugins]\npoison = besedka_poison.start:Plugin\n")
    module = folder / "besedka_poison"
    module.mkdir()
    (module / "__init__.py").touch()
    (module / "start.py").write_text(text)
    return os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Process]:
    """Not started yet."""
    server = Process(sqlite_in(tmp_path / "data"), free_port())
    yield server
    await server.kill()


async def said(server: Process, words: str) -> str:
    """The line of standard error with these words."""
    async with asyncio.timeout(90):
        while line := (await server.errors.readline()).decode():
            if words in line:
                return line
    raise AssertionError(f"nothing says {words!r}")


async def answers(server: Process) -> bool:
    async with httpx.AsyncClient() as http:
        return (await http.get(f"{server.url}/api/v1/setup")).is_success


async def test_a_plugin_that_blocks_its_import(server: Process, tmp_path: Path) -> None:
    await server.begin(keep_errors=True, **QUICKLY, PYTHONPATH=install(tmp_path / "тут", BLOCKS_AT_IMPORT))
    trace = tmp_path / "data" / "blocked-poison.txt"
    assert await said(server, "blocked the server") == (
        f"besedka: the plugin poison blocked the server, which starts again without it (trace: {trace})\n"
    )
    await server.announced()
    assert "in <module>" in trace.read_text()
    environment = Path(f"/proc/{server.worker_pid}/environ").read_bytes().split(b"\0")
    assert b"BESEDKA_BLOCKED=poison" in environment
    assert await answers(server)
    assert await server.stop() == 0
    assert not (tmp_path / "data" / "blocked.txt").exists()


async def test_a_plugin_that_blocks_the_running_loop(server: Process, tmp_path: Path) -> None:
    await server.begin(keep_errors=True, **QUICKLY, PYTHONPATH=install(tmp_path / "here", BLOCKS_WHEN_TOLD))
    await server.announced()
    before = server.worker_pid
    (tmp_path / "data" / "now").touch()
    await said(server, "the plugin poison blocked the server")
    await server.announced()
    assert server.worker_pid != before
    assert await answers(server)


async def test_the_worker_dies_with_its_parent(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path)) as server:
        worker = server.worker_pid
        os.kill(server.pid, signal.SIGKILL)
        await gone(worker)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_both(tmp_path: Path, number: signal.Signals) -> None:
    async with process(sqlite_in(tmp_path)) as server:
        os.kill(server.pid, number)
        assert await server.ended() == 0


async def test_ctrl_c_is_sent_to_both_and_stops_once(server: Process) -> None:
    await server.begin(keep_errors=True)
    await server.announced()
    for pid in (server.worker_pid, server.pid):
        os.kill(pid, signal.SIGINT)
    assert await server.ended() == 0
    assert b"Traceback" not in await server.errors.read()


async def test_ctrl_c_while_it_starts(server: Process, tmp_path: Path) -> None:
    await server.begin(keep_errors=True, PYTHONPATH=install(tmp_path / "here", NEVER_IMPORTED))
    while not (tmp_path / "data" / "importing").exists():  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0.01)
    for pid in (server.worker_pid, server.pid):
        os.kill(pid, signal.SIGINT)
    assert await server.ended() == -signal.SIGINT
    assert b"Traceback" not in await server.errors.read()


async def test_the_end_of_a_worker_is_the_end_of_its_parent(tmp_path: Path) -> None:
    async with process(sqlite_in(tmp_path)) as server:
        os.kill(server.worker_pid, signal.SIGKILL)
        assert await server.ended() == -signal.SIGKILL


async def test_the_parent_is_small(tmp_path: Path) -> None:
    """It counts among the memory of the whole server."""
    async with process(sqlite_in(tmp_path)) as server:
        status = Path(f"/proc/{server.pid}/status").read_text()
        [kb] = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")]
        assert kb < 15_000
