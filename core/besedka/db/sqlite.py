"""Piccolo on SQLite with held connections.

Piccolo's own engine opens a connection for every query, which costs about ten times the query, and its DEFERRED transactions fail
under load. Here readers come from a small pool, and one writer connection stands behind a lock that the group writer shares.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiosqlite
from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType, dict_factory

from besedka.db import failpoints
from besedka.db.availability import Availability
from besedka.db.sqlite_errors import translated
from besedka.db.store import Unavailable

log = logging.getLogger("besedka.db")

READERS = 2
BUSY_TIMEOUT_S = 2.0
SLOW_WRITE_S = 0.2


# What every connection of ours is set to: WAL, an fsync at each commit, foreign keys.
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA max_page_count = {failpoints.MAX_PAGES}",  # 0 changes nothing
)


class SqliteEngine(SQLiteEngine):
    """`write_lock` is held by whoever writes: a Piccolo query, a Piccolo transaction, or the group writer."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=str(path), timeout=BUSY_TIMEOUT_S)
        self.write_lock = asyncio.Lock()
        self.availability = Availability()
        self._writer: aiosqlite.Connection | None = None
        self._readers: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._found_away = -1.0  # when somebody last found the database unavailable, and how
        self._why_away = Unavailable("")

    async def open(self) -> None:
        """Open the connections. The file is made when it is not there yet."""
        self._writer = await self._connect()
        for _ in range(READERS):
            self._readers.put_nowait(await self._connect())

    async def close(self) -> None:
        """Close all connections; the WAL is merged into the file by the last one."""
        while not self._readers.empty():
            await self._readers.get_nowait().close()
        if self._writer is not None:
            await self._writer.close()
            self._writer = None

    async def _connect(self) -> aiosqlite.Connection:
        connecting = aiosqlite.connect(**self.connection_kwargs)
        try:
            connection = await connecting
        except BaseException:
            await asyncio.to_thread(connecting._thread.join)  # it still reports its end to this loop
            raise
        connection.row_factory = dict_factory  # type: ignore[assignment]
        try:
            for pragma in PRAGMAS:
                await connection.execute_fetchall(pragma)
        except BaseException:
            await connection.close()  # its thread would keep the process alive
            raise
        return connection

    @asynccontextmanager
    async def writing(self, owner: str) -> AsyncIterator[aiosqlite.Connection]:
        """The writer connection, alone; whoever keeps it long is named in the log.

        Raises:
            Unavailable: the database is held, full or away; also at once for those who queued behind somebody who found it so.
            Duplicate: a row breaks a rule of uniqueness.
        """
        queued = time.monotonic()
        async with self.write_lock:
            assert self._writer is not None, "the engine is not open"
            started = time.monotonic()
            if queued < self._found_away:
                raise Unavailable(str(self._why_away), self._why_away.trouble)
            try:
                with self.translated():
                    yield self._writer
            except Unavailable as why:
                self._found_away, self._why_away = time.monotonic(), why
                raise
            finally:
                if (took_s := time.monotonic() - started) > SLOW_WRITE_S:
                    log.warning("slow write: %s held the database for %.0f ms", owner, took_s * 1000)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """As `sqlite_errors.translated`; `availability` hears of it."""
        with self.availability.heeding(), translated():
            yield

    async def hold(self, table: str, id: int | None = None) -> None:
        """Nothing to do: a transaction of ours has the whole file."""

    async def hold_schema(self) -> None:
        """Nothing to do, as above."""

    async def table_names(self) -> set[str]:
        rows = await self._run_in_new_connection("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {row["name"] for row in rows}

    # What follows overrides private methods of Piccolo 1.38, hence its pin and tests/core/db/test_sqlite.py.

    async def _run_in_new_connection(
        self, query: str, args: list[Any] | None = None, query_type: str = "generic", table: Any = None
    ) -> Any:
        if query.lstrip()[:6].upper() == "SELECT":
            connection = await self._readers.get()
            try:
                with self.translated():
                    return await connection.execute_fetchall(query, args or ())
            finally:
                self._readers.put_nowait(connection)
        async with self.writing(query[:40]) as connection:
            return await connection.execute_fetchall(query, args or ())

    async def _run_in_existing_connection(
        self,
        connection: aiosqlite.Connection,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",
        table: Any = None,
    ) -> Any:
        transaction = self.current_transaction.get()
        if transaction is not None and getattr(transaction, "finished", False):
            raise RuntimeError(
                "this task was started inside a transaction that has ended: start it after the transaction"
            )
        with self.translated():
            return await connection.execute_fetchall(query, args or ())

    def transaction(
        self, transaction_type: TransactionType = TransactionType.immediate, allow_nested: bool = True
    ) -> "SqliteTransaction":
        return SqliteTransaction(self, transaction_type, allow_nested)


class SqliteTransaction(SQLiteTransaction):
    """IMMEDIATE, on the one writer connection, whose lock it gives back whatever happens."""

    finished = False

    async def __aenter__(self) -> Self:
        if self._parent is not None:
            return self._parent  # type: ignore[return-value]
        self._held = self.engine.writing("a transaction")  # type: ignore[attr-defined]
        self.connection = await self._held.__aenter__()
        try:
            await self.begin()  # type: ignore[no-untyped-call]
        except BaseException as error:
            await asyncio.shield(self.connection.rollback())  # it may begin yet, after its sender was cancelled
            await self._held.__aexit__(type(error), error, error.__traceback__)
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if self._parent is not None:
            return False
        self.engine.current_transaction.reset(self.context)
        self.finished = True
        try:
            with self.engine.translated():  # type: ignore[attr-defined]
                await (self.commit() if exception is None else self.connection.rollback())  # type: ignore[no-untyped-call]
        except BaseException:
            await asyncio.shield(self.connection.rollback())
            raise
        finally:
            await self._held.__aexit__(None, None, None)
        return False
