"""`make bench`: what design.md's budgets ask for, measured in one run, as ratios where the machine's speed would tell.

Prints a table, and writes bench/latest.json: one flat object of numbers.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plugins
import sizes

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from ports import free_port  # noqa: E402
from private_postgres import private_postgres  # noqa: E402

CHATS, PAIRS, SECONDS, IDLE = 200, 5, 4.0, 2000
BUSY_CLIENT = 0.9
TICKS = os.sysconf("SC_CLK_TCK")
ENGINES = ("sqlite", "postgresql")
BUDGETS = {
    **{f"delivery.{engine}.ratio": (">=", 0.7) for engine in ENGINES},
    **{f"delivery.{engine}.of_echo": (">=", 0.4) for engine in ENGINES},
    **{f"delivery.{engine}.p99_ms": ("<=", 25) for engine in ENGINES},
    "idle.visitor_kb": ("<=", 30),
    "idle.server_mb": ("<=", 130),
    "plugins.dispatch_us": ("<=", 20),
    "plugins.decision_ms": ("<=", 2),
    "plugins.toggle_s": ("<=", 2),
    "plugins.start_s": ("<=", 2),
    "plugins.start_30_s": ("<=", 3),
    "size.loader_bytes": ("<=", 2048),
    "size.widget_gz_bytes": ("<=", 20 * 1024),
    "size.console_gz_bytes": ("<=", 300 * 1024),
}


@dataclass
class Server:
    """A server process on core 0."""

    process: subprocess.Popen[str]
    port: int
    people: str

    def cpu_s(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_kb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


@contextmanager
def serving(mode: str, *, chats: int = CHATS, idle: int = 0) -> Iterator[Server]:
    """`sqlite`, `postgresql`, `memory` or `echo`, filled and listening."""
    port = free_port()
    with tempfile.TemporaryDirectory(dir=HERE) as folder, database(mode) as environment:
        command = [sys.executable, str(HERE / "echo.py"), str(port)]
        if mode != "echo":
            command = [sys.executable, str(HERE / "server.py"), mode, str(port), folder, str(chats), str(idle)]
        process = subprocess.Popen(
            ["taskset", "-c", "0", *command], stdout=subprocess.PIPE, text=True, env=os.environ | environment
        )
        try:
            assert process.stdout is not None
            people = "{}" if mode == "echo" else process.stdout.readline()
            wait_for(port)
            yield Server(process, port, people)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def database(mode: str) -> Iterator[dict[str, str]]:
    """For PostgreSQL a server of its own on core 1, which is as careful as in earnest."""
    if mode != "postgresql":
        yield {}
        return
    with private_postgres("shared_buffers=128MB") as postgres:
        for pid in postgres.processes:
            os.sched_setaffinity(pid, {1})
        yield {"BESEDKA_DATABASE_URL": postgres.url()}


def wait_for(port: int) -> None:
    import socket

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


@dataclass
class Run:
    """One saturated run."""

    per_s: float
    cpu_us: float
    client_busy: float


def saturate(mode: str, seconds: float = SECONDS) -> Run:
    with serving(mode) as server, client(server, "saturate", "echo" if mode == "echo" else "besedka", seconds) as load:
        answer(load)
        before = server.cpu_s()
        answer(load)
        cpu_s = server.cpu_s() - before
        result = answer(load)
    messages = result["messages"]
    return Run(messages / result["seconds"], cpu_s / messages * 1e6, result["client_busy"])


def delivery() -> dict[str, float]:
    """`ratio` and `of_echo`: five interleaved rounds, the median of each ratio."""
    rounds: list[dict[str, Run]] = []
    for number in range(PAIRS):
        done = {mode: saturate(mode) for mode in ("memory", *ENGINES, "echo")}
        rounds.append(done)
        print(
            f"  round {number + 1}: " + ", ".join(f"{m} {r.per_s:,.0f}/s ({r.cpu_us:.0f} µs)" for m, r in done.items()),
            flush=True,
        )
        for mode, run in done.items():
            if run.client_busy > BUSY_CLIENT:
                print(f"  INVALID: the client was {run.client_busy:.0%} busy against {mode}")
    figures = {
        "delivery.memory.cpu_us": statistics.median(r["memory"].cpu_us for r in rounds),
        "delivery.echo.cpu_us": statistics.median(r["echo"].cpu_us for r in rounds),
        "delivery.client_busy": max(run.client_busy for r in rounds for run in r.values()),
    }
    for engine in ENGINES:
        figures |= {
            f"delivery.{engine}.ratio": statistics.median(r[engine].per_s / r["memory"].per_s for r in rounds),
            f"delivery.{engine}.of_echo": statistics.median(r[engine].per_s / r["echo"].per_s for r in rounds),
            f"delivery.{engine}.cpu_ratio": statistics.median(r["memory"].cpu_us / r[engine].cpu_us for r in rounds),
            f"delivery.{engine}.per_s": statistics.median(r[engine].per_s for r in rounds),
            f"delivery.{engine}.cpu_us": statistics.median(r[engine].cpu_us for r in rounds),
        }
    return figures


def latency() -> dict[str, float]:
    """p99 of delivery at 1,000 messages a second, with and without storage."""
    result = {}
    for mode in (*ENGINES, "memory"):
        with serving(mode) as server, client(server, "paced", "besedka", 10) as load:
            result[f"delivery.{mode}.p99_ms"] = answer(load)["p99_ms"]
    return result


def idle() -> dict[str, float]:
    """Memory of the idle server, and of each idle visitor."""
    with serving("sqlite", chats=1, idle=IDLE - 1) as server:
        time.sleep(2)
        empty_kb = server.memory_kb()
        with client(server, "idle", "besedka", 3) as load:
            connections = answer(load)["connections"]
            full_kb = server.memory_kb()
    return {"idle.server_mb": empty_kb / 1024, "idle.visitor_kb": (full_kb - empty_kb) / connections}


def machine() -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, check=False, capture_output=True, text=True
    )
    return {
        "machine.cores": os.cpu_count() or 0,
        "machine.load": os.getloadavg()[0],
        "commit": commit.stdout.strip(),
    }


def main() -> None:
    wanted = sys.argv[1:] or ["delivery", "latency", "idle", "plugins", "sizes"]
    parts = {"delivery": delivery, "latency": latency, "idle": idle, "plugins": plugins.measure, "sizes": sizes.measure}
    figures: dict[str, Any] = machine()
    for name in wanted:
        print(f"{name} …", flush=True)
        figures |= parts[name]()
    (HERE / "latest.json").write_text(json.dumps(figures, indent=2) + "\n")
    print()
    for name, value in figures.items():
        sign, budget = BUDGETS.get(name, ("", None))
        kept = "" if budget is None else ("ok" if (value >= budget if sign == ">=" else value <= budget) else "MISSED")
        shown = f"{value:,.3f}" if isinstance(value, float) else str(value)
        print(f"{name:<28} {shown:>14}  {f'{sign} {budget}' if budget else '':<12} {kept}")


if __name__ == "__main__":
    main()
