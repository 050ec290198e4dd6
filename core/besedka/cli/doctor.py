"""`besedka doctor`: what the server needs, one line each, whether it runs or not."""

import logging
import os
import shutil
import stat
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

import besedka
from besedka import clock
from besedka.cli.database import open_database, place
from besedka.config import BadConfig, Config
from besedka.db.bind import bound
from besedka.db.migrate import progress
from besedka.db.store import Unavailable
from besedka.db.tables import ChatEvent, Installation
from besedka.host.described import wishes
from besedka.host.discover import Found, discover
from besedka.host.keys import KEY_FILE, Sealer, sealer
from besedka.host.sealed import try_all
from besedka.plugin.errors import BesedkaError
from besedka.texts import say

Mark = Literal["✓", "!", "✗"]
SQLITE, POSTGRES = "SELECT sqlite_version() AS version", "SELECT current_setting('server_version') AS version"
SLACK = timedelta(minutes=1)


class Finding(NamedTuple):
    """`✗` is an illness, `!` should be looked at."""

    mark: Mark
    subject: str
    words: str


async def examine(config: Config) -> tuple[bool, list[str]]:
    """Whether nothing is ill, and a line for each thing that was looked at."""
    logging.getLogger("besedka").addHandler(logging.NullHandler())  # the lines say it
    found = discover(safe_mode=config.safe_mode)
    findings = [finding async for finding in _look(config, found)]
    width = max(len(finding.subject) for finding in findings)
    lines = [f"{mark} {subject:<{width}}  {words}" for mark, subject, words in findings]
    return all(finding.mark != "✗" for finding in findings), lines


async def _look(config: Config, found: list[Found]) -> AsyncIterator[Finding]:
    wanted: dict[str, bool] = {}
    try:
        async with open_database(config, installed=True, as_it_is=True):
            yield await _database(config)
            yield await _secrets(config, found)
            yield await _clock()
            wanted = await wishes()
    except BesedkaError as error:
        yield Finding("✗", "database", str(error))
    except Exception as error:  # noqa: BLE001 - each engine has its own tree of errors
        yield Finding("✗", "database", f"{place(config)} cannot be read ({error}): restore a copy, if it is damaged")
    for folder in dict.fromkeys([config.data_dir, *([] if config.postgres_url else [config.database.parent])]):
        yield _disk(folder, config.limits.free_disk_mb)
    for finding in _plugins(config, found, wanted):
        yield finding


async def _database(config: Config) -> Finding:
    """Raises:
    BadConfig: it must be brought up to date before anything else can be read.
    """
    [row] = await Installation.raw(POSTGRES if config.postgres_url else SQLITE)
    name = f"{'PostgreSQL' if config.postgres_url else 'SQLite'} {row['version']}, {place(config)}"
    last, missing = await progress()
    if missing:
        raise BadConfig(f"{name} is of an older release: start `besedka serve`, which adds {', '.join(missing)}")
    try:
        async with bound().transaction():
            pass  # as far as a writer gets before it writes
    except Unavailable as error:
        return Finding("✗", "database", f"{name}: {say('en', f'remedy.{error.trouble}') if error.trouble else error}")
    return Finding("✓", "database", f"{name}, up to date ({last})")


async def _secrets(config: Config, found: list[Found]) -> Finding:
    path = config.data_dir / KEY_FILE
    where = "BESEDKA_SECRET_KEY" if config.secret_key else str(path)
    if not config.secret_key and not path.exists():
        count, _ = await try_all(Sealer(""), found)
        if count:
            return Finding(
                "✗", "secret key", f"{path} is missing, and {count} secrets wait for it: put it back from a copy"
            )
        return Finding("!", "secret key", f"{path} is not there yet: the next start of `besedka serve` makes it")
    try:
        count, wrong = await try_all(sealer(config), found)
    except BadConfig as error:
        return Finding("✗", "secret key", str(error))
    if wrong:
        return Finding("✗", "secret key", "; ".join(wrong))
    if not config.secret_key and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding("!", "secret key", f"{path} can be read by other users of this machine: chmod 600 {path}")
    return Finding("✓", "secret key", f"{where} opens all that is sealed ({count})")


async def _clock() -> Finding:
    """Against what cannot be later than now: the newest event, and the files of this release."""
    now, newest = clock.now(), await ChatEvent.select(ChatEvent.at).order_by(ChatEvent.id, ascending=False).first()
    earlier = {"the release was installed": datetime.fromtimestamp(Path(besedka.__file__).stat().st_mtime, UTC)}
    if newest is not None:
        earlier["the newest message was stored"] = newest["at"]
    what, at = max(earlier.items(), key=lambda item: item[1])
    if at > now + SLACK:
        words = f"it is {now:%Y-%m-%d %H:%M} UTC here, but {what} at {at:%Y-%m-%d %H:%M} UTC: set the clock right"
        return Finding("✗", "clock", f"{words} (such as `timedatectl set-ntp true`)")
    return Finding("✓", "clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _disk(folder: Path, limit_mb: int) -> Finding:
    try:
        free_mb = shutil.disk_usage(folder).free // 1_000_000
    except OSError as error:
        return Finding("✗", "disk", f"{folder} cannot be found ({error.strerror}): see whether its disk is mounted")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding("✗", "disk", f"{folder} may not be written: give it to the user who runs besedka")
    if free_mb < limit_mb:
        return Finding("✗", "disk", f"{free_mb} MB are free at {folder}: make room, at least {limit_mb} MB")
    return Finding("✓", "disk", f"{free_mb} MB are free at {folder}")


def _plugins(config: Config, found: list[Found], wanted: dict[str, bool]) -> Iterator[Finding]:
    healthy = 0
    for plugin in found:
        trace = config.trace(plugin.name)
        if plugin.trouble is not None:
            remedies = [f"{remedy.text['en']} {remedy.command or ''}".rstrip() for remedy in plugin.trouble.remedies]
            mark: Mark = "✗" if wanted.get(plugin.name, plugin.on_at_first) and plugin.state != "safe_mode" else "!"
            yield Finding(mark, f"plugin {plugin.name}", " ".join([str(plugin.error), *remedies]))
        elif trace.exists():
            yield Finding(
                "!",
                f"plugin {plugin.name}",
                f"has blocked the server; {trace} says what it did: update it, or `besedka plugins disable {plugin.name}`,"
                " and remove that file",
            )
        else:
            healthy += 1
    yield Finding("✓", "plugins", f"{healthy} can run")
