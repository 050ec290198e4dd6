"""What the visitor may write, and what becomes of what is too long."""

import pytest
from playwright.sync_api import expect

from side_by_side import Console, Language, Shop

TOO_LONG = {"ru": "Слишком длинно для одного сообщения", "en": "Too long for one message"}


@pytest.mark.both_languages
def test_a_text_that_is_too_long(shop: Shop, console: Console, language: Language) -> None:
    """WG-2: it is counted, refused with a sentence, and never cut"""
    shop.open()
    shop.field.fill("ю" * 3799)
    expect(shop.window.get_by_text("/ 4000")).to_have_count(0)
    shop.field.fill("ю" * 3800)
    expect(shop.window.get_by_text("3800 / 4000")).to_be_visible()
    text = "🍵" * 3995 + "конец!"
    shop.field.fill(text)
    expect(shop.window.get_by_text("4001 / 4000")).to_be_visible()
    expect(shop.window.get_by_role("alert")).to_contain_text(TOO_LONG[language])
    expect(shop.window.get_by_role("button", name=shop.words["send"])).to_be_disabled()
    shop.field.press("Enter")
    expect(shop.field).to_have_value(text)
    assert shop.texts() == []
    shop.field.fill(text[:-1])
    expect(shop.window.get_by_text(TOO_LONG[language])).to_have_count(0)
    shop.field.press("Enter")
    expect(shop.log.get_by_text(shop.words["sent"])).to_have_count(1)
    assert shop.texts() == [text[:-1]]
