"""OB-1, OB-2: `besedka doctor` names each illness and what to do, and changes nothing."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from besedka import clock
from besedka.cli.database import open_database
from besedka.cli.doctor import examine
from besedka.config import Limits
from besedka.db.tables import PluginStore
from besedka.host.keys import sealer
from databases import Database
from distributions import Distributions
from people import Office
from serving import Serving, serving

SUBJECTS = ["database", "secret key", "clock", "disk", "plugins"]


async def doctor(database: Database, **environment: str) -> tuple[int, dict[str, tuple[str, str]]]:
    """The exit code, and by subject the mark and the words."""
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "besedka", "doctor"),
        env={**os.environ, **database.environment, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(running.communicate(), 90)
    assert err == b""
    told = {}
    for line in out.decode().splitlines():
        subject, words = line[2:].split("  ", 1)
        told[subject] = (line[0], words.strip())
    return running.returncode or 0, told


def ill(told: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {subject: words for subject, (mark, words) in told.items() if mark == "✗"}


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_all_is_well_while_no_server_runs(database: Database) -> None:
    async with serving(database):
        pass
    before = contents(database.folder), database.dump()
    code, told = await doctor(database)
    assert (code, list(told)) == (0, SUBJECTS)
    assert {mark for mark, _ in told.values()} == {"✓"}
    name = {"sqlite": "SQLite 3.", "postgresql": "PostgreSQL 1"}[database.engine]
    assert told["database"][1].startswith(name)
    assert "up to date (m0" in told["database"][1]
    assert (contents(database.folder), database.dump()) == before


async def test_all_is_well_while_one_does(office: Office, server: Serving) -> None:
    visitor = await office.visitor()
    await visitor.send("before")
    code, told = await doctor(server.database)
    assert (code, ill(told)) == (0, {})
    assert (await visitor.send("after"))["type"] == "ack"


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_a_database_that_is_held(database: Database) -> None:
    """By whoever writes; on PostgreSQL each table has a lock of its own, and none holds them all"""
    async with database.held():
        code, told = await doctor(database)
    assert code == 1
    assert list(ill(told)) == ["database"]
    assert ill(told)["database"].endswith("Another program holds the database: wait until it is done, or end it.")


async def test_a_database_of_a_newer_release(database: Database) -> None:
    database.rows("INSERT INTO migration (name, app_name, ran_on) VALUES ('m9999_later', 'besedka', '2026-01-01')")
    code, told = await doctor(database)
    assert (code, list(told)) == (1, ["database", "disk", "plugins"])
    assert "it has the migration m9999_later" in ill(told)["database"]


async def test_a_key_that_opens_nothing(database: Database) -> None:
    config = database.config()
    async with open_database(config):
        sealed = sealer(config).seal(b"1", "stars", "mood")
        await PluginStore.insert(PluginStore(owner="stars", key="mood", value=sealed))
    key = config.data_dir / "secret.key"
    mode, words = (await doctor(database))[1]["secret key"]
    assert (mode, words) == ("✓", f"{key} opens all that is sealed (1)")
    key.chmod(0o644)
    code, told = await doctor(database)
    assert (code, told["secret key"]) == (
        0,
        ("!", f"{key} can be read by other users of this machine: chmod 600 {key}"),
    )
    code, told = await doctor(database, BESEDKA_SECRET_KEY="x" * 40)
    assert (code, list(ill(told))) == (1, ["secret key"])
    assert ill(told)["secret key"].startswith("stars / mood cannot be read: it was saved with another secret key;")
    key.unlink()
    code, told = await doctor(database)
    assert ill(told) == {"secret key": f"{key} is missing, and 1 secrets wait for it: put it back from a copy"}
    assert not key.exists()


async def test_a_clock_that_is_behind(database: Database) -> None:
    """F10"""
    clock.shift(timedelta(days=1))
    async with serving(database) as server:
        office = Office(server.url, server.owner_key)
        await (await office.visitor()).send("from tomorrow")
        await office.close()
    code, told = await doctor(database)
    assert (code, list(ill(told))) == (1, ["clock"])
    assert "but the newest message was stored at" in ill(told)["clock"]


async def test_a_disk_that_is_almost_full(database: Database) -> None:
    well, lines = await examine(database.config(limits=Limits(free_disk_mb=10**9)))
    assert not well
    [line] = [line for line in lines if line.startswith("✗")]
    assert line.endswith(f"MB are free at {database.folder}: make room, at least {10**9} MB")


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_plugins_that_cannot_run(database: Database) -> None:
    made = Distributions(database.folder / "site")
    made.add("lame", "import a_module_that_is_not_there")
    (database.folder / "blocked-stars.txt").write_text("a trace")
    path = os.pathsep.join((str(made.path), os.environ.get("PYTHONPATH", "")))
    code, told = await doctor(database, PYTHONPATH=path)
    assert code == 0, "nobody wants it"
    assert told["plugin lame"][0] == told["plugin stars"][0] == "!"
    assert "a_module_that_is_not_there" in told["plugin lame"][1]
    assert "`besedka plugins disable stars`" in told["plugin stars"][1]
    database.rows(
        "INSERT INTO plugin_state (name, enabled, settings, settings_version, version) VALUES ('lame', 1, '{}', 1, 0)"
    )
    code, told = await doctor(database, PYTHONPATH=path)
    assert (code, list(ill(told))) == (1, ["plugin lame"])
