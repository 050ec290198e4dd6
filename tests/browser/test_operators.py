"""The team, the company and one's own profile, in real browsers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from people import PASSWORD
from side_by_side import Console, Language, Server, Shop, begin, violations

TEXT = {"ru": "Здравствуйте! Есть ли самовывоз?", "en": "Hello! May I pick it up?"}
NEW = "another samovar entirely"


def open_page(console: Console, name: str, page: Page | None = None) -> Page:
    page = page or console.page
    page.goto(f"/settings/{name}")
    expect(page.get_by_role("heading", level=1, name=console.say(f"settings.page.{name}"))).to_be_visible()
    return page


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def field(console: Console, where: Page | Locator, key: str) -> Locator:
    return where.get_by_role("textbox", name=re.compile(f"^{re.escape(console.say(key))}"))


@pytest.mark.both_languages
def test_an_operator_is_made_with_the_keyboard_and_signs_in(
    console: Console, new_console: Callable[..., Console], language: Language
) -> None:
    """OP-1: what is missing is said at its field; leaving what was typed asks; then they can sign in"""
    page = open_page(console, "operators")
    page.get_by_role("button", name=console.say("operators.add")).press("Enter")
    drawer = page.get_by_role("dialog", name=console.say("operators.new"))
    drawer.get_by_role("button", name=console.say("operators.do_add")).press("Enter")
    expect(field(console, drawer, "operators.field.name")).to_be_focused()
    page.keyboard.type("سارة 👩‍🚀")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=console.say("form.leave.stay")).press("Enter")
    expect(field(console, drawer, "operators.field.name")).to_have_value("سارة 👩‍🚀")
    field(console, drawer, "operators.field.display_name").fill("я" * 31)
    field(console, drawer, "field.email").fill("sara@shop.example")
    drawer.get_by_label(console.say("field.password"), exact=True).fill(PASSWORD)
    drawer.get_by_role("button", name=console.say("operators.do_add")).press("Enter")
    expect(field(console, drawer, "operators.field.display_name")).to_have_attribute("aria-invalid", "true")
    field(console, drawer, "operators.field.display_name").fill("سارة")
    drawer.get_by_role("button", name=console.say("operators.do_add")).press("Enter")
    expect(drawer).to_have_count(0)
    expect(row(page, "سارة 👩‍🚀")).to_contain_text(console.say("operators.never"))
    sara = new_console("sara@shop.example")
    expect(row(page, "سارة 👩‍🚀")).to_contain_text(console.say("presence.online"))
    sara.page.goto("/settings/operators")
    expect(sara.page).to_have_url(re.compile("/chats/"))
    sara.page.get_by_role("link", name=console.say("rail.settings"), exact=True).click()
    expect(sara.page.get_by_role("heading", level=1, name=console.say("settings.page.profile"))).to_be_visible()


@pytest.mark.both_languages
def test_filters_stand_in_the_address(server: Server, console: Console, language: Language) -> None:
    """OP-1: by words, role and presence; j and k walk the rows"""
    server.hire("Boris")
    page = open_page(console, "operators")
    names = page.locator("[data-row-link]")
    expect(names).to_have_text(["Boris", "Olga Owner"])
    page.get_by_role("searchbox", name=console.say("operators.find")).fill("BORIS@")
    expect(names).to_have_text(["Boris"])
    expect(page).to_have_url(re.compile("BORIS"))
    page.reload()
    expect(names).to_have_text(["Boris"])
    page.get_by_role("switch", name=console.say("operators.hide_offline")).click()
    expect(page.get_by_role("status").filter(has_text=re.compile("BORIS@"))).to_be_visible()
    page.get_by_role("button", name=console.say("plugins.reset")).click()
    page.get_by_label(console.say("operators.by_role")).select_option("owner")
    expect(names).to_have_text(["Olga Owner"])
    expect(page).to_have_url(re.compile("role=owner"))
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("KeyJ")
    expect(names.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(names.first).to_be_focused()


@pytest.mark.both_languages
def test_a_deleted_operator_leaves_the_chat_to_another(
    server: Server, shop: Shop, new_console: Callable[..., Console], language: Language
) -> None:
    """OP-4: the dialog asks whom the chats go to; their console closes, the name stays with a word"""
    email = server.hire("Boris")
    boris, owner = new_console(email), new_console()
    begin(shop, boris, TEXT[language])
    boris.answer("One moment")
    page = open_page(owner, "operators")
    expect(row(page, "Boris")).to_contain_text(re.compile("1 (из|of) 5"))
    page.get_by_role("link", name="Boris", exact=True).press("Enter")
    page.get_by_role("button", name=owner.say("operators.remove.open")).press("Enter")
    ask = page.get_by_role("dialog").filter(has=page.get_by_label(owner.say("operators.remove.heir"))).last
    ask.get_by_label(owner.say("operators.remove.heir")).select_option(index=1)
    ask.get_by_role("button", name=owner.say("operators.remove.do"), exact=True).press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(row(page, "Boris")).to_have_count(0)
    expect(boris.page).to_have_url(re.compile("/login"))
    page.get_by_role("link", name=owner.say("rail.chats")).click()
    owner.view("in_progress")
    owner.open("One moment")
    gone = owner.say("operators.deleted").replace("{{name}}", "Boris")
    expect(owner.log.get_by_text(gone).first).to_be_visible()
    owner.answer("I go on")
    expect(shop.log.get_by_text("I go on")).to_be_visible()


@pytest.mark.both_languages
def test_my_own_profile(new_console: Callable[..., Console], server: Server, language: Language) -> None:
    """OP-6: names, a password that needs the present one, language and theme, without any rights"""
    console = new_console(server.hire("Boris"))
    page = open_page(console, "profile")
    field(console, page, "operators.field.display_name").fill("Бо 🎈")
    page.keyboard.press("Control+KeyS")
    expect(page.get_by_text(console.say("saved"), exact=True).first).to_be_visible()
    present = page.get_by_label(console.say("profile.present_password"), exact=True)
    present.fill("samovar on the terrace")
    page.get_by_label(console.say("operators.field.new_password"), exact=True).fill(NEW)
    page.keyboard.press("Enter")
    expect(present).to_have_attribute("aria-invalid", "true")
    present.fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text(console.say("profile.password_changed")).first).to_be_visible()
    page.get_by_text(console.say("theme.dark"), exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    other = {"ru": "English", "en": "Русский"}[language]
    page.get_by_text(other, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", {"ru": "en", "en": "ru"}[language])


@pytest.mark.both_languages
def test_two_administrators_change_the_company(console: Console, language: Language) -> None:
    """AD-1: who saves second sees both values side by side, and chooses"""
    page, other = open_page(console, "company"), console.tab()
    open_page(console, "company", other)
    expect(field(console, page, "field.company")).to_have_value("Tea & Co")
    expect(field(console, other, "field.company")).to_have_value("Tea & Co")
    field(console, other, "field.company").fill("Mine")
    field(console, page, "field.company").fill("Theirs")
    page.keyboard.press("Control+KeyS")
    expect(page.get_by_text(console.say("saved"), exact=True).first).to_be_visible()
    field(console, other, "field.company").press("Control+KeyS")
    beside = other.get_by_role("alert")
    expect(beside.get_by_role("cell")).to_contain_text(["", "Mine", "Theirs"])
    beside.get_by_role("button", name=console.say("form.mine_do")).click()
    expect(beside).to_have_count(0)
    other.reload()
    expect(field(console, other, "field.company")).to_have_value("Mine")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.both_languages
def test_nothing_stands_in_the_way(
    server: Server, new_console: Callable[..., Console], language: Language, scheme: str, width: int
) -> None:
    """AD-8: contrast, names and room of the pages, the drawer and the question"""
    server.hire("Boris")
    console = new_console(viewport={"width": width, "height": 860}, color_scheme=scheme)
    for name in ("operators", "profile", "company"):
        page = open_page(console, name)
        expect(page.locator("[data-row-link]").first.or_(page.get_by_role("textbox").first)).to_be_visible()
        assert violations(page) == [], name
        assert page.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth")
    page = open_page(console, "operators")
    page.get_by_role("link", name="Boris", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=console.say("operators.remove.open")).click()
    expect(page.get_by_role("button", name=console.say("operators.remove.do"), exact=True)).to_be_visible()
    assert violations(page) == []


def test_nothing_jumps_when_the_list_comes_late(console: Console) -> None:
    """OP-1: what stands above the list keeps its place on a slow network"""
    page, say = console.page, console.say
    late: list[Route] = []
    operators = re.compile(r"/api/v1/operators(\?|$)")

    def hold(route: Route) -> None:
        late.append(route)

    page.route(operators, hold)
    with page.expect_request(operators):
        page.goto("/settings/operators")
    field = page.get_by_role("main").get_by_role("searchbox", name=say("operators.find"))
    expect(field).to_be_visible()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    before = field.bounding_box()
    for route in late:
        route.continue_()
    page.unroute(operators)
    expect(page.get_by_role("main").get_by_role("link", name="Olga Owner")).to_be_visible()
    assert field.bounding_box() == before
