"""Our own migration runner. Piccolo's imports files by bare name (two plugins with one file name would mix) and takes no lock."""

import contextlib
import importlib.util
import io
from collections.abc import Collection
from pathlib import Path
from types import ModuleType

from piccolo.apps.migrations.tables import Migration

from besedka.db.engine import Engine
from besedka.plugin.errors import BesedkaError

CORE = Path(__file__).parent / "migrations"


class SchemaTooNew(BesedkaError):
    """The database was written by a newer release."""


async def migrate(engine: Engine, folder: Path = CORE, app: str = "besedka") -> list[str]:
    """Bring the tables of `app` up to date, each migration with its record in one transaction.

    Args:
        engine: open and bound.
        folder: holds the migrations, run in the order of their names.
        app: whose migrations these are.

    Returns:
        The names of those that ran now.

    Raises:
        SchemaTooNew: the database knows migrations that this release does not.
    """
    files = {path.stem: path for path in sorted(folder.glob("m*.py"))}
    if not await _missing(app, files):
        return []  # nobody's lock is needed for that
    ran = []
    async with engine.transaction():
        await engine.hold_schema()
        await Migration.create_table(if_not_exists=True)
        for name in await _missing(app, files):
            await _run(_load(app, files[name]))
            await Migration.insert(Migration(name=name, app_name=app))
            ran.append(name)
    return ran


async def progress(folder: Path = CORE, app: str = "besedka") -> tuple[str | None, list[str]]:
    """The last migration that ran, and those that are still to run; nothing is changed.

    Raises:
        SchemaTooNew: as `migrate`.
    """
    names = [path.stem for path in sorted(folder.glob("m*.py"))]
    missing = await _missing(app, names)
    return max(set(names) - set(missing), default=None), missing


async def _missing(app: str, files: Collection[str]) -> list[str]:
    if not await Migration.table_exists():
        return list(files)
    done = set(await Migration.get_migrations_which_ran(app_name=app))
    if unknown := done - set(files):
        raise SchemaTooNew(
            f"the database was written by a newer release of {app} (it has the migration {min(unknown)}):"
            " install that release, or restore a backup made before it"
        )
    return [name for name in files if name not in done]


async def _run(module: ModuleType) -> None:
    with contextlib.redirect_stdout(io.StringIO()):  # Piccolo reports on standard output
        manager = await module.forwards()
        await manager.run()


def _load(app: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{app}_migrations_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
