"""CO-2, CO-3, CO-8: finding a chat: by words, by filters, by its address; in both languages, themes, and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from side_by_side import Console, Language, Shop, violations

THEMES = ("light", "dark")
FIRST = {"ru": "Где моя ёлка?", "en": "Where is my fir tree?"}
SECOND = {"ru": "А чайник ещё есть?", "en": "Is the kettle still there?"}
SOUGHT = {"ru": "елк", "en": "FIR tr"}
MARKED = {"ru": ["ёлка"], "en": ["fir", "tree"]}


def rows(page: Page) -> Locator:
    """Those of the list; a choice in a filter has options too."""
    return page.locator("[role=option]")


def ask(new_shop: Callable[..., Shop], console: Console, text: str) -> None:
    """A visitor of their own asks, and the console shows it."""
    shop = new_shop()
    shop.visit()
    shop.open()
    shop.write(text)
    expect(rows(console.page).filter(has_text=text)).to_be_visible()


def search(console: Console, text: str) -> None:
    """Typed, and found once the index has followed."""
    field = console.page.get_by_role("searchbox")
    field.fill(text)
    expect(console.page).to_have_url(re.compile(r"\?q="))


@pytest.mark.both_languages
def test_a_message_is_found_and_shown(console: Console, new_shop: Callable[..., Shop], language: Language) -> None:
    """CO-3: by the key, without case and with е for ё; the hit is marked, and opening it shows the message"""
    page = console.page
    ask(new_shop, console, FIRST[language])
    ask(new_shop, console, SECOND[language])
    page.keyboard.press("Alt+KeyS")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(SOUGHT[language])
    expect(rows(page)).to_have_count(1)
    expect(rows(page).locator("mark")).to_have_text(MARKED[language])
    rows(page).click()
    expect(page).to_have_url(re.compile(r"/chats/queue/\d+\?.*at=1\b"))
    expect(page.locator("[data-sought]").get_by_text(FIRST[language])).to_be_in_viewport()
    page.get_by_role("button", name=console.say("find.clear")).click()
    expect(rows(page)).to_have_count(2)
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value(SOUGHT[language])
    expect(rows(page)).to_have_count(1)


@pytest.mark.both_languages
def test_nothing_is_found(console: Console, new_shop: Callable[..., Shop], language: Language) -> None:
    """CO-3: what was asked is said, all lists may be asked, and it is taken back"""
    page, say = console.page, console.say
    ask(new_shop, console, FIRST[language])
    console.view("in_progress")
    search(console, SOUGHT[language])
    expect(page.get_by_role("heading", name=say("find.nothing"))).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=SOUGHT[language])).to_be_visible()
    page.get_by_role("link", name=say("find.everywhere")).click()
    expect(page).to_have_url(re.compile("/chats/all"))
    expect(rows(page).locator("mark").first).to_be_visible()
    search(console, "абракадабра")
    expect(page.get_by_role("heading", name=say("find.nothing"))).to_be_visible()
    page.get_by_role("button", name=say("filter.reset")).click()
    expect(page).to_have_url(re.compile("/chats/all$"))
    expect(rows(page)).to_have_count(1)


@pytest.mark.both_languages
def test_filters_stand_in_the_address(
    console: Console, new_console: Callable[..., Console], new_shop: Callable[..., Shop], language: Language
) -> None:
    """CO-2: each is a chip, back and forward work, a colleague opens the same list by its address"""
    page, say = console.page, console.say
    ask(new_shop, console, FIRST[language])
    ask(new_shop, console, SECOND[language])
    console.open(SECOND[language])
    console.take()
    console.view("all")
    expect(rows(page)).to_have_count(2)
    page.get_by_role("button", name=say("filter.label")).click()
    page.get_by_label(say("filter.holder")).select_option("me")
    expect(rows(page)).to_have_count(1)
    page.get_by_label(say("filter.since")).fill("2020-01-01")
    page.keyboard.press("Escape")
    chips = page.get_by_role("group", name=say("filter.chips"))
    expect(chips.get_by_role("button")).to_have_count(3)
    expect(page.get_by_role("button", name=say("filter.label_set"))).to_be_visible()
    address = page.url
    assert "holder=me" in address
    page.go_back()
    page.go_back()
    expect(rows(page)).to_have_count(2)
    page.go_forward()
    expect(rows(page)).to_have_count(1)
    chips.get_by_role("button", name=say("filter.reset")).click()
    expect(rows(page)).to_have_count(2)
    again = new_console()
    again.page.goto(address)
    expect(rows(again.page)).to_have_count(1)
    expect(again.page.get_by_role("group", name=say("filter.chips")).get_by_role("button")).to_have_count(3)


def test_a_found_list_is_live(console: Console, new_shop: Callable[..., Shop]) -> None:
    """CO-3: what was found stays as it was found while its chat goes on; a chat that ceases to pass a filter leaves"""
    page, say = console.page, console.say
    ask(new_shop, console, FIRST["ru"])
    console.view("all")
    page.goto("/chats/all?holder=me")
    expect(page.get_by_role("heading", name=say("find.nothing"))).to_be_visible()
    page.goto("/chats/all?q=елка")
    expect(rows(page).locator("mark")).to_have_text("ёлка")
    rows(page).click()
    console.take()
    expect(rows(page).locator("mark")).to_have_text("ёлка")
    page.goto("/chats/in_progress?holder=me")
    expect(rows(page)).to_have_count(1)
    rows(page).click()
    status = console.say("status.label").replace("{{name}}", console.say("status.in_progress"))
    expect(page.get_by_role("button", name=status)).to_be_visible()  # which statuses there are is known
    page.keyboard.press("Alt+KeyE")
    expect(page.get_by_role("heading", name=say("find.nothing"))).to_be_visible()


@pytest.mark.both_languages
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_at_the_search(
    new_console: Callable[..., Console], new_shop: Callable[..., Shop], theme: str, width: int, language: Language
) -> None:
    """CO-3, CO-8: found, not found, the filters open and set"""
    console = new_console(color_scheme=theme, viewport={"width": width, "height": 844})
    page, say = console.page, console.say
    ask(new_shop, console, FIRST[language])
    if width == 390:
        page.get_by_role("link", name=say("phone.find")).click()
    search(console, SOUGHT[language])
    expect(rows(page).locator("mark").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=say("filter.label")).click()
    page.get_by_label(say("filter.tag")).fill("опт")
    expect(page).to_have_url(re.compile("tag="))
    assert violations(page) == []
    page.get_by_role("button", name=say("close"), exact=True).click()
    expect(page.get_by_role("heading", name=say("find.nothing"))).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
