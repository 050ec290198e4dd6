"""The processes of a measurement: the server on core 0; the load, and PostgreSQL, on core 1."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from besedka.config import Config

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from ports import free_port  # noqa: E402
from private_postgres import private_postgres  # noqa: E402

ENGINES = ("sqlite", "postgresql")
TICKS = os.sysconf("SC_CLK_TCK")
QUIET_S = 0.5


@dataclass
class Server:
    """A server process on core 0."""

    process: subprocess.Popen[str]
    port: int
    people: str

    def cpu_s(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def is_busy(self) -> bool:
        """Whether it has something to do of itself, looked at for a while."""
        before = self.cpu_s()
        time.sleep(QUIET_S)
        return self.cpu_s() - before > QUIET_S / 10

    def memory_kb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


@contextmanager
def serving(mode: str, *, chats: int = 0, idle: int = 0, config: Config | None = None) -> Iterator[Server]:
    """`sqlite`, `postgresql`, `memory` or `echo`, filled and listening; `config` names a database that is full already."""
    port = free_port()
    with nullcontext(config) if config else blank(mode) as place:
        command = [sys.executable, str(HERE / "echo.py"), str(port)]
        if mode != "echo":
            arguments = [mode, str(port), str(place.data_dir), str(chats), str(idle)]
            command = [sys.executable, str(HERE / "server.py"), *arguments]
        environment = os.environ | {"BESEDKA_DATABASE_URL": place.postgres_url}
        pinned = ["taskset", "-c", "0", *command]
        with subprocess.Popen(pinned, stdout=subprocess.PIPE, text=True, env=environment) as process:
            try:
                assert process.stdout is not None
                people = "{}" if mode == "echo" else process.stdout.readline()
                wait_for(port)
                yield Server(process, port, people)
            finally:
                process.terminate()


@contextmanager
def blank(mode: str) -> Iterator[Config]:
    """A place for a database; for PostgreSQL a server of its own on core 1, which is as careful as in earnest."""
    with tempfile.TemporaryDirectory(dir=HERE) as folder:
        if mode != "postgresql":
            yield Config(data_dir=Path(folder))
            return
        with private_postgres("shared_buffers=128MB") as postgres:
            for pid in postgres.processes:
                os.sched_setaffinity(pid, {1})
            yield Config(data_dir=Path(folder), postgres_url=postgres.url())


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on {port}")


@contextmanager
def client(server: Server, what: str, kind: str, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """The load on core 1."""
    command = [sys.executable, str(HERE / "client.py"), what, kind, str(server.port), str(seconds)]
    process = subprocess.Popen(
        ["taskset", "-c", "1", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdin is not None
        process.stdin.write(server.people if server.people.endswith("\n") else server.people + "\n")
        process.stdin.flush()
        yield process
    finally:
        process.kill()
        process.wait()


def answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit("the client ended early")
    return json.loads(line)  # type: ignore[no-any-return]
