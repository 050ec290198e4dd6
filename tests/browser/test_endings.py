"""How a conversation ends, goes on and ends again, as the visitor sees it."""

import pytest
from playwright.sync_api import expect

from side_by_side import Console, Language, Shop, begin

QUESTION = {"ru": "Здравствуйте! Есть ли улун?", "en": "Hello! Do you have oolong?"}
MORE = {"ru": "И ещё вопрос", "en": "One more question"}
ANSWER = {"ru": "Снова с вами", "en": "Here again"}
DELETE = {"ru": "Удалить", "en": "Delete"}


def reopen(console: Console) -> None:
    console.page.get_by_role("button", name=console.say("closed.reopen")).click()
    expect(console.composer).to_be_visible()


def call_it_spam(console: Console) -> None:
    console.page.get_by_role("button", name=console.say("status.in_progress")).first.click()
    with console.page.expect_response("**/api/v1/chats/*/status") as answer:
        console.page.get_by_role("menuitemradio", name=console.say("status.spam")).click()
    answer.value.finished()  # what the visitor sends after that is refused


@pytest.mark.both_languages
def test_left_reopened_and_ended_again(shop: Shop, console: Console, language: Language) -> None:
    """CH-6: that the visitor has left one ending says nothing of the next"""
    begin(shop, console, QUESTION[language])
    console.page.keyboard.press("Alt+KeyE")
    shop.window.get_by_role("button", name=shop.words["new"]).click()
    ended = shop.log.get_by_text(shop.words["ended"])
    expect(ended).to_be_visible()
    reopen(console)
    expect(ended).to_be_hidden()  # before the shop has heard of it, the visitor's words begin a chat of their own
    shop.write(MORE[language])
    expect(console.log.get_by_text(MORE[language])).to_be_visible()
    call_it_spam(console)
    expect(shop.window.get_by_text(shop.words["over"]).first).to_be_visible()
    expect(shop.field).to_be_hidden()


@pytest.mark.both_languages
def test_what_was_refused_stays_in_its_place(shop: Shop, console: Console, language: Language) -> None:
    """CH-6, RT-2: above what came later; it may be deleted, or sent again once the chat is open"""
    begin(shop, console, QUESTION[language])
    shop.context.set_offline(True)
    shop.write(MORE[language])
    shop.write(MORE[language])
    call_it_spam(console)
    shop.context.set_offline(False)
    again = shop.window.get_by_role("button", name=shop.words["again"])
    delete = shop.window.get_by_role("button", name=DELETE[language])
    expect(delete).to_have_count(2, timeout=60_000)
    expect(again).to_have_count(0)
    reopen(console)
    console.answer(ANSWER[language])
    expect(shop.log.get_by_text(ANSWER[language])).to_be_visible()
    expect(again).to_have_count(2)
    assert shop.texts() == [QUESTION[language], MORE[language], MORE[language], ANSWER[language]]
    delete.first.click()
    expect(delete).to_have_count(1)
    again.click()
    expect(console.log.get_by_text(MORE[language])).to_have_count(1)
    expect(delete).to_have_count(0)
    assert shop.texts() == [QUESTION[language], ANSWER[language], MORE[language]]
    shop.page.reload()
    expect(shop.log.get_by_text(ANSWER[language])).to_be_visible()
    assert shop.texts() == [QUESTION[language], ANSWER[language], MORE[language]]
