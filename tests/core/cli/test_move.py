"""`besedka move`: an installation goes from SQLite to PostgreSQL, whole or not at all, and people go on where they were."""

import asyncio
import hashlib
import itertools
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from besedka.cli.database import open_database
from commands import besedka, refusal
from databases import Database, create, drop, sqlite_in
from distributions import Distributions
from ledger import Ledger
from people import Office, OperatorPeer, VisitorPeer, new_id
from ports import free_port
from serving import Process, process
from shelf import TOKEN, add_shelf
from uploads import png, upload

COMMAND = [sys.executable, "-c", "from besedka.cli import main; main()", "move"]
LONG_AGO = "'2026-01-01 00:00:00+00:00'"
_numbers = itertools.count(1)


@pytest.fixture
def site(tmp_path: Path) -> str:
    """A folder with the plugin `shelf`, for PYTHONPATH."""
    distributions = Distributions(tmp_path / "site")
    add_shelf(distributions)
    return str(distributions.path)


@pytest.fixture
def old(tmp_path: Path, blank_database: Path) -> Database:
    """An installation on SQLite without anybody in it."""
    (tmp_path / "old").mkdir()
    shutil.copy(blank_database, tmp_path / "old")
    return sqlite_in(tmp_path / "old")


@pytest.fixture
def new(old: Database, postgres: str) -> Iterator[Database]:
    """Where it goes: PostgreSQL with nothing in it, beside the same data folder."""
    database = create(f"besedka_move_{os.getpid()}_{next(_numbers)}", old.folder, postgres)
    yield database
    drop(database, postgres)


async def begin(source: Database, to: str, *options: str, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *COMMAND, "--to", to, *options,
        env={**os.environ, **source.environment, "BESEDKA_UNSAFE_DATABASE": "1", **environment},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def moved(source: Database, to: str, *options: str, **environment: str) -> str:
    """Move, and what it says."""
    running = await begin(source, to, *options, **environment)
    out, err = await running.communicate()
    assert (running.returncode, err) == (0, b""), err.decode()
    return out.decode()


async def refused(source: Database, to: str, *options: str, **environment: str) -> str:
    """The one sentence; the source is as it was."""
    before = fingerprint(source)
    running = await begin(source, to, *options, **environment)
    out, err = await running.communicate()
    assert (running.returncode, out) == (2, b""), (out, err.decode())
    [sentence] = err.decode().splitlines()
    assert fingerprint(source) == before
    return sentence


def fingerprint(source: Database) -> tuple[str, int]:
    return hashlib.sha256(source.path.read_bytes()).hexdigest(), source.path.stat().st_mtime_ns


def change(source: Database, sql: str) -> None:
    with closing(sqlite3.connect(source.path)) as db, db:
        db.execute(sql)


@asynccontextmanager
async def started(database: Database, port: int, **environment: str) -> AsyncIterator[Process]:
    server = Process(database, port, **environment)
    await server.start()
    try:
        yield server
    finally:
        assert await server.stop() == 0


class People:
    """What an office knows that has worked for a while."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ledger = Ledger()
        self.anna: OperatorPeer
        self.rated: VisitorPeer
        self.waiting: VisitorPeer

    async def work(self) -> None:
        await self.office.found()
        owner = self.office.owner
        await owner.post("/plugins/shelf/enable")
        async with asyncio.timeout(30):
            while (await owner.get("/plugins/shelf"))["plugin"]["state"] != "active":  # noqa: ASYNC110 - asked as a page would
                await asyncio.sleep(0.05)
        await owner.put("/plugins/shelf/settings", values={"token": TOKEN})
        await owner.put("/hours", stretches=[{"day": day, "start": "00:00", "end": "23:59"} for day in range(7)])
        self.anna = await self.office.hire("Anna")
        await self.anna.post("/templates", 201, level="personal", items=[{"text": "🫖 \n tea", "title": "Чай"}])
        await self.anna.connect()
        self.rated, self.waiting = await self.office.visitor(), await self.office.visitor()
        await self.say(self.rated, "Где мой чай?")
        file = await upload(self.office.http(), self.waiting, "🫖.png", png(3, 2))
        await self.say(self.waiting, "🫖 \\ \t tea", files=[file["id"]])
        await self.anna.take(self.rated.chat)
        await self.anna.watch(self.rated.chat)
        await self.say(self.anna, "On its way", chat=self.rated.chat)
        await self.anna.set_status(self.rated.chat, "done")
        form, id = (await self.rated.frames.wait("ask"))["form"], new_id()
        self.ledger.send(id, "")
        await self.rated.say(type="answer", id=id, form=form, values={"stars": "2"})
        await self.anna.event("rated")

    async def say(self, peer: OperatorPeer | VisitorPeer, text: str, **fields: Any) -> None:
        id = new_id()
        self.ledger.send(id, text)
        self.ledger.ack(await peer.send(text, id, **fields))

    async def lose(self) -> None:
        for peer in (self.anna, self.rated, self.waiting):
            await peer.close()

    async def come_back(self) -> list[tuple[str, int, list[dict[str, Any]]]]:
        """With the cookies and tokens of before; what a client sees of a chat that goes on."""
        await self.anna.connect()
        begun = len(self.waiting.frames.all)
        await self.waiting.connect()
        await self.waiting.frames.wait("resync", begun, chat=self.waiting.chat)
        await self.waiting.frames.wait("event", begun, kind="message")
        await self.rated.connect()
        await self.rated.frames.wait("ask", chat=self.rated.chat, answers={"stars": "2"})
        return [("visitor", self.waiting.chat, self.waiting.view(self.waiting.chat))]

    async def picture(self) -> bytes:
        events = (await self.office.owner.get(f"/chats/{self.waiting.chat}/events"))["items"]
        [url] = [file["url"] for event in events for file in event["data"].get("files", ())]
        return (await self.office.http().get(url)).content

    async def shelf(self) -> dict[str, Any]:
        state: dict[str, Any] = (await self.office.http().get("/plugins/shelf/state")).json()
        return state


async def test_people_go_on_where_they_were(old: Database, new: Database, site: str) -> None:
    """Item 7, CH-11: passwords, cookies, tokens, stories, ratings, rules, secrets, tables of plugins; numbers go on."""
    port = free_port()
    async with started(old, port, PYTHONPATH=site) as server:
        office = Office(server.url, server.owner_key)
        people = People(office)
        await people.work()
        rules, hours, shelf = await office.owner.get("/rules"), await office.owner.get("/hours"), await people.shelf()
        templates = await people.anna.get("/templates")
        await people.lose()
    assert (shelf["token"], shelf["memory"], len(shelf["rows"])) == (TOKEN, "kept", 3)
    before = fingerprint(old)
    said = await moved(old, new.url, PYTHONPATH=site)
    assert fingerprint(old) == before
    assert "rows of 23 tables" in said
    assert "shelf_box" in said
    assert people.ledger.check(old) == people.ledger.check(new)
    async with started(new, port, PYTHONPATH=site):
        people.ledger.check(new, await people.come_back())
        await office.sign_in(people.anna.me["email"])
        assert await people.shelf() == shelf
        assert await office.owner.get("/hours") == hours
        assert await office.owner.get("/rules") == rules
        assert await people.anna.get("/templates") == templates
        assert (await people.anna.get(f"/chats/{people.rated.chat}"))["rating"]["score"] == 2
        assert await people.picture() == png(3, 2)
        await people.say(people.waiting, "Still here")
        stranger = await office.visitor()
        await people.say(stranger, "Hello")
        assert stranger.chat > max(people.rated.chat, people.waiting.chat)
        assert (await office.http().post("/plugins/shelf/add")).json() == 3
        await office.close()
    people.ledger.check(new)


async def test_nothing_is_held_over(old: Database, new: Database) -> None:
    """F13: whoever worked on a job when the old server was killed is gone; clients learn that this is another database."""
    change(
        old,
        "INSERT INTO job (kind, key, due_at, payload, lease_until, lease_token, created_at)"
        f" VALUES ('x', 'y', {LONG_AGO}, '{{}}', '2099-01-01 00:00:00+00:00', 'gone', {LONG_AGO})",
    )
    await moved(old, new.url)
    assert new.rows("SELECT lease_until, lease_token FROM job") == [{"lease_until": None, "lease_token": None}]
    [[was], [now]] = (database.rows("SELECT epoch, revision FROM installation") for database in (old, new))
    assert was["epoch"] != now["epoch"]
    assert was["revision"] < now["revision"]


async def test_what_a_killed_server_left_in_the_log_comes_along(old: Database, new: Database) -> None:
    """F1"""
    async with process(old) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.close()
        await server.kill()
    assert old.path.with_name(old.path.name + "-wal").stat().st_size > 0
    before = fingerprint(old)
    await moved(old, new.url)
    assert fingerprint(old) == before
    assert [row["email"] for row in new.rows("SELECT email FROM operator")] == ["olga@shop.example"]


async def test_a_killed_move_leaves_nothing_and_is_done_again(old: Database, new: Database) -> None:
    """kill -9 when half of the tables are written"""
    change(old, f"INSERT INTO client (name, created_at) VALUES ('Vera', {LONG_AGO})")
    change(
        old,
        f"INSERT INTO visit (client, number, started_at, last_at, campaign) VALUES (1, 1, {LONG_AGO}, {LONG_AGO}, '{{}}')",
    )
    async with open_database(new.config()):
        other = await asyncpg.connect(new.url)
    await other.execute(
        "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NEW; END';"
        "CREATE TRIGGER wait BEFORE INSERT ON visit FOR EACH ROW EXECUTE FUNCTION wait();"
        "SELECT pg_advisory_lock(42)"
    )
    before = fingerprint(old)
    running = await begin(old, new.url)
    async with asyncio.timeout(60):
        while not await other.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted AND objid = 42"):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)
    running.kill()
    await running.communicate()
    await other.execute("SELECT pg_advisory_unlock(42)")
    await other.execute("DROP FUNCTION wait CASCADE")  # waits for the session that was left
    assert await other.fetchval("SELECT count(*) FROM client") == 0
    await other.close()
    assert fingerprint(old) == before
    await moved(old, new.url)
    assert new.rows("SELECT client, number FROM visit") == [{"client": 1, "number": 1}]


async def test_the_data_folder_is_copied_with_its_key(old: Database, new: Database, tmp_path: Path) -> None:
    """Sealed secrets can be read beside the new database, and the key by nobody else. An earlier attempt is in nobody's way."""
    there = tmp_path / "new"
    (old.folder / "secret.key").write_text("k" * 40)
    (old.folder / "secret.key").chmod(0o644)
    (old.folder / "files" / "deep").mkdir(parents=True)
    (old.folder / "files" / "deep" / "photo.png").write_bytes(b"\x89PNG")
    there.mkdir()
    (there / "secret.key").write_text("k" * 40)
    said = await moved(old, new.url, "--to-data-dir", str(there))
    assert f"BESEDKA_DATA_DIR={there}" in said
    assert sorted(path.name for path in there.iterdir()) == ["files", "secret.key", "server.lock"]
    assert (there / "files" / "deep" / "photo.png").read_bytes() == b"\x89PNG"
    assert stat.S_IMODE((there / "secret.key").stat().st_mode) == 0o600


async def test_it_says_what_to_do_next_and_no_password(old: Database, new: Database) -> None:
    said = await moved(old, new.url.replace("@", ":pa55@"), BESEDKA_SECRET_KEY="s" * 40)
    assert (
        "set BESEDKA_DATABASE_URL, the address that --to was given, BESEDKA_SECRET_KEY as it is here, and start" in said
    )
    assert "pa55" not in said
    assert "s" * 40 not in said


async def test_nobody_starts_on_the_old_one_by_mistake(old: Database, new: Database) -> None:
    """Two halves of one history would be worse than a server that does not start."""
    await moved(old, new.url)
    said = await refusal("plugins", "list", **old.environment)
    assert said.startswith(f"{old.path} was moved to the database {new.url.rpartition('/')[2]} at 127.0.0.1:")
    assert said.endswith("to go on with this one")
    old.path.with_suffix(".moved").unlink()
    assert (await besedka("plugins", "list", **old.environment))[0] == 0


async def test_bad_addresses(old: Database, new: Database) -> None:
    """One sentence that names the setting and the remedy, and no password."""
    for url, said in {
        "mysql://me:pa55@h/x": "--to is no address of a database: it must be such as",
        "sqlite:////tmp/x": "--to names no PostgreSQL: it must be such as",
        "postgresql://me:pa55@127.0.0.1:1x/x": "--to is no address of a database (ValueError)",
        f"postgresql://me:pa55@127.0.0.1:{free_port()}/x": "cannot be reached",
        f"{new.url}_not": "make it with `createdb`",
        new.url.replace("besedka@", "nobody:pa55@"): "correct the user or the password in the address",
    }.items():
        sentence = await refused(old, url)
        assert sentence.startswith("besedka: --to")
        assert said in sentence
        assert "pa55" not in sentence
    assert "BESEDKA_DATABASE_URL names PostgreSQL already" in await refused(old, new.url, BESEDKA_DATABASE_URL=new.url)
    assert new.rows("SELECT FROM pg_tables WHERE schemaname = 'public'") == []


async def test_where_somebody_else_is_nothing_is_written(old: Database, new: Database) -> None:
    """A foreign database, one that is used, one with a server, a source with a server"""
    new.rows("CREATE TABLE theirs (id int)")
    assert "holds tables of something else (such as theirs)" in await refused(old, new.url)
    assert new.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [{"tablename": "theirs"}]
    new.rows("DROP TABLE theirs")
    async with process(old):
        assert "another server is running on" in await refused(old, new.url)
    elsewhere = msgspec.structs.replace(new, folder=old.folder.parent / "elsewhere")
    async with process(elsewhere):
        assert "another server is running on this database" in await refused(old, new.url)
    new.rows(f"INSERT INTO client (name, created_at, fields) VALUES ('Vera', {LONG_AGO}, '{{}}')")
    assert "is in use already, it has operators or clients" in await refused(old, new.url)
    assert new.rows("SELECT name FROM client") == [{"name": "Vera"}]


async def test_only_an_installation_of_this_release_is_moved(old: Database, new: Database, tmp_path: Path) -> None:
    [last] = old.rows("SELECT max(name) AS name FROM migration")
    for sql, said in {
        f"UPDATE migration SET app_name = 'plugin.gone' WHERE name = '{last['name']}'": "older release of Besedka",
        "UPDATE migration SET app_name = 'besedka'": "",
        "INSERT INTO migration (name, app_name, ran_on) VALUES ('m9', 'besedka', '2026-01-01')": "newer release of Besedka",
        "UPDATE migration SET app_name = 'plugin.gone' WHERE name = 'm9'": "the plugin gone has tables in",
        "UPDATE migration SET app_name = 'plugin.stars' WHERE name = 'm9'": "the plugin stars has tables in",
        "DELETE FROM migration WHERE name = 'm9'": "",
        "CREATE TABLE mine (id INTEGER)": "nothing makes the table mine on PostgreSQL",
        "DROP TABLE mine": "",
        "ALTER TABLE client ADD COLUMN mine INTEGER": "the table client has the column mine on one side only",
    }.items():
        change(old, sql)
        assert not said or said in await refused(old, new.url)
    old.path.write_bytes(b"no database at all")
    assert "is not a database of Besedka, or it is damaged" in await refused(old, new.url)
    old.path.unlink()
    running = await begin(old, new.url)
    assert b"there is no installation in" in (await running.communicate())[1]


async def test_a_row_that_postgresql_does_not_take_is_named(old: Database, new: Database) -> None:
    """A NUL in a text, a text that is too long, what is no time, a reference to nothing"""
    for number in range(1, 6):
        change(old, f"INSERT INTO client (id, name, created_at) VALUES ({number}, 'Vera', {LONG_AGO})")
    for sql, said in {
        "UPDATE client SET name = 'a' || char(0) WHERE id = 4": "the row of client whose id is 4 (invalid byte sequence",
        "UPDATE client SET name = printf('%.101c', 'x') WHERE id = 4": "the row of client whose id is 4 (value too long",
        "UPDATE client SET name = NULL, created_at = 'soon' WHERE id = 4": "the row of client whose id is 4 (Invalid iso",
        f"UPDATE client SET created_at = {LONG_AGO}, fields = '' WHERE id = 4": "the row of client whose id is 4 (invalid input",
        "UPDATE client SET fields = '{}'": "",
        f"INSERT INTO visit_page (visit, url, at) VALUES (7, 'x', {LONG_AGO})": "(visit)=(7) is not present",
    }.items():
        change(old, sql)
        assert not said or said in await refused(old, new.url)
    assert new.rows("SELECT count(*) FROM client") == [{"count": 0}]
    change(old, "DELETE FROM visit_page")
    await moved(old, new.url)
    assert new.rows("SELECT count(*) FROM client") == [{"count": 5}]


async def test_a_data_folder_of_somebody_else_is_refused(old: Database, new: Database, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (old.folder / "secret.key").write_text("k" * 40)
    (there / "secret.key").write_text("o" * 40)
    assert "is another secret key" in await refused(old, new.url, "--to-data-dir", str(there))
    (there / "secret.key").unlink()
    (there / "besedka.sqlite3").touch()
    assert "holds an installation of its own" in await refused(old, new.url, "--to-data-dir", str(there))
    inside = old.folder / "inside"
    assert "lies inside" in await refused(old, new.url, "--to-data-dir", str(inside))
    assert not inside.exists()
    assert new.rows("SELECT FROM pg_tables WHERE schemaname = 'public'") == []
