"""OB-1 on PostgreSQL: what cannot be used is one sentence with the setting and the remedy, exit code 2, and nothing is written."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from besedka.cli.database import open_database
from besedka.config import BadConfig, from_environment
from commands import besedka, refusal
from databases import Database
from people import PASSWORD
from pretender import pretender
from private_postgres import PrivatePostgres
from serving import process

SETTING = "BESEDKA_DATABASE_URL"
SECRET = "very-secret"
TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
WHO_MAY = """
host all besedka 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
"""
ADMINISTRATION = (
    f"CREATE ROLE shop LOGIN PASSWORD '{SECRET}'",
    "CREATE DATABASE blank",
    "CREATE DATABASE strange",
    "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'",
    "CREATE DATABASE closed",
    "REVOKE CONNECT ON DATABASE closed FROM public",
    "CREATE DATABASE read_only",
    "ALTER DATABASE read_only SET default_transaction_read_only = on",
    "CREATE DATABASE careless",
    "ALTER DATABASE careless SET synchronous_commit = off",
)

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def guarded() -> Iterator[PrivatePostgres]:
    """A server that is as careful as in earnest, and asks for passwords."""
    server = PrivatePostgres("shared_buffers=32MB")
    try:
        (server.folder / "who_may").write_text(WHO_MAY)
        (server.folder / "who_may").chmod(0o644)
        server.start(f"hba_file={server.folder}/who_may")
        for statement in ADMINISTRATION:
            outside_of(server, "postgres").rows(statement)
        outside_of(server, "strange").rows("CREATE TABLE wares (id int)")
        yield server
    finally:
        server.remove()


@pytest.fixture
def mine(guarded: PrivatePostgres, tmp_path: Path) -> Database:
    """An empty database of the role `shop`."""
    name = f"mine_{next(_numbers)}"
    outside_of(guarded, "postgres").rows(f"CREATE DATABASE {name} OWNER shop")
    return Database(engine="postgresql", folder=tmp_path, url=address(guarded, name))


def outside_of(server: PrivatePostgres, database: str) -> Database:
    """A database, to be looked into by its administrator."""
    return Database(engine="postgresql", folder=server.folder, url=server.url(database))


def address(server: PrivatePostgres, database: str, password: str = SECRET, port: int | None = None) -> str:
    return f"postgresql://shop:{password}@127.0.0.1:{port or server.port}/{database}"


async def words(folder: Path, url: str, **options: Any) -> str:
    """Why a database is refused."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(SETTING, url)
        config = from_environment(data_dir=folder)
    with pytest.raises(BadConfig) as refused:
        async with open_database(config, **options):
            pass
    said = str(refused.value)
    assert SETTING in said
    assert "\n" not in said
    assert SECRET not in said
    return said


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://shop:very-secret@127.0.0.1:99999/x", "is no address of a database (OverflowError)"),
        ("postgresql://shop:very-secret@127.0.0.1:port/x", "is no address of a database (ValueError)"),
        ("postgresql://shop:very-secret@127.0.0.1/x?sslmode=odd", "is no address of a database (`sslmode` parameter must be"),
        ("postgresql://shop:very-secret@nosuch.invalid/x", "the database x at nosuch.invalid cannot be reached ("),
        ("postgresql://shop:very-secret@127.0.0.1:1/x", "the database x at 127.0.0.1:1 cannot be reached ("),
        ("postgresql://shop:very-secret@127.0.0.1:1", "the database (named as the user) at 127.0.0.1:1 cannot be reached ("),
    ],
)  # fmt: skip
async def test_an_address_where_nothing_is(tmp_path: Path, url: str, why: str) -> None:
    assert why in await words(tmp_path, url)


@pytest.mark.parametrize("installed", [True, False])
async def test_who_is_not_let_in(guarded: PrivatePostgres, tmp_path: Path, installed: bool) -> None:
    url = address(guarded, "blank", password="very-secret-but-wrong")
    assert await words(tmp_path, url, installed=installed) == (
        f"{SETTING}: the database blank at 127.0.0.1:{guarded.port} does not let us in"
        ' (password authentication failed for user "shop"): correct the user or the password in the address'
    )


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"server_version": "12.22", "server_version_num": "120022"}, "is PostgreSQL 12.22: Besedka needs 13 or newer"),
        ({"fsync": "off"}, "has fsync=off and may lose messages that it has confirmed: switch it on, or set BESEDKA_UNSAFE"),
    ],
)  # fmt: skip
async def test_a_server_that_will_not_do(tmp_path: Path, settings: dict[str, str], why: str) -> None:
    """RT-2"""
    good = {"server_version": "15.1", "server_version_num": "150001", "server_encoding": "UTF8"}
    async with pretender(good | settings) as port:
        said = await words(tmp_path, f"postgresql://shop:very-secret@127.0.0.1:{port}/x")
    assert said.startswith(f"{SETTING}: the database x at 127.0.0.1:{port} {why}")


@pytest.mark.parametrize(
    ("code", "message", "why"),
    [
        ("42704", 'unrecognized configuration parameter "jit"', "Besedka needs PostgreSQL 13 or newer"),
        ("08P01", "unsupported startup parameter: jit", "name the database itself, not a pooler such as PgBouncer"),
        ("53300", "too many connections", "takes no more connections (too many connections): raise max_connections"),
        ("57P03", "the database system is starting up", "cannot be reached (the database system is starting up): start it"),
        ("XX000", "odd", "cannot be used (odd): look into its log, or name another database"),
    ],
)  # fmt: skip
async def test_whoever_sends_us_away(tmp_path: Path, code: str, message: str, why: str) -> None:
    async with pretender({}, refusal=(code, message)) as port:
        assert why in await words(tmp_path, f"postgresql://shop:very-secret@127.0.0.1:{port}/x")


async def test_what_is_no_postgresql(tmp_path: Path) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.2p1\r\n")
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert "cannot be reached (" in await words(tmp_path, f"postgresql://shop:very-secret@127.0.0.1:{port}/x")


@pytest.mark.parametrize(
    ("database", "why"),
    [
        ("none", 'is not there (database "none" does not exist): make it with `createdb`'),
        ("blank", "may not be changed by this user (permission denied for schema public): make the user its owner"),
        ("closed", 'may not be changed by this user (permission denied for database "closed" DETAIL:'),
        ("strange", "holds tables of something else (such as wares): name a database that is empty"),
        ("latin", "keeps text in LATIN1: make one with `createdb --encoding UTF8 --template template0`"),
        ("read_only", "may only be read: name the one that may be written"),
        ("careless", "has synchronous_commit=off and may lose messages that it has confirmed: switch it on, or set BESEDKA_UNSAFE"),
        ("blank?sslmode=require", "rejected SSL upgrade): start it, or correct host, port and sslmode"),
        ("blank?nonsense=1", 'does not know a setting (unrecognized configuration parameter "nonsense"): correct'),
    ],
)  # fmt: skip
async def test_a_database_that_cannot_be_used(
    guarded: PrivatePostgres, tmp_path: Path, database: str, why: str
) -> None:
    names = [name for name in ("blank", "strange", "latin", "read_only", "careless") if database.startswith(name)]
    before = [outside_of(guarded, name).dump() for name in names]
    said = await words(tmp_path, address(guarded, database))
    assert why in said
    assert f"the database {database.partition('?')[0]} at 127.0.0.1:{guarded.port}" in said
    assert [outside_of(guarded, name).dump() for name in names] == before
    assert [outside_of(guarded, name).rows(TABLES) for name in names] == [
        [{"name": "wares"}] if name == "strange" else [] for name in names
    ]


async def test_commands_say_it_and_end(guarded: PrivatePostgres, tmp_path: Path) -> None:
    """One sentence and exit code 2 from each, and the password nowhere."""
    where = {"BESEDKA_DATA_DIR": str(tmp_path), SETTING: address(guarded, "blank", password="very-secret-but-wrong")}
    for arguments in (("serve", "--port", "0"), ("plugins", "list")):
        said = await refusal(*arguments, **where)
        assert said.startswith(f"{SETTING}: the database blank at 127.0.0.1:{guarded.port} does not let us in (")
        assert SECRET not in said
    kept = [file.read_bytes() for file in tmp_path.iterdir() if file.is_file()]
    assert not any(SECRET.encode() in content for content in kept)


async def test_an_empty_database_is_made_by_the_server_only(guarded: PrivatePostgres, mine: Database) -> None:
    name = mine.url.rpartition("/")[2]
    owner = ("owner", "create", "--email", "olga@shop.example", "--name", "Olga")
    for arguments in (owner, ("plugins", "list"), ("plugins", "disable", "webchat")):
        assert await refusal(*arguments, **mine.environment) == (
            f"there is no installation in the database {name} at 127.0.0.1:{guarded.port}:"
            f" start `besedka serve` once, or name another database in {SETTING}"
        )
    assert mine.rows(TABLES) == []
    async with process(mine):
        assert {"name": "installation"} in mine.rows(TABLES)
    assert (await besedka(*owner, given=f"{PASSWORD}\n", **mine.environment))[0] == 0
    assert mine.rows("SELECT email FROM operator") == [{"email": "olga@shop.example"}]


async def test_a_database_of_a_newer_release(mine: Database) -> None:
    async with open_database(mine.config()):
        pass
    mine.rows("INSERT INTO migration (name, app_name, ran_on) VALUES ('m9999', 'besedka', now())")
    before = mine.dump()
    for arguments in (("serve", "--port", "0"), ("plugins", "list")):
        assert await refusal(*arguments, **mine.environment) == (
            "the database was written by a newer release of besedka (it has the migration m9999):"
            f" install that release, or restore a backup made before it, or name another database in {SETTING}"
        )
    assert mine.dump() == before
