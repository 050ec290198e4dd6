"""The pages for plugin authors, and the fenced blocks in them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "docs/plugins"
FENCE = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

BlocksOf = Callable[[str], list[tuple[str, str, str]]]
"""The blocks of a page, by its name without suffix: language, what else stands behind the fence, code."""


@pytest.fixture
def blocks_of() -> BlocksOf:
    def read(page: str) -> list[tuple[str, str, str]]:
        return FENCE.findall((PAGES / f"{page}.md").read_text())

    return read
