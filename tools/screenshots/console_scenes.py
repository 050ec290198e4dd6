"""The operator's day in pictures."""

import re

from playwright.sync_api import expect

from screenshots.stage import Scene, Stage
from screenshots.story import WAITING, main_client, main_question
from side_by_side import Console

SOUGHT = {"ru": "трек", "en": "track"}


def main(stage: Stage) -> None:
    """A chat in progress, with the list and the panel beside it; on a phone the list alone."""
    console = stage.console()
    console.page.goto("/chats/in_progress")
    expect(console.page.get_by_role("option").first).to_be_visible()
    if not stage.phone:
        _open_main(stage, console)
    stage.shoot("main", console.page)


def chat(stage: Stage) -> None:
    if stage.phone:
        console = stage.console()
        console.page.goto("/chats/in_progress")
        _open_main(stage, console)
        stage.shoot("chat", console.page)


def note(stage: Stage) -> None:
    console = stage.console()
    console.page.goto("/chats/in_progress")
    _open_main(stage, console)
    console.page.keyboard.press("Alt+KeyP")
    stage.shoot("note", console.page)


def queue(stage: Stage) -> None:
    console = stage.console()
    console.page.goto("/chats/queue")
    console.open(WAITING[stage.look.language][0][1])
    stage.shoot("queue", console.page)


def all_chats(stage: Stage) -> None:
    console = stage.console()
    console.page.goto("/chats/all")
    expect(console.page.get_by_role("option").first).to_be_visible()
    stage.shoot("all", console.page)


def nothing_chosen(stage: Stage) -> None:
    console = stage.console()
    console.page.goto("/chats/overdue")
    expect(console.page.get_by_text(console.say("list.empty.overdue"))).to_be_visible()
    if not stage.phone:
        expect(console.page.get_by_role("main").get_by_role("heading").first).to_be_visible()
    stage.shoot("empty", console.page)


def offline(stage: Stage) -> None:
    console = stage.console()
    console.page.goto("/chats/in_progress")
    _open_main(stage, console)
    console.context.set_offline(True)
    expect(console.page.get_by_text(console.say("connection.kept"))).to_be_visible(timeout=20_000)
    stage.shoot("offline", console.page)


def keys(stage: Stage) -> None:
    if not stage.phone:
        console = stage.console()
        console.page.keyboard.press("?")
        expect(console.page.get_by_role("dialog")).to_be_visible()
        stage.shoot("keys", console.page)


def palette(stage: Stage) -> None:
    if not stage.phone:
        console = _in_main(stage)
        console.page.keyboard.press("ControlOrMeta+KeyK")
        expect(console.page.get_by_role("combobox", name=console.say("palette.field"))).to_be_focused()
        stage.shoot("palette", console.page)


def templates(stage: Stage) -> None:
    console = _in_main(stage)
    console.composer.press_sequentially("/")
    expect(console.page.get_by_role("listbox").last).to_be_visible()
    stage.shoot("slash", console.page)


def transfer(stage: Stage) -> None:
    if not stage.phone:
        console = _in_main(stage)
        console.page.keyboard.press("Alt+KeyR")
        expect(console.page.get_by_role("form", name=console.say("transfer.title"))).to_be_visible()
        stage.shoot("transfer", console.page)


def search(stage: Stage) -> None:
    console = stage.console()
    console.page.goto(f"/chats/all?q={SOUGHT[stage.look.language]}")
    expect(console.page.locator("mark").first).to_be_visible()
    stage.shoot("search", console.page)


def sign_in(stage: Stage) -> None:
    stranger = stage.stranger()
    stranger.page.goto("/login")
    expect(stranger.page.get_by_label(stranger.say("field.email"))).to_be_visible()
    stage.shoot("login", stranger.page)


def _in_main(stage: Stage) -> Console:
    console = stage.console()
    console.page.goto("/chats/in_progress")
    _open_main(stage, console)
    expect(console.composer).to_be_visible()
    return console


def _open_main(stage: Stage, console: Console) -> None:
    who, question = main_client(stage.look.language), main_question(stage.look.language)
    console.page.get_by_role("option").filter(has_text=who).first.click()  # by name: a draft may stand over the words
    expect(console.log.get_by_text(question).first).to_be_visible()
    if not stage.phone:
        expect(console.page.get_by_role("button", name=re.compile(console.say("panel.visits_title")))).to_be_visible()


SCENES: dict[str, Scene] = {
    "main": main, "chat": chat, "note": note, "queue": queue, "all": all_chats, "empty": nothing_chosen, "offline": offline,
    "keys": keys, "login": sign_in, "palette": palette, "slash": templates, "transfer": transfer, "search": search,
}  # fmt: skip
