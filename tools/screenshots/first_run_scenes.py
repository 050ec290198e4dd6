"""The first run in pictures: a server that nobody has seen yet."""

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from people import PASSWORD
from screenshots.stage import Scene, Stage
from screenshots.story import OWNER
from side_by_side import Server

SHOP = {"ru": "Чайная лавка", "en": "Garden Tea"}


def first_run(stage: Stage) -> None:
    """The three steps, and the picture of the phone in the last."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), stage.look.language)
        server.start()
        try:
            _steps(stage, server)
        finally:
            stage.clear()
            server.stop()


def _steps(stage: Stage, server: Server) -> None:
    owner = stage.stranger(server)
    page, say = owner.page, owner.say
    page.goto(server.owner_link)
    page.get_by_label(say("field.name"), exact=True).fill(OWNER[stage.look.language])
    page.get_by_label(say("field.email")).fill("olga@shop.example")
    page.get_by_label(say("field.password"), exact=True).fill(PASSWORD)
    stage.shoot("first-run", page)
    page.get_by_role("button", name=say("first.continue")).click()
    expect(page.get_by_role("combobox", name=say("field.zone"))).to_be_visible()  # both steps have a field of this name
    page.get_by_label(say("field.company"), exact=True).fill(SHOP[stage.look.language])
    stage.shoot("first-run-2", page)
    page.get_by_role("button", name=say("first.continue")).click()
    expect(page.get_by_label(say("first.sites"))).to_be_visible()
    stage.shoot("first-run-3", page)
    page.get_by_text(say("first.phone"), exact=True).click()
    page.get_by_role("link", name=say("first.to_chats")).scroll_into_view_if_needed()
    stage.shoot("first-run-3-phone", page)


SCENES: dict[str, Scene] = {"first-run": first_run}
