"""The command palette, the list of keys, emoji, and the search in the settings."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from side_by_side import Console, Language, Server, Shop, begin, violations

QUESTION = {"ru": "Здравствуйте! Когда привезёте чайник?", "en": "Hello! When will the teapot come?"}
TEAPOT = {"ru": "чайн", "en": "teap"}
TEA = {"ru": "пиала", "en": "teapot"}
GREETING = {"ru": "приветс", "en": "greeti"}
THEMES = ("light", "dark")


def open_palette(console: Console) -> Locator:
    console.page.keyboard.press("ControlOrMeta+KeyK")
    field = console.page.get_by_role("combobox", name=console.say("palette.field"))
    expect(field).to_be_focused()
    return field


def chosen(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("option", selected=True)


@pytest.mark.both_languages
def test_a_chat_by_keyboard_alone(shop: Shop, console: Console, language: Language) -> None:
    """CO-8: found by what was said, taken, noted and closed, without a mouse"""
    page, say = console.page, console.say
    shop.open()
    shop.write(QUESTION[language])
    expect(page.get_by_role("option")).to_have_count(1)
    open_palette(console)
    page.keyboard.type(TEAPOT[language])
    expect(chosen(page).locator("mark")).to_have_text(TEAPOT[language])
    page.keyboard.press("Enter")
    expect(console.log.get_by_text(QUESTION[language])).to_be_visible()
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("take.do", lambda: expect(console.composer).to_be_focused()),
        ("palette.note", lambda: expect(page.get_by_role("textbox", name=say("composer.note"))).to_be_focused()),
        ("transfer.title", lambda: expect(page.get_by_role("combobox", name=say("transfer.whom"))).to_be_focused()),
        ("palette.copy_link", lambda: None),
        ("palette.close", lambda: expect(page.get_by_text(say("closed.bar")).first).to_be_visible()),
        ("palette.reopen", lambda: expect(console.composer).to_be_visible()),
    )
    for title, then in steps:
        open_palette(console)
        page.keyboard.type(say(title))
        expect(chosen(page)).to_contain_text(say(title))
        page.keyboard.press("Enter")
        expect(page.locator("dialog")).to_have_count(0)
        then()
        page.keyboard.press("Escape")


INDEXED = """q => fetch("/api/v1/chats?view=all&q=" + encodeURIComponent(q)).then(answer => answer.json())
    .then(({items}) => items.length > 0)"""


def test_what_was_said_long_ago_is_found(shop: Shop, console: Console, language: Language) -> None:
    """CO-3, CO-8: by the server, and the chat opens at that message"""
    shop.open()
    shop.write(QUESTION[language])
    shop.write("ok")
    page = console.page
    expect(page.get_by_role("option").filter(has_text="ok")).to_have_count(1)
    page.wait_for_function(INDEXED, arg=TEAPOT[language])
    open_palette(console)
    page.keyboard.type(TEAPOT[language])
    expect(chosen(page).locator("mark")).to_contain_text(TEAPOT[language])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/chats/queue/\d+\?at=\d+"))
    expect(console.log.get_by_text(QUESTION[language])).to_be_visible()


@pytest.mark.both_languages
def test_it_goes_to_lists_and_pages(console: Console) -> None:
    """CO-8: the arrows go round, Tab keeps to one group, Esc leaves; it opens in the settings too"""
    page, say = console.page, console.say
    open_palette(console)
    first = chosen(page)
    expect(first).to_have_count(1)
    text = first.inner_text()
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).not_to_contain_text(text.split("\n")[0])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(page.get_by_role("dialog").get_by_role("option").nth(6)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    open_palette(console)
    page.keyboard.type(say("view.overdue"))
    expect(chosen(page)).to_contain_text(say("view.overdue"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/chats/overdue"))
    open_palette(console)
    page.keyboard.type(say("settings.page.templates"))
    expect(chosen(page)).to_contain_text(say("settings.page.templates"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=say("settings.page.templates"))).to_be_visible()
    field = open_palette(console)
    page.keyboard.type("xyzzy")
    expect(page.get_by_role("dialog").get_by_text("xyzzy")).to_be_visible()
    page.keyboard.press("Enter")
    expect(field).to_have_value("xyzzy")
    page.keyboard.press("ControlOrMeta+KeyK")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("Shift+Slash")
    expect(page.get_by_role("dialog", name=say("keys.title")).get_by_text(say("keys.to.palette"))).to_be_visible()


def test_operators_are_offered_what_they_may_do(
    shop: Shop, server: Server, new_console: Callable[..., Console], language: Language
) -> None:
    """GR-3: in somebody else's chat nothing is to be closed or noted, and there are no pages of administrators"""
    anna, ivan = new_console(server.hire("Anna")), new_console(server.hire("Ivan"))
    shop.open()
    shop.write(QUESTION[language])
    for console in (anna, ivan):
        console.open(QUESTION[language])
    ivan.page.keyboard.press("Alt+KeyT")
    expect(ivan.composer).to_be_visible()
    expect(anna.page.get_by_text(anna.say("chat.held_by").replace("{{name}}", "Ivan")).first).to_be_visible()
    open_palette(anna)
    for title in ("palette.close", "palette.note", "take.do", "settings.page.plugins"):
        anna.page.get_by_role("combobox", name=anna.say("palette.field")).fill(anna.say(title))
        expect(anna.page.get_by_role("dialog").get_by_role("option", name=anna.say(title))).to_have_count(0)


@pytest.mark.both_languages
def test_an_emoji_goes_where_the_caret_is(shop: Shop, console: Console, language: Language) -> None:
    """CO-4: by words, by arrows; one that was used stands among the first"""
    begin(shop, console, QUESTION[language])
    expect(console.composer).to_be_focused()
    page, say = console.page, console.say
    page.keyboard.type("ab")
    page.keyboard.press("ArrowLeft")
    button = page.get_by_role("button", name=say("emoji.open"))
    button.click()
    find = page.get_by_role("searchbox", name=say("emoji.find"))
    expect(find).to_be_focused()
    find.fill(TEA[language])
    page.keyboard.press("Enter")
    expect(console.composer).to_be_focused()
    expect(console.composer).to_have_value(re.compile("^a(🍵|🫖)b$"))
    button.click()
    expect(find).to_be_focused()
    expect(page.get_by_role("heading", name=say("emoji.group.recent"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    first = page.get_by_role("region", name=say("emoji.group.recent")).get_by_role("button").first
    expect(first).to_be_focused()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name=re.compile("^😃"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(console.composer).to_have_value(re.compile("^a(🍵|🫖)😃b$"))
    button.click()
    expect(find).to_be_focused()
    page.keyboard.press("Escape")
    expect(find).to_have_count(0)
    console.composer.press("Enter")
    expect(shop.log.locator(".m").last).to_contain_text("😃b")


@pytest.mark.both_languages
def test_a_setting_is_found_inside_its_page(console: Console, language: Language) -> None:
    """AD-8: the page opens at the field, which has the focus"""
    page, say = console.page, console.say
    page.goto("/settings/templates")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Slash")
    page.keyboard.type(GREETING[language])
    navigation = page.get_by_role("navigation", name=say("settings.label"))
    found = navigation.get_by_role("link").filter(has=page.locator("mark"))
    expect(found).to_have_count(1)
    found.click()
    expect(page).to_have_url(re.compile("/settings/plugins/webchat.*#field-greeting"))
    expect(page.locator("#field-greeting")).to_be_focused()
    page.keyboard.press("Escape")
    navigation.get_by_role("searchbox").fill(say("rules.limit.title"))
    navigation.get_by_role("link").filter(has_text=say("rules.limit.title")).click()
    expect(page.get_by_label(say("rules.limit.title"))).to_be_focused()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_what_opens_over_the_chat(
    shop: Shop, new_console: Callable[..., Console], theme: str, width: int, language: Language
) -> None:
    console = new_console(color_scheme=theme, viewport={"width": width, "height": 844})
    page, say = console.page, console.say
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])
    page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    open_palette(console)
    assert violations(page) == []
    page.keyboard.type("xyzzy")
    expect(page.get_by_role("dialog").get_by_text("xyzzy")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name=say("emoji.open")).click()
    expect(page.get_by_role("searchbox", name=say("emoji.find"))).to_be_focused()
    assert violations(page) == []
