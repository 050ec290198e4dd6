"""Statuses as an administrator arranges them: by pointer, by keys, and what becomes of chats."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from side_by_side import Console, Language, Shop, begin, violations

NAME = {"ru": "Уточняем на складе", "en": "At the warehouse"}
OTHER = {"ru": "Ждём клиента", "en": "Client's turn"}
TEXT = {"ru": "Здравствуйте! Есть ли самовывоз?", "en": "Hello! May I pick it up?"}


def open_statuses(console: Console, page: Page | None = None) -> Page:
    page = page or console.page
    page.goto("/settings/statuses")
    expect(page.get_by_role("heading", level=1, name=console.say("settings.page.statuses"))).to_be_visible()
    expect(rows(console, page).first).to_be_visible()
    return page


def group(console: Console, page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=console.say(f"status.group.{name}"), exact=True)


def rows(console: Console, page: Page, name: str = "in_progress") -> Locator:
    return group(console, page, name).locator("[data-sortable]")


def add(console: Console, page: Page, status: str, name: str = "in_progress") -> None:
    here = group(console, page, name)
    here.get_by_role("button", name=console.say("statuses.add")).click()
    page.get_by_role("textbox", name=console.say("statuses.name")).fill(status)
    page.keyboard.press("Enter")
    expect(here.get_by_text(status, exact=True)).to_be_visible()
    expect(here.get_by_role("button", name=console.say("statuses.add"))).to_be_focused()


@pytest.mark.both_languages
def test_added_renamed_coloured_and_brought_back(console: Console, language: Language) -> None:
    """ST-1, ST-2: with the keyboard; a name of 64 characters, an emoji, another script; deleting can be undone"""
    page = open_statuses(console)
    name = f"{console.say('statuses.add')}: {console.say('status.group.in_progress')}"
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name=console.say("statuses.name"))
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(console.say("statuses.flaw.empty"))
    field.fill(console.say("status.done").upper())  # as a built-in one is called in this language
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(console.say("status.done").upper())
    field.fill("ж" * 65)
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("ж" * 64)
    page.keyboard.press("Enter")
    expect(page.get_by_text("ж" * 64, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=console.say("statuses.add")).first).to_be_focused()
    page.get_by_role("button", name=re.compile("жжж")).nth(1).click()
    field.fill("🚚 قيد التنفيذ")
    page.get_by_role("button", name=re.compile(console.say("statuses.colours.blue"))).press("Enter")
    page.get_by_role("menuitemradio", name=console.say("statuses.colours.red")).click()
    page.get_by_role("button", name=console.say("save"), exact=True).click()
    row = rows(console, page).filter(has_text="🚚 قيد التنفيذ")
    expect(row.locator("[data-colour=red]")).to_be_visible()
    row.get_by_role("button").last.click()
    expect(row).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile(console.say("statuses.hidden").split("{")[0]))).to_be_visible()
    page.get_by_role("status").get_by_role("button", name=console.say("statuses.bring_back")).click()
    expect(row).to_be_visible()


@pytest.mark.both_languages
def test_put_in_order_by_keys_and_by_pointer(console: Console, language: Language) -> None:
    """ST-1: Space lifts, arrows move, Space drops, Esc takes back, all read aloud; the first one has the star"""
    page = open_statuses(console)
    add(console, page, NAME[language])
    add(console, page, OTHER[language])
    own = console.say("status.in_progress")
    expect(rows(console, page).locator("bdi")).to_have_text([own, NAME[language], OTHER[language]])
    rows(console, page).nth(2).get_by_role("button").first.focus()
    said = group(console, page, "in_progress").locator("[aria-live=assertive]")
    page.keyboard.press("Space")
    expect(said).to_contain_text("3")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text(re.compile("1 (из|of) 3"))
    page.keyboard.press("Escape")
    expect(rows(console, page).locator("bdi")).to_have_text([own, NAME[language], OTHER[language]])
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    with page.expect_response("**/statuses/order"):
        page.keyboard.press("Space")
    expect(rows(console, page).locator("bdi")).to_have_text([OTHER[language], own, NAME[language]])
    expect(rows(console, page).first.get_by_role("img", name=console.say("statuses.star"))).to_be_visible()
    grip = rows(console, page).nth(2).get_by_role("button").first
    grip.hover()
    page.mouse.down()
    above = rows(console, page).first.bounding_box()
    assert above is not None
    page.mouse.move(above["x"] + 20, above["y"] + above["height"] / 2, steps=5)
    expect(rows(console, page).locator("bdi")).to_have_text([NAME[language], OTHER[language], own])
    with page.expect_response("**/statuses/order"):
        page.mouse.up()
    page.reload()
    expect(rows(console, page).locator("bdi")).to_have_text([NAME[language], OTHER[language], own])


@pytest.mark.both_languages
def test_chats_are_moved_before_a_status_goes(shop: Shop, console: Console, language: Language) -> None:
    """ST-2: why not is told under the row with the next step; the open conversation follows"""
    begin(shop, console, TEXT[language])
    page = open_statuses(console, console.tab())
    add(console, page, NAME[language])
    first = rows(console, page).first
    gone = first.get_by_role("button").last
    expect(gone).to_have_attribute("aria-disabled", "true")
    gone.press("Enter")
    first.get_by_role("button", name=re.compile("1")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox")).to_have_value(re.compile(r"\d+"))
    dialog.get_by_role("button", name=re.compile("1")).click()
    expect(dialog).to_have_count(0)
    expect(gone).not_to_have_attribute("aria-disabled", "true")
    status = re.compile(NAME[language])
    expect(console.page.get_by_role("button", name=status).first).to_be_visible()
    gone.click()
    expect(rows(console, page)).to_have_count(1)
    expect(rows(console, page).get_by_role("button").last).to_have_attribute("aria-disabled", "true")
    console.page.get_by_role("button", name=status).first.click()
    offered = console.page.get_by_role("menuitemradio")
    expect(offered.filter(has_text=NAME[language])).to_have_count(1)
    expect(offered.filter(has_text=re.compile(f"^{console.say('status.in_progress')}$"))).to_have_count(0)


def test_somebody_else_has_changed_it_meanwhile(new_console: Callable[..., Console], language: Language) -> None:
    """ST-1: a page opened elsewhere follows, and of two who rename one status the second is told"""
    console = new_console()
    page, other = open_statuses(console), console.tab()
    open_statuses(console, other)
    add(console, page, NAME[language])
    expect(rows(console, other)).to_have_count(2)
    rows(console, other).nth(1).get_by_role("button").nth(1).click()
    mine = other.get_by_role("textbox", name=console.say("statuses.name"))
    mine.fill("Mine")
    rows(console, page).nth(1).get_by_role("button").nth(1).click()
    page.get_by_role("textbox", name=console.say("statuses.name")).fill("Theirs")
    page.keyboard.press("Enter")
    expect(rows(console, page).nth(1)).to_contain_text("Theirs")
    mine.press("Enter")
    expect(other.get_by_role("alert")).to_contain_text("Theirs")
    mine.press("Enter")
    expect(rows(console, page).nth(1)).to_contain_text("Mine")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.both_languages
def test_nothing_stands_in_the_way(
    new_console: Callable[..., Console], language: Language, scheme: str, width: int
) -> None:
    """AD-8: contrast, names and room of the page of statuses, with a form open and a reason told"""
    console = new_console(viewport={"width": width, "height": 860}, color_scheme=scheme)
    page = open_statuses(console)
    add(console, page, "ж" * 64)
    rows(console, page, "closed").get_by_role("button").last.press("Enter")
    page.get_by_role("button", name=console.say("statuses.add")).first.click()
    expect(page.get_by_role("textbox", name=console.say("statuses.name"))).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth")
