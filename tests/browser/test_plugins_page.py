"""The settings of plugins, rules and working hours, in real browsers against a real server."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from side_by_side import Console, Language, Shop, begin, violations

THEMES = ("light", "dark")
TEXT = {"ru": "Здравствуйте! Есть ли самовывоз?", "en": "Hello! May I pick it up?"}
WEBCHAT = {"ru": "Чат на сайте", "en": "Website chat"}
STARS = {"ru": "Звёзды", "en": "Stars"}
ON_REQUEST = {"ru": "Старейший по запросу", "en": "Oldest on request"}
ANSWER_TIME = {"ru": "Время ответа", "en": "Answer time"}
ZERO = {"ru": "Введите число от 0", "en": "Enter a number from 0"}


def open_settings(console: Console, page_name: str) -> Page:
    """By the rail, and then by the navigation."""
    page = console.page
    page.get_by_role("link", name=console.say("rail.settings"), exact=True).click()
    page.get_by_role("navigation", name=console.say("settings.label")).get_by_role(
        "link", name=re.compile(f"^{console.say(f'settings.page.{page_name}')}")
    ).click()
    expect(page.get_by_role("heading", level=1, name=console.say(f"settings.page.{page_name}"))).to_be_visible()
    return page


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=title, exact=True))


def saved(console: Console) -> None:
    console.page.keyboard.press("Control+KeyS")
    expect(console.page.get_by_text(console.say("saved"), exact=True).first).to_be_visible()


@pytest.mark.both_languages
def test_a_channel_is_switched_in_the_list(shop: Shop, console: Console, language: Language) -> None:
    """PL-1, AD-8: without a restart; the switch moves at once, visitors are told, and it comes back"""
    shop.open()
    shop.write(TEXT[language])
    page = open_settings(console, "plugins")
    switch = row(page, WEBCHAT[language]).get_by_role("switch")
    expect(switch).to_be_checked()
    switch.click()
    question = page.get_by_role("dialog").get_by_role("button", name=console.say("plugins.off.do"))
    expect(
        question.or_(row(page, WEBCHAT[language]).get_by_text(console.say("plugins.state.disabled"), exact=True))
    ).to_be_visible()
    if question.is_visible():
        question.click()
    expect(row(page, WEBCHAT[language]).get_by_text(console.say("plugins.state.disabled"), exact=True)).to_be_visible()
    expect(switch).not_to_be_checked()
    expect(shop.window.get_by_text(shop.words["off"]).first).to_be_visible(timeout=60_000)
    page.get_by_role("link", name=console.say("rail.chats")).click()
    expect(page.get_by_text(console.say("banner.off"))).to_be_visible()
    page.get_by_role("link", name=console.say("banner.open")).click()
    page.get_by_role("switch", name=WEBCHAT[language]).first.click()
    expect(page.get_by_text(console.say("plugins.state.active")).first).to_be_visible()
    expect(shop.window.get_by_text(shop.words["off"])).to_have_count(0, timeout=60_000)


def test_a_list_opened_elsewhere_follows(console: Console, language: Language) -> None:
    """PL-2: by the revision, and nobody's row moves"""
    page = open_settings(console, "plugins")
    expect(row(page, STARS[language])).to_be_visible()
    titles = page.locator("[data-row-link]").all_inner_texts()
    other = console.tab()
    other.goto("/chats/queue")
    other.get_by_role("link", name=console.say("rail.settings"), exact=True).click()
    row(other, STARS[language]).get_by_role("switch").click()
    question = other.get_by_role("dialog").get_by_role("button", name=console.say("plugins.off.do"))
    off = row(other, STARS[language]).get_by_text(console.say("plugins.state.disabled"), exact=True)
    expect(question.or_(off)).to_be_visible()
    if question.is_visible():
        question.click()
    expect(row(page, STARS[language]).get_by_text(console.say("plugins.state.disabled"), exact=True)).to_be_visible()
    assert page.locator("[data-row-link]").all_inner_texts() == titles


def test_a_refused_switch_goes_back(console: Console, language: Language) -> None:
    """AD-8: the reason stands in the row, and the focus stays"""
    detail = "В настройках нет ключа."
    problem = {"type": "x", "title": "x", "status": 409, "code": "in_use", "detail": detail}
    console.page.route("**/api/v1/plugins/stars/disable", lambda route: route.fulfill(status=409, json=problem))
    page = open_settings(console, "plugins")
    switch = row(page, STARS[language]).get_by_role("switch")
    switch.focus()
    page.keyboard.press("Space")
    question = page.get_by_role("dialog").get_by_role("button", name=console.say("plugins.off.do"))
    refusal = row(page, STARS[language]).get_by_text(detail)
    expect(question.or_(refusal)).to_be_visible()
    if question.is_visible():
        question.click()
    expect(refusal).to_be_visible()
    expect(row(page, STARS[language]).get_by_text(console.say("plugins.state.not_off"))).to_be_visible()
    expect(switch).to_be_checked()
    expect(switch).to_be_focused()


def test_finding_plugins(console: Console, language: Language) -> None:
    """AD-8: by words, kind and state; all of it stands in the address"""
    page = open_settings(console, "plugins")
    page.get_by_role("searchbox", name=console.say("plugins.find")).fill(STARS[language][:4].upper())
    expect(page.locator("[data-row-link]")).to_have_text([STARS[language]])
    page.get_by_role("button", name=re.compile(f"^{console.say('plugins.kinds.channel')}")).click()
    expect(page.get_by_role("button", name=console.say("plugins.reset"))).to_be_visible()
    expect(page).to_have_url(re.compile("kind=channel"))
    page.get_by_role("button", name=console.say("plugins.reset")).click()
    expect(page.locator("[data-row-link]")).not_to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("KeyJ")
    expect(page.locator("[data-row-link]").first).to_be_focused()
    page.keyboard.press("Slash")
    expect(page.get_by_role("searchbox", name=console.say("settings.find"))).to_be_focused()
    page.keyboard.type("xyzzy")
    expect(page.get_by_role("status").filter(has_text="xyzzy")).to_be_visible()


@pytest.mark.both_languages
def test_settings_of_an_instance(console: Console, language: Language) -> None:
    """PL-2, AD-8: a problem stands at its field, saving says so, leaving asks once"""
    page = open_settings(console, "plugins")
    page.get_by_role("link", name=ANSWER_TIME[language], exact=True).click()
    name = page.get_by_role("textbox", name=console.say("plugins.name.title"))
    expect(name).to_have_value(ANSWER_TIME[language])  # nobody has given it a name of its own
    field = page.locator("[id='field-first_answer_min']")
    expect(field).to_have_value("5")
    field.fill("-1")
    field.blur()
    expect(page.get_by_text(re.compile(ZERO[language]))).to_be_visible()
    assert violations(page) == []
    field.fill("7")
    saved(console)
    field.fill("8")
    page.get_by_role("link", name=console.say("settings.page.hours")).click()
    page.get_by_role("dialog").get_by_role("button", name=console.say("form.leave.stay")).click()
    expect(field).to_have_value("8")
    page.get_by_role("button", name=console.say("form.undo")).click()
    expect(field).to_have_value("7")
    page.get_by_role("button", name=console.say("plugins.check.do")).click()
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d:\d\d"))).to_be_visible()
    page.get_by_role("link", name=console.say("settings.page.hours")).click()
    expect(page.get_by_role("heading", level=1, name=console.say("settings.page.hours"))).to_be_visible()


def test_somebody_saved_meanwhile(console: Console, language: Language) -> None:
    """PL-2: nobody overwrites what they have not seen"""
    page = open_settings(console, "plugins")
    page.get_by_role("link", name=ANSWER_TIME[language], exact=True).click()
    field = page.locator("[id='field-every_answer_min']")
    field.fill("20")
    instance = page.evaluate("fetch('/api/v1/plugins/answer_time').then(a => a.json()).then(p => p.instances[0])")
    other = {"values": {**instance["form"]["values"], "every_answer_min": 30}, "version": instance["form"]["version"]}
    status = page.evaluate(
        "([id, body]) => fetch(`/api/v1/instances/${id}`, {method: 'PATCH', body: JSON.stringify(body),"
        " headers: {'Content-Type': 'application/json'}}).then(a => a.status)",
        [instance["id"], other],
    )
    assert status == 200
    page.keyboard.press("Control+KeyS")
    expect(page.get_by_text(console.say("form.meanwhile"))).to_be_visible()
    page.get_by_role("button", name=console.say("form.theirs")).click()
    expect(field).to_have_value("30")


@pytest.mark.both_languages
def test_chats_on_request(shop: Shop, console: Console, language: Language) -> None:
    """DI-2: the strategy is changed at once, the button gives the chat that has waited longest"""
    page = open_settings(console, "rules")
    page.get_by_role("radio", name=ON_REQUEST[language]).check()
    assert violations(page) == []
    saved(console)
    page.get_by_role("link", name=console.say("rail.chats")).click()
    page.get_by_role("button", name=console.say("next.do")).first.click()
    expect(page.get_by_text(console.say("next.empty"))).to_be_visible()
    shop.open()
    shop.write(TEXT[language])
    expect(shop.log.get_by_text(shop.words["sent"])).to_have_count(1)  # before that nobody waits
    page.get_by_role("button", name=console.say("next.do")).first.click()
    expect(console.log.get_by_text(TEXT[language])).to_be_visible()
    expect(console.composer).to_be_visible()


@pytest.mark.both_languages
def test_a_rule_whose_plugin_is_off(console: Console, language: Language) -> None:
    """DI-2: what is chosen stays chosen, and the page says what that means now"""
    page = open_settings(console, "rules")
    chosen = page.get_by_role("radiogroup", name=console.say("rules.strategy.title")).get_by_role("radio", checked=True)
    off = "p => fetch(`/api/v1/plugins/${p}/disable`, {method: 'POST'}).then(answer => answer.status)"
    plugin = page.evaluate(
        "fetch('/api/v1/rules').then(a => a.json()).then(r => r.strategies.find(s => s.id === r.strategy).plugin)"
    )
    assert page.evaluate(off, plugin) == 200
    expect(page.get_by_text(console.say("rules.strategy.away"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(rf"^{console.say('rules.to_plugin')}: \S"))).to_be_visible()
    expect(chosen).not_to_have_attribute("aria-disabled", "true")
    page.evaluate(
        "fetch('/api/v1/rules').then(a => a.json()).then(({strategy, chat_limit, flows}) => fetch('/api/v1/rules', {"
        "method: 'PUT', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({strategy, chat_limit, flow: flows[0].id})}))"
    )
    assert page.evaluate(off, "stars") == 200
    expect(page.get_by_text(console.say("rules.flow.away"))).to_be_visible()
    assert violations(page) == []


@pytest.mark.both_languages
def test_working_hours(console: Console, language: Language) -> None:
    """CO-1: a preset, a night, an overlap told at the field, kept over a reload of the page"""
    page = open_settings(console, "hours")
    page.get_by_role("button", name=console.say("hours.preset.weekdays")).click()
    ends = page.get_by_role("textbox", name=re.compile(f", {re.escape(console.say('hours.till').split(', ')[1])}$"))
    expect(ends).to_have_count(5)
    ends.nth(4).fill("2")
    ends.nth(4).blur()
    expect(ends.nth(4)).to_have_value("02:00")
    expect(page.get_by_text(console.say("hours.overnight").replace("{{end}}", "02:00"))).to_be_visible()
    assert violations(page) == []
    starts = page.get_by_role("textbox", name=re.compile(f", {re.escape(console.say('hours.from').split(', ')[1])}$"))
    starts.nth(0).fill("10")
    ends.nth(0).fill("930")
    ends.nth(0).blur()
    expect(page.locator("[aria-invalid]").first).to_be_visible()
    page.keyboard.press("Control+KeyS")
    ends.nth(0).fill("18")
    ends.nth(0).blur()
    saved(console)
    page.get_by_role("link", name=console.say("settings.page.rules")).click()
    page.get_by_role("link", name=console.say("settings.page.hours")).click()
    expect(ends.nth(4)).to_have_value("02:00")


@pytest.mark.both_languages
def test_presence_is_chosen(console: Console, language: Language) -> None:
    """OP-5: online, unseen, away; a second tab follows"""
    page = console.page
    second = console.tab()
    second.goto("/chats/queue")
    page.get_by_role("button", name=re.compile(f"^{console.say('presence.online')}")).click()
    page.get_by_role("menuitemradio", name=re.compile(f"^{console.say('presence.invisible')}")).click()
    for tab in (page, second):
        expect(tab.get_by_role("button", name=re.compile(f"^{console.say('presence.invisible')}"))).to_be_visible()


def test_a_rating_is_seen(shop: Shop, console: Console, language: Language) -> None:
    """PL-2: what the client gave stands in the head, in the log, and on the row if it is bad"""
    begin(shop, console, TEXT[language])
    console.page.keyboard.press("Alt+KeyE")
    shop.window.get_by_role("radio").nth(1).click()
    score = console.say("log.rated").replace("{{score}}", "2").replace("{{of}}", "5")
    expect(console.log.get_by_text(score)).to_be_visible()
    console.view("all")
    bad = console.say("row.rated").replace("{{score}}", "2")
    expect(console.page.get_by_role("option").get_by_text(bad)).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 1280, 390, 320])
def test_axe_finds_nothing_in_the_settings(
    new_console: Callable[..., Console], theme: str, width: int, language: Language
) -> None:
    console = new_console(color_scheme=theme, viewport={"width": width, "height": 844})
    for address in ("plugins", "plugins/webchat", "plugins/stars?tab=about", "rules", "hours"):
        console.page.goto(f"/settings/{address}")
        expect(console.page.get_by_role("heading", level=1)).not_to_have_text("")
        expect(console.page.locator("[aria-busy]")).to_have_count(0)
        assert violations(console.page) == []
        assert console.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_address_is_kept_through_the_sign_in(console: Console) -> None:
    """AD-8: a page of the settings can be sent to a colleague"""
    console.page.goto("/settings/plugins?kind=rating")
    expect(console.page.locator("[data-row-link]")).to_have_count(1)
    console.context.clear_cookies()
    console.page.reload()
    expect(console.page).to_have_url(re.compile("/login"))
