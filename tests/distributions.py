"""Plugins for tests as installed distributions: a folder with a module and its metadata, as pip would leave it."""

import importlib
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HEAD = """
import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from besedka.plugin import *
"""


class Distributions:
    """Writes distributions into one folder.

    For servers of this process use it inside `installed`; for a server process put `path` into its PYTHONPATH.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self._count = 0

    def add(
        self,
        plugin: str,
        body: str = "",
        *,
        distribution: str = "",
        source: str | None = None,
        cls: str = "Made",
        version: str = "1.0",
        metadata: str = "Author: Ada",
        texts: str | None = None,
    ) -> str:
        """Add a distribution with one plugin.

        Args:
            plugin: its name.
            body: attributes and methods of its class, `Made`; `name`, `title` and `api` are there already.
            distribution: its package's name; that of the plugin if empty.
            source: the module whole, instead of `body`; `besedka.plugin` and some more are imported already.
            cls: the class that the entry point names.
            texts: texts/ru.json.

        Returns:
            The name of its module.
        """
        distribution = distribution or f"dist-{plugin.replace('_', '-')}"
        self._count += 1
        module = f"{distribution.replace('-', '_')}_{self.path.name.replace('-', '_')}_{self._count}"
        package = self.path / module
        package.mkdir(parents=True)
        made = textwrap.dedent(source) if source is not None else _class(plugin, body)
        (package / "__init__.py").write_text(HEAD + made)
        if texts is not None:
            (package / "texts").mkdir()
            (package / "texts" / "ru.json").write_text(texts)
        info = self.path / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n{metadata}\n")
        (info / "entry_points.txt").write_text(f"[besedka.plugins]\n{plugin} = {module}:{cls}\n")
        importlib.invalidate_caches()
        return module

    def example(self, path: Path, cls: str, *, texts: str | None = None) -> None:
        """Add a distribution whose one module is a copy of that file, unchanged; the plugin has the module's name.

        Args:
            cls: the class that the entry point names.
            texts: texts/ru.json.
        """
        package = self.path / path.stem
        package.mkdir(parents=True)
        (package / "__init__.py").write_bytes(path.read_bytes())
        if texts is not None:
            (package / "texts").mkdir()
            (package / "texts" / "ru.json").write_text(texts)
        info = self.path / f"{path.stem}-1.0.dist-info"
        info.mkdir()
        name = path.stem.replace("_", "-")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nAuthor: Ada\n")
        (info / "entry_points.txt").write_text(f"[besedka.plugins]\n{path.stem} = {path.stem}:{cls}\n")
        importlib.invalidate_caches()


def _class(plugin: str, body: str) -> str:
    head = f'class Made(Plugin):\n    name = "{plugin}"\n    title = "{plugin.title()}"\n    api = "0.1"\n'
    return head + textwrap.indent(textwrap.dedent(body), "    ")


@contextmanager
def installed(folder: Path) -> Iterator[Distributions]:
    """Distributions that this process finds until the block ends; their modules are forgotten then."""
    folder.mkdir(parents=True, exist_ok=True)
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield Distributions(folder)
    finally:
        sys.path.remove(str(folder))
        importlib.invalidate_caches()
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", "") or "").startswith(str(folder)):
                del sys.modules[name]
