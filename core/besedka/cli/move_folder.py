"""The data folder of an installation that moves: what is copied, and which folder is refused."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from besedka.cli.only_server import LOCK
from besedka.config import DATABASE, BadConfig, Config
from besedka.host.keys import KEY_FILE

PART = ".moving"
ENDS = ("", "-wal", "-shm", "-journal")  # the files of a SQLite database


def refuse_folder(source: Path, target: Path) -> None:
    """Raises:
    BadConfig: there is another installation in it, or it is a part of the one that moves.
    """
    if source in target.parents or target in source.parents:
        raise BadConfig(f"{target} lies inside {source} or around it: name a folder beside it with --to-data-dir")
    if (target / DATABASE).exists():
        raise BadConfig(f"{target} holds an installation of its own: name an empty folder with --to-data-dir")
    ours, theirs = source / KEY_FILE, target / KEY_FILE
    if theirs.exists() and not (ours.exists() and ours.read_bytes() == theirs.read_bytes()):
        raise BadConfig(
            f"{theirs} is another secret key, with which nothing of {source} can be read: name an empty folder with --to-data-dir"
        )


def copy_folder(source: Config, target: Path) -> None:
    """Everything but the database and the lock. What is there already from an earlier attempt is written anew.

    Raises:
        BadConfig: something cannot be read or written.
    """
    left_out = {source.data_dir / LOCK, *(Path(f"{file}{end}") for file in _databases(source) for end in ENDS)}

    def ignored(folder: str, names: Iterable[str]) -> set[str]:
        paths = {name: Path(folder, name) for name in names}
        return {name for name, path in paths.items() if path in left_out or not (path.is_file() or path.is_dir())}

    try:
        shutil.copytree(source.data_dir, target, dirs_exist_ok=True, ignore=ignored, copy_function=_copy)
    except (OSError, shutil.Error) as error:
        raise BadConfig(
            f"{source.data_dir} cannot be copied to {target} ({error}): see to that, and move again"
        ) from error


def _databases(source: Config) -> set[Path]:
    return {source.database, source.data_dir / DATABASE}


def _copy(source: str, target: str) -> None:
    """Never half: an interrupted move leaves no key that is another one. For nobody else to read, whatever it was."""
    part = Path(target + PART)
    part.touch(0o600)
    shutil.copyfile(source, part)
    part.chmod(0o600)
    part.replace(target)
