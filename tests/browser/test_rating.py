"""What a visitor is asked when the conversation has ended, in real browsers and both languages."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from side_by_side import Console, Language, Server, Shop, begin

QUESTION = {"ru": "Здравствуйте! Когда привезут заказ?", "en": "Hello! When will my order come?"}
COMMENT = {"ru": "Отвечали быстро", "en": "The answers came quickly"}
RATED = {"ru": "Вы поставили 4 из 5", "en": "You rated the conversation 4 out of 5"}
MORE = {"ru": "И ещё вопрос про доставку", "en": "One more question about delivery"}


def stars(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("radiogroup")


def close(shop: Shop, console: Console, language: Language) -> None:
    """A conversation that the operator has closed; the visitor was writing."""
    begin(shop, console, QUESTION[language])
    shop.field.focus()
    console.close()
    expect(stars(shop.page)).to_be_visible()


@pytest.mark.both_languages
def test_stars_and_a_word(shop: Shop, console: Console, language: Language) -> None:
    """RA-1: by keys alone; the star is stored before the word is written, and nobody is asked twice"""
    close(shop, console, language)
    expect(shop.window.get_by_role("radio").first).to_be_focused()
    expect(shop.window.get_by_text(re.compile(shop.words["ended"])).first).to_be_visible()
    shop.page.keyboard.press("4")
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_checked()
    expect(shop.field).to_be_visible()
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_focused()
    shop.page.keyboard.press("Tab")
    shop.page.keyboard.type(COMMENT[language])
    shop.window.get_by_role("button", name=shop.words["send"]).click()
    expect(shop.window.get_by_text(shop.words["thanks"])).to_be_visible()
    expect(stars(shop.page)).to_be_hidden()
    shop.page.reload()
    expect(shop.window.get_by_role("button", name=shop.words["new"])).to_be_visible()
    expect(stars(shop.page)).to_be_hidden()


def test_arrows_may_pass_over_stars(shop: Shop, console: Console, language: Language) -> None:
    """RA-1: only the one where they stay is sent"""
    close(shop, console, language)
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        shop.page.keyboard.press(key)
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_checked()
    expect(shop.field).to_be_visible()
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_focused()
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_checked()


@pytest.mark.both_languages
def test_a_star_is_kept_and_may_be_changed(shop: Shop, console: Console, language: Language) -> None:
    """RA-1: over a reload too, until the form is over"""
    close(shop, console, language)
    shop.window.get_by_role("radio", name=shop.words["two"]).click()
    expect(shop.field).to_be_visible()
    shop.page.reload()
    expect(shop.window.get_by_role("radio", name=shop.words["two"])).to_be_checked()
    shop.window.get_by_role("radio", name=shop.words["four"]).click()
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_checked()
    shop.window.get_by_role("button", name=shop.words["skip"]).click()
    expect(shop.window.get_by_text(shop.words["thanks"])).to_be_visible()
    expect(shop.window.get_by_role("img", name=re.compile("4"))).to_be_visible()


def test_a_star_given_without_a_server(shop: Shop, console: Console, server: Server, language: Language) -> None:
    """RA-1, RT-2: it stands in line like a message"""
    close(shop, console, language)
    server.stop()
    expect(shop.window.get_by_text(shop.words["lost"]).first).to_be_visible()
    shop.window.get_by_role("radio", name=shop.words["four"]).click()
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_checked()
    expect(shop.field).to_be_hidden()
    server.start()
    expect(shop.field).to_be_visible(timeout=60_000)
    expect(shop.log.get_by_text(RATED[language])).to_be_visible()
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_checked()


@pytest.mark.both_languages
def test_not_now(shop: Shop, console: Console, language: Language) -> None:
    """RA-1: nobody has to rate, and the way on is there all the time"""
    close(shop, console, language)
    expect(shop.window.get_by_role("button", name=shop.words["new"])).to_be_visible()
    shop.window.get_by_role("button", name=shop.words["not_now"]).click()
    expect(stars(shop.page)).to_be_hidden()
    expect(shop.window.get_by_text(shop.words["thanks"])).to_have_count(0)
    shop.page.reload()
    shop.window.get_by_role("button", name=shop.words["new"]).click()
    shop.write(MORE[language])
    expect(stars(shop.page)).to_be_hidden()


def test_a_new_conversation_instead(shop: Shop, console: Console, language: Language) -> None:
    """RA-1, CH-6"""
    close(shop, console, language)
    shop.window.get_by_role("button", name=shop.words["new"]).click()
    shop.write(MORE[language])
    assert shop.texts() == [QUESTION[language], MORE[language]]
    expect(stars(shop.page)).to_be_hidden()


@pytest.mark.both_languages
def test_what_was_typed_and_given_is_kept(shop: Shop, console: Console, language: Language) -> None:
    """RA-1: over a reload the word that is not sent yet, and for good a line with the mark"""
    close(shop, console, language)
    shop.window.get_by_role("radio", name=shop.words["two"]).click()
    shop.window.get_by_role("radio", name=shop.words["four"]).click()
    shop.field.fill(COMMENT[language])
    expect(shop.log.get_by_text(RATED[language])).to_be_visible()
    shop.page.reload()
    expect(shop.field).to_have_value(COMMENT[language])
    shop.window.get_by_role("button", name=shop.words["send"]).click()
    expect(shop.window.get_by_text(shop.words["thanks"])).to_be_visible()
    shop.window.get_by_role("button", name=shop.words["new"]).click()
    shop.write(MORE[language])
    shop.page.reload()
    expect(shop.log.get_by_text(RATED[language])).to_have_count(1)
    expect(shop.log.get_by_text(MORE[language])).to_be_visible()


def test_two_tabs(shop: Shop, console: Console, language: Language) -> None:
    """RA-3: whatever is rated in one is not asked in the other"""
    close(shop, console, language)
    second = shop.tab()
    second.goto("/demo")
    expect(stars(second)).to_be_visible()
    shop.window.get_by_role("radio", name=shop.words["four"]).click()
    shop.field.fill(COMMENT[language])
    shop.window.get_by_role("button", name=shop.words["send"]).click()
    expect(shop.window.get_by_text(shop.words["thanks"])).to_be_visible()
    expect(stars(second)).to_be_hidden()
    expect(second.get_by_role("dialog").get_by_role("button", name=shop.words["new"])).to_be_visible()


def test_on_a_narrow_phone(shop: Shop, console: Console, language: Language) -> None:
    """RA-1, WG-9: nothing is cut at 320 px"""
    close(shop, console, language)
    shop.page.set_viewport_size({"width": 320, "height": 640})
    shop.window.get_by_role("radio").last.click()
    expect(shop.field).to_be_visible()
    for part in (
        shop.field,
        shop.window.get_by_role("radio").last,
        shop.window.get_by_role("button", name=shop.words["send"]),
    ):
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    assert shop.page.evaluate("document.documentElement.scrollWidth") <= 320
