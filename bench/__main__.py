"""`make bench`: what design.md's budgets ask for, measured in one run, as ratios where the machine's speed would tell.

Prints a table, and writes bench/latest.json: one flat object of numbers.
"""

import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import console
import plugins
import sizes
import widget
from processes import ENGINES, answer, client, serving
from report import Budgets, machine, report

HERE = Path(__file__).parent
CHATS, PAIRS, SECONDS, IDLE = 200, 5, 4.0, 2000
BUSY_CLIENT = 0.9
BUDGETS: Budgets = {
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
    "console.interactive_s": ("<=", 1.5),
    "console.open_from_server_ms": ("<=", 300),
    "console.open_from_cache_ms": ("<=", 100),
    "console.longest_task_ms": ("<=", 50),
    "widget.button_ms": ("<=", 300),
    "widget.layout_shift": ("<=", 0),
    "size.loader_gz_bytes": ("<=", 2 * 1024),
    "size.widget_gz_bytes": ("<=", 20 * 1024),
    "size.widget_lazy_gz_bytes": ("<=", 10 * 1024),
    "size.console_gz_bytes": ("<=", 300 * 1024),
}


@dataclass
class Run:
    """One saturated run."""

    per_s: float
    cpu_us: float
    client_busy: float


def saturate(mode: str, seconds: float = SECONDS) -> Run:
    with (
        serving(mode, chats=CHATS) as server,
        client(server, "saturate", "echo" if mode == "echo" else "besedka", seconds) as load,
    ):
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
        with serving(mode, chats=CHATS) as server, client(server, "paced", "besedka", 10) as load:
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


def main() -> None:
    wanted = sys.argv[1:] or ["delivery", "latency", "idle", "plugins", "console", "sizes", "widget"]
    parts = {
        "delivery": delivery,
        "latency": latency,
        "idle": idle,
        "plugins": plugins.measure,
        "console": console.measure,
        "sizes": sizes.measure,
        "widget": widget.measure,
    }
    figures: dict[str, Any] = machine()
    for name in wanted:
        print(f"{name} …", flush=True)
        figures |= parts[name]()
    report(figures, BUDGETS, HERE / "latest.json")


if __name__ == "__main__":
    main()
