"""The pages of settings in pictures."""

from functools import partial

from playwright.sync_api import expect

from screenshots.stage import Scene, Stage
from screenshots.story import TEAM

NAMES = ("profile", "company", "hours", "operators", "statuses", "rules", "templates", "plugins")
PAGES = {name: f"/settings/{name}" for name in NAMES} | {"plugin": "/settings/plugins/webchat"}


def _page(name: str, path: str, stage: Stage) -> None:
    console = stage.console()
    console.page.goto(path)
    console.page.get_by_role("main").get_by_role("heading").first.wait_for()
    console.page.wait_for_load_state("networkidle")
    stage.shoot(name, console.page)


def operator(stage: Stage) -> None:
    """The form of one operator."""
    console = stage.console()
    console.page.goto("/settings/operators")
    console.page.get_by_role("main").get_by_text(TEAM[stage.look.language][0]).first.click()
    expect(console.page.get_by_role("dialog")).to_be_visible()
    stage.shoot("operator", console.page)


SCENES: dict[str, Scene] = {name: partial(_page, name, path) for name, path in PAGES.items()} | {"operator": operator}
