"""The rows behind plugins: what is wanted of each, its settings, and the configured instances of its providers."""

from collections.abc import Iterable
from typing import Any

import msgspec
from piccolo.columns.base import Column
from piccolo.columns.combination import And, Where

from besedka.db.engine import Engine
from besedka.db.revision import bump_revision
from besedka.db.store import InUse
from besedka.db.tables import Connection, PluginState
from besedka.host.state import Kind
from besedka.host.vetting import kind_of
from besedka.plugin import Provider
from besedka.plugin.errors import Refused

ID_BITS = 31


class PluginRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a plugin. `version` counts the changes of its settings, `form` is the version of their form."""

    enabled: bool
    settings: str = "{}"
    form: int = 1
    version: int = 0


class InstanceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A configured instance."""

    id: int
    kind: Kind
    provider: str
    name: str
    enabled: bool
    settings: str
    form: int
    version: int


async def plugin_rows() -> dict[str, PluginRow]:
    """By the names of plugins."""
    rows: list[dict[str, Any]] = await PluginState.select()
    return {row["name"]: _plugin(row) for row in rows}


async def plugin_names() -> dict[int, str]:
    """The names of plugins by their rows, also of those that are no longer installed."""
    rows: list[dict[str, Any]] = await PluginState.select(PluginState.id, PluginState.name)
    return {row["id"]: row["name"] for row in rows}


async def plugin_row(name: str) -> PluginRow | None:
    row = await PluginState.select().where(PluginState.name == name).first()
    return None if row is None else _plugin(row)


def _plugin(row: dict[str, Any]) -> PluginRow:
    return PluginRow(
        enabled=row["enabled"], settings=row["settings"], form=row["settings_version"], version=row["version"]
    )


async def instance_rows(providers: Iterable[type[Provider[Any]]]) -> list[InstanceRow]:
    """The instances of these providers, in the order in which they were made."""
    wanted = {(kind_of(provider), provider.name) for provider in providers}
    if not wanted:
        return []
    names = [name for _, name in wanted]
    rows: list[dict[str, Any]] = (
        await Connection.select().where(Connection.provider.is_in(names)).order_by(Connection.id)
    )
    return [_instance(row) for row in rows if (row["kind"], row["provider"]) in wanted]


async def instance_row(id: int) -> InstanceRow | None:
    if id.bit_length() > ID_BITS:
        return None  # no column can hold it
    row = await Connection.select().where(Connection.id == id).first()
    return None if row is None else _instance(row)


def _instance(row: dict[str, Any]) -> InstanceRow:
    return InstanceRow(
        id=row["id"],
        kind=row["kind"],
        provider=row["provider"],
        name=row["name"],
        enabled=row["enabled"],
        settings=row["settings"],
        form=row["settings_version"],
        version=row["version"],
    )


async def add_missing(wishes: dict[str, bool]) -> None:
    """Make the rows of plugins that were never switched."""
    for name in sorted(set(wishes) - set(await plugin_rows())):
        await PluginState.raw(
            "INSERT INTO plugin_state (name, enabled, settings, settings_version, version) VALUES ({}, {}, '{{}}', 1, 0)"
            " ON CONFLICT (name) DO NOTHING",
            name,
            wishes[name],
        )


async def save_wish(name: str, enabled: bool) -> None:
    """Switch a plugin on or off; every process follows."""
    await PluginState.raw(
        "INSERT INTO plugin_state (name, enabled, settings, settings_version, version) VALUES ({}, {}, '{{}}', 1, 0)"
        " ON CONFLICT (name) DO UPDATE SET enabled = excluded.enabled",
        name,
        enabled,
    )
    await bump_revision()


async def save_settings(name: str, settings: str, form: int, version: int | None) -> None:
    """Raises:
    Refused: `changed_meanwhile`, when `version` is given and is not the row's.
    """
    match: Where | And = PluginState.name == name
    if version is not None:
        match = match & (PluginState.version == version)
    changes: dict[Column | str, Any] = {
        "settings": settings,
        "settings_version": form,
        "version": PluginState.version + 1,
    }
    if not await PluginState.update(changes).where(match).returning(PluginState.id):
        raise Refused("changed_meanwhile")
    await bump_revision()


async def save_instance(id: int, changes: dict[str, Any], version: int | None) -> None:
    """Raises:
    Refused: `changed_meanwhile`, `name_taken`.
    """
    if "name" in changes:
        await _free(changes["name"], await instance_row(id))
    match: Where | And = Connection.id == id
    if version is not None:
        match = match & (Connection.version == version)
    changed: dict[Column | str, Any] = {"version": Connection.version + 1}
    changed.update(changes)
    if not await Connection.update(changed).where(match).returning(Connection.id):
        raise Refused("changed_meanwhile")
    await bump_revision()


async def _free(name: str, row: InstanceRow | None, provider: str = "") -> None:
    found = await Connection.select(Connection.id).where(
        (Connection.provider == (row.provider if row else provider)) & (Connection.name == name)
    )
    if any(row is None or other["id"] != row.id for other in found):
        raise Refused("name_taken", name=name)


async def add_instance(engine: Engine, kind: Kind, provider: str, name: str, form: int, *, alone: bool = False) -> int:
    """A new instance without settings, switched off until it has some.

    Args:
        alone: there may be no other one of the provider.

    Raises:
        Refused: `name_taken`, `only_one`.
    """
    async with engine.transaction():
        await engine.hold(Connection._meta.tablename)
        same = (Connection.kind == kind) & (Connection.provider == provider)
        if alone and await Connection.exists().where(same):
            raise Refused("only_one")
        await _free(name, None, provider)
        row = Connection(kind=kind, provider=provider, name=name, settings="{}", enabled=False, settings_version=form)
        added: list[dict[str, Any]] = await Connection.insert(row)
    return int(added[0]["id"])


async def remove_instance(id: int) -> None:
    """Raises:
    Refused: `in_use`: other rows refer to it.
    """
    try:
        await Connection.delete().where(Connection.id == id)
    except InUse:
        raise Refused("in_use") from None
    await bump_revision()
