"""What operators change or take back, as visitors see it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from side_by_side import Console, Language, Shop, begin, violations

HELLO = {"ru": "Здравствуйте! Есть улун?", "en": "Hello! Is there any oolong?"}
FIRST = {"ru": "Да, по 300 рублей", "en": "Yes, for 3 pounds"}
THEN = {"ru": "Да, по 280 рублей", "en": "Yes, for 2 pounds"}
LAST = {"ru": "Отложить баночку?", "en": "Shall we put a tin aside?"}


FORGET = """() => {
    for (const key of Object.keys(localStorage)) {
        localStorage[key] = JSON.stringify({...JSON.parse(localStorage[key]), chats: undefined});
    }
}"""


def edit_last(console: Console, said: str, text: str) -> None:
    console.stored(said)
    console.composer.press("ArrowUp")
    field = console.page.get_by_role("textbox", name=console.say("edit.field"))
    expect(field).to_be_focused()
    field.fill(text)
    field.press("Enter")
    expect(console.log.get_by_text(text)).to_be_visible()


def delete(console: Console, text: str) -> None:
    message = console.log.get_by_role("article").filter(has_text=text)
    message.hover()
    message.get_by_role("button", name=console.say("tools.more")).click()
    console.page.get_by_role("menuitem", name=console.say("tools.delete")).click()
    console.page.get_by_role("button", name=console.say("delete.do"), exact=True).click()
    expect(message).to_have_count(0)


@pytest.mark.both_languages
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_they_change_before_the_visitors_eyes_and_stay_so(
    new_shop: Callable[..., Shop], console: Console, language: Language, theme: str
) -> None:
    """CH-4, WG-2: live, and again from history"""
    shop = new_shop(color_scheme=theme)
    shop.visit()
    begin(shop, console, HELLO[language])
    console.answer(FIRST[language])
    expect(shop.log.get_by_text(FIRST[language])).to_be_visible()
    edit_last(console, FIRST[language], THEN[language])
    changed = shop.log.locator(".m").filter(has_text=THEN[language])
    expect(changed).to_contain_text(shop.words["edited"])
    expect(shop.log.get_by_text(FIRST[language])).to_have_count(0)
    console.answer(LAST[language])
    expect(shop.log.get_by_text(LAST[language])).to_be_visible()
    delete(console, LAST[language])
    gone = shop.log.get_by_text(shop.words["deleted"])
    expect(gone).to_be_visible()
    expect(shop.log.get_by_text(LAST[language])).to_have_count(0)
    assert violations(shop.page) == []
    shop.page.evaluate(FORGET)
    shop.page.reload()
    expect(changed).to_contain_text(shop.words["edited"])
    expect(gone).to_be_visible()


@pytest.mark.both_languages
def test_the_preview_and_the_badge_follow(shop: Shop, console: Console, language: Language) -> None:
    """WG-2: an unread message that was deleted is neither shown nor counted"""
    begin(shop, console, HELLO[language])
    shop.page.keyboard.press("Escape")
    console.answer(FIRST[language])
    preview = shop.page.locator(".besedka-button .preview")
    expect(preview).to_contain_text(FIRST[language])
    edit_last(console, FIRST[language], THEN[language])
    expect(preview).to_contain_text(THEN[language])
    expect(shop.button).to_have_accessible_name(re.compile("1"))
    delete(console, THEN[language])
    expect(preview).to_be_hidden()
    expect(shop.button).to_have_accessible_name(shop.words["open"])
