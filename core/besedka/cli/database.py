"""Opens the database for a command, and says in one sentence why it cannot. Commands that start no server import no more."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from besedka.config import BadConfig, Config
from besedka.db.bind import bind
from besedka.db.engine import Engine
from besedka.db.migrate import SchemaTooNew, migrate
from besedka.db.store import Store

RECORDS = "migration"  # the table in which Piccolo keeps what ran
OURS = "installation"

Tell = Callable[[str], None]
Judge = Callable[[set[str]], None]


class Kind(Protocol):
    """One kind of database: a module beside this one."""

    def opened(self, config: Config, judge: Judge, wait_s: float, tell: Tell) -> AbstractAsyncContextManager[Engine]:
        """The engine, connected; what stands against it is raised as BadConfig. `judge` is shown the tables that there are, before
        anything is written."""
        ...

    def in_words(self, config: Config) -> AbstractAsyncContextManager[None]:
        """Errors of the database become BadConfig, with what to do."""
        ...

    def place(self, config: Config) -> str:
        """Where it is, without a password."""
        ...

    def setting(self, config: Config) -> str:
        """What names it."""
        ...

    def store(self, config: Config, engine: Engine) -> AbstractAsyncContextManager[Store]:
        """What the writer stores with; one process has it."""
        ...


@asynccontextmanager
async def open_database(
    config: Config, *, installed: bool = False, as_it_is: bool = False, wait_s: float = 0, tell: Tell = print
) -> AsyncIterator[Engine]:
    """The database, up to date unless it is to stay `as_it_is`.

    Args:
        installed: it must hold an installation already; else one is made when it is empty.
        wait_s: how long to wait for a database server that is not there yet.
        tell: hears what is waited for.

    Raises:
        BadConfig: it cannot be used just now, is something else, damaged, or written by a newer release.
    """
    kind = _kind(config)

    def judge(tables: set[str]) -> None:
        refuse_foreign(tables, kind.place(config), kind.setting(config), installed=installed)

    async with kind.opened(config, judge, wait_s, tell) as engine:
        bind(engine)
        if not as_it_is:
            await update_database(config, engine)
        yield engine


async def update_database(config: Config, engine: Engine) -> None:
    """Make the tables, or bring them up to date.

    Raises:
        BadConfig: they were written by a newer release, or may not be changed.
    """
    kind = _kind(config)
    async with kind.in_words(config):
        try:
            await migrate(engine)
        except SchemaTooNew as error:
            raise BadConfig(f"{error}, or name another database in {kind.setting(config)}") from error


def open_store(config: Config, engine: Engine) -> AbstractAsyncContextManager[Store]:
    """What the writer stores with.

    Raises:
        BadConfig: another server is running on this database, or it cannot be reached.
    """
    return _kind(config).store(config, engine)


def place(config: Config) -> str:
    """Where the database is, without a password."""
    return _kind(config).place(config)


def _kind(config: Config) -> Kind:
    if config.postgres_url:
        from besedka.cli import database_postgres

        return database_postgres
    from besedka.cli import database_sqlite

    return database_sqlite


def refuse_foreign(tables: set[str], place: str, setting: str, *, installed: bool) -> None:
    """Raises:
    BadConfig: these tables are not those of an installation, or there are none and `installed` asks for one.
    """
    if tables and (RECORDS not in tables or OURS not in tables):
        raise BadConfig(
            f"{place} holds tables of something else (such as {min(tables)}):"
            f" name a database that is empty, or one of Besedka, in {setting}"
        )
    if installed and OURS not in tables:
        raise BadConfig(
            f"there is no installation in {place}: start `besedka serve` once, or name another database in {setting}"
        )
