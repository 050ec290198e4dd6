"""OB-2, F6: what the console says while the server can store nothing."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from databases import sqlite_in
from side_by_side import Console, Server, Shop, begin, violations


@pytest.mark.both_languages
def test_the_console_says_what_is_wrong_while_it_lasts(server: Server, console: Console, shop: Shop) -> None:
    """Whatever page is open, after a reload as well; what was typed goes out by itself."""
    page, sentence = console.page, console.say("trouble.database_held")
    begin(shop, console, "Is the green tea fresh?")
    with sqlite_in(server.folder).locked():
        console.answer("Picked in May")
        strip(page, sentence).wait_for()
        shop.write("And the black one?")
        assert violations(page) == []
        page.reload()
        strip(page, sentence).wait_for()
        expect(console.log.get_by_text("Picked in May", exact=True)).to_be_visible()
        page.get_by_role("link", name=console.say("settings.label")).first.click()
        expect(strip(page, sentence)).to_be_visible()
        page.go_back()
    expect(strip(page, sentence)).to_be_hidden(timeout=60_000)
    expect(console.log.get_by_text("And the black one?")).to_be_visible()
    expect(shop.log).to_contain_text("Picked in May", timeout=60_000)


def test_a_console_that_could_not_start_starts_once_it_can(console: Console) -> None:
    """A database that cannot even be read: the page says so, and nobody has to reload it."""
    page, sentence = console.page, "База данных не отвечает"

    def refuse(route: Route) -> None:
        problem = {"status": 503, "code": "unavailable", "detail": sentence}
        route.fulfill(status=503, content_type="application/problem+json", json=problem)

    page.route("**/api/v1/session", refuse)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    page.unroute("**/api/v1/session")
    expect(page.get_by_role("link", name=console.say("settings.label")).first).to_be_visible()
    complaints, console.complaints[:] = console.complaints[:], []
    assert all(sentence in complaint for complaint in complaints), "React names what the page shows, and nothing else"


def strip(page: Page, sentence: str) -> Locator:
    return page.get_by_role("status").filter(has_text=sentence)
