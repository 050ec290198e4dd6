"""Servers for tests: in this process on a free port, or as a process of its own that may be killed."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import uvicorn

from alive import runs
from besedka.cli.desk import Running, run_desk
from besedka.cli.serve import server_config
from besedka.config import Config, Limits, PluginTiming, Rate, Timing
from databases import Database
from ports import free_port

QUICK = Timing(
    row_interval_s=0.02,
    counts_interval_s=0.02,
    viewers_pause_s=0.02,
    typing_s=0.3,
    presence_grace_s=0.4,
    site_grace_s=1.5,
    seen_interval_s=5,
    slow_close_s=1,
    poll_gather_s=0.02,
    stop_timeout_s=2,
    job_poll_s=0.05,
    deadline_interval_s=0.02,
    search_pause_s=0.01,
    search_look_s=0.02,
    probe_interval_s=0.05,
    trouble_calm_s=0.1,
    plugins=PluginTiming(
        filters_s=5, choose_s=5, compute_s=5, event_s=10, panel_s=10, finish_s=2, settle_s=20, follow_s=0.1
    ),
)
PLENTY = Rate(burst=1e9, per_s=1e9)
UNLIMITED = Limits(
    visitor_frames=PLENTY,
    console_frames=PLENTY,
    connections_per_address=PLENTY,
    sockets_per_address=10**6,
    sockets_per_visitor=10**6,
    polls_per_address=PLENTY,
    sessions_per_address=PLENTY,
    sign_ins_per_account=PLENTY,
    sign_ins_per_address=PLENTY,
    uploads_per_operator=PLENTY,
    uploads_per_visitor=PLENTY,
    visitor_uploads_per_address=PLENTY,
)


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """A server of this process; its parts can be looked at."""

    database: Database
    config: Config
    running: Running

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.config.port}"

    @property
    def owner_key(self) -> str:
        return self.running.desk.sessions.owner_key


@asynccontextmanager
async def serving(
    database: Database,
    *,
    timing: Timing = QUICK,
    limits: Limits = UNLIMITED,
    public_url: str | None = None,
    safe_mode: bool = False,
) -> AsyncIterator[Serving]:
    """A real uvicorn on a free port of loopback, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        config = database.config(port=port, timing=timing, limits=limits, public_url=public_url, safe_mode=safe_mode)
        async with _serving(config, listener) as running:
            yield Serving(database=database, config=config, running=running)


class _Uvicorn(uvicorn.Server):
    """One that is told of its end: by itself it looks ten times a second, and waits a tenth more even if all have left."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.end = asyncio.Event()
        self.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.end.wait()
        for _ in range(20):  # whoever has just closed is gone at once
            if not self.server_state.connections:
                break
            await asyncio.sleep(0.001)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
        else:
            for server in self.servers:
                server.close()
            await self.lifespan.shutdown()


@asynccontextmanager
async def _serving(config: Config, listener: socket.socket) -> AsyncIterator[Running]:
    async with run_desk(config) as running:
        server = _Uvicorn(server_config(config, running))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
            await asyncio.sleep(0.005)
        try:
            yield running
        finally:
            server.end.set()
            await task


class Process:
    """`besedka serve` in a process of its own: a parent, and the worker that is the server."""

    def __init__(self, database: Database, port: int, **environment: str) -> None:
        self._environment = database.environment | environment
        self._process: asyncio.subprocess.Process | None = None
        self._worker: int | None = None
        self.port = port
        self.lines: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def owner_key(self) -> str:
        found = re.search(r"#key=(\S+)", self.lines[0])
        assert found, self.lines
        return found.group(1)

    @property
    def pid(self) -> int:
        """The parent, which a supervisor knows."""
        assert self._process is not None
        return self._process.pid

    @property
    def worker_pid(self) -> int:
        """The worker of now."""
        [self._worker] = map(int, Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split())
        return self._worker

    @property
    def errors(self) -> asyncio.StreamReader:
        """What it says on standard error, if `start` was told to keep that."""
        assert self._process is not None
        assert self._process.stderr is not None
        return self._process.stderr

    async def announced(self) -> list[str]:
        """The three lines that say where it listens; a worker that was started again says them again."""
        assert self._process is not None
        assert self._process.stdout is not None
        self.lines = [(await self._process.stdout.readline()).decode().rstrip() for _ in range(3)]
        assert self.lines[2], f"the server did not start (exit code {self._process.returncode})"
        self._worker = self.worker_pid
        return self.lines

    async def start(self, **environment: str) -> None:
        """Start, and come back once it says where it listens."""
        await self.begin(keep_errors=False, **environment)
        await self.announced()

    async def begin(self, *, keep_errors: bool = False, **environment: str) -> None:
        """Start, and do not wait."""
        self._worker = None
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from besedka.cli import main; main()",
            "serve",
            "--port",
            str(self.port),
            env={**os.environ, **self._environment, **environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE if keep_errors else None,
        )

    async def ended(self) -> int:
        """Wait for the end of both: the exit code of the parent, negative for a signal."""
        assert self._process is not None
        code = await self._process.wait()
        if self._worker is not None:
            await gone(self._worker)
        # The transport of a pipe outlives the process by a turn of the loop; closed here, it warns nobody later.
        self._process._transport.close()  # type: ignore[attr-defined]
        return code

    async def kill(self) -> None:
        """kill -9 of the parent; the worker follows at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        await self.ended()

    async def stop(self) -> int:
        """SIGTERM, and the exit code."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        return await self.ended()


async def gone(pid: int) -> None:
    """Wait until a process that is not our child has ended; where nobody reaps orphans it stays a zombie."""
    async with asyncio.timeout(30):
        while runs(pid):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)


@asynccontextmanager
async def process(database: Database, **environment: str) -> AsyncIterator[Process]:
    """A server process, killed at the end of the block if it still runs."""
    server = Process(database, free_port(), **environment)
    await server.start()
    try:
        yield server
    finally:
        await server.kill()
