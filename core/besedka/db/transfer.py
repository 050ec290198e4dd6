"""Takes all rows of a SQLite database to PostgreSQL in one transaction, and reads them there to see that they came whole.

Foreign keys are taken away for the while and put back at the end: PostgreSQL then checks each of them once for all rows, and the
order of the tables does not matter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import asyncpg
import msgspec

from besedka.db.column_kinds import Kind, kind_of
from besedka.db.postgres_errors import why_away
from besedka.db.sqlite_source import Row, SqliteSource, quoted
from besedka.plugin.errors import BesedkaError

BATCH = 10_000
LONG_S = 3600  # one statement over a whole table
HERE = "current_schema()::text::regnamespace"
COLUMNS = f"""
    SELECT relname, attname, typname
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid JOIN pg_type ON pg_type.oid = atttypid
    WHERE relkind = 'r' AND relnamespace = {HERE} AND attnum > 0 AND NOT attisdropped
"""
FOREIGN_KEYS = f"""
    SELECT relname, conname, pg_get_constraintdef(pg_constraint.oid)
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE contype = 'f' AND connamespace = {HERE}
"""

Progress = Callable[[int], None]
"""Is told how many rows more are done; each row is done twice, as it is written and as it is read again."""


class CannotMove(BesedkaError):
    """Something in the database cannot be taken elsewhere as it is; the message names it and the remedy."""


class Sum:
    """Tells one set of rows from another, in whatever order they come."""

    def __init__(self) -> None:
        self.rows = 0
        self._total = 0
        self._encode = msgspec.msgpack.Encoder().encode

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.rows += 1
            self._total += int.from_bytes(blake2b(self._encode(row), digest_size=16).digest(), "big")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and (self.rows, self._total) == (other.rows, other._total)

    __hash__ = None  # type: ignore[assignment] # it changes


class Transfer:
    """Args:
    source: what is read.
    target: asyncpg's connection inside a transaction; it has all tables.
    progress: hears how far it is.
    """

    def __init__(self, source: SqliteSource, target: Any, progress: Progress) -> None:
        self._source = source
        self._target = target
        self._progress = progress

    async def run(self, names: Sequence[str]) -> dict[str, int]:
        """Take these tables over, whatever stands in them there.

        Returns:
            How many rows each of them has.

        Raises:
            CannotMove: a table is made otherwise there, a row does not fit, or something came otherwise than it was sent.
        """
        tables = await self._tables(names)
        foreign_keys = await self._target.fetch(FOREIGN_KEYS)
        for table, key, _ in foreign_keys:
            await self._do(f"ALTER TABLE {quoted(table)} DROP CONSTRAINT {quoted(key)}")
        await self._do(f"TRUNCATE {', '.join(map(quoted, names))}")
        sent = {table: await self._send(table, kinds) for table, kinds in tables.items()}
        for table, key, rule in foreign_keys:
            await self._put_back(table, key, rule)
        for table, kinds in tables.items():
            await self._go_on_numbering(table, kinds)
            if await self._read_again(table, kinds) != sent[table]:
                raise CannotMove(f"the table {table} came otherwise than it was sent: nothing was kept; report this")
        await self._do("ANALYZE")
        return {table: total.rows for table, total in sent.items()}

    async def _tables(self, names: Sequence[str]) -> dict[str, dict[str, Kind]]:
        """The columns of each table in the source's order, and what their values are there."""
        there: dict[str, dict[str, str]] = {}
        for table, column, type in await self._target.fetch(COLUMNS):
            there.setdefault(table, {})[column] = type
        return {name: _kinds(name, self._source.columns(name), there.get(name, {})) for name in names}

    async def _send(self, table: str, kinds: Mapping[str, Kind]) -> Sum:
        total = Sum()
        for batch in self._source.batches(table, list(kinds), BATCH):
            rows = await self._taken(table, kinds, batch)
            await self._do("SAVEPOINT batch")
            try:
                await self._copy(table, kinds, rows)
            except Exception as error:
                if why_away(error) is not None:
                    raise
                raise await self._culprit(table, kinds, rows, error) from error
            await self._do("RELEASE batch")
            total.add(_alike(kinds, rows))
            self._progress(len(rows))
        return total

    async def _taken(self, table: str, kinds: Mapping[str, Kind], batch: list[Row]) -> list[Row]:
        turns = [kind.taken for kind in kinds.values()]
        try:
            return _turned(turns, batch)
        except (ValueError, TypeError, ArithmeticError):
            for row in batch:
                try:
                    _turned(turns, [row])
                except (ValueError, TypeError, ArithmeticError) as error:
                    raise _unfit(table, kinds, row, error) from error
            raise

    async def _copy(self, table: str, kinds: Mapping[str, Kind], rows: Sequence[Row]) -> None:
        await self._target.copy_records_to_table(table, records=rows, columns=list(kinds), timeout=LONG_S)

    async def _culprit(
        self, table: str, kinds: Mapping[str, Kind], rows: Sequence[Row], error: Exception
    ) -> CannotMove:
        """Of rows that PostgreSQL refuses together, one that it refuses alone: of two halves one has it, and so on."""
        await self._do("ROLLBACK TO batch")
        while len(rows) > 1:
            half = len(rows) // 2
            try:
                await self._copy(table, kinds, rows[:half])
                rows = rows[half:]
            except Exception as refused:
                if why_away(refused) is not None:
                    raise
                rows, error = rows[:half], refused
            await self._do("ROLLBACK TO batch")
        return _unfit(table, kinds, rows[0], error)

    async def _put_back(self, table: str, key: str, rule: str) -> None:
        try:
            await self._do(f"ALTER TABLE {quoted(table)} ADD CONSTRAINT {quoted(key)} {rule}")
        except asyncpg.ForeignKeyViolationError as error:
            raise CannotMove(
                f"a row of {table} refers to one that is not there ({error.detail}): correct it in SQLite's file, and move again"
            ) from error

    async def _go_on_numbering(self, table: str, kinds: Mapping[str, Kind]) -> None:
        for column in kinds:
            sequence = await self._target.fetchval("SELECT pg_get_serial_sequence($1, $2)", quoted(table), column)
            if sequence is not None:
                following = f"SELECT coalesce(max({quoted(column)}), 0) + 1 FROM {quoted(table)}"
                await self._target.fetchval(f"SELECT setval($1::text, ({following}), false)", sequence, timeout=LONG_S)

    async def _read_again(self, table: str, kinds: Mapping[str, Kind]) -> Sum:
        total = Sum()
        query = f"SELECT {', '.join(map(quoted, kinds))} FROM {quoted(table)}"
        cursor = await self._target.cursor(query, timeout=LONG_S)
        while rows := await cursor.fetch(BATCH, timeout=LONG_S):
            total.add(_alike(kinds, [tuple(row) for row in rows]))
            self._progress(len(rows))
        return total

    async def _do(self, statement: str) -> None:
        await self._target.execute(statement, timeout=LONG_S)


def _kinds(table: str, columns: Sequence[str], there: Mapping[str, str]) -> dict[str, Kind]:
    if not there:
        raise CannotMove(
            f"nothing makes the table {table} on PostgreSQL, neither Besedka nor a plugin by its migrations:"
            " drop it, or take it over by hand, and move without it"
        )
    if set(columns) != set(there):
        odd = min(set(columns) ^ set(there))
        raise CannotMove(
            f"the table {table} has the column {odd} on one side only: bring its plugin up to date, and start the server once"
        )
    kinds = {}
    for column in columns:
        kind = kind_of(there[column])
        if kind is None:
            raise CannotMove(
                f"the column {column} of the table {table} is of the type {there[column]}, which cannot be moved:"
                " ask the author of the plugin that has made it"
            )
        kinds[column] = kind
    return kinds


def _turned(turns: Sequence[Callable[[Any], Any] | None], rows: Sequence[Row]) -> list[Row]:
    """Column by column, so that those which stay as they are cost nothing."""
    if not any(turns) or not rows:
        return list(rows)
    columns = [
        [None if value is None else turn(value) for value in column] if turn else column
        for turn, column in zip(turns, zip(*rows, strict=True), strict=True)
    ]
    return list(zip(*columns, strict=True))


def _alike(kinds: Mapping[str, Kind], rows: Sequence[Row]) -> list[Row]:
    return _turned([kind.alike for kind in kinds.values()], rows)


def _unfit(table: str, kinds: Mapping[str, Kind], row: Row, error: Exception) -> CannotMove:
    name, value = next(iter(kinds)), row[0]
    why, *_ = str(error).splitlines()
    return CannotMove(
        f"PostgreSQL does not take the row of {table} whose {name} is {value} ({why}):"
        " correct that row in SQLite's file, and move again"
    )
