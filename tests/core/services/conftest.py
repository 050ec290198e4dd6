"""The contract's example plugins, installed as a stranger would: each in a distribution of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from distributions import Distributions, installed

EXAMPLES = Path(__file__).parent.parent.parent / "plugins" / "examples"
CLASSES = {
    "business_hours_answer": "AnswerPlugin",
    "longest_idle": "LongestIdlePlugin",
    "night_owl": "NightOwl",
    "nps": "NpsPlugin",
}
RUSSIAN = {
    "longest_idle": {"idle for {seconds} s, the longest": "ждёт дольше всех: {seconds} с"},
    "nps": {"choose a number from 0 to 10": "выберите число от 0 до 10"},
}


@pytest.fixture
def examples(tmp_path: Path) -> Iterator[Distributions]:
    """A server that starts after this finds them; use it before `office`."""
    with installed(tmp_path / "site") as site:
        for name, cls in CLASSES.items():
            site.example(EXAMPLES / f"{name}.py", cls, texts=json.dumps(RUSSIAN.get(name, {})))
        yield site
