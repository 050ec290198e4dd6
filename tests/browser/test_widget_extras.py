"""Emoji, sound and the menu of the widget."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from side_by_side import Console, Language, Shop, until, violations

HELLO = {"ru": "Здравствуйте! Есть улун?", "en": "Hello! Is there any oolong?"}
YES = {"ru": "Есть, молочный", "en": "Yes, milk oolong"}
MORE = {"ru": "Отложить?", "en": "Shall we put it aside?"}


def panel(shop: Shop) -> Locator:
    return shop.window.get_by_role("group", name=shop.words["emoji"])


@pytest.mark.both_languages
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_emoji_by_keys(new_shop: Callable[..., Shop], theme: str) -> None:
    """WG-2: one tab stop, arrows inside, Escape puts away the panel and not the window"""
    shop = new_shop(color_scheme=theme)
    shop.visit()
    shop.open()
    shop.field.fill("ab")
    shop.field.press("ArrowLeft")
    opener = shop.window.locator(".smile")
    expect(opener).to_have_accessible_name(shop.words["emoji"])
    opener.focus()
    opener.press("Enter")
    buttons = panel(shop).get_by_role("button")
    expect(buttons).to_have_count(24)
    expect(buttons.first).to_be_focused()
    shop.page.keyboard.press("ArrowDown")
    shop.page.keyboard.press("ArrowRight")
    expect(buttons.nth(9)).to_be_focused()
    shop.page.keyboard.press("ArrowLeft")
    shop.page.keyboard.press("Enter")
    chosen = buttons.nth(8).text_content()
    expect(shop.field).to_have_value(f"a{chosen}b")
    assert violations(shop.page) == []
    shop.page.keyboard.press("Escape")
    expect(panel(shop)).to_be_hidden()
    expect(shop.window).to_be_visible()
    expect(shop.field).to_be_focused()


def test_emoji_alone_are_large(shop: Shop) -> None:
    """WG-2: pressed, they go where the caret is, which stays; the panel goes with the message"""
    shop.open()
    shop.field.click()
    shop.window.locator(".smile").click()
    panel(shop).get_by_role("button").nth(10).click()
    panel(shop).get_by_role("button").nth(12).click()
    expect(shop.field).to_be_focused()
    shop.field.press("Enter")
    expect(panel(shop)).to_be_hidden()
    message = shop.log.locator(".m")
    expect(message).to_have_class("m emo")
    assert message.evaluate("m => getComputedStyle(m).fontSize") == "32px"


RINGS = "window.rings = 0; const start = AudioScheduledSourceNode.prototype.start;"
COUNT = f"{RINGS} AudioScheduledSourceNode.prototype.start = function(...a) {{ rings += 1; start.apply(this, a) }}"


def rings(*pages: Page) -> int:
    return sum(page.evaluate("rings") for page in pages)


@pytest.mark.both_languages
def test_one_tab_rings_unless_it_was_told_not_to(
    new_shop: Callable[..., Shop], console: Console, language: Language
) -> None:
    """WG-2: two notes, in one of the tabs; the switch in the menu is kept"""
    shop = new_shop()
    shop.context.add_init_script(COUNT)
    shop.visit()
    shop.open()
    shop.write(HELLO[language])
    shop.page.keyboard.press("Escape")
    second = shop.tab()
    second.goto("/demo")
    second.locator("body").click(position={"x": 5, "y": 300})
    other = second.locator(".besedka-button .launcher")
    expect(other).to_be_visible()
    console.open(HELLO[language])
    console.page.keyboard.press("Alt+KeyT")
    console.answer(YES[language])
    for button in (shop.button, other):
        expect(button.locator(".badge")).to_have_text("1")
    second.wait_for_function("() => JSON.parse(Object.values(localStorage)[0]).rung")
    until(second, lambda: rings(shop.page, second) == 2)  # what rings may have to come from the server first
    second.wait_for_timeout(600)  # longer than the tabs wait for each other
    assert rings(shop.page, second) == 2

    second.close()
    shop.page.bring_to_front()
    shop.open()
    shop.window.get_by_role("button", name=shop.words["menu"]).click()
    switch = shop.window.get_by_role("switch", name=shop.words["sound"])
    expect(switch).to_be_checked()
    switch.press("Space")
    expect(switch).not_to_be_checked()
    assert violations(shop.page) == []
    shop.page.reload()
    shop.window.get_by_role("button", name=shop.words["menu"]).click()
    expect(shop.window.get_by_role("switch", name=shop.words["sound"])).not_to_be_checked()
    shop.page.keyboard.press("Escape")
    shop.page.keyboard.press("Escape")
    console.answer(MORE[language])
    expect(shop.button.locator(".badge")).to_have_text("1")
    shop.page.wait_for_timeout(600)
    assert rings(shop.page) == 0


def test_no_tab_rings_for_what_is_read_in_another(new_shop: Callable[..., Shop], console: Console) -> None:
    """WG-2"""
    shop = new_shop()
    shop.context.add_init_script(COUNT)
    shop.visit()
    shop.open()
    shop.write(HELLO["ru"])
    second = shop.tab()
    second.goto("/demo")
    second.locator("body").click(position={"x": 5, "y": 300})
    expect(second.locator(".besedka-button .launcher")).to_be_visible()
    console.open(HELLO["ru"])
    console.page.keyboard.press("Alt+KeyT")
    console.answer(YES["ru"])
    expect(shop.log).to_contain_text(YES["ru"])
    second.wait_for_function("() => JSON.parse(Object.values(localStorage)[0]).rung")
    second.wait_for_timeout(600)  # longer than the tabs wait for each other
    assert rings(shop.page, second) == 0


@pytest.mark.both_languages
def test_a_book_is_told_to_be_too_long(shop: Shop, console: Console, language: Language) -> None:
    """WG-2: 100,000 characters are told in words, and stay; text from right to left stands right"""
    shop.open()
    shop.field.fill("я" * 100_000, timeout=30_000)
    expect(
        shop.window.get_by_role("alert").filter(has_text="100000").or_(shop.window.get_by_text("100000 / 4000"))
    ).to_be_visible()
    expect(shop.window.get_by_role("button", name=shop.words["send"], exact=True)).to_be_disabled()
    shop.field.press("Enter")
    expect(shop.field).to_have_value("я" * 100_000)
    shop.write("שלום! איפה ההזמנה שלי?")
    assert shop.log.locator(".m").evaluate("m => getComputedStyle(m).unicodeBidi") == "plaintext"
