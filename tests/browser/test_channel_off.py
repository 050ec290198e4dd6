"""The website channel is switched off and on again while people talk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from side_by_side import Console, Language, Server, Shop, begin, violations

QUESTION = {"ru": "Здравствуйте! Вы сегодня работаете?", "en": "Hello! Are you open today?"}
MORE = {"ru": "Тогда напишу сюда", "en": "I will write here then"}
DRAFT = {"ru": "И ещё хотел спросить", "en": "And I also wanted to ask"}
ANSWER = {"ru": "Снова с вами", "en": "Back again"}


def switch(console: Console, action: str) -> None:
    """Without the pages of the console: by the call that they make."""
    status = console.page.evaluate(
        "action => fetch(`/api/v1/plugins/webchat/${action}`, {method: 'POST'}).then(answer => answer.status)", action
    )
    assert status == 200


@pytest.mark.both_languages
def test_it_is_said_and_what_is_written_is_kept(shop: Shop, console: Console, language: Language) -> None:
    """WG-8: the window says so at once, messages wait with a clock, and it goes on by itself"""
    begin(shop, console, QUESTION[language])
    switch(console, "disable")
    expect(shop.window.get_by_text(shop.words["off"]).first).to_be_visible()
    shop.write(MORE[language])
    expect(shop.log.get_by_text(shop.words["later"])).to_be_visible()
    shop.field.fill(DRAFT[language])
    switch(console, "enable")
    expect(shop.window.get_by_text(shop.words["off"])).to_have_count(0, timeout=60_000)
    expect(console.log.get_by_text(MORE[language])).to_have_count(1)
    expect(shop.field).to_have_value(DRAFT[language])
    console.answer(ANSWER[language])
    expect(shop.log.get_by_text(ANSWER[language])).to_be_visible()
    assert shop.texts() == [QUESTION[language], MORE[language], ANSWER[language]]


def test_over_a_reload(shop: Shop, console: Console, language: Language) -> None:
    """WG-8: whoever has talked finds the window again, with everything in it"""
    begin(shop, console, QUESTION[language])
    switch(console, "disable")
    expect(shop.window.get_by_text(shop.words["off"]).first).to_be_visible()
    shop.write(MORE[language])
    shop.field.fill(DRAFT[language])
    shop.page.keyboard.press("Escape")
    shop.page.reload()
    expect(shop.button).to_be_visible()
    shop.open()
    expect(shop.field).to_have_value(DRAFT[language])
    expect(shop.log.get_by_text(shop.words["later"])).to_be_visible()
    switch(console, "enable")
    expect(console.log.get_by_text(MORE[language])).to_have_count(1, timeout=60_000)
    assert shop.texts() == [QUESTION[language], MORE[language]]


def test_who_has_not_begun_sees_nothing(
    shop: Shop, new_shop: Callable[..., Shop], console: Console, language: Language
) -> None:
    """WG-8: the launcher goes while there is nothing to open, and comes back on the page that stayed"""
    expect(shop.button).to_be_visible()
    switch(console, "disable")
    expect(shop.button).to_have_count(0, timeout=60_000)
    late = new_shop()
    late.visit()
    late.page.wait_for_load_state("networkidle")
    expect(late.button).to_have_count(0)
    switch(console, "enable")
    expect(shop.button).to_be_visible(timeout=60_000)
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])


@pytest.mark.both_languages
def test_the_banner_switches_it_on(server: Server, new_console: Callable[..., Console], language: Language) -> None:
    """AD-8: an administrator does it there and then, an operator reads who can"""
    olga, anna = new_console(), new_console(server.hire("Anna"), viewport={"width": 390, "height": 844})
    switch(olga, "disable")
    for console in (olga, anna):
        expect(console.page.get_by_text(console.say("banner.off"))).to_be_visible()
        assert violations(console.page) == []
    expect(anna.page.get_by_text(anna.say("banner.ask"))).to_be_visible()
    turn_on = olga.say("banner.turn_on")
    expect(anna.page.get_by_role("button", name=turn_on)).to_have_count(0)
    expect(olga.page.get_by_role("link", name=olga.say("banner.open"))).to_be_visible()
    olga.page.get_by_role("button", name=turn_on).click()
    for console in (olga, anna):
        expect(console.page.get_by_text(console.say("banner.off"))).to_have_count(0)
