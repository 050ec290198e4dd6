"""PostgreSQL for a command: waited for while it starts, looked at before anything is written, and every fault in one sentence."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncpg

from besedka.cli.database import Tell
from besedka.config import BadConfig, Config
from besedka.db.engine import Engine
from besedka.db.postgres import PostgresEngine
from besedka.db.postgres_errors import why_away
from besedka.db.postgres_store import PostgresStore
from besedka.db.store import Store, Unavailable

OLDEST = 13  # pg_xact_status and its kind, without which a lost commit cannot be looked up
AGAIN_S = 0.5


def place(config: Config) -> str:
    """The address without its password and parameters."""
    parts = urlsplit(config.postgres_url)
    where = parts.netloc.rpartition("@")[2] or "this machine's socket"
    return f"the database {unquote(parts.path.lstrip('/')) or '(named as the user)'} at {where}"


@asynccontextmanager
async def opened(config: Config, wait_s: float, tell: Tell) -> AsyncIterator[Engine]:
    try:
        engine = PostgresEngine(config.postgres_url)
        async with in_words(config):
            await _open(engine, config, wait_s, tell)
    except ValueError as error:  # asyncpg's parser of addresses
        raise BadConfig(
            f"{config.postgres_setting} is no address of a database ({type(error).__name__}): see docs/self-hosting.md"
        ) from error
    try:
        async with in_words(config):
            _refuse(await _facts(engine), config)
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
                tell(f"Waiting up to {wait_s:.0f} s for {place(config)}: {error or type(error).__name__}")
        await asyncio.sleep(AGAIN_S)


def _may_come(error: BaseException) -> bool:
    return why_away(error) is not None


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
    said = str(error) or type(error).__name__
    where = place(config)
    match error:
        case asyncpg.InvalidPasswordError() | asyncpg.InvalidAuthorizationSpecificationError():
            return f"{where} does not let us in ({said}): correct the user or the password in the address"
        case asyncpg.InvalidCatalogNameError():
            return f"{where} is not there ({said}): make it with `createdb`, or correct its name in the address"
        case asyncpg.InsufficientPrivilegeError():
            return f"{where} may not be changed by this user ({said}): make the user its owner (ALTER DATABASE … OWNER TO …)"
        case asyncpg.DiskFullError():
            return f"{where} has no room ({said}): make room on its disk"
        case asyncpg.LockNotAvailableError():
            return f"{where} is held by another program ({said}): end that program, or try again when it is done"
        case asyncpg.TooManyConnectionsError():
            return f"{where} takes no more connections ({said}): raise max_connections, or end other programs"
        case _ if _may_come(error):
            return f"{where} cannot be reached ({said}): start it, or correct host and port in the address"
    return f"{where} cannot be used ({said}): look into its log, or name another database"


async def _facts(engine: PostgresEngine) -> dict[str, str]:
    connection = await engine.acquire()
    try:
        names = ("server_version", "server_version_num", "server_encoding", "fsync", "synchronous_commit")
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
    for name in ("fsync", "synchronous_commit"):
        if facts[name] == "off" and not config.unsafe_database:
            raise BadConfig(
                f"{config.postgres_setting}: {where} has {name}=off and may lose messages that it has confirmed: switch it on,"
                " or set BESEDKA_UNSAFE_DATABASE=1 if you can bear that"
            )


@asynccontextmanager
async def store(config: Config, engine: Engine) -> AsyncIterator[Store]:
    assert isinstance(engine, PostgresEngine)
    opened = PostgresStore(engine)
    try:
        await opened.connect()
    except Unavailable as error:
        raise BadConfig(f"{config.postgres_setting}: {error}") from error
    try:
        yield opened
    finally:
        opened.close()
