"""The widget and the scripts of the site that it stands on."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from side_by_side import LOCALES, Console, Language, Server, Shop
from sites import allow, site

LISTEN = """names => {
    window.told = [];
    window.off = Object.fromEntries(names.map(name => [name, Besedka.on(name, detail => told.push([name, detail]))]));
}"""
ALL = ["open", "close", "message", "unread", "chat_started", "chat_closed"]
HELLO = {"ru": "Здравствуйте! Есть улун?", "en": "Hello! Is there any oolong?"}
YES = {"ru": "Есть, молочный", "en": "Yes, milk oolong"}
MORE = {"ru": "Отложить?", "en": "Shall we put it aside?"}


def told(page: Page, name: str) -> list[Any]:
    found: list[Any] = page.evaluate("name => told.filter(one => one[0] === name).map(one => one[1])", name)
    return found


def wait_for(page: Page, name: str, times: int = 1) -> None:
    page.wait_for_function("([name, times]) => told.filter(one => one[0] === name).length >= times", arg=[name, times])


@pytest.mark.both_languages
def test_a_script_hears_opens_and_closes(shop: Shop, console: Console, language: Language) -> None:
    """WG-1: `on`, `open`, `close`"""
    page = shop.page
    page.wait_for_function("window.Besedka?.on")
    page.evaluate(LISTEN, ALL)
    page.evaluate("() => { Besedka.on('ready', () => told.push(['ready', null])) }")  # else what it returns is called
    page.evaluate("Besedka.open()")
    expect(shop.field).to_be_focused()
    wait_for(page, "ready")
    shop.write(HELLO[language])
    wait_for(page, "message")
    chat = told(page, "chat_started")[0]["chat"]
    sent = told(page, "message")[0]
    assert (sent["chat"], sent["from"], sent["text"]) == (chat, "visitor", HELLO[language])
    page.evaluate("Besedka.close()")
    expect(shop.window).to_be_hidden()
    console.open(HELLO[language])
    console.page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    console.answer(YES[language])
    wait_for(page, "unread")
    assert told(page, "unread") == [{"count": 1}]
    heard = told(page, "message")[1]
    assert (heard["from"], heard["name"], heard["text"]) == ("operator", "Olga", YES[language])
    page.evaluate("off.message()")
    shop.open()
    wait_for(page, "unread", 2)
    console.answer(MORE[language])
    expect(shop.log.get_by_text(MORE[language])).to_be_visible()
    assert len(told(page, "message")) == 2
    assert told(page, "unread")[1] == {"count": 0}
    assert [len(told(page, name)) for name in ("open", "close", "chat_started")] == [2, 1, 1]


EARLY = """<script>
    window.told = [];
    window.Besedka = [
        ["on", "ready", () => told.push(["ready"])],
        ["on", "open", () => { throw new Error("of the site's own") }],
        ["on", "open", () => told.push(["open"])],
        ["identify", {name: "Анна", email: "anna@mail.example", fields: {"Заказ": 2041}}],
    ];
</script>"""


def test_calls_before_the_script_has_come(
    browser: Browser, server: Server, console: Console, language: Language
) -> None:
    """WG-9, CO-4: they are kept; who the site says the visitor is stands in the list and the panel, as the site's word"""
    with site(server, before=EARLY) as address:
        allow(console, address)
        page = browser.new_page(locale=LOCALES[language])
        page.goto(address)
        wait_for(page, "ready")
        page.evaluate("Besedka.push(['open'])")
        wait_for(page, "open")
        field = page.get_by_role("dialog").get_by_role("textbox")
        field.fill(HELLO[language])
        field.press("Enter")
        row = console.page.get_by_role("option").filter(has_text=HELLO[language])
        expect(row.get_by_text("Анна")).to_be_visible()
        console.open(HELLO[language])
        console.page.get_by_role("button", name=console.say("panel.show")).click()
        panel = console.page.get_by_role("complementary", name=console.say("panel.label"))
        expect(panel.get_by_role("button", name=console.say("panel.said"))).to_be_visible()
        for text in ("Анна", "anna@mail.example", "Заказ", "2041"):
            expect(panel.get_by_text(text, exact=True)).to_be_visible()
        page.evaluate("Besedka.identify({name: 'Анна Б.'})")
        expect(panel.get_by_role("heading", name="Анна Б.")).to_be_visible()
        expect(row.get_by_text("Анна Б.")).to_be_visible()
        page.close()


def test_a_page_that_swaps_its_body(shop: Shop, console: Console, language: Language) -> None:
    """WG-1: the widget comes back with what was typed, and goes on"""
    shop.open()
    shop.write(HELLO[language])
    shop.field.fill(YES[language])
    shop.page.evaluate("document.body = document.createElement('body')")
    expect(shop.button).to_be_visible()
    expect(shop.field).to_have_value(YES[language])
    shop.page.evaluate("document.body.replaceWith(document.createElement('body'))")
    expect(shop.field).to_have_value(YES[language])
    shop.page.evaluate("document.body.innerHTML = '<main>Другая страница</main>'")
    expect(shop.field).to_have_value(YES[language])
    expect(shop.page.locator(".besedka-button, .besedka-window")).to_have_count(2)
    console.open(HELLO[language])
    console.page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    console.answer(YES[language])
    expect(shop.log.get_by_text(YES[language])).to_be_visible()


def test_a_snippet_that_stands_twice(browser: Browser, server: Server, console: Console, language: Language) -> None:
    """WG-1"""
    again = f'<script async src="{server.url}/widget.js"></script>'
    with site(server, more=again * 2) as address:
        allow(console, address)
        page = browser.new_page(locale=LOCALES[language])
        page.goto(address)
        page.wait_for_load_state("networkidle")
        button = page.locator(".besedka-button")
        expect(button).to_have_count(1)
        button.get_by_role("button").click()
        expect(page.get_by_role("dialog")).to_have_count(1)
        page.close()


def test_a_site_hides_and_moves_the_parts_by_their_classes(new_shop: Callable[..., Shop]) -> None:
    """WG-1: a site's own rules win over ours"""
    shop = new_shop()
    shop.page.goto("/demo")
    expect(shop.button).to_be_visible()
    style = """css => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }"""
    shop.page.evaluate(style, ".besedka-button { right: 100px } .besedka-window { --accent: rgb(1, 2, 3) }")
    box = shop.button.bounding_box()
    assert box is not None
    assert round(box["x"] + box["width"]) == shop.page.viewport_size["width"] - 100  # type: ignore[index]
    shop.open()
    assert shop.window.locator(".send").evaluate("send => getComputedStyle(send).getPropertyValue('--accent')") == (
        "rgb(1, 2, 3)"
    )
    shop.page.evaluate(style, ".besedka-button, .besedka-window { display: none }")
    expect(shop.button).to_be_hidden()
    expect(shop.window).to_be_hidden()
