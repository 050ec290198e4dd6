"""A SQLite database that is only read, by whoever takes it elsewhere."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

Row = tuple[Any, ...]


class SqliteSource:
    """One snapshot of it: whatever others write meanwhile is not seen. Any method may raise sqlite3.Error."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        """Until the end of the block; the file stays as it is."""
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)) as db:
            db.execute("BEGIN")
            yield cls(db)

    def tables(self) -> set[str]:
        """Whatever made them, but for SQLite's own."""
        names = self._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {name for (name,) in names if not name.startswith("sqlite_")}

    def columns(self, table: str) -> list[str]:
        return [name for (name,) in self._db.execute("SELECT name FROM pragma_table_info(?)", (table,))]

    def key(self, table: str) -> list[str]:
        """The columns of its primary key."""
        found = self._db.execute("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,))
        return [name for (name,) in found]

    def migrations(self) -> dict[str, set[str]]:
        """What ran, by app."""
        ran: dict[str, set[str]] = {}
        for app, name in self._db.execute("SELECT app_name, name FROM migration"):
            ran.setdefault(app, set()).add(name)
        return ran

    def count(self, table: str) -> int:
        [(rows,)] = self._db.execute(f"SELECT COUNT(*) FROM {quoted(table)}")
        return int(rows)

    def batches(self, table: str, columns: Sequence[str], key: Sequence[str], rows: int) -> Iterator[list[Row]]:
        """All rows in the order of that key, so many at a time."""
        listed, order = (", ".join(map(quoted, names)) for names in (columns, key))
        found = self._db.execute(f"SELECT {listed} FROM {quoted(table)} ORDER BY {order}")
        while batch := found.fetchmany(rows):
            yield batch


def quoted(name: str) -> str:
    """The name of a table or column, as both engines take it."""
    return '"' + name.replace('"', '""') + '"'
