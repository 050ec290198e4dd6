"""The widget in a real browser: how soon its button stands on a page, and whether it moves anything there."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

import processes  # noqa: F401 - it puts the tests on the path

import chromium  # isort: skip
from side_by_side import Server  # isort: skip

RUNS = 7
OBSERVE = """
    window.shift = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) shift += one.value })
        .observe({type: "layout-shift", buffered: true});
    new MutationObserver(() => {
        if (window.shown || !document.querySelector(".besedka-button")) return;
        requestAnimationFrame(() => requestAnimationFrame(() => window.shown = performance.now()));
    }).observe(document, {childList: true, subtree: true});
"""
PAGE = """<!doctype html><title>Site</title><p>Text</p><script>window.begun = performance.now()</script>
<script async src="/widget.js"></script><p>More text</p>"""


def measure() -> dict[str, float]:
    """Medians over fresh visitors: the button after the snippet, the window after the press, the sum of layout shifts."""
    with tempfile.TemporaryDirectory() as folder, chromium.browsing() as browser:
        server = Server(Path(folder), "en")
        server.start()
        server.found()
        runs = [_visit(browser, server) for _ in range(RUNS)]
        server.stop()
    names = ("widget.button_ms", "widget.window_ms", "widget.layout_shift")
    return {name: statistics.median(run[at] for run in runs) for at, name in enumerate(names)}


def _visit(browser: Browser, server: Server) -> tuple[float, float, float]:
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    page.route("**/site", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto("/site")
    page.wait_for_function("window.shown")
    button = page.evaluate("shown - begun")
    window = _open(page)
    page.get_by_role("dialog").get_by_role("textbox").fill("Hello")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_text("Hello")).to_be_visible()
    shift = page.evaluate("shift")
    context.close()
    return button, window, shift


def _open(page: Page) -> float:
    page.evaluate("window.pressed = performance.now()")
    page.locator(".besedka-button").get_by_role("button").click()
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_visible()
    return float(page.evaluate("performance.now() - pressed"))
