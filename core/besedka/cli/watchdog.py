"""The watchdog of a worker: a loop that does not turn for some seconds ends the process, which leaves a dump of all threads
behind. A thread of C keeps the time, which no Python code can hold up."""

import asyncio
import contextlib
import faulthandler
import json
import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

from besedka.cli.parent import DUMP, PLUGIN_PATHS, tell
from besedka.config import PLUGIN_NAME, Config, Timing
from besedka.host.discover import GROUP

log = logging.getLogger("besedka.watchdog")


class Watchdog:
    """Armed from the start to the end of a server."""

    def __init__(self, timing: Timing, dump: TextIO) -> None:
        self._timing = timing
        self._dump = dump

    def arm(self) -> None:
        """The process has the whole time again."""
        faulthandler.dump_traceback_later(self._timing.block_limit_s, exit=True, file=self._dump)

    @asynccontextmanager
    async def fed(self) -> AsyncIterator[None]:
        """Armed anew for as long as the loop turns."""
        task = asyncio.create_task(self._feed())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _feed(self) -> None:
        while True:
            self.arm()
            await asyncio.sleep(self._timing.block_rearm_s)


@contextmanager
def armed(config: Config) -> Iterator[Watchdog]:
    """A watchdog over the block. Before any plugin is imported, since that may block as well."""
    _note_paths(config.data_dir / PLUGIN_PATHS)
    dump = config.data_dir / DUMP
    with dump.open("w") as file:
        watchdog = Watchdog(config.timing, file)
        watchdog.arm()
        tell(config.data_dir)
        try:
            yield watchdog
        finally:
            faulthandler.cancel_dump_traceback_later()
    dump.unlink(missing_ok=True)


def _note_paths(file: Path) -> None:
    """For the parent, which looks for the files of a dump in them."""
    paths = {
        point.name: plugin_paths(point) for point in entry_points(group=GROUP) if PLUGIN_NAME.fullmatch(point.name)
    }
    file.write_text(json.dumps(paths, indent=1))


def plugin_paths(point: EntryPoint) -> list[str]:
    """The folder or file of a plugin's module, and of the package around it; nothing is imported."""
    try:
        top, *inner = point.module.split(".")
        spec = find_spec(top)
    except Exception:
        # Finders of editable installs are other people's code.
        log.exception("the files of plugin %s are not known", point.name)
        return []
    if spec is None:
        return []
    if spec.submodule_search_locations is None:
        return _both([spec.origin] if spec.origin and spec.has_location else [])
    roots = list(spec.submodule_search_locations)
    own = [Path(root, *inner) for root in roots] if inner else []
    # A namespace package is shared with others; only what is in it is the plugin's.
    around = roots if spec.origin else []
    return _both([*map(str, filter(Path.is_dir, own)), *(f"{path}.py" for path in own if not path.is_dir()), *around])


def _both(paths: list[str]) -> list[str]:
    """As they are written, and with symbolic links followed."""
    return sorted({path for one in paths for path in (one, os.path.realpath(one))})
