"""What plugins cost: calling them, deciding who gets a chat, switching, and starting with many.

    python bench/plugins.py dispatch|decision|toggle FOLDER

Run by `make bench plugins`; each measurement is a process of its own, because plugins are found once a process.
"""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
CALLS, BATCHES = 1_000, 60
OPERATORS, CHATS, START_PLUGINS = 100, 200, 30

FILTER = """
    @hookimpl
    async def filter_incoming(self, message, chat):
        return None
"""
STRATEGY = """
class Fewest(DistributionStrategy):
    name, title = "fewest", "Fewest"

    async def choose(self, chat, candidates, now):
        best = min(candidates, key=lambda c: (c.open_chats, c.last_assigned_at or c.online_since), default=None)
        return best and Choice(operator=best.operator.id, reason="fewest")
"""


def install(folder: Path, name: str, body: str = "    pass\n", before: str = "", providers: str = "()") -> None:
    """Write a plugin as pip would leave it."""
    module = f"bench_{name}"
    (folder / f"{module}.py").write_text(
        f"from besedka.plugin import *\n{before}\nclass Made(Plugin):\n    name = title = {name!r}\n"
        f"    api = '0.1'\n    providers = {providers}\n{body}"
    )
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[besedka.plugins]\n{name} = {module}:Made\n")


def measure() -> dict[str, float]:
    """All figures."""
    figures: dict[str, float] = {}
    for what in ("dispatch", "decision", "toggle"):
        with tempfile.TemporaryDirectory(dir=HERE) as folder:
            done = subprocess.run(
                [sys.executable, __file__, what, folder], check=True, capture_output=True, text=True, env=_with(folder)
            )
            figures |= json.loads(done.stdout.splitlines()[-1])
    return figures | start()


def start() -> dict[str, float]:
    """Seconds until the first answer on an existing database: with what is bundled, and with 30 more plugins."""
    figures = {}
    for name, count in (("start_s", 0), ("start_30_s", START_PLUGINS)):
        with tempfile.TemporaryDirectory(dir=HERE) as folder:
            for number in range(count):
                install(Path(folder), f"p{number}", FILTER)
            figures[f"plugins.{name}"] = min(_start(folder) for _ in range(4))
    return figures


def _start(folder: str) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "besedka", "serve", "--port", str(port)],
        env=_with(folder) | {"BESEDKA_DATA_DIR": f"{folder}/data"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/setup").read()
                return time.monotonic() - begun
            except OSError:
                time.sleep(0.01)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _with(folder: str) -> dict[str, str]:
    paths = [folder, str(HERE.parent / "core"), str(HERE.parent / "plugins"), str(HERE)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


async def dispatch(folder: Path) -> dict[str, float]:
    """µs of a chain of two filters beyond the filters' own work; the best batch, since others share the machine."""
    from besedka.cli.database import open_database
    from besedka.cli.serve import settle_memory
    from besedka.config import Config
    from besedka.host.host import Host
    from samples import CHAT, message

    for name in ("one", "two"):
        install(folder, name, FILTER)
    config = Config(data_dir=folder / "data")
    config.data_dir.mkdir()
    async with open_database(config) as engine:
        host = Host(config, engine)
        await host.start()
        for name in ("one", "two"):
            await host.set_wish(name, True)
        text, took_us = message("hello"), []
        settle_memory()  # as the server does at the end of its start
        for _ in range(BATCHES):
            begun = time.process_time()
            for _ in range(CALLS):
                await host.filter_incoming(text, CHAT)
            took_us.append((time.process_time() - begun) / CALLS * 1e6)
        await host.stop()
    return {"plugins.dispatch_us": min(took_us)}


async def decision(folder: Path) -> dict[str, float]:
    """ms of CPU from the queue to an operator, a chat, with 100 operators online: reading, asking, deciding, storing."""
    from besedka import clock
    from besedka.cli.desk import run_desk
    from besedka.config import Config
    from besedka.db import tables

    install(folder, "fewest", "    pass\n", STRATEGY, "(Fewest,)")
    config = Config(data_dir=folder / "data")
    config.data_dir.mkdir()
    async with run_desk(config) as running:
        desk, now = running.desk, clock.now()
        people = [
            tables.Operator(name=f"O{n}", display_name=f"O{n}", email=f"o{n}@bench", created_at=now)
            for n in range(OPERATORS)
        ]
        await tables.Operator.insert(*people)
        await desk.team.load()
        await desk.host.set_wish("fewest", True)
        id = await desk.host.editing.add("fewest", "fewest", "fewest", {})
        clients = range(1, CHATS + 1)
        await tables.Client.insert(*(tables.Client(created_at=now) for _ in clients))
        rows = [tables.Identity(connection=1, external_id=str(n), client=n) for n in clients]
        await tables.Identity.insert(*rows)
        chats = [tables.Chat(identity=n, client=n, state="queue", created_at=now, opened_at=now) for n in clients]
        await tables.Chat.insert(*chats)
        for operator in desk.team.members:
            desk.presence.operators.came(operator)
        begun = time.process_time()
        await tables.Company.update({"strategy": id}, force=True)
        await desk.rules.changed()
        while await tables.Chat.exists().where(tables.Chat.state == "queue"):  # noqa: ASYNC110 - nobody else knows
            await asyncio.sleep(0.02)
        return {"plugins.decision_ms": (time.process_time() - begun) / CHATS * 1000}


async def toggle(folder: Path) -> dict[str, float]:
    """Seconds until a switch has taken effect; the longer of off and on."""
    from besedka.cli.desk import run_desk
    from besedka.config import Config

    config = Config(data_dir=folder / "data")
    config.data_dir.mkdir()
    took_s = []
    async with run_desk(config) as running:
        for wanted in (False, True, False, True):
            begun = time.monotonic()
            await running.desk.host.set_wish("webchat", wanted)
            assert bool(running.desk.host.placements) is wanted
            took_s.append(time.monotonic() - begun)
    return {"plugins.toggle_s": max(took_s)}


if __name__ == "__main__":
    import uvloop

    sys.path.append(str(HERE.parent / "tests"))
    work = {"dispatch": dispatch, "decision": decision, "toggle": toggle}[sys.argv[1]]
    print(json.dumps(uvloop.run(work(Path(sys.argv[2])))))
