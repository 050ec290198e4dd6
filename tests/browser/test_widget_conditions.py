"""The widget where the screen is narrow, colours are forced, and the network is slow or gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from side_by_side import Console, Language, Server, Shop, begin, violations

QUESTION = {"ru": "Здравствуйте! Есть улун?", "en": "Hello! Is there any oolong?"}
ANSWER = {"ru": "Есть, молочный", "en": "Yes, milk oolong"}
DRAFT = {"ru": "И сколько", "en": "And how much"}
MORE = {"ru": " стоит?", "en": " is it?"}


def slow(page: Page) -> None:
    """A bad mobile network: 400 kbit/s, 400 ms."""
    conditions = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", conditions)


def place(part: Locator) -> FloatRect:
    box = part.bounding_box()
    assert box, "it is not shown"
    return box


def test_what_comes_late_moves_nothing(new_shop: Callable[..., Shop], console: Console, language: Language) -> None:
    """WG-9: on a slow network one types at once, and the words stay where they are when the settings come"""
    shop = new_shop()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    shop.page.route("**/api/widget/v1/default/session", hold)
    slow(shop.page)
    with shop.page.expect_request("**/api/widget/v1/default/session", timeout=60_000):
        shop.page.goto("/demo", wait_until="commit", timeout=60_000)
        shop.page.locator(".besedka-button button").click(timeout=60_000)
        shop.field.fill(DRAFT[language], timeout=60_000)
    parts = [shop.field, shop.window.get_by_role("log")]
    before = [place(part) for part in parts]
    assert held, "the widget has not asked for its settings"
    held[0].continue_()
    expect(shop.window.get_by_text(shop.words["greeting"])).to_be_visible(timeout=60_000)
    assert [place(part) for part in parts] == before
    expect(shop.field).to_have_value(DRAFT[language])


@pytest.mark.parametrize("away", ["network", "server"])
def test_what_is_typed_without_a_connection_is_kept(
    new_shop: Callable[..., Shop], console: Console, server: Server, language: Language, away: str
) -> None:
    """WG-8, WG-9: at 320 px; the sentence stands under the name, nothing moves, and what was sent goes by itself"""
    shop = new_shop(viewport={"width": 320, "height": 568})
    shop.visit()
    begin(shop, console, QUESTION[language])
    console.answer(ANSWER[language])
    parts = [shop.log.get_by_text(ANSWER[language]), shop.window.locator(".who bdi"), shop.field]
    expect(parts[0]).to_be_visible()
    shop.field.fill(DRAFT[language])
    before = [place(part) for part in parts]
    if away == "network":
        shop.context.set_offline(True)
    else:
        server.stop()
    expect(shop.window.get_by_text(shop.words["lost"])).to_be_visible()
    assert [place(part) for part in parts] == before
    assert shop.page.evaluate("document.documentElement.scrollWidth") <= 320
    shop.field.press_sequentially(MORE[language])
    expect(shop.field).to_have_value(DRAFT[language] + MORE[language])
    shop.field.press("Enter")
    if away == "network":
        shop.context.set_offline(False)
    else:
        server.start()
    expect(shop.window.get_by_text(shop.words["lost"])).to_have_count(0, timeout=60_000)
    expect(console.log.get_by_text(DRAFT[language] + MORE[language])).to_have_count(1, timeout=60_000)
    assert shop.texts() == [QUESTION[language], ANSWER[language], DRAFT[language] + MORE[language]]


def test_the_line_of_the_connection_moves_nothing_that_is_read(
    new_shop: Callable[..., Shop], console: Console, language: Language
) -> None:
    """WG-9: neither when it comes nor when it goes, where one has scrolled up"""
    shop = new_shop()
    shop.visit()
    begin(shop, console, QUESTION[language])
    console.composer.fill("\n".join([ANSWER[language]] * 60))
    console.composer.press("Enter")
    bubble = shop.log.locator(".m").last
    expect(bubble).to_contain_text(ANSWER[language])
    shop.log.evaluate("log => { log.scrollTop /= 2 }")
    expect(shop.window.locator(".to-end")).to_be_visible()
    before = place(bubble)
    shop.context.set_offline(True)
    expect(shop.window.get_by_text(shop.words["lost"])).to_be_visible()
    assert place(bubble) == before
    shop.context.set_offline(False)
    expect(shop.window.get_by_text(shop.words["lost"])).to_have_count(0, timeout=60_000)
    assert place(bubble) == before


def test_forced_colours_and_twice_the_size(new_shop: Callable[..., Shop], console: Console, language: Language) -> None:
    """WG-9: what only a colour would show has an edge; at 200 % the window is that of a phone"""
    shop = new_shop(viewport={"width": 720, "height": 450}, device_scale_factor=2, forced_colors="active")
    shop.visit()
    begin(shop, console, QUESTION[language])
    console.answer(ANSWER[language])
    bubble = shop.log.locator(".m", has_text=ANSWER[language])
    expect(bubble).to_be_visible()
    for edged in (bubble, shop.window.locator(".send"), shop.window):
        expect(edged).to_have_css("border-top-width", "1px")
    assert place(shop.window) == {"x": 0, "y": 0, "width": 720, "height": 450}
    assert violations(shop.page) == []
