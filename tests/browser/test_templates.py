"""Templates: their page, "/" in the composer, what one writes saved as one."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from people import PASSWORD
from side_by_side import Console, Language, Server, Shop, begin, violations

QUESTION = {"ru": "Здравствуйте! Когда привезёте заказ?", "en": "Hello! When will the order come?"}
SHARED = {
    "ru": [
        {"title": "Приветствие", "text": "Здравствуйте! Чем помочь?"},
        {"heading": "Доставка", "title": "Сроки", "text": "По городу привозим за два дня."},
        {"heading": "Доставка", "text": "Самовывоз бесплатный, ещё и быстрый."},
        {"heading": "Оплата", "title": "По счёту", "text": "Счёт пришлём на почту.\nОн действует три дня."},
    ],
    "en": [
        {"title": "Greeting", "text": "Hello! How can I help?"},
        {"heading": "Delivery", "title": "Times", "text": "In town it takes two days."},
        {"heading": "Delivery", "text": "Picking it up is free, and quick."},
        {"heading": "Payment", "title": "By invoice", "text": "We e-mail the invoice.\nIt is valid for three days."},
    ],
}
SOUGHT = {"ru": "еще дост", "en": "quick del"}
THEMES = ("light", "dark")


@pytest.fixture
def shared(server: Server, language: Language) -> list[dict[str, str]]:
    """What the owner has written for everybody."""
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}) as http:
        owner = {"email": "olga@shop.example", "password": PASSWORD}
        http.post("/api/v1/session", json=owner).raise_for_status()
        body = {"level": "global", "items": SHARED[language]}
        http.post("/api/v1/templates", json=body).raise_for_status()
    return SHARED[language]


def open_page(console: Console) -> Page:
    console.page.goto("/settings/templates")
    expect(console.page.get_by_role("heading", level=1, name=console.say("settings.page.templates"))).to_be_visible()
    return console.page


def rows(page: Page) -> list[str]:
    """Headings and templates from above, by their first line."""
    return [text.split("\n")[0].strip() for text in page.get_by_role("main").locator("li").all_inner_texts()]


@pytest.mark.both_languages
def test_one_is_written_changed_and_removed(console: Console, language: Language) -> None:
    """TM-1: with what is wrong beside the field, and a way back"""
    page = open_page(console)
    say = console.say
    page.get_by_role("tab", name=say("templates.level.personal")).click()
    expect(page.get_by_text(say("templates.none.personal"))).to_be_visible()
    page.get_by_role("button", name=say("templates.add")).first.click()
    form = page.get_by_role("form", name=say("templates.new"))
    form.get_by_role("button", name=say("save")).click()
    expect(form.get_by_text(say("form.flaw.empty"))).to_be_visible()
    expect(form.get_by_label(say("templates.text"))).to_be_focused()
    name = f"{say('templates.title')} {say('form.optional')}"
    form.get_by_role("textbox", name=name, exact=True).fill("Tea")
    form.get_by_label(say("templates.text")).fill("first line\nsecond line")
    form.get_by_role("button", name=say("save")).click()
    expect(page.get_by_text("first line second line")).to_be_visible()
    page.get_by_role("button", name=re.compile(say("templates.edit_what").replace("{{name}}", ".*Tea"))).click()
    form = page.get_by_role("form", name=say("templates.edit"))
    form.get_by_label(re.compile(f"^{say('templates.title')}")).fill("ю" * 101)
    form.get_by_role("button", name=say("save")).click()
    expect(form.get_by_label(re.compile(f"^{say('templates.title')}"))).to_have_attribute("aria-invalid", "true")
    form.get_by_label(re.compile(f"^{say('templates.title')}")).fill("🍵 שלום")
    form.get_by_role("button", name=say("save")).click()
    expect(page.get_by_text("🍵 שלום")).to_be_visible()
    page.get_by_role("button", name=re.compile(say("templates.remove_what").replace("{{name}}", ".*🍵"))).click()
    expect(page.get_by_text(say("templates.none.personal"))).to_be_visible()
    page.get_by_role("button", name=say("templates.bring_back")).click()
    expect(page.get_by_text("🍵 שלום")).to_be_visible()
    page.reload()
    page.get_by_role("tab", name=say("templates.level.personal")).click()
    expect(page.get_by_text("🍵 שלום")).to_be_visible()


@pytest.mark.both_languages
def test_many_are_pasted_at_once(console: Console) -> None:
    """TM-1: one a line; a leading space makes a heading of the line before"""
    page = open_page(console)
    page.get_by_role("button", name=console.say("templates.many")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    dialog.get_by_role("textbox").fill("Tea\n green\n black\nwater\nx" + "ю" * 4000)
    dialog.get_by_role("button", name=console.say("templates.many_do")).click()
    expect(dialog.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_role("textbox").fill("Tea\n green\n black\nwater")
    expect(dialog.get_by_role("listitem")).to_have_text(["Tea green", "Tea black", "water"])
    dialog.get_by_role("button", name=console.say("templates.many_do")).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("black", exact=True)).to_be_visible()
    assert rows(page) == ["water", "Tea", "green", "black"]


@pytest.mark.both_languages
def test_they_are_put_in_order_by_keys_and_by_pointer(
    console: Console, shared: list[dict[str, str]], language: Language
) -> None:
    """TM-1: Space lifts, arrows move, also under the next heading; Esc takes it back; another window sees it"""
    page = open_page(console)
    greeting, times, pickup, invoice = (one.get("title") or one["text"] for one in shared)
    delivery, payment = shared[1]["heading"], shared[3]["heading"]
    expect(page.get_by_text(times, exact=True)).to_be_visible()
    assert rows(page) == [greeting, delivery, times, pickup, payment, invoice]
    grip = page.get_by_role("button", name=re.compile(console.say("templates.move").replace("{{name}}", f".*{times}")))
    grip.focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    expect(grip).to_have_attribute("aria-pressed", "false")
    assert rows(page) == [greeting, delivery, times, pickup, payment, invoice]
    for key in ("Space", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(grip).to_be_focused()
    page.keyboard.press("Space")
    expect(grip).to_have_attribute("aria-pressed", "false")
    assert rows(page) == [greeting, delivery, pickup, payment, times, invoice]
    other = console.tab()
    other.goto("/settings/templates")
    expect(other.get_by_role("main").locator("li").nth(4)).to_contain_text(times)
    assert rows(other) == [greeting, delivery, pickup, payment, times, invoice]
    grip.hover()
    page.mouse.down()
    target = page.get_by_text(pickup, exact=True).bounding_box()
    assert target is not None
    page.mouse.move(target["x"] + 5, target["y"] + 2, steps=5)
    page.mouse.up()
    expect(other.get_by_role("main").locator("li").nth(2)).to_contain_text(times)
    assert rows(page) == [greeting, delivery, times, pickup, payment, invoice]


@pytest.mark.both_languages
def test_a_heading_is_renamed_and_moved(console: Console, shared: list[dict[str, str]], language: Language) -> None:
    """TM-1: with all that stands under it"""
    page = open_page(console)
    say, payment = console.say, shared[3]["heading"]
    menu = page.get_by_role(
        "button", name=re.compile(say("templates.heading_menu").replace("{{name}}", f".*{payment}"))
    )
    menu.click()
    page.get_by_role("menuitem", name=say("form.up")).click()
    expect(page.get_by_role("main").locator("li").nth(1)).to_contain_text(payment)
    menu.click()
    page.get_by_role("menuitem", name=say("templates.rename")).click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Money")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Money")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Money")).to_be_visible()
    assert rows(page)[1] == "Money"


@pytest.mark.both_languages
def test_operators_read_the_shared_ones_and_write_their_own(
    server: Server, new_console: Callable[..., Console], shared: list[dict[str, str]]
) -> None:
    """TM-1, OP-6, GR-3: of the settings they see this page and their own"""
    anna = new_console(server.hire("Anna"))
    page, say = anna.page, anna.say
    page.get_by_role("link", name=say("rail.settings"), exact=True).click()
    page.get_by_role("link", name=say("settings.page.templates"), exact=True).click()
    expect(page.get_by_role("tab", name=say("templates.level.personal"))).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("link", name=say("settings.page.plugins"))).to_have_count(0)
    expect(page.get_by_role("button", name=say("templates.add")).first).to_be_visible()
    page.get_by_role("tab", name=say("templates.level.global")).click()
    expect(page.get_by_text(shared[1]["text"])).to_be_visible()
    expect(page.get_by_role("button", name=say("templates.add"))).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile(say("templates.move").replace("{{name}}", "")))).to_have_count(0)
    page.get_by_role("searchbox", name=say("settings.find")).fill("zzz")
    expect(page.get_by_text("zzz")).to_be_visible()
    page.goto("/settings/plugins")
    expect(page).to_have_url(re.compile("/chats/"))


@pytest.mark.both_languages
def test_a_slash_offers_them_while_one_types(
    shop: Shop, console: Console, shared: list[dict[str, str]], language: Language
) -> None:
    """TM-1, CO-4: by all words, without a mouse; what else was typed stays, and the browser's own undo works"""
    begin(shop, console, QUESTION[language])
    expect(console.composer).to_be_focused()
    page, say = console.page, console.say
    options = page.get_by_role("listbox", name=say("templates.list")).get_by_role("option")
    page.keyboard.type("https://shop.example 1/2 ")
    expect(options).to_have_count(0)
    page.keyboard.type("/")
    expect(options).to_have_count(4)
    page.keyboard.type(SOUGHT[language])
    expect(options).to_have_count(1)
    page.keyboard.press("Enter")
    whole = f"https://shop.example 1/2 {shared[2]['text']}"
    expect(console.composer).to_have_value(whole)
    assert console.log.get_by_text(shared[2]["text"]).count() == 0
    page.keyboard.press("ControlOrMeta+KeyZ")
    expect(console.composer).not_to_have_value(whole)
    console.composer.fill("")
    page.keyboard.type("/")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(console.composer).to_have_value(shared[3]["text"])
    page.keyboard.press("Enter")
    expect(shop.log.locator(".m").last).to_contain_text(shared[3]["text"].split("\n")[1])


@pytest.mark.both_languages
def test_esc_leaves_the_slash_to_itself(
    shop: Shop, console: Console, shared: list[dict[str, str]], language: Language
) -> None:
    """TM-1: and the button opens the list again"""
    begin(shop, console, QUESTION[language])
    expect(console.composer).to_be_focused()
    page = console.page
    listbox = page.get_by_role("listbox", name=console.say("templates.list"))
    page.keyboard.type("/")
    expect(listbox).to_be_visible()
    page.keyboard.press("Escape")
    expect(listbox).to_have_count(0)
    page.keyboard.type("me waves")
    page.keyboard.press("Enter")
    expect(shop.log.locator(".m").last).to_contain_text("/me waves")
    page.get_by_role("button", name=console.say("templates.insert")).click()
    expect(listbox).to_be_visible()
    listbox.get_by_role("option").filter(has_text=shared[1]["text"]).click()
    expect(console.composer).to_have_value(shared[1]["text"])
    expect(console.composer).to_be_focused()


@pytest.mark.both_languages
def test_what_one_writes_becomes_a_template(shop: Shop, console: Console, language: Language) -> None:
    """TM-2: by the menu beside the button that sends; ones own stand first"""
    begin(shop, console, QUESTION[language])
    expect(console.composer).to_be_focused()
    page, say = console.page, console.say
    page.keyboard.type("Have a good tea!")
    page.get_by_role("button", name=say("composer.more")).click()
    page.get_by_role("menuitem", name=say("templates.save_this")).click()
    dialog = page.get_by_role("dialog", name=say("templates.save_this"))
    title = dialog.get_by_label(re.compile(f"^{say('templates.title')}"))
    expect(title).to_be_focused()
    title.fill("Farewell")
    dialog.get_by_role("button", name=say("save")).click()
    expect(page.get_by_text(say("templates.saved"))).to_be_visible()
    expect(console.composer).to_be_focused()
    expect(console.composer).to_have_value("Have a good tea!")
    console.composer.fill("")
    page.keyboard.type("/fare")
    option = page.get_by_role("option").filter(has_text="Farewell")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(console.composer).to_have_value("Have a good tea!")


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_a_sheet_has_them(
    shop: Shop, new_console: Callable[..., Console], shared: list[dict[str, str]], width: int, language: Language
) -> None:
    """TM-1, CO-8: behind the plus, which also turns to notes"""
    console = new_console(viewport={"width": width, "height": 844}, has_touch=True)
    page, say = console.page, console.say
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])
    page.get_by_role("button", name=say("take.do")).tap()
    expect(console.composer).to_be_visible()
    console.composer.fill("Hi!")
    page.get_by_role("button", name=say("composer.plus"), exact=True).tap()
    page.get_by_role("button", name=say("composer.template"), exact=True).tap()
    sheet = page.get_by_role("dialog", name=say("templates.insert"))
    expect(sheet.get_by_role("listitem")).to_have_count(4)
    sheet.get_by_role("searchbox").fill(SOUGHT[language])
    sheet.get_by_role("listitem").get_by_role("button").tap()
    expect(console.composer).to_have_value(f"Hi! {shared[2]['text']}")
    page.get_by_role("button", name=say("composer.plus"), exact=True).tap()
    page.get_by_role("button", name=say("composer.note"), exact=True).tap()
    expect(page.get_by_role("textbox", name=say("composer.note"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(
    shop: Shop,
    new_console: Callable[..., Console],
    shared: list[dict[str, str]],
    theme: str,
    width: int,
    language: Language,
) -> None:
    """On the page, in its forms, and in the list over the field."""
    console = new_console(color_scheme=theme, viewport={"width": width, "height": 844})
    page = open_page(console)
    say = console.say
    expect(page.get_by_text(shared[1]["text"])).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=say("templates.add")).click()
    page.get_by_role("button", name=say("save")).click()
    expect(page.get_by_text(say("form.flaw.empty"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=say("templates.many")).click()
    page.get_by_role("dialog").get_by_role("textbox").fill("a\n b")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name=say("templates.find")).fill(SOUGHT[language].split()[1])
    expect(page.get_by_role("main").locator("mark").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("searchbox", name=say("templates.find")).fill("zzz")
    expect(page.get_by_role("button", name=say("plugins.reset"))).to_be_visible()
    assert violations(page) == []
    shop.open()
    shop.write(QUESTION[language])
    page.goto("/chats/queue")
    console.open(QUESTION[language])
    page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    console.composer.press("/")
    expect(page.get_by_role("listbox", name=say("templates.list"))).to_be_visible()
    assert violations(page) == []
