"""What `besedka move` is told and what it tells: where to, how far it is, what was moved and what to do now."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from besedka.cli import database_postgres
from besedka.config import DATABASE_URL, BadConfig, Config, parse_database
from besedka.db.transfer import Progress

TO = "--to"


def target_of(source: Config, url: str, folder: Path | None) -> Config:
    """The settings of a server on the new database.

    Args:
        source: the settings of the installation.
        url: the address of the new database.
        folder: its data folder; None: that of the installation.

    Raises:
        BadConfig: the installation is on PostgreSQL already, or the address is not one of PostgreSQL.
    """
    if source.postgres_url:
        raise BadConfig(
            f"{DATABASE_URL} names PostgreSQL already, and only what is on SQLite is moved: unset it for this command"
        )
    postgres_url, _ = parse_database(url, TO)
    if not postgres_url:
        raise BadConfig(f"{TO} names no PostgreSQL: it must be such as postgresql://besedka:password@127.0.0.1/besedka")
    data_dir = folder.expanduser().absolute() if folder else source.data_dir
    return msgspec.structs.replace(source, data_dir=data_dir, postgres_url=postgres_url, postgres_setting=TO)


@contextmanager
def showing(steps: int) -> Iterator[Progress]:
    """A bar for a person at a terminal."""
    with click.progressbar(length=steps, label="Moving", hidden=not sys.stdout.isatty()) as bar:
        yield bar.update


def moved(source: Config, target: Config, rows: Mapping[str, int]) -> list[str]:
    """What was moved, and what to do now."""
    place = database_postgres.place(target)
    settings = [f"{DATABASE_URL}, the address that {TO} was given"]
    if target.data_dir != source.data_dir:
        settings.append(f"BESEDKA_DATA_DIR={target.data_dir}")
    if source.secret_key:
        settings.append("BESEDKA_SECRET_KEY as it is here")
    return [
        f"Moved {sum(rows.values()):,} rows of {len(rows)} tables to {place}, and compared them:",
        *(f"  {table:<24} {count:>12,}" for table, count in rows.items()),
        f"Now set {', '.join(settings)}, and start `besedka serve`.",
        f"{source.database} is as it was, and is not started any more: keep it until all is well.",
    ]
