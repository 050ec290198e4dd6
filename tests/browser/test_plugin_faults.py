"""What went wrong in a plugin, on its page."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from distributions import Distributions
from side_by_side import Console, Language, until, violations

CLUMSY = """
@hookimpl
def register_jobs(self) -> list[Job]:
    return [Job(name="sweep", every=timedelta(hours=1), run=self.sweep)]

async def sweep(self) -> None:
    raise ValueError("the shop is shut")
"""


@pytest.fixture(autouse=True)
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed before the server starts."""
    made = Distributions(tmp_path / "site")
    made.add("clumsy", CLUMSY)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(made.path), os.environ.get("PYTHONPATH", ""))))


@pytest.mark.both_languages
def test_a_single_fault_is_told(console: Console, language: Language) -> None:
    """PL-4: what, when, why, and the trace for whoever wrote it"""
    page, say = console.page, console.say
    page.goto("/settings/plugins/clumsy")
    expect(page.get_by_text(say("plugins.about.no_faults"))).to_be_visible()
    page.get_by_role("switch").click()
    expect(page.get_by_text(say("plugins.state.active"), exact=True)).to_be_visible()

    def told() -> bool:
        page.reload()
        expect(page.get_by_role("definition").last).to_be_visible()
        return page.get_by_text(say("plugins.about.no_faults")).count() == 0

    until(page, told)
    expect(page.get_by_text("ValueError: the shop is shut", exact=True)).to_be_visible()
    expect(
        page.get_by_text(re.compile(f"^{say('plugins.about.last_fault').split('{{')[0]}job sweep, "))
    ).to_be_visible()
    page.get_by_text(say("plugins.trace"), exact=True).click()
    expect(page.get_by_role("region", name=say("plugins.trace"))).to_contain_text("Traceback")
    assert violations(page) == []
