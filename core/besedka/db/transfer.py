"""Takes all rows of a SQLite database to PostgreSQL in one transaction, and reads them there to see that they came whole.

Foreign keys and indexes are taken away for the while and put back at the end: PostgreSQL then works on each of them once for all
rows, which takes a fraction of the time, and the order of the tables does not matter.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import asyncpg
import msgspec

from besedka.db.column_kinds import Kind, kind_of
from besedka.db.postgres_errors import why_away
from besedka.db.sqlite_source import Row, SqliteSource, quoted
from besedka.plugin.errors import BesedkaError

BATCH = 10_000
TEXTS = {"text", "varchar"}
LONG_S = 3600  # one statement over a whole table
HERE = "current_schema()::text::regnamespace"
COLUMNS = f"""
    SELECT relname, attname, typname
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid JOIN pg_type ON pg_type.oid = atttypid
    WHERE relkind = 'r' AND relnamespace = {HERE} AND attnum > 0 AND NOT attisdropped
"""
RULES = f"""
    SELECT relname, 'ALTER TABLE ' || quote_ident(relname) || ' DROP CONSTRAINT ' || quote_ident(conname) AS undo,
        'ALTER TABLE ' || quote_ident(relname) || ' ADD CONSTRAINT ' || quote_ident(conname) || ' '
        || pg_get_constraintdef(pg_constraint.oid) AS redo
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE contype = 'f' AND connamespace = {HERE}
    UNION ALL
    SELECT relname, 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE relnamespace = {HERE} AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
"""

Progress = Callable[[int], None]
"""Is told how many rows more are done; each row is done twice, as it is written and as it is read again."""


class CannotMove(BesedkaError):
    """Something in the database cannot be taken elsewhere as it is; the message names it and the remedy."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is made: the columns in the source's order with what their values are on PostgreSQL, those of its primary key,
    and how PostgreSQL sorts by that as SQLite does."""

    kinds: Mapping[str, Kind]
    key: Sequence[str]
    order: str

    def listed(self) -> str:
        return ", ".join(map(quoted, self.kinds))


class Checksum:
    """Of rows in the order of their primary key, a batch at a time."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = blake2b()
        self._encode = msgspec.msgpack.Encoder().encode

    def add(self, batch: Sequence[Row]) -> None:
        self.rows += len(batch)
        self._hash.update(self._encode(batch))

    def told(self) -> tuple[int, bytes]:
        return self.rows, self._hash.digest()


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
        tables = await self._forms(names)
        rules = await self._target.fetch(RULES)
        for _, undo, _ in rules:
            await self._do(undo)
        await self._do(f"TRUNCATE {', '.join(map(quoted, names))}")
        sent = {table: await self._send(table, form) for table, form in tables.items()}
        for table, _, redo in reversed(rules):  # indexes first: a foreign key may need one
            await self._put_back(table, redo)
        await self._do("ANALYZE")
        for table, form in tables.items():
            await self._go_on_numbering(table, form)
            if (await self._read_again(table, form)).told() != sent[table].told():
                raise CannotMove(f"the table {table} came otherwise than it was sent: nothing was kept; report this")
        return {table: total.rows for table, total in sent.items()}

    async def _forms(self, names: Sequence[str]) -> dict[str, Form]:
        there: dict[str, dict[str, str]] = {}
        for table, column, type in await self._target.fetch(COLUMNS):
            there.setdefault(table, {})[column] = type
        return {name: _form(name, self._source, there.get(name, {})) for name in names}

    async def _send(self, table: str, form: Form) -> Checksum:
        total = Checksum()
        for batch in self._source.batches(table, list(form.kinds), form.key, BATCH):
            rows = _taken(table, form, batch)
            await self._do("SAVEPOINT batch")
            try:
                await self._copy(table, form, rows)
            except Exception as error:
                if why_away(error) is not None:
                    raise
                raise await self._culprit(table, form, rows, error) from error
            await self._do("RELEASE batch")
            total.add(_alike(form, rows))
            self._progress(len(rows))
        return total

    async def _copy(self, table: str, form: Form, rows: Sequence[Row]) -> None:
        await self._target.copy_records_to_table(table, records=rows, columns=list(form.kinds), timeout=LONG_S)

    async def _culprit(self, table: str, form: Form, rows: Sequence[Row], error: Exception) -> CannotMove:
        """Of rows that PostgreSQL refuses together, one that it refuses alone: of two halves one has it, and so on."""
        await self._do("ROLLBACK TO batch")
        while len(rows) > 1:
            half = len(rows) // 2
            try:
                await self._copy(table, form, rows[:half])
                rows = rows[half:]
            except Exception as refused:
                if why_away(refused) is not None:
                    raise
                rows, error = rows[:half], refused
            await self._do("ROLLBACK TO batch")
        return _unfit(table, form, rows[0], error)

    async def _put_back(self, table: str, redo: str) -> None:
        try:
            await self._do(redo)
        except asyncpg.IntegrityConstraintViolationError as error:
            raise CannotMove(
                f"a row of {table} breaks a rule ({error.detail}): correct it in SQLite's file, and move again"
            ) from error

    async def _go_on_numbering(self, table: str, form: Form) -> None:
        for column in form.kinds:
            sequence = await self._target.fetchval("SELECT pg_get_serial_sequence($1, $2)", quoted(table), column)
            if sequence is not None:
                following = f"SELECT coalesce(max({quoted(column)}), 0) + 1 FROM {quoted(table)}"
                await self._target.fetchval(f"SELECT setval($1::text, ({following}), false)", sequence, timeout=LONG_S)

    async def _read_again(self, table: str, form: Form) -> Checksum:
        total = Checksum()
        query = f"SELECT {form.listed()} FROM {quoted(table)} ORDER BY {form.order}"
        cursor = await self._target.cursor(query, timeout=LONG_S)
        while rows := await cursor.fetch(BATCH, timeout=LONG_S):
            total.add(_alike(form, [tuple(row) for row in rows]))
            self._progress(len(rows))
        return total

    async def _do(self, statement: str) -> None:
        await self._target.execute(statement, timeout=LONG_S)


def _form(table: str, source: SqliteSource, there: Mapping[str, str]) -> Form:
    if not there:
        raise CannotMove(
            f"nothing makes the table {table} on PostgreSQL, neither Besedka nor a plugin by its migrations:"
            " drop it, or take it over by hand, and move without it"
        )
    columns, key = source.columns(table), source.key(table)
    if not key:
        raise CannotMove(f"the table {table} has no primary key: ask the author of the plugin that has made it for one")
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
    order = ", ".join(quoted(column) + (' COLLATE "C"' if there[column] in TEXTS else "") for column in key)
    return Form(kinds=kinds, key=key, order=order)


def _taken(table: str, form: Form, batch: list[Row]) -> list[Row]:
    turns = [kind.taken for kind in form.kinds.values()]
    try:
        return _turned(turns, batch)
    except (ValueError, TypeError, ArithmeticError):
        for row in batch:
            try:
                _turned(turns, [row])
            except (ValueError, TypeError, ArithmeticError) as error:
                raise _unfit(table, form, row, error) from error
        raise


def _turned(turns: Sequence[Callable[[Any], Any] | None], rows: Sequence[Row]) -> list[Row]:
    """Column by column, so that those which stay as they are cost nothing."""
    if not any(turns) or not rows:
        return list(rows)
    columns = [
        [None if value is None else turn(value) for value in column] if turn else column
        for turn, column in zip(turns, zip(*rows, strict=True), strict=True)
    ]
    return list(zip(*columns, strict=True))


def _alike(form: Form, rows: Sequence[Row]) -> list[Row]:
    return _turned([kind.alike for kind in form.kinds.values()], rows)


def _unfit(table: str, form: Form, row: Row, error: Exception) -> CannotMove:
    name, value = next(iter(form.kinds)), row[0]
    why, *_ = (str(error) or type(error).__name__).splitlines()
    return CannotMove(
        f"PostgreSQL does not take the row of {table} whose {name} is {value} ({why}):"
        " correct that row in SQLite's file, and move again"
    )
