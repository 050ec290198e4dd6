"""`besedka plugins`: lists and switches, whether the server runs or not."""

from besedka.cli.database import open_database
from besedka.config import Config
from besedka.host.described import info, set_wish, wishes
from besedka.host.discover import discover


async def table(config: Config) -> list[str]:
    """One line a plugin: name, version, kinds, state, and what is wrong with it."""
    async with open_database(config):
        wish = await wishes()
    lines = []
    for found in discover():
        plugin = info(found, wish)
        line = f"{plugin.name:<16} {plugin.version:<10} {', '.join(plugin.kinds) or '-':<12} {plugin.state}"
        lines.append(f"{line}: {plugin.error}" if plugin.error else line)
    return lines


async def switch(config: Config, name: str, enabled: bool) -> None:
    """Raises:
    Refused: `no_plugin`.
    """
    async with open_database(config):
        await set_wish(name, enabled)
