"""The tables of a plugin: its Piccolo app is found, bound to our engine, and brought up to date."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from besedka.db.bind import bind_tables
from besedka.db.engine import Engine
from besedka.db.migrate import migrate, migrations

if TYPE_CHECKING:
    from piccolo.conf.apps import AppConfig

PREFIX = "plugin."


async def bring_up(engine: Engine, plugin: str, dotted: str) -> None:
    """Run the migrations of the app that `dotted` names: the module with `APP_CONFIG`, or the package around its
    `piccolo_app`. They run under our own name, so that no two plugins share a history.

    Raises:
        TypeError: there is no Piccolo app.
        SchemaTooNew: a newer release of the plugin wrote these tables.
    """
    app = _app(dotted)
    bind_tables(engine, app.table_classes)
    await migrate(engine, Path(app.resolved_migrations_folder_path), app_name(plugin))


def app_name(plugin: str) -> str:
    """The name that the migrations of a plugin run under."""
    return f"{PREFIX}{plugin}"


def plugin_of(app: str) -> str | None:
    """The plugin whose migrations run under that name; None: they are not a plugin's."""
    return app.removeprefix(PREFIX) if app.startswith(PREFIX) else None


def migration_names(dotted: str) -> set[str]:
    """All migrations that the installed release of that app has.

    Raises:
        TypeError: there is no Piccolo app.
    """
    return set(migrations(Path(_app(dotted).resolved_migrations_folder_path)))


def _app(dotted: str) -> "AppConfig":
    # Imported here: it brings a code formatter along, and few plugins have tables of their own.
    from piccolo.conf.apps import AppConfig  # noqa: PLC0415

    module: Any = importlib.import_module(dotted)
    if not hasattr(module, "APP_CONFIG"):
        module = importlib.import_module(f"{dotted}.piccolo_app")
    app = getattr(module, "APP_CONFIG", None)
    if not isinstance(app, AppConfig):
        raise TypeError(f"{dotted} is no Piccolo app: its module needs an APP_CONFIG")
    return app
