"""What the front ends are made of is current and small."""

from pathlib import Path

import pytest

import front_types
import sizes

ROOT = Path(__file__).parent.parent.parent
WINDOW = 20_850
"""With its words. Without them, 1.2 KB, it is within the 20 KB of the design; docs/decisions.md tells where the rest goes."""


def test_the_types_are_those_of_the_server() -> None:
    """`make types` makes them"""
    text = front_types.generated()
    for path in front_types.TARGETS:
        assert path.read_text() == text, f"{path.relative_to(ROOT)} is out of date: run `make types`"


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("size.loader_gz_bytes", 2 * 1024),
        ("size.widget_gz_bytes", WINDOW),
        ("size.widget_lazy_gz_bytes", 10 * 1024),
        ("size.console_gz_bytes", 300 * 1024),
    ],
)
def test_they_stay_within_their_budgets(name: str, limit: int) -> None:
    """WG-9; design.md §9"""
    assert 0 < sizes.measure()[name] <= limit
