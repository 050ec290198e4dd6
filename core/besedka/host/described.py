"""Plugins as lists show them, running or not."""

import msgspec

from besedka.host.discover import Found, names
from besedka.host.rows import plugin_rows, save_wish
from besedka.host.state import Kind, PluginInfo, State, Trouble
from besedka.host.unit import InstanceState
from besedka.host.vetting import kind_of
from besedka.host.words import Words, words
from besedka.plugin.errors import Refused


class InstanceInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A configured instance. `title` is its provider's own text."""

    id: int
    plugin: str
    provider: str
    kind: Kind
    title: str
    name: str
    enabled: bool
    state: InstanceState
    trouble: Trouble | None


class ProviderInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A provider of a plugin. `title` and `description` are its own texts."""

    plugin: str
    name: str
    kind: Kind
    title: str
    description: str


def described(found: Found, enabled: bool, state: State) -> PluginInfo:
    """What metadata and class say, with nothing of its run."""
    plugin = found.plugin
    kinds = {kind_of(provider) for provider in plugin.providers} if plugin else set()
    return PluginInfo(
        name=found.name,
        title=plugin.title if plugin else found.name,
        description=plugin.description if plugin else "",
        version=found.version,
        distribution=found.distribution,
        author=found.author,
        bundled=found.bundled,
        kinds=tuple(sorted(kinds)) if kinds else ("other",),
        permissions=tuple(sorted(plugin.permissions)) if plugin else (),
        enabled=enabled,
        locked=lock(found, not enabled),
        state=state,
        trouble=found.trouble,
        instances=0,
        running=0,
        retry_at=None,
    )


def lock(found: Found, wanted: bool) -> Words | None:
    """Why a plugin cannot be switched so. In safe mode it still can be switched off: it may be what keeps the server down."""
    if "@" in found.name:
        return words("locked.two_plugins")
    return words("locked.safe_mode") if found.state == "safe_mode" and wanted else None


async def wishes() -> dict[str, bool]:
    """What administrators have switched on or off."""
    return {name: row.enabled for name, row in (await plugin_rows()).items()}


async def set_wish(name: str, enabled: bool) -> None:
    """Switch a plugin on or off, from outside of the server; a running one follows within a second.

    Raises:
        Refused: `no_plugin`.
    """
    if name not in names():
        raise Refused("no_plugin", plugin=name)
    await save_wish(name, enabled)
