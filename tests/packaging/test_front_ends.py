"""What the front ends are made of is current and small."""

import re
from pathlib import Path

import pytest

import front_types
import sizes

ROOT = Path(__file__).parent.parent.parent


def test_the_types_are_those_of_the_server() -> None:
    """`make types` makes them"""
    text = front_types.generated()
    for path in front_types.TARGETS:
        assert path.read_text() == text, f"{path.relative_to(ROOT)} is out of date: run `make types`"


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("size.loader_gz_bytes", 2 * 1024),
        ("size.widget_gz_bytes", 20 * 1024),
        ("size.widget_lazy_gz_bytes", 10 * 1024),
        ("size.console_gz_bytes", 300 * 1024),
    ],
)
def test_they_stay_within_their_budgets(name: str, limit: int) -> None:
    """WG-9; design.md §9"""
    assert 0 < sizes.measure()[name] <= limit


def test_the_colours_that_a_site_may_set_keep_their_names() -> None:
    """WG-9: the build shortens all others; three more are set by the widget's own code"""
    promised = set(re.findall(r"`--([\w-]+)`", (ROOT / "docs" / "widget.md").read_text()))
    text = "".join(path.read_text() for path in (sizes.STATIC / "widget" / "assets").glob("*.js"))
    styles = {name for name in re.findall(r"--([a-z][\w-]*)", text) if len(name) > 1}
    assert styles == promised | {"view-top", "view-height", "in-a-row"}
