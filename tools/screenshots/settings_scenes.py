"""The pages of settings in pictures."""

from functools import partial

from screenshots.stage import Scene, Stage

PAGES = {
    "plugins": "/settings/plugins", "plugin": "/settings/plugins/webchat", "rules": "/settings/rules", "hours": "/settings/hours",
}  # fmt: skip


def _page(name: str, path: str, stage: Stage) -> None:
    console = stage.console()
    console.page.goto(path)
    console.page.get_by_role("main").get_by_role("heading").first.wait_for()
    console.page.wait_for_load_state("networkidle")
    stage.shoot(name, console.page)


SCENES: dict[str, Scene] = {name: partial(_page, name, path) for name, path in PAGES.items()}
