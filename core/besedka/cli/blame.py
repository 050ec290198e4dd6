"""Whom a dump of all threads accuses: the plugin that the main thread was in."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

FRAME = re.compile(r'^  File "(.*)", line (?:\d+|\?\?\?) in ', re.MULTILINE)
THREAD = re.compile(r"^(?:Current thread|Thread) 0x", re.MULTILINE)


def read_paths(file: Path) -> dict[str, list[str]]:
    """The folders and files of each plugin as the worker noted them; nothing where that cannot be read."""
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def guilty(dump: str, paths: Mapping[str, Sequence[str]]) -> list[str]:
    """The plugin of the innermost frame that is a plugin's; several where they share the code."""
    shared: list[str] = []
    for file in _main_thread(dump):
        names = _owners(file, paths)
        if len(names) == 1 and (not shared or names[0] in shared):
            return names
        shared = shared or names
    return shared


def _main_thread(dump: str) -> list[str]:
    """Its files, innermost first. It is the oldest thread, and the youngest come first."""
    if dump.rstrip("\n").endswith("\n..."):
        return []  # more threads than a dump has room for: the main one is not in it
    return FRAME.findall(THREAD.split(dump)[-1])


def _owners(file: str, paths: Mapping[str, Sequence[str]]) -> list[str]:
    longest: dict[str, int] = {}
    for name, its in paths.items():
        lengths = [len(path) for path in map(_as_dumped, its) if file == path or file.startswith(f"{path}/")]
        if lengths:
            longest[name] = max(lengths)
    return sorted(name for name, length in longest.items() if length == max(longest.values()))


def _as_dumped(path: str) -> str:
    """A dump is ASCII."""
    return path.encode("ascii", "backslashreplace").decode()
