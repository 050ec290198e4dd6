"""The surroundings of a running plugin or provider: what it is given as `self.ctx`."""

import logging
import sys
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from besedka import clock
from besedka.config import PluginTiming
from besedka.db.engine import Engine
from besedka.db.tables import PluginStore
from besedka.host.calls import Calls
from besedka.host.keys import Sealer
from besedka.plugin import Calendar, Desk

T = TypeVar("T")

VALUE_BYTES = 256_000
KEY_CHARS = 200

DeskFactory = Callable[[str, int | None, frozenset[str]], Desk]
"""Makes the desk of a plugin: its name, the connection's row or None, its permissions."""


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What all plugins of a host share."""

    engine: Engine
    sealer: Sealer
    timing: PluginTiming
    desk_for: DeskFactory | None = None
    calendar: Callable[[], Calendar] | None = None


class PluginLog:
    """Ids only, under the logger `besedka.plugin.<name>`."""

    def __init__(self, owner: str) -> None:
        plugin, _, row = owner.partition(":")
        self._log = logging.getLogger(f"besedka.plugin.{plugin}")
        self._about: dict[str, object] = {"connection": row} if row else {}

    def debug(self, event: str, **ids: object) -> None:
        self._write(logging.DEBUG, event, ids)

    def info(self, event: str, **ids: object) -> None:
        self._write(logging.INFO, event, ids)

    def warning(self, event: str, **ids: object) -> None:
        self._write(logging.WARNING, event, ids)

    def error(self, event: str, **ids: object) -> None:
        self._write(logging.ERROR, event, ids)

    def _write(self, level: int, event: str, ids: dict[str, object]) -> None:
        if self._log.isEnabledFor(level):
            facts = "".join(f" {name}={value}" for name, value in {**self._about, **ids}.items())
            # Outside of `except` there is no exception, and nothing is added.
            self._log.log(level, "%s%s", event, facts, exc_info=level >= logging.ERROR and _in_except())


def _in_except() -> bool:
    return sys.exc_info()[0] is not None


class PluginMemory:
    """`ctx.store`: rows of `plugin_store`, sealed for their owner and key."""

    def __init__(self, owner: str, sealer: Sealer, calls: Calls) -> None:
        self._owner = owner
        self._sealer = sealer
        self._calls = calls

    async def get(self, key: str, type: type[T]) -> T | None:
        mine = (PluginStore.owner == self._owner) & (PluginStore.key == key)
        row = await PluginStore.select(PluginStore.value).where(mine).first()
        if row is None:
            return None
        return msgspec.json.decode(self._sealer.open(bytes(row["value"]), self._owner, key), type=type)

    async def set(self, key: str, value: object) -> None:
        if self._calls.closed:
            raise RuntimeError(f"{self._owner} has ended: it cannot store {key} any more")
        if not 0 < len(key) <= KEY_CHARS:
            raise ValueError(f"a key of the store has 1 to {KEY_CHARS} characters, not {len(key)}")
        if value is None:
            await PluginStore.delete().where((PluginStore.owner == self._owner) & (PluginStore.key == key))
            return
        encoded = msgspec.json.encode(value)
        if len(encoded) > VALUE_BYTES:
            raise ValueError(f"{key} has {len(encoded)} bytes; the store takes {VALUE_BYTES}: keep more in tables")
        await PluginStore.raw(
            "INSERT INTO plugin_store (owner, key, value) VALUES ({}, {}, {})"
            " ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value",
            self._owner,
            key,
            self._sealer.seal(encoded, self._owner, key),
        )


class PluginContext:
    """Implements `besedka.plugin.Context`. Everything started or opened through it ends with its part."""

    def __init__(
        self,
        shared: Shared,
        calls: Calls,
        *,
        owner: str,
        row: int | None,
        permissions: frozenset[str],
        plugin: Any = None,
    ) -> None:
        self._shared = shared
        self._calls = calls
        self._plugin = plugin
        self._desk: Desk | None = None
        self._permissions = permissions
        self._row = row
        self.owner = owner
        self.log = PluginLog(owner)
        self.stack = AsyncExitStack()
        self.store = PluginMemory(owner, shared.sealer, calls)

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            if self._shared.desk_for is None:
                raise RuntimeError("there is no desk here: the server does not run")
            self._desk = self._shared.desk_for(self._calls.plugin, self._row, self._permissions)
        return self._desk

    @property
    def calendar(self) -> Calendar:
        if self._shared.calendar is None:
            raise RuntimeError("there is no calendar here: the server does not run")
        return self._shared.calendar()

    @property
    def plugin(self) -> Any:
        return self._plugin

    def made(self, plugin: object) -> None:
        """In a plugin's own context, `plugin` is itself."""
        self._plugin = plugin

    def now(self) -> datetime:
        return clock.now()

    def spawn(self, work: Coroutine[Any, Any, None], *, name: str) -> None:
        self._calls.spawn(work, name)
