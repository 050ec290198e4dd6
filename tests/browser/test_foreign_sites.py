"""The widget on sites that are not the server's own: what stops it there is named."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from side_by_side import LOCALES, WIDGET, Console, Language, Server
from sites import allow, site

UNAVAILABLE = {"ru": "Чат сейчас недоступен", "en": "The chat is not available right now"}


@pytest.fixture
def visit(browser: Browser, server: Server, language: Language) -> Iterator[Callable[[str], tuple[Page, list[str]]]]:
    """Opens the chat on a site; answers with the page and what stands in its console from then on."""
    context = browser.new_context(locale=LOCALES[language], reduced_motion="reduce")

    def opened(address: str) -> tuple[Page, list[str]]:
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.goto(address)
        page.locator(".besedka-button").get_by_role("button").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        return page, said

    yield opened
    context.close()


def wait_for(page: Page, said: list[str], words: str, times: int = 1) -> None:
    """Until the console has said something so many times."""
    while sum(words in text for text in said) < times:
        page.wait_for_event("console", timeout=60_000)


def ours(said: list[str]) -> list[str]:
    return [text for text in said if text.startswith("Besedka:")]


Visit = Callable[[str], tuple[Page, list[str]]]


@pytest.mark.both_languages
def test_a_site_that_is_not_in_the_settings(server: Server, visit: Visit, console: Console, language: Language) -> None:
    """WG-1: it says so to whoever can mend it, and to visitors that there is no chat; mended, it comes by itself"""
    with site(server) as address:
        page, said = visit(address)
        expect(page.get_by_role("dialog").get_by_role("heading", name=UNAVAILABLE[language])).to_be_visible()
        wait_for(page, said, "has been blocked by CORS policy", times=4)
        wait_for(page, said, "Besedka:")
        assert ours(said) == [
            f"Besedka: the address of this site, {address}, is not in the settings of the website chat"
        ]
        allow(console, address)
        expect(page.get_by_text(WIDGET[language]["greeting"])).to_be_visible(timeout=60_000)


def test_a_policy_that_refuses_the_socket(server: Server, visit: Visit, console: Console, language: Language) -> None:
    """WG-1: the console names what the policy needs, once; meanwhile the chat goes on by polling"""
    policy = "default-src 'self' {server}"
    with site(server, policy) as address:
        allow(console, address)
        page, said = visit(address)
        socket = re.sub("^http", "ws", server.url)
        wait_for(page, said, f"Connecting to '{socket}/ws/visitor' violates", times=2)
        wait_for(page, said, "Besedka:")
        field = page.get_by_role("dialog").get_by_role("textbox")
        field.fill("42")
        field.press("Enter")
        expect(page.get_by_role("log").get_by_text(WIDGET[language]["sent"])).to_be_visible(timeout=60_000)
        missing = f"Add to connect-src: {server.url} {socket}"
        refusal = "the Content-Security-Policy of this page does not let the chat reach its server"
        assert ours(said) == [f"Besedka: {refusal}. {missing}"]


def test_a_policy_as_the_docs_name_it(server: Server, visit: Visit, console: Console, language: Language) -> None:
    """WG-1"""
    policy = "default-src 'self'; script-src {server}; connect-src {server} " + re.sub("^http", "ws", server.url)
    with site(server, policy) as address:
        allow(console, address)
        page, said = visit(address)
        field = page.get_by_role("dialog").get_by_role("textbox")
        field.fill("42")
        field.press("Enter")
        expect(page.get_by_role("log").get_by_text(WIDGET[language]["sent"])).to_be_visible()
        assert ours(said) == []


def test_a_page_that_is_never_idle(browser: Browser, server: Server, console: Console, language: Language) -> None:
    """WG-1: its visitors are seen all the same"""
    busy = "function work() { const end = performance.now() + 60; while (performance.now() < end); postMessage(0) }"
    with site(server, more=f"<script>{busy}; onmessage = work; work()</script>") as address:
        allow(console, address)
        page = browser.new_page(locale=LOCALES[language])
        with page.expect_request("**/default/session", timeout=60_000):
            page.goto(address)
        page.close()
