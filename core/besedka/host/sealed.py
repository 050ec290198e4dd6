"""Whether everything that was sealed can be opened with the key of this installation."""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

import msgspec

from besedka.db.tables import Connection, PluginState, PluginStore
from besedka.host.discover import Found
from besedka.host.keys import Sealer, WrongKey
from besedka.host.stored import dates, opened
from besedka.host.vetting import kind_of


async def try_all(sealer: Sealer, found: Iterable[Found]) -> tuple[int, list[str]]:
    """Open all secrets in settings and all that plugins have put aside.

    Args:
        found: the installed plugins; instances of others are left out, since nobody knows whose they are.

    Returns:
        How many there are, and a sentence for each owner with one that cannot be opened.
    """
    count, wrong = 0, []
    async for owner, settings in _settings(found):
        raw = msgspec.json.decode(settings, type=dict[str, Any])
        count += len(dates(raw))
        try:
            opened(raw, sealer, owner)
        except WrongKey as error:
            wrong.append(str(error))
    for row in await PluginStore.select():
        count += 1
        try:
            sealer.open(bytes(row["value"]), row["owner"], row["key"])
        except WrongKey as error:
            wrong.append(str(error))
    return count, wrong


async def _settings(found: Iterable[Found]) -> AsyncIterator[tuple[str, str]]:
    for row in await PluginState.select(PluginState.name, PluginState.settings):
        yield row["name"], row["settings"]
    owners = dict(_providers(found))
    for row in await Connection.select(Connection.id, Connection.kind, Connection.provider, Connection.settings):
        if (plugin := owners.get((row["kind"], row["provider"]))) is not None:
            yield f"{plugin}:{row['id']}", row["settings"]


def _providers(found: Iterable[Found]) -> Iterator[tuple[tuple[str, str], str]]:
    for plugin in found:
        for provider in plugin.plugin.providers if plugin.plugin else ():
            yield (kind_of(provider), provider.name), plugin.name
