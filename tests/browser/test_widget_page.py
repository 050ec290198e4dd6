"""The chat as a page of its own, at /chat/<placement>."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from side_by_side import Console, Language, Shop, violations

HELLO = {"ru": "Здравствуйте! Есть улун?", "en": "Hello! Is there any oolong?"}
YES = {"ru": "Есть, молочный", "en": "Yes, milk oolong"}
TITLE = {"ru": "Чат «Tea & Co»", "en": "Chat with Tea & Co"}


@pytest.mark.both_languages
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (320, 568)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_all_chat(
    new_shop: Callable[..., Shop], console: Console, language: Language, width: int, height: int, theme: str
) -> None:
    """WG-1: it fills the window, cannot be closed, and is told by its title and language"""
    shop = new_shop(viewport={"width": width, "height": height}, color_scheme=theme)
    page = shop.page
    page.goto("/chat/default")
    chat = page.get_by_role("main", name=TITLE[language])
    expect(chat.get_by_role("heading", name=shop.words["greeting"])).to_be_visible()
    expect(page).to_have_title(TITLE[language])
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert chat.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("button", name=shop.words["open"])).to_have_count(0)
    field = chat.get_by_role("textbox")
    field.fill(HELLO[language])
    field.press("Enter")
    console.open(HELLO[language])
    console.page.keyboard.press("Alt+KeyT")
    console.answer(YES[language])
    expect(chat.get_by_role("log").get_by_text(YES[language])).to_be_visible()
    field.press("Escape")
    expect(chat).to_be_visible()
    assert violations(page) == []


def test_it_speaks_the_language_that_is_asked_for(new_shop: Callable[..., Shop]) -> None:
    shop = new_shop()
    shop.page.goto("/chat/default?lang=en")
    expect(shop.page.get_by_role("heading", name="Hello! How can we help?")).to_be_visible()
    shop.page.goto("/chat/default?lang=ru")
    expect(shop.page.get_by_role("heading", name="Здравствуйте! Чем помочь?")).to_be_visible()
