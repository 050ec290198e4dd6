"""`besedka move`: takes an installation from SQLite to PostgreSQL. Nothing is there until all is; here nothing changes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from besedka.cli import database_postgres, database_sqlite
from besedka.cli.database import open_database, open_store, refuse_foreign
from besedka.cli.move_folder import copy_folder, refuse_folder
from besedka.cli.only_server import only_server
from besedka.config import Config, make_folder
from besedka.db.jobs import free_all
from besedka.db.migrate import SchemaTooNew, migrations
from besedka.db.revision import new_epoch
from besedka.db.sqlite_source import SqliteSource
from besedka.db.store import Unavailable
from besedka.db.tables import Client, Operator
from besedka.db.transfer import CannotMove, Progress, Transfer
from besedka.host.discover import discover
from besedka.host.migration import app_name, bring_up, migration_names, plugin_of

FTS5 = {f"search_index{part}" for part in ("", "_config", "_data", "_docsize", "_idx")}
SEARCH = {"search_entry", "search_cursor", "search_stale", *FTS5}  # is made anew there, while the server runs
LEFT_OUT = {"migration", *SEARCH}  # what ran there is known there

Showing = Callable[[int], AbstractContextManager[Progress]]
"""Begins to show how far it is, given how many steps there are."""


async def move(source: Config, target: Config, showing: Showing) -> dict[str, int]:
    """Copy everything, compare it, and let it be another database.

    Args:
        source: on SQLite.
        target: on PostgreSQL; its data folder is the same, or gets a copy of what is in the other.
        showing: shows how far it is.

    Returns:
        How many rows of each table were moved.

    Raises:
        BesedkaError: it cannot be done, and nothing was; the message says why.
    """
    if target.data_dir != source.data_dir:
        refuse_folder(source.data_dir, target.data_dir)
    with only_server(source):
        async with database_sqlite.in_words(source):
            with SqliteSource.opened(source.database) as rows:
                where, setting = database_sqlite.place(source), database_sqlite.setting(source)
                refuse_foreign(rows.tables(), where, setting, installed=True)
                apps = _apps(rows.migrations(), str(source.database))
                moved = await _move(rows, apps, source, target, showing)
        database_sqlite.moved_mark(source).write_text(f"{database_postgres.place(target)}\n")
    return moved


async def _move(
    rows: SqliteSource, apps: Mapping[str, str], source: Config, target: Config, showing: Showing
) -> dict[str, int]:
    async with open_database(target) as engine, open_store(target, engine), database_postgres.in_words(target):
        await _refuse_used(target)
        for plugin, app in apps.items():
            with _blamed(plugin):
                await bring_up(engine, plugin, app)
        if target.data_dir != source.data_dir:
            make_folder(target.data_dir, "--to-data-dir")
            with only_server(target):
                copy_folder(source, target.data_dir)
        names = sorted(rows.tables() - LEFT_OUT)
        async with engine.transaction() as transaction:
            await engine.hold_schema()
            with showing(2 * sum(map(rows.count, names))) as progress:
                moved = await Transfer(rows, transaction.connection, progress).run(names)
            await free_all()
            await new_epoch()
        return moved


def _apps(ran: Mapping[str, set[str]], place: str) -> dict[str, str]:
    """The Piccolo apps of the plugins that have tables, each of the release that made them.

    Raises:
        SchemaTooNew, CannotMove: Besedka or a plugin is of another release, or a plugin is missing.
    """
    _same_release("Besedka", ran.get("besedka", set()), set(migrations()), place, "start `besedka serve` once")
    names = [name for name in map(plugin_of, ran) if name is not None]
    found = {plugin.name: plugin for plugin in discover()} if names else {}
    apps = {}
    for name in names:
        plugin = found.get(name)
        app = plugin.plugin.piccolo_app if plugin and plugin.plugin else None
        if app is None:
            why = plugin.error if plugin and plugin.error else "it is not installed, or has no tables in this release"
            raise CannotMove(
                f"the plugin {name} has tables in {place}, and cannot make them anew ({why}): install it first"
            )
        with _blamed(name):
            known = migration_names(app)
        _same_release(f"the plugin {name}", ran[app_name(name)], known, place, "switch it on once")
        apps[name] = app
    return apps


def _same_release(who: str, ran: set[str], known: set[str], place: str, remedy: str) -> None:
    if unknown := ran - known:
        raise SchemaTooNew(
            f"{place} was written by a newer release of {who} (it has the migration {min(unknown)}): install that release"
        )
    if missing := known - ran:
        raise CannotMove(
            f"{place} was written by an older release of {who} (it lacks the migration {min(missing)}): {remedy}, then move"
        )


async def _refuse_used(target: Config) -> None:
    if await Operator.exists() or await Client.exists():
        raise CannotMove(
            f"{target.postgres_setting}: {database_postgres.place(target)} is in use already, it has operators or clients:"
            " name an empty database, or start `besedka serve` on it if it was moved there"
        )


@contextmanager
def _blamed(plugin: str) -> Iterator[None]:
    """What its code raises is its own."""
    try:
        yield
    except Unavailable:
        raise
    except Exception as error:
        raise CannotMove(
            f"the plugin {plugin} cannot make its tables on PostgreSQL ({type(error).__name__}: {error}):"
            " ask its author, or remove its tables and move without it"
        ) from error
