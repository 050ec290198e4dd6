"""Fills an empty database with a made-up population: SQLite by inserts in one transaction, PostgreSQL by COPY."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg

from besedka.cli.database import open_database
from besedka.config import Config
from besedka.db import tables
from besedka.services.statuses import StatusBook
from population import Population, Rows, Size

Progress = Callable[[int, int], None]
"""Is told how many chats are made of how many."""


def _nobody(made: int, of: int) -> None:
    """Nobody looks."""


async def fill(config: Config, size: Size, progress: Progress = _nobody) -> None:
    """Make the database and fill it.

    Raises:
        SystemExit: there is somebody in it.
    """
    async with open_database(config):
        if await tables.Operator.exists():
            raise SystemExit("this database is in use: name one that is empty")
        book = StatusBook()
        await book.load()
        [policy] = await tables.Connection.select(tables.Connection.id).where(tables.Connection.kind == "sla")
    made = _counted(Population(size, book.all, policy["id"]), size, progress)
    if config.postgres_url:
        await _to_postgres(config.postgres_url, made)
    else:
        _to_sqlite(config.database, made)


def _counted(population: Population, size: Size, progress: Progress) -> Iterator[Rows]:
    made = 0
    for block in population.blocks():
        for rows in block:
            yield rows
            if rows.table is tables.Chat:
                made += len(rows.values)
                progress(made, size.chats)


def _to_sqlite(path: Path, made: Iterator[Rows]) -> None:
    db = sqlite3.connect(path)
    with db:
        for rows in made:
            columns, places = ", ".join(rows.columns), ", ".join("?" * len(rows.columns))
            db.executemany(f"INSERT INTO {rows.name} ({columns}) VALUES ({places})", rows.values)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


async def _to_postgres(url: str, made: Iterator[Rows]) -> None:
    db = await asyncpg.connect(url)
    async with db.transaction():
        filled = set[str]()
        for rows in made:
            await db.copy_records_to_table(rows.name, columns=rows.columns, records=rows.values)
            filled.add(rows.name)
        for name in filled:  # whoever comes next is numbered after these
            await db.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), MAX(id)) FROM {name}")
    await db.execute("VACUUM ANALYZE")  # as the server's own autovacuum would within minutes
    await db.close()


def bar(done: int, all: int) -> None:
    """Shows how far it is, to people only."""
    if sys.stderr.isatty():
        width = 40 * done // all
        end = "\n" if done == all else ""
        print(
            f"\r  [{'#' * width}{'.' * (40 - width)}] {done:,} of {all:,} chats", end=end, file=sys.stderr, flush=True
        )
