"""Piccolo on PostgreSQL: a pool of asyncpg's connections that are not reset between queries, which would cost as much as the query,
and that nobody waits for longer than `Patience` says.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

import asyncpg
import msgspec
from piccolo.engine.postgres import PostgresEngine as StockEngine
from piccolo.engine.postgres import PostgresTransaction as StockTransaction
from piccolo.querystring import QueryString

from besedka.db.availability import Availability
from besedka.db.postgres_errors import translated
from besedka.db.store import Duplicate, InUse, Unavailable

log = logging.getLogger("besedka.db")

SCHEMA_LOCK = 0x0BE5EDA  # any number that nobody else in the database takes


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How long PostgreSQL may take."""

    connect_s: float = 3
    acquire_s: float = 3
    query_s: float = 10
    schema_s: float = 300  # a migration, and whoever waits for it
    lock_ms: int = 2000


PATIENCE = Patience()
LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    ConnectionError,
)


def session_settings(patience: Patience = PATIENCE) -> dict[str, str]:
    """What every session of ours begins with."""
    return {
        "application_name": "besedka",
        "timezone": "UTC",
        "jit": "off",
        "lock_timeout": str(patience.lock_ms),
        "idle_in_transaction_session_timeout": "60000",
    }


async def _as_it_is(connection: Any) -> None:
    """Nothing is reset when a connection goes back."""


class PostgresEngine(StockEngine):
    """Open it before use; `address` is a `postgresql://` URL."""

    def __init__(self, address: str, patience: Patience = PATIENCE) -> None:
        self.address = address
        self.patience = patience
        self.availability = Availability()
        super().__init__(config={"dsn": address}, extensions=())

    async def check_version(self) -> None:
        """Piccolo would connect here, before anybody can answer for it; the version is looked at when we open."""

    async def prep_database(self) -> None:
        """No extension is needed."""

    async def open(self) -> None:
        """Connect.

        Raises:
            OSError, asyncpg.PostgresError, ValueError: it cannot be reached or used, or the address is no address.
        """
        self.pool = await asyncpg.create_pool(
            self.address,
            min_size=1,
            max_size=8,
            timeout=self.patience.connect_s,
            command_timeout=self.patience.query_s,
            server_settings=session_settings(self.patience),
            reset=_as_it_is,
        )

    async def close(self) -> None:
        pool, self.pool = self.pool, None
        if pool is None:
            return
        try:
            async with asyncio.timeout(self.patience.connect_s):
                await pool.close()
        except TimeoutError:
            pool.terminate()

    async def acquire(self) -> Any:
        """A connection of the pool, to be given back by `release`.

        Raises:
            Unavailable: there is none.
        """
        assert self.pool is not None, "the engine is not open"
        with self.translated():
            return await self.pool.acquire(timeout=self.patience.acquire_s)

    async def release(self, connection: Any, *, broken: bool = False) -> None:
        """Give back; a broken one is not used again."""
        if broken:
            with suppress(asyncpg.InterfaceError):  # it broke by itself, and is the pool's no more
                connection.terminate()
        if self.pool is not None:
            await self.pool.release(connection, timeout=self.patience.connect_s)

    async def hold(self, table: str, id: int | None = None) -> None:
        what = f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"
        await self._fetch(what if id is None else f"SELECT FROM {table} WHERE id = {id:d} FOR UPDATE", ())

    async def hold_schema(self) -> None:
        transaction = self.current_transaction.get()
        assert isinstance(transaction, PostgresTransaction), "only inside a transaction"
        transaction.limit_s = self.patience.schema_s
        await self._fetch(f"SET LOCAL lock_timeout = {self.patience.schema_s * 1000:.0f}", ())
        await self._fetch(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})", ())

    async def table_names(self) -> set[str]:
        rows = await self._fetch("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", ())
        return {row["tablename"] for row in rows}

    @contextmanager
    def translated(self) -> Iterator[None]:
        """As `postgres_errors.translated`; `availability` hears of it."""
        with self.availability.heeding(), translated():
            yield

    # What follows overrides methods of Piccolo 1.38, hence its pin and the tests of the engines.

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        query, args = querystring.compile_string(engine_type=self.engine_type)
        return await self._fetch(query, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:
        return await self._fetch(ddl, ())

    def transaction(self, allow_nested: bool = True) -> "PostgresTransaction":
        return PostgresTransaction(self, allow_nested)

    async def _fetch(self, query: str, args: Sequence[Any]) -> Any:
        if isinstance(transaction := self.current_transaction.get(), PostgresTransaction):
            return await transaction.fetch(query, args)
        try:
            return await self._fetch_once(query, args)
        except Unavailable as error:
            if not isinstance(error.__cause__, LOST) or not query.lstrip()[:6].upper() == "SELECT":
                raise
        return await self._fetch_once(query, args)  # by now the pool knows which connections are from before a restart

    async def _fetch_once(self, query: str, args: Sequence[Any]) -> Any:
        connection = await self.acquire()
        sound = False
        try:
            with self.translated():
                rows = await connection.fetch(query, *args)
            sound = True
        except (Duplicate, InUse, asyncpg.PostgresError):
            sound = True
            raise
        else:
            return rows
        finally:
            await self.release(connection, broken=not sound)


class PostgresTransaction(StockTransaction):
    """On a connection of the pool, which goes back whatever happens."""

    finished = False
    limit_s: float | None = None

    async def fetch(self, query: str, args: Sequence[Any]) -> Any:
        if self.finished:
            raise RuntimeError(
                "this task was started inside a transaction that has ended: start it after the transaction"
            )
        with self.engine.translated():  # type: ignore[attr-defined]
            return await self.connection.fetch(query, *args, timeout=self.limit_s)

    async def __aenter__(self) -> Self:
        if self._parent is not None:
            return self._parent  # type: ignore[return-value]
        self.connection = await self.engine.acquire()  # type: ignore[attr-defined]
        try:
            with self.engine.translated():  # type: ignore[attr-defined]
                await self.connection.execute("BEGIN")
        except BaseException:
            await self.engine.release(self.connection, broken=True)  # type: ignore[attr-defined]
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
        broken = True
        try:
            with self.engine.translated():  # type: ignore[attr-defined]
                await self.connection.execute("COMMIT" if exception is None else "ROLLBACK", timeout=self.limit_s)
            broken = False
        except BaseException:
            if exception is None:
                raise
        finally:
            await self.engine.release(self.connection, broken=broken)  # type: ignore[attr-defined]
        return False
