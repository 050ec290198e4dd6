"""A visitor and an operator side by side, in real browsers and both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Route, expect

from side_by_side import Console, Language, Server, Shop, begin, until

QUESTION = {"ru": "Здравствуйте! Ищу чай в подарок маме", "en": "Hello! I am looking for tea as a gift"}
ANSWER = {"ru": "Добрый день! С радостью помогу.", "en": "Good day! I am glad to help."}
MORE = {"ru": "Она любит улун", "en": "She likes oolong"}
LAST = {"ru": "Тогда советую «Молочный улун»", "en": "Then try the milk oolong"}


@pytest.mark.both_languages
def test_the_whole_way(
    shop: Shop, console: Console, server: Server, language: Language, new_console: Callable[..., Console]
) -> None:
    """RT-1, RT-2, CH-1, CH-2, WG-2: with reload, a second tab and a restart of the server in between"""
    question, answer, more, last = (texts[language] for texts in (QUESTION, ANSWER, MORE, LAST))
    expect(shop.button).to_have_accessible_name(shop.words["open"])
    shop.open()
    expect(shop.window.get_by_text(shop.words["greeting"])).to_be_visible()
    shop.write(question)
    console.open(question)
    console.page.keyboard.press("Alt+KeyT")
    expect(shop.log.get_by_text(re.compile(shop.words["joined"]))).to_be_visible()
    console.answer(answer)
    expect(shop.log.get_by_text(answer)).to_be_visible()

    shop.page.reload()
    expect(shop.log.get_by_text(answer)).to_be_visible()
    second = shop.tab()
    second.goto("/demo")
    tab = second.get_by_role("dialog").get_by_role("log")
    expect(tab.get_by_text(answer)).to_be_visible()

    server.stop()
    expect(shop.window.get_by_text(shop.words["lost"]).first).to_be_visible()
    shop.write(more)
    server.start()
    expect(console.log.get_by_text(more)).to_be_visible(timeout=60_000)
    expect(tab.get_by_text(more)).to_be_visible()
    console.page.reload()
    console.answer(last)
    for log in (shop.log, tab, console.log):
        expect(log.get_by_text(last)).to_have_count(1)
        expect(log.get_by_text(more)).to_have_count(1)
    assert shop.texts() == [question, answer, more, last]


@pytest.mark.both_languages
def test_typing_and_ticks(shop: Shop, console: Console, language: Language) -> None:
    """RT-1, WG-2"""
    shop.open()
    shop.write(QUESTION[language])
    expect(shop.log.get_by_text(shop.words["sent"])).to_have_count(1)
    console.open(QUESTION[language])
    expect(console.page.get_by_text(console.say("take.do"))).to_be_visible()
    expect(shop.log.get_by_text(shop.words["read"])).to_have_count(0)
    console.page.keyboard.press("Alt+KeyT")
    expect(shop.log.get_by_text(shop.words["read"])).to_have_count(1)
    expect(console.composer).to_be_visible()
    shop.field.press_sequentially(MORE[language], delay=120)
    expect(console.page.get_by_text(MORE[language][:4])).to_be_visible()
    console.composer.press_sequentially("…", delay=50)
    expect(shop.log.locator(".dots, .typing").first).to_be_visible()
    console.answer(ANSWER[language])
    tick = console.log.get_by_label(console.say("tick.read")).or_(console.log.get_by_title(console.say("tick.read")))
    expect(tick.first).to_be_visible()


@pytest.mark.both_languages
def test_what_comes_while_the_window_is_closed(shop: Shop, console: Console, language: Language) -> None:
    """WG-2: badge, and a preview of the newest message"""
    shop.open()
    shop.write(QUESTION[language])
    shop.page.keyboard.press("Escape")
    expect(shop.window).to_be_hidden()
    console.open(QUESTION[language])
    console.page.keyboard.press("Alt+KeyT")
    console.answer(ANSWER[language])
    expect(shop.button).to_have_accessible_name(re.compile("1"))
    expect(shop.page.get_by_text(ANSWER[language]).first).to_be_visible()
    shop.open()
    expect(shop.log.get_by_text(ANSWER[language])).to_be_visible()
    expect(shop.button).not_to_have_accessible_name(re.compile("1"))


def test_typed_without_a_network_it_is_sent_once(shop: Shop, console: Console, language: Language) -> None:
    """RT-2: the outbox"""
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])
    shop.context.set_offline(True)
    shop.write(MORE[language])
    shop.write(LAST[language])
    shop.context.set_offline(False)
    for text in (MORE[language], LAST[language]):
        expect(console.log.get_by_text(text)).to_have_count(1, timeout=60_000)
    assert shop.texts() == [QUESTION[language], MORE[language], LAST[language]]


def test_typed_without_a_network_at_the_console(shop: Shop, console: Console, language: Language) -> None:
    begin(shop, console, QUESTION[language])
    console.context.set_offline(True)
    console.answer(ANSWER[language])
    expect(console.page.get_by_text(console.say("connection.kept"))).to_be_visible()
    console.answer(LAST[language])
    console.context.set_offline(False)
    for text in (ANSWER[language], LAST[language]):
        expect(shop.log.get_by_text(text)).to_have_count(1, timeout=60_000)
    assert shop.texts() == [QUESTION[language], ANSWER[language], LAST[language]]


def test_a_double_click_sends_once(shop: Shop, console: Console, language: Language) -> None:
    """WG-2: a double click opens the window too, and does not shut it again"""
    shop.button.dblclick()
    expect(shop.field).to_be_visible()
    shop.field.fill(QUESTION[language])
    shop.window.get_by_role("button", name=shop.words["send"]).dblclick()
    console.open(QUESTION[language])
    expect(console.log.get_by_text(QUESTION[language])).to_have_count(1)
    assert shop.texts() == [QUESTION[language]]


def test_notes_stay_inside(shop: Shop, console: Console, language: Language) -> None:
    """CH-5"""
    begin(shop, console, QUESTION[language])
    console.page.keyboard.press("Alt+KeyP")
    console.page.keyboard.type("canary for colleagues")
    console.page.keyboard.press("Enter")
    expect(console.log.get_by_text("canary for colleagues")).to_be_visible()
    console.page.keyboard.press("Alt+KeyL")
    console.page.keyboard.type(ANSWER[language])
    console.page.keyboard.press("Enter")
    expect(shop.log.get_by_text(ANSWER[language])).to_be_visible()
    assert "canary" not in shop.page.content() + "".join(shop.texts())
    shop.page.reload()
    expect(shop.log.get_by_text(ANSWER[language])).to_be_visible()
    assert "canary" not in "".join(shop.texts())


@pytest.mark.both_languages
def test_closing_and_a_new_conversation_below(shop: Shop, console: Console, language: Language) -> None:
    """CH-6"""
    begin(shop, console, QUESTION[language])
    console.answer(ANSWER[language])
    console.page.keyboard.press("Alt+KeyE")
    expect(shop.window.get_by_text(re.compile(shop.words["ended"])).first).to_be_visible()
    expect(shop.field).to_be_hidden()
    shop.window.get_by_role("button", name=shop.words["new"]).click()
    shop.write(MORE[language])
    assert shop.texts() == [QUESTION[language], ANSWER[language], MORE[language]]
    console.view("queue")
    console.open(MORE[language])
    expect(console.log.get_by_text(QUESTION[language])).to_have_count(0)


def test_what_was_typed_for_a_chat_that_was_closed(shop: Shop, console: Console, language: Language) -> None:
    """CH-6: it fails in place, says why, and can be sent again into a new conversation"""
    begin(shop, console, QUESTION[language])
    shop.context.set_offline(True)
    shop.write(MORE[language])
    console.close()  # else the message may be faster
    shop.context.set_offline(False)
    again = shop.window.get_by_role("button", name=shop.words["again"])
    again.click(timeout=60_000)
    console.view("queue")
    console.open(MORE[language])
    expect(again).to_be_hidden()


@pytest.mark.both_languages
def test_spam_is_the_end(shop: Shop, console: Console, language: Language) -> None:
    """CH-6"""
    begin(shop, console, QUESTION[language])
    console.page.get_by_role("button", name=re.compile(console.say("status.in_progress"))).first.click()
    console.page.get_by_role("menuitemradio", name=console.say("status.spam")).click()
    expect(shop.window.get_by_text(shop.words["over"]).first).to_be_visible()
    expect(shop.field).to_be_hidden()
    expect(shop.window.get_by_role("button", name=shop.words["new"])).to_have_count(0)
    shop.page.reload()
    expect(shop.window.get_by_text(shop.words["over"]).first).to_be_visible()
    expect(shop.window.get_by_role("button", name=shop.words["new"])).to_have_count(0)


def test_the_race_for_a_chat(shop: Shop, new_console: Callable[..., Console], language: Language) -> None:
    """CH-2: the loser is told who was faster. Both are the owner here, so the second take changes nothing."""
    shop.open()
    shop.write(QUESTION[language])
    first, second = new_console(), new_console()
    for console in (first, second):
        console.open(QUESTION[language])
    first.page.keyboard.press("Alt+KeyT")
    second.page.keyboard.press("Alt+KeyT")
    for console in (first, second):
        expect(console.composer).to_be_visible()
    expect(shop.log.get_by_text(re.compile(shop.words["joined"]))).to_have_count(1)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_long_chat_opens_at_its_end(
    shop: Shop, console: Console, new_console: Callable[..., Console], width: int, language: Language
) -> None:
    """CO-8: also when the line about the first page, which is asked for apart, comes late"""
    begin(shop, console, QUESTION[language])
    for number in range(25):
        console.answer(f"line {number}")
    late = new_console(viewport={"width": width, "height": 844})
    answers: list[Route] = []

    def hold(route: Route) -> None:
        answers.append(route)

    late.page.route("**/api/v1/chats/*/client", hold)
    with late.page.expect_request("**/api/v1/chats/*/client"):
        late.page.goto(console.page.url)
    expect(late.log.get_by_text("line 24", exact=True)).to_be_in_viewport(ratio=1)
    for route in answers:
        route.continue_()
    late.page.unroute("**/api/v1/chats/*/client")
    expect(late.log.get_by_text(re.compile(late.say("log.began").replace("{{page}}", ".+")))).to_be_attached()
    left = "log => log.scrollHeight - log.clientHeight - log.scrollTop"
    late.page.wait_for_function(f"({left})(document.querySelector('[role=log]')) < 2")


def test_the_focus_stays_in_the_chat_that_was_closed(shop: Shop, console: Console, language: Language) -> None:
    """CO-8: the composer that had it is gone; the log has it, and the way back is one Tab away"""
    begin(shop, console, QUESTION[language])
    expect(console.composer).to_be_focused()
    console.close()
    expect(console.log).to_be_focused()
    console.page.get_by_role("button", name=console.say("closed.reopen")).click()
    expect(console.composer).to_be_focused()


def test_an_answer_that_comes_late_takes_nothing_back(shop: Shop, console: Console, language: Language) -> None:
    """CH-2: what the server said of the chat before it was taken is old; who writes by then goes on writing"""
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])
    late: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        late.append((route, route.fetch()))

    chat = re.compile(r"/api/v1/chats/\d+$")
    console.page.route(chat, hold)
    console.context.set_offline(True)
    expect(console.page.get_by_text(console.say("connection.kept"))).to_be_visible()
    console.context.set_offline(False)
    until(console.page, lambda: bool(late))
    console.take()
    console.page.keyboard.type(ANSWER[language])
    with console.page.expect_response(chat) as response:
        for route, answer in late:
            route.fulfill(response=answer)
    response.value.finished()
    console.page.keyboard.type("!")
    expect(console.composer).to_be_focused()
    expect(console.composer).to_have_value(f"{ANSWER[language]}!")
    console.composer.press("Enter")
    expect(shop.log.get_by_text(f"{ANSWER[language]}!")).to_be_visible()
