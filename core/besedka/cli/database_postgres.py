"""PostgreSQL for a command: waited for while it starts, looked at before anything is written, and every fault in one sentence."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncpg

from besedka.cli.database import Judge, Tell
from besedka.config import BadConfig, Config
from besedka.db.engine import Engine
from besedka.db.postgres import PostgresEngine
from besedka.db.postgres_errors import why_away
from besedka.db.postgres_store import PostgresStore
from besedka.db.store import Store, Unavailable

OLDEST = 13  # pg_current_xact_id, by which a row is known for ours
SAFE = ("fsync", "synchronous_commit")
AGAIN_S = 0.5

AWAY = "cannot be reached ({error}): start it, or correct host, port and sslmode in the address"
ODD = "cannot be used ({error}): look into its log, or name another database"
REMEDIES: dict[type[Exception], str] = {
    asyncpg.InvalidAuthorizationSpecificationError: (
        "does not let us in ({error}): correct the user or the password in the address"
    ),
    asyncpg.InvalidCatalogNameError: "is not there ({error}): make it with `createdb`, or correct its name in the address",
    asyncpg.InsufficientPrivilegeError: (
        "may not be changed by this user ({error}): make the user its owner (ALTER DATABASE … OWNER TO …)"
    ),
    asyncpg.DiskFullError: "has no room ({error}): make room on its disk",
    asyncpg.LockNotAvailableError: (
        "is held by another program ({error}): end that program, or try again when it is done"
    ),
    asyncpg.TooManyConnectionsError: "takes no more connections ({error}): raise max_connections, or end other programs",
    asyncpg.UndefinedObjectError: (
        f"does not know a setting ({{error}}): correct the address; Besedka needs PostgreSQL {OLDEST} or newer"
    ),
    asyncpg.ProtocolViolationError: (
        "does not speak as PostgreSQL does ({error}): name the database itself, not a pooler such as PgBouncer"
    ),
}


def place(config: Config) -> str:
    """The address without its password and parameters."""
    parts = urlsplit(config.postgres_url)
    where = parts.netloc.rpartition("@")[2] or "this machine's socket"
    return f"the database {unquote(parts.path.lstrip('/')) or '(named as the user)'} at {where}"


def setting(config: Config) -> str:
    return config.postgres_setting


@asynccontextmanager
async def opened(config: Config, judge: Judge, wait_s: float, tell: Tell) -> AsyncIterator[Engine]:
    try:
        engine = PostgresEngine(config.postgres_url)
        async with in_words(config):
            await _open(engine, config, wait_s, tell)
    except (ValueError, OverflowError) as error:
        # Only what asyncpg says itself quotes nothing of a password.
        why = _said(error) if isinstance(error, asyncpg.ClientConfigurationError) else type(error).__name__
        raise BadConfig(
            f"{config.postgres_setting} is no address of a database ({why}): see docs/self-hosting.md"
        ) from error
    try:
        async with in_words(config):
            _refuse(await _facts(engine), config)
            judge(await engine.table_names())
        yield engine
    finally:
        await engine.close()


async def _open(engine: PostgresEngine, config: Config, wait_s: float, tell: Tell) -> None:
    until, told = time.monotonic() + wait_s, False
    while True:
        try:
            return await engine.open()
        except (asyncpg.PostgresError, OSError, TimeoutError) as error:
            if not _may_come(error) or time.monotonic() + AGAIN_S > until:
                raise
            if not told:
                told = True
                tell(f"waiting up to {wait_s:.0f} s for {place(config)}: {_said(error)}")
        await asyncio.sleep(AGAIN_S)


def _may_come(error: BaseException) -> bool:
    """A pooler refuses what it does not know by the code of a lost connection, which would be waited for."""
    return why_away(error) is not None and not isinstance(error, asyncpg.ProtocolViolationError)


@asynccontextmanager
async def in_words(config: Config) -> AsyncIterator[None]:
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, Unavailable) as error:
        if isinstance(error, ValueError):
            raise
        cause = error.__cause__ if isinstance(error, Unavailable) and error.__cause__ else error
        raise BadConfig(f"{config.postgres_setting}: {_sentence(cause, config)}") from error


def _sentence(error: BaseException, config: Config) -> str:
    if (words := next((words for kind, words in REMEDIES.items() if isinstance(error, kind)), None)) is None:
        words = AWAY if _may_come(error) else ODD
    return f"{place(config)} {words.format(error=_said(error))}"


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


async def _facts(engine: PostgresEngine) -> dict[str, str]:
    connection = await engine.acquire()
    try:
        names = ("server_version", "server_version_num", "server_encoding", *SAFE, "transaction_read_only")
        return {name: await connection.fetchval(f"SHOW {name}") for name in names}
    finally:
        await engine.release(connection)


def _refuse(facts: dict[str, Any], config: Config) -> None:
    where = place(config)
    if int(facts["server_version_num"]) < OLDEST * 10_000:
        raise BadConfig(
            f"{config.postgres_setting}: {where} is PostgreSQL {facts['server_version']}: Besedka needs {OLDEST} or newer"
        )
    if facts["server_encoding"] != "UTF8":
        raise BadConfig(
            f"{config.postgres_setting}: {where} keeps text in {facts['server_encoding']}:"
            " make one with `createdb --encoding UTF8 --template template0`"
        )
    if facts["transaction_read_only"] == "on":
        raise BadConfig(
            f"{config.postgres_setting}: {where} may only be read: name the one that may be written, not its copy"
        )
    for name in SAFE:
        if facts[name] == "off" and not config.unsafe_database:
            raise BadConfig(
                f"{config.postgres_setting}: {where} has {name}=off and may lose messages that it has confirmed: switch it on,"
                " or set BESEDKA_UNSAFE_DATABASE=1 if you can bear that"
            )


@asynccontextmanager
async def store(config: Config, engine: Engine) -> AsyncIterator[Store]:
    assert isinstance(engine, PostgresEngine)
    opened = PostgresStore(engine, lambda: os.kill(os.getpid(), signal.SIGTERM))
    try:
        await opened.connect()
    except Unavailable as error:
        raise BadConfig(f"{config.postgres_setting}: {error}") from error
    try:
        yield opened
    finally:
        opened.close()
