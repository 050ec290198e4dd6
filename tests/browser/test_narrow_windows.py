"""CO-8, the issue's "everywhere": narrow and zoomed windows hold everything, high contrast shows what colour alone would say."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from side_by_side import Console, Language, Shop, begin, violations

QUESTION = {"ru": "Подскажите, сколько стоит доставка в Тулу?", "en": "Could you tell me how much delivery to Tula is?"}
PAGES = ("profile", "company", "hours", "operators", "statuses", "rules", "templates", "plugins", "plugins/webchat")
# A small phone, and windows of 1440 × 900 and 1280 × 720 at 200 %.
WINDOWS = ((320, 640), (720, 450), (640, 360))
CUT_OFF = """async () => {
    await document.fonts.ready
    const shown = element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
    const ancestors = element => element.parentElement ? [element.parentElement, ...ancestors(element.parentElement)] : []
    const slides = element => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth
    const unseen = element => element.getBoundingClientRect().width <= 1
    const tell = element => `${element.tagName} "${element.innerText ?? ""}" ${JSON.stringify(element.getBoundingClientRect())}`
    const found = []
    if (document.scrollingElement.scrollWidth > innerWidth) found.push("the page scrolls sideways")
    for (const element of document.querySelectorAll("body *")) {
        const box = element.getBoundingClientRect()
        if (box.width <= 1 || !shown(element)) continue
        const around = ancestors(element)
        if (around.some(unseen) || around.some(slides)) continue
        if (box.right > innerWidth + 1 || box.left < -1) found.push("beyond the edge: " + tell(element))
        const { overflowX, textOverflow } = getComputedStyle(element)
        const clips = /hidden|clip/.test(overflowX) && textOverflow !== "ellipsis" && element.tagName !== "INPUT"
        if (clips && element.scrollWidth > element.clientWidth + 1) found.push("cut: " + tell(element))
    }
    return found
}"""


def whole(console: Console) -> None:
    assert console.page.evaluate(CUT_OFF) == []


@pytest.fixture
def talk(
    new_console: Callable[..., Console], new_shop: Callable[..., Shop], language: Language
) -> Callable[..., Console]:
    """An operator in a window of this kind, in the middle of a chat."""

    def make(**window: object) -> Console:
        console = new_console(**window)
        shop = new_shop()
        shop.visit()
        begin(shop, console, QUESTION[language])
        return console

    return make


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_nothing_is_cut_off(
    new_console: Callable[..., Console], new_shop: Callable[..., Shop], width: int, height: int, language: Language
) -> None:
    """CO-8: chat, note and what opens over them, in a window as narrow as that"""
    console = new_console(viewport={"width": width, "height": height})
    page, say = console.page, console.say
    expect(page.get_by_text(say("list.empty.queue"))).to_be_visible()
    whole(console)
    shop = new_shop()
    shop.visit()
    shop.open()
    shop.write(QUESTION[language])
    expect(page.get_by_role("option")).to_have_count(1)
    whole(console)
    console.open(QUESTION[language])
    whole(console)
    page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    whole(console)
    page.keyboard.press("Alt+KeyR")
    expect(page.get_by_role("form", name=say("transfer.title"))).to_be_visible()
    whole(console)
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+KeyK")
    expect(page.get_by_role("combobox", name=say("palette.field"))).to_be_focused()
    whole(console)
    page.keyboard.press("Escape")
    console.composer.fill("1\n2\n3\n4\n5\n6\n7\n8\n9\n10")
    expect(page.get_by_role("button", name=say("composer.send"), exact=True)).to_be_in_viewport(ratio=1)
    console.composer.fill("")
    page.keyboard.press("Alt+KeyP")
    expect(page.get_by_role("textbox", name=say("composer.note_here"), exact=True)).to_be_visible()
    whole(console)


@pytest.mark.parametrize(("width", "height"), WINDOWS[::2])
def test_no_page_of_settings_is_cut_off(new_console: Callable[..., Console], width: int, height: int) -> None:
    """CO-8: and names of people and plugins are still there to be read"""
    console = new_console(viewport={"width": width, "height": height})
    for name in PAGES:
        console.page.goto(f"/settings/{name}")
        console.page.get_by_role("main").get_by_role("heading").first.wait_for()
        console.page.wait_for_load_state("networkidle")
        whole(console)
    console.page.goto("/settings/operators")
    owner = console.page.get_by_role("main").get_by_role("link", name="Olga Owner")
    expect(owner).to_be_visible()
    box = owner.bounding_box()
    assert box is not None
    assert box["width"] >= 70
    console.page.goto("/settings/statuses")
    spam = console.page.locator("bdi", has_text="Спам")
    expect(spam).to_be_visible()
    assert spam.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_high_contrast_has_no_violations(talk: Callable[..., Console]) -> None:
    """CO-8: axe, where the system's colours replace ours"""
    console = talk(forced_colors="active")
    assert violations(console.page) == []
    for name in ("company", "operators", "statuses", "plugins"):
        console.page.goto(f"/settings/{name}")
        console.page.get_by_role("main").get_by_role("heading").first.wait_for()
        console.page.wait_for_load_state("networkidle")
        assert violations(console.page) == []


def test_what_is_chosen_shows_in_high_contrast(talk: Callable[..., Console], language: Language) -> None:
    """CO-8: the open chat, the list one is in, the tab of the composer, the segment of a choice"""
    console = talk(forced_colors="active")
    page, say = console.page, console.say
    console.view("in_progress")
    console.open(QUESTION[language])
    for chosen in (
        page.get_by_role("option", selected=True),
        page.get_by_role("tab", selected=True),
        page.locator("nav [aria-current]").first,
    ):
        expect(chosen).to_have_css("outline-style", "solid")
    expect(page.get_by_role("tab", selected=False)).to_have_css("outline-style", "none")
    page.goto("/settings/company")
    russian = page.locator("label").filter(has=page.get_by_role("radio", name="Русский"))
    english = page.locator("label").filter(has=page.get_by_role("radio", name="English"))
    expect(russian).to_have_css("outline-style", "solid")
    expect(english).to_have_css("outline-style", "none")
    page.goto("/settings/operators")
    switch = page.get_by_role("switch", name=say("operators.hide_offline"))
    off = _picture(switch)
    switch.click()
    expect(switch).to_be_checked()
    assert _picture(switch) != off


def _picture(part: Locator) -> bytes:
    """What it looks like by itself, without pointer and focus."""
    part.page.mouse.move(0, 0)
    part.evaluate("element => element.blur()")
    return part.screenshot(animations="disabled")
