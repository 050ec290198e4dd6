"""RT-5: widget and console behind a proxy that lets no sockets through, in real browsers and both languages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import WebSocket, expect

import company_proxy
from company_proxy import Proxy
from side_by_side import Console, Language, Person, Server, Shop, until

QUESTION = {"ru": "Здравствуйте! Есть ли у вас пуэр?", "en": "Hello! Do you have pu-erh?"}
ANSWER = {"ru": "Добрый день! Есть, и молодой, и старый.", "en": "Good day! We do, young and old."}
MORE = {"ru": "Мне нужен старый", "en": "I need an old one"}
LATER = {"ru": "Положу его в корзину", "en": "I will put it into the basket"}


@pytest.fixture
def proxy(new_server: Server) -> Iterator[Proxy]:
    with company_proxy.proxy(new_server.port) as proxy:
        yield proxy


@pytest.fixture
def server(new_server: Server, proxy: Proxy) -> Server:
    """With its owner, and reached through the proxy."""
    new_server.found()
    new_server.url = proxy.url
    return new_server


@pytest.mark.both_languages
def test_the_whole_way(shop: Shop, console: Console, proxy: Proxy, language: Language) -> None:
    """RT-5, RT-1, RT-2: both directions, typing, ticks, taking, closing and the rating, all by long polling"""
    question, answer, more, later = (texts[language] for texts in (QUESTION, ANSWER, MORE, LATER))
    shop.open()
    shop.write(question)
    expect(shop.log.get_by_text(shop.words["sent"])).to_have_count(1)
    console.open(question)
    console.page.keyboard.press("Alt+KeyT")
    expect(shop.log.get_by_text(re.compile(shop.words["joined"]))).to_be_visible()
    expect(shop.log.get_by_text(shop.words["read"])).to_have_count(1)
    shop.field.press_sequentially(more, delay=60)
    expect(console.page.get_by_text(more)).to_be_visible()
    shop.field.press("Enter")
    expect(console.log.get_by_text(more)).to_be_visible()
    console.composer.press_sequentially(answer, delay=120)
    expect(shop.log.locator(".dots, .typing").first).to_be_visible()
    console.answer(answer)
    expect(shop.log.get_by_text(answer)).to_be_visible()
    tick = console.log.get_by_label(console.say("tick.read")).or_(console.log.get_by_title(console.say("tick.read")))
    expect(tick.first).to_be_visible()
    shop.page.reload()
    expect(shop.log.get_by_text(answer)).to_be_visible()
    shop.write(later)
    expect(console.log.get_by_text(later)).to_be_visible()
    console.page.keyboard.press("Alt+KeyE")
    shop.window.get_by_role("radio", name=shop.words["four"]).click()
    expect(shop.field).to_be_visible()
    shop.window.get_by_role("button", name=shop.words["skip"]).click()
    expect(shop.window.get_by_text(shop.words["thanks"])).to_be_visible()
    for log in (shop.log, console.log):
        for text in (question, more, answer, later):
            expect(log.get_by_text(text)).to_have_count(1)
    assert proxy.refused >= 6  # two of each page


def test_a_restart_of_the_server(shop: Shop, console: Console, server: Server, language: Language) -> None:
    """RT-2, RT-5: what is written meanwhile waits, and goes out once"""
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])
    server.stop()
    expect(shop.window.get_by_text(shop.words["lost"]).first).to_be_visible(timeout=60_000)
    shop.write(MORE[language])
    server.start()
    expect(console.log.get_by_text(MORE[language])).to_have_count(1, timeout=120_000)
    assert shop.texts() == [QUESTION[language], MORE[language]]


def test_sockets_are_back_when_the_network_is(shop: Shop, console: Console, proxy: Proxy, language: Language) -> None:
    """RT-5: whoever loses the network tries a socket first"""
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])
    proxy.refuses_sockets = False
    for person in (shop, console):
        talks_by_socket(person)
    console.page.keyboard.press("Alt+KeyT")
    console.answer(ANSWER[language])
    expect(shop.log.get_by_text(ANSWER[language])).to_be_visible()


def talks_by_socket(person: Person) -> None:
    """After the network has gone and come back."""
    heard: list[str | bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.append(frame))  # noqa: PLW0108 - a builtin takes no attributes

    person.page.on("websocket", listen)
    person.context.set_offline(True)
    person.context.set_offline(False)
    until(person.page, lambda: bool(heard))
