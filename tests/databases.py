"""A database for a test, on either engine: where it is, and looking into it from outside."""

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal, TypeVar

import asyncpg
import msgspec

from besedka.cli.database import open_database
from besedka.config import Config

EngineName = Literal["sqlite", "postgresql"]
ENGINES: tuple[EngineName, ...] = ("sqlite", "postgresql")
BLANK = "besedka_blank"
T = TypeVar("T")


class Database(msgspec.Struct, frozen=True, kw_only=True):
    """`folder` is the data folder of a server on it; `url` is empty on SQLite."""

    engine: EngineName
    folder: Path
    url: str = ""

    def config(self, **fields: Any) -> Config:
        """What a server on it is started with."""
        return Config(data_dir=self.folder, postgres_url=self.url, unsafe_database=True, **fields)

    @property
    def environment(self) -> dict[str, str]:
        """The same for a server process."""
        own = {"BESEDKA_DATABASE_URL": self.url, "BESEDKA_UNSAFE_DATABASE": "1"} if self.url else {}
        return {"BESEDKA_DATA_DIR": str(self.folder), **own}

    @property
    def path(self) -> Path:
        """SQLite's file."""
        assert self.engine == "sqlite"
        return self.config().database

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """What a statement gives, run from outside and committed; of a server in this loop it may only read (see `change`)."""
        if self.engine == "postgresql":
            return outside(_fetch(self.url, sql))
        with contextlib.closing(sqlite3.connect(self.path, timeout=60)) as db, db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(sql)]

    async def change(self, sql: str) -> None:
        """Run a statement that writes, beside a server in this loop: that may have to end a transaction first."""
        await asyncio.to_thread(self.rows, sql)

    def dump(self) -> str:
        """All that is stored."""
        names = (
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
            if self.url
            else "SELECT name FROM sqlite_schema WHERE type = 'table'"
        )
        return "\n".join(str(row) for table in self.rows(names) for row in self.rows(f"SELECT * FROM {table['name']}"))

    @contextlib.asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Another program has it for itself: nobody can write."""
        with contextlib.ExitStack() as stack:
            await asyncio.to_thread(stack.enter_context, self.locked())
            yield

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """The same for a test without a loop."""
        if self.engine == "sqlite":
            other = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
            with contextlib.closing(other):
                other.execute("BEGIN IMMEDIATE")
                yield
            return
        loop = asyncio.new_event_loop()
        with ThreadPoolExecutor(1) as thread:
            other = thread.submit(loop.run_until_complete, _hold(self.url)).result()
            try:
                yield
            finally:
                thread.submit(loop.run_until_complete, other.close()).result()
                loop.close()


def sqlite_in(folder: Path) -> Database:
    """SQLite in a folder, made by whoever opens it."""
    return Database(engine="sqlite", folder=folder)


def make_blank(folder: Path, postgres: str | None) -> Path:
    """A database as the migrations make it: SQLite's file, or with the address of a server the template `BLANK` there."""
    if postgres is not None:
        outside(_fetch(postgres, f"DROP DATABASE IF EXISTS {BLANK}"))
        outside(_fetch(postgres, f"CREATE DATABASE {BLANK}"))
    config = Config(data_dir=folder, postgres_url=at(postgres, BLANK) if postgres else "", unsafe_database=True)

    async def make() -> None:
        async with open_database(config):
            pass

    outside(make())
    return config.database


def copy_blank(name: str, folder: Path, blank: Path, postgres: str | None) -> Database:
    """A database of its own for a test."""
    if postgres is None:
        shutil.copy(blank, folder)
        return sqlite_in(folder)
    outside(_fetch(postgres, f"CREATE DATABASE {name} TEMPLATE {BLANK}"))
    return Database(engine="postgresql", folder=folder, url=at(postgres, name))


def create(name: str, folder: Path, postgres: str) -> Database:
    """PostgreSQL with nothing in it."""
    outside(_fetch(postgres, f"CREATE DATABASE {name}"))
    return Database(engine="postgresql", folder=folder, url=at(postgres, name))


def drop(database: Database, postgres: str) -> None:
    """Take it away, whoever is connected."""
    name = database.url.rpartition("/")[2]
    outside(_fetch(postgres, f"DROP DATABASE {name} WITH (FORCE)"))


def at(postgres: str, name: str) -> str:
    """The address of another database of the same server."""
    return f"{postgres.rpartition('/')[0]}/{name}"


def outside(work: Coroutine[Any, Any, T]) -> T:
    """Run in a thread and a loop of its own, whether or not there is one here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _fetch(url: str, sql: str) -> list[dict[str, Any]]:
    connection = await asyncpg.connect(url)
    try:
        return [dict(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def _hold(url: str) -> Any:
    connection = await asyncpg.connect(url)
    names = [
        row["tablename"]
        for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ]
    while True:
        try:
            # Readers may go on, as on SQLite.
            await connection.execute(f"BEGIN; LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE")
        except asyncpg.DeadlockDetectedError:  # with somebody who was writing, and goes first
            await connection.execute("ROLLBACK")
        else:
            return connection
