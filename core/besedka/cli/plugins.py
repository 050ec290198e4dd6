"""`besedka plugins`: lists, switches and checks, whether the server runs or not."""

from besedka.cli.database import open_database
from besedka.config import Config
from besedka.host.described import described, set_wish, wishes
from besedka.host.discover import Found, discover
from besedka.host.editing import Checked
from besedka.host.host import Host


async def table(config: Config) -> list[str]:
    """One line a plugin: name, version, kinds, whether it is wanted, or why it cannot run whatever is wanted."""
    async with open_database(config, installed=True):
        wish = await wishes()
    return [_line(found, wish.get(found.name, found.on_at_first)) for found in discover()]


def _line(found: Found, wanted: bool) -> str:
    plugin = described(found, wanted, found.state)
    state = ("on" if wanted else "off") if found.plugin else found.state
    line = f"{plugin.name:<16} {plugin.version:<10} {', '.join(plugin.kinds):<12} {state}"
    return f"{line}: {plugin.error}" if plugin.error else line


async def check(config: Config, name: str) -> tuple[bool, list[str]]:
    """Look whether a plugin can be loaded, and try its settings and those of its instances, as the button "check" does.

    Returns:
        Whether all is well, and a line for each thing that was looked at.

    Raises:
        Refused: `no_plugin`.
    """
    async with open_database(config, installed=True) as engine:
        host = Host(config, engine)
        host.find()
        plugin = await host.info(name)
        if name not in host.loaded():
            remedies = [remedy.text["en"] for remedy in plugin.trouble.remedies] if plugin.trouble else []
            return False, [f"{name}: {plugin.error}", *remedies]
        tried = [("settings", await host.editing.check(name, {}))]
        for instance in await host.instances(name):
            done = await host.editing.check(name, {}, provider=instance.provider, instance=instance.id)
            tried.append((f"{instance.provider} {instance.name}", done))
    return all(done.ok for _, done in tried), [f"{name}, {what}: {_said(done)}" for what, done in tried]


def _said(done: Checked) -> str:
    if done.ok:
        return f"works, as {done.account.name}" if done.account else "works"
    return f"{done.field}: {done.problem}" if done.field else str(done.problem)


async def switch(config: Config, name: str, enabled: bool) -> None:
    """Raises:
    Refused: `no_plugin`.
    """
    async with open_database(config, installed=True):
        await set_wish(name, enabled)
