"""Pages on their own: the first run, sign-in, accessibility, strictness, phones."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Route, expect

from people import PASSWORD
from side_by_side import ROOT, Console, Language, Person, Server, Shop, violations, words

THEMES = ("light", "dark")
TEXT = {"ru": "Сколько стоит доставка в Тулу?", "en": "How much is delivery to Tula?"}


@pytest.mark.both_languages
def test_the_first_run(browser: Browser, new_server: Server, people: list[Person], language: Language) -> None:
    """OP-3: by the link that the server printed, to a console that works"""
    people.append(console := Console(browser, new_server))
    page, say = console.page, console.say
    page.goto(new_server.owner_link)
    key = page.get_by_label(say("field.key"))
    expect(key).to_have_value(new_server.owner_link.rpartition("=")[2])
    expect(page).not_to_have_url(re.compile("#key"))
    page.get_by_label(say("field.name"), exact=True).fill("Марина Ветрова")
    page.get_by_label(say("field.email")).fill("marina@shop.example")
    page.get_by_label(say("field.password"), exact=True).fill("samovar on the veranda")
    page.get_by_role("button", name=say("first.continue")).click()
    expect(page.get_by_role("combobox", name=say("field.zone"))).to_be_visible()
    page.get_by_label(say("field.company"), exact=True).fill("Чайная лавка")
    page.get_by_role("button", name=say("first.continue")).click()
    snippet = page.get_by_role("code").filter(has_text="widget.js")
    expect(snippet).to_contain_text(f'src="{new_server.url}/widget.js"')
    page.get_by_label(say("first.sites")).fill("https://shop.example/tea")
    page.get_by_role("button", name=say("save")).click()
    expect(page.get_by_label(say("first.sites"))).to_have_value("https://shop.example")
    assert violations(page) == []
    page.get_by_role("link", name=say("first.to_chats")).or_(
        page.get_by_role("button", name=say("first.to_chats"))
    ).click()
    expect(page.get_by_text(say("rest.nobody"))).to_be_visible()
    people.append(late := Console(browser, new_server))
    late.page.goto("/")
    expect(late.page).to_have_url(re.compile("/login"))


def test_the_first_run_reloaded(browser: Browser, new_server: Server, people: list[Person], language: Language) -> None:
    """OP-3: the owner's language is proposed for the company, also where the browser speaks another"""
    people.append(console := Console(browser, new_server))
    key = new_server.owner_link.rpartition("=")[2]
    owner = {"key": key, "name": "Olga", "email": "olga@shop.example", "password": PASSWORD, "language": "en"}
    answer = console.context.request.post("/api/v1/setup/owner", data=owner, headers={"Origin": new_server.url})
    assert answer.status == 201
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    console.page.route("**/assets/en-*.js", hold)
    with console.page.expect_request("**/assets/en-*.js"):
        console.page.goto("/welcome")
    expect(console.page.get_by_role("combobox", name=console.say("field.zone"))).to_be_visible()
    for route in late:
        route.continue_()
    console.page.unroute("**/assets/en-*.js")
    expect(console.page.get_by_role("button", name=words("en")("first.continue"))).to_be_visible()
    expect(console.page.get_by_role("radio", name="English")).to_be_checked()


@pytest.mark.both_languages
def test_signing_in_wrongly(console: Console, browser: Browser, server: Server, people: list[Person]) -> None:
    people.append(other := Console(browser, server))
    page, say = other.page, other.say
    page.goto("/chats/queue")
    expect(page).to_have_url(re.compile("/login"))
    page.get_by_label(say("field.email")).fill("olga@shop.example")
    page.get_by_label(say("field.password"), exact=True).fill("not this one at all")
    page.get_by_role("button", name=say("sign_in.do")).click()
    expect(page.get_by_text(say("sign_in.wrong"))).to_be_visible()


def test_signing_out(console: Console) -> None:
    """SE-1: in every tab"""
    second = console.tab()
    second.goto("/chats/all")
    expect(second.get_by_role("heading", name=console.say("view.all")).first).to_be_visible()
    console.page.get_by_role("button", name=re.compile("Olga Owner")).first.click()
    console.page.get_by_role("menuitem", name=console.say("account.sign_out")).click()
    for page in (console.page, second):
        expect(page).to_have_url(re.compile("/login"))


def test_signing_in_again(console: Console) -> None:
    """SE-1: the other tabs go on where they were, without a reload"""
    second = console.tab()
    second.goto("/chats/all")
    expect(second.get_by_role("heading", name=console.say("view.all")).first).to_be_visible()
    console.page.get_by_role("button", name=re.compile("Olga Owner")).first.click()
    console.page.get_by_role("menuitem", name=console.say("account.sign_out")).click()
    expect(second).to_have_url(re.compile("/login"))
    console.sign_in()
    expect(second).to_have_url(re.compile("/chats/all"))
    expect(second.get_by_role("heading", name=console.say("view.all")).first).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_at_the_console(
    new_console: Callable[..., Console], new_shop: Callable[..., Shop], theme: str, width: int, language: Language
) -> None:
    console = new_console(color_scheme=theme, viewport={"width": width, "height": 844})
    shop = new_shop()
    expect(console.page.get_by_text(console.say("list.empty.queue"))).to_be_visible()
    assert violations(console.page) == []
    shop.visit()
    shop.open()
    shop.write(TEXT[language])
    expect(console.page.get_by_role("option")).to_have_count(1)
    assert violations(console.page) == []
    console.open(TEXT[language])
    assert violations(console.page) == []
    console.page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    assert violations(console.page) == []
    console.page.keyboard.press("Alt+KeyP")
    console.page.keyboard.type("a note")
    console.page.keyboard.press("Enter")
    expect(console.log.get_by_text("a note")).to_be_visible()
    assert violations(console.page) == []
    console.page.keyboard.press("Alt+KeyE")
    expect(console.page.get_by_text(console.say("closed.bar")).first).to_be_visible()
    assert violations(console.page) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.both_languages
def test_axe_finds_nothing_at_the_doors(browser: Browser, new_server: Server, people: list[Person], theme: str) -> None:
    people.append(console := Console(browser, new_server, color_scheme=theme))
    console.page.goto("/")
    expect(console.page.get_by_label(console.say("field.key"))).to_be_visible()
    assert violations(console.page) == []
    new_server.found()
    console.page.goto("/login")
    expect(console.page.get_by_label(console.say("field.email"))).to_be_visible()
    assert violations(console.page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_the_shop(
    new_shop: Callable[..., Shop], console: Console, theme: str, language: Language
) -> None:
    """WG-9"""
    shop = new_shop(color_scheme=theme)
    shop.visit()
    expect(shop.button).to_be_visible()
    assert violations(shop.page) == []
    shop.open()
    assert violations(shop.page) == []
    shop.write(TEXT[language])
    console.open(TEXT[language])
    console.page.keyboard.press("Alt+KeyT")
    console.answer("https://shop.example/delivery")
    expect(shop.log.get_by_role("link")).to_be_visible()
    assert violations(shop.page) == []
    console.page.keyboard.press("Alt+KeyE")
    expect(shop.window.get_by_role("button", name=shop.words["new"])).to_be_visible()
    assert violations(shop.page) == []


def test_the_widget_needs_no_cookie_and_no_exception_to_the_policy(shop: Shop, language: Language) -> None:
    """WG-9: `default-src 'self'`; whatever the browser refuses is a complaint that fails the test"""
    shop.open()
    shop.write(TEXT[language])
    expect(shop.log.get_by_text(shop.words["sent"])).to_have_count(1)
    assert shop.context.cookies() == []
    assert shop.page.evaluate("document.cookie") == ""
    assert [key for key in shop.page.evaluate("Object.keys(localStorage)") if not key.startswith("besedka")] == []


def test_storage_that_is_refused(new_shop: Callable[..., Shop], console: Console, language: Language) -> None:
    shop = new_shop()
    shop.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    shop.visit()
    shop.open()
    shop.write(TEXT[language])
    console.open(TEXT[language])


def test_text_is_text(shop: Shop, console: Console) -> None:
    """D01: on both sides"""
    for attack in ("<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "javascript:alert(1)", "<b>bold</b>"):
        shop.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        console.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        if not shop.field.is_visible():
            shop.open()
        shop.write(attack)
    console.open("<b>bold</b>")
    for log in (shop.log, console.log):
        expect(log.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
        assert log.locator("img[src=x], b:text-is('bold')").count() == 0
        assert log.locator("a[href^=javascript]").count() == 0


@pytest.mark.both_languages
def test_on_a_phone(new_console: Callable[..., Console], new_shop: Callable[..., Shop], language: Language) -> None:
    """WG-9, CO-8: the widget fills the screen, the console is one column with a way back"""
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    shop, console = new_shop(**phone), new_console(**phone)
    shop.visit()
    shop.open()
    box = shop.window.bounding_box()
    assert box is not None
    assert (box["width"], round(box["height"])) == (390, 844)
    shop.field.fill(TEXT[language])
    shop.window.get_by_role("button", name=shop.words["send"]).click()
    console.open(TEXT[language])
    console.page.get_by_role("button", name=re.compile(console.say("take.do"))).click()
    console.composer.fill("390 px")
    console.page.get_by_role("button", name=console.say("composer.send")).click()
    expect(shop.log.get_by_text("390 px")).to_be_visible()
    console.page.get_by_role("button", name=console.say("phone.back")).or_(
        console.page.get_by_role("link", name=console.say("phone.back"))
    ).click()
    expect(console.page.get_by_role("navigation", name=console.say("rail.label"))).to_be_visible()
    for page in (shop.page, console.page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_keyboard_alone(shop: Shop, console: Console, language: Language) -> None:
    """CO-8, WG-9"""
    shop.page.keyboard.press("Tab")
    shop.button.focus()
    shop.page.keyboard.press("Enter")
    expect(shop.field).to_be_focused()
    shop.page.keyboard.type(TEXT[language])
    shop.page.keyboard.press("Enter")
    expect(console.page.get_by_role("option")).to_have_count(1)
    console.page.keyboard.press("Alt+KeyJ")
    expect(console.log.get_by_text(TEXT[language])).to_be_visible()
    console.page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    console.page.keyboard.press("Alt+KeyL")
    console.page.keyboard.type("by keys")
    console.page.keyboard.press("Enter")
    expect(shop.log.get_by_text("by keys")).to_be_visible()
    console.page.keyboard.press("Alt+Digit5")
    expect(console.page).to_have_url(re.compile("/chats/all"))
    console.page.get_by_role("option").first.focus()
    console.page.keyboard.press("?")
    expect(console.page.get_by_role("dialog")).to_be_visible()
    console.page.keyboard.press("Escape")
    expect(console.page.get_by_role("dialog")).to_be_hidden()
    shop.page.keyboard.press("Escape")
    expect(shop.window).to_be_hidden()
    expect(shop.button).to_be_focused()


def test_addresses_back_and_forward(shop: Shop, console: Console, language: Language) -> None:
    """CO-8"""
    shop.open()
    shop.write(TEXT[language])
    console.open(TEXT[language])
    address = console.page.url
    assert re.search(r"/chats/queue/\d+$", address)
    console.view("all")
    expect(console.page).to_have_url(re.compile("/chats/all"))
    console.page.go_back()
    expect(console.page).to_have_url(address)
    expect(console.log.get_by_text(TEXT[language])).to_be_visible()
    fresh = console.tab()
    fresh.goto(address)
    expect(fresh.get_by_role("log").get_by_text(TEXT[language])).to_be_visible()


def test_the_screenshot_of_the_readme_is_there() -> None:
    assert (ROOT / "docs/images/console.png").is_file()
