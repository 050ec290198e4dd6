"""Fills an empty database with a made-up population, on SQLite row by row in one transaction, on PostgreSQL by COPY."""

import sqlite3
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

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
        SystemExit: there is something in it.
    """
    async with open_database(config):
        if await tables.Operator.exists():
            raise SystemExit(f"{config.database} is in use: name an empty folder")
        book = StatusBook()
        await book.load()
        [policy] = await tables.Connection.select(tables.Connection.id).where(tables.Connection.kind == "sla")
    population = Population(size, book.all, policy["id"])
    to_sqlite(config.database, _counted(population.blocks(), size, progress))


def _counted(blocks: Iterable[list[Rows]], size: Size, progress: Progress) -> Iterable[Rows]:
    made = 0
    for block in blocks:
        for rows in block:
            yield rows
            if rows.table is tables.Chat:
                made += len(rows.values)
                progress(made, size.chats)


def to_sqlite(path: Path, made: Iterable[Rows]) -> None:
    db = sqlite3.connect(path)
    with db:
        for rows in made:
            columns, places = ", ".join(rows.columns), ", ".join("?" * len(rows.columns))
            db.executemany(f"INSERT INTO {rows.table._meta.tablename} ({columns}) VALUES ({places})", rows.values)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def bar(done: int, all: int) -> None:
    """Shows how far it is, to people only."""
    if sys.stderr.isatty():
        width = 40 * done // all
        end = "\n" if done == all else ""
        print(
            f"\r  [{'#' * width}{'.' * (40 - width)}] {done:,} of {all:,} chats", end=end, file=sys.stderr, flush=True
        )
