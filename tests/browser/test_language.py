"""Which language the widget speaks on a page."""

import pytest
from playwright.sync_api import expect

from side_by_side import WIDGET, Language, Shop


@pytest.mark.both_languages
def test_the_language_of_the_page(shop: Shop, language: Language) -> None:
    """WG-3: the page's own goes before the company's, and what the visitor chooses before both"""
    other: Language = "en" if language == "ru" else "ru"
    shop.page.goto(f"/demo?lang={other}")
    shop.button.click()
    expect(shop.window.get_by_text(WIDGET[other]["greeting"])).to_be_visible()
    shop.window.get_by_role("button", name={"ru": "Меню", "en": "Menu"}[other]).click()
    shop.window.get_by_role("radio", name={"ru": "Русский", "en": "English"}[language]).click()
    expect(shop.window.get_by_text(shop.words["greeting"])).to_be_visible()
    shop.page.reload()
    expect(shop.window.get_by_text(shop.words["greeting"])).to_be_visible()
