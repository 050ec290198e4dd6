"""What operators have said is changed and taken back: by pointing, by keys, by a finger."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from side_by_side import Console, Language, Server, Shop, begin, violations

QUESTION = {"ru": "Есть ли улун?", "en": "Is there any oolong?"}
FIRST = {"ru": "Да, по 300 рублей", "en": "Yes, for 3 pounds"}
THEN = {"ru": "Да, по 280 рублей", "en": "Yes, for 2 pounds"}
DRAFT = {"ru": "И ещё вопрос", "en": "One more question"}


def said(console: Console, text: str) -> Locator:
    return console.log.get_by_role("article").filter(has_text=text)


def tool(console: Console, text: str, name: str) -> None:
    """Point at a message and press one of its tools."""
    said(console, text).hover()
    said(console, text).get_by_role("button", name=console.say(f"tools.{name}")).click()


def choose(console: Console, name: str) -> None:
    console.page.get_by_role("menuitem", name=console.say(f"tools.{name}")).click()


def field(console: Console) -> Locator:
    return console.page.get_by_role("textbox", name=console.say("edit.field"))


def edit(console: Console, text: str, new: str) -> None:
    tool(console, text, "edit")
    expect(field(console)).to_be_focused()
    field(console).fill(new)
    field(console).press("Enter")
    expect(said(console, new)).to_contain_text(console.say("log.edited"))


def delete(console: Console, text: str) -> None:
    tool(console, text, "more")
    choose(console, "delete")
    console.page.get_by_role("button", name=console.say("delete.do"), exact=True).click()
    expect(said(console, text)).to_have_count(0)


@pytest.fixture
def begun(shop: Shop, console: Console, language: Language) -> Console:
    """The operator has answered."""
    begin(shop, console, QUESTION[language])
    console.answer(FIRST[language])
    expect(
        console.log.get_by_label(console.say("tick.stored")).or_(console.log.get_by_label(console.say("tick.read")))
    ).to_have_count(1)
    return console


@pytest.mark.both_languages
def test_editing_and_deleting(begun: Console, new_console: Callable[..., Console], language: Language) -> None:
    """CH-4: both consoles show it, lists too, and it is so after a reload"""
    colleague = new_console()
    colleague.view("all")
    colleague.open(FIRST[language])
    edit(begun, FIRST[language], THEN[language])
    expect(said(colleague, THEN[language])).to_contain_text(colleague.say("log.edited"))
    expect(colleague.page.get_by_role("option")).to_contain_text(THEN[language])
    colleague.page.reload()
    expect(said(colleague, THEN[language])).to_contain_text(colleague.say("log.edited"))
    delete(begun, THEN[language])
    for console in (begun, colleague):
        expect(console.log.get_by_text(console.say("log.deleted"))).to_be_visible()
    expect(colleague.page.get_by_role("option")).to_contain_text(colleague.say("row.deleted"))
    expect(colleague.log.get_by_text(THEN[language])).to_have_count(0)


@pytest.mark.both_languages
def test_what_was_being_written_is_kept(begun: Console, language: Language) -> None:
    """CH-4: while one edits, and when one thinks better of it"""
    begun.composer.fill(DRAFT[language])
    tool(begun, FIRST[language], "edit")
    expect(field(begun)).to_have_value(FIRST[language])
    field(begun).fill(THEN[language])
    field(begun).press("Escape")
    expect(begun.composer).to_have_value(DRAFT[language])
    expect(begun.composer).to_be_focused()
    expect(said(begun, FIRST[language])).not_to_contain_text(begun.say("log.edited"))
    expect(said(begun, THEN[language])).to_have_count(0)


@pytest.mark.both_languages
def test_by_keys_alone(begun: Console, language: Language) -> None:
    """CH-4, CO-8: ArrowUp in an empty field edits the last message; in the log arrows lead to messages, Enter to what they offer"""
    begun.composer.press("ArrowUp")
    expect(field(begun)).to_have_value(FIRST[language])
    begun.page.keyboard.press("End")
    begun.page.keyboard.type("!")
    begun.page.keyboard.press("Enter")
    expect(said(begun, f"{FIRST[language]}!")).to_contain_text(begun.say("log.edited"))
    expect(begun.composer).to_be_focused()
    begun.log.focus()
    begun.page.keyboard.press("ArrowUp")
    expect(said(begun, FIRST[language])).to_be_focused()
    begun.page.keyboard.press("ArrowUp")
    expect(said(begun, QUESTION[language])).to_be_focused()
    begun.page.keyboard.press("ArrowDown")
    begun.page.keyboard.press("Enter")
    expect(begun.page.get_by_role("menuitem", name=begun.say("tools.edit"))).to_be_focused()
    begun.page.keyboard.press("Escape")
    expect(said(begun, FIRST[language])).to_be_focused()
    begun.page.keyboard.press("Enter")
    expect(begun.page.get_by_role("menuitem", name=begun.say("tools.edit"))).to_be_focused()
    begun.page.keyboard.press("End")
    begun.page.keyboard.press("Enter")
    expect(begun.page.get_by_role("button", name=begun.say("delete.do"), exact=True)).to_be_focused()
    begun.page.keyboard.press("Escape")
    expect(said(begun, FIRST[language])).to_be_focused()
    begun.page.keyboard.press("Enter")
    expect(begun.page.get_by_role("menuitem", name=begun.say("tools.edit"))).to_be_focused()
    begun.page.keyboard.press("End")
    begun.page.keyboard.press("Enter")
    expect(begun.page.get_by_role("button", name=begun.say("delete.do"), exact=True)).to_be_focused()
    begun.page.keyboard.press("Enter")
    expect(begun.log.get_by_text(begun.say("log.deleted"))).to_be_visible()


@pytest.mark.both_languages
def test_what_cannot_be_changed_says_why(
    begun: Console, new_console: Callable[..., Console], language: Language
) -> None:
    """CH-4: it was deleted in another window meanwhile; what was written is still there"""
    other = new_console()
    other.view("all")
    other.open(FIRST[language])
    tool(begun, FIRST[language], "edit")
    delete(other, FIRST[language])
    expect(begun.log.get_by_text(begun.say("log.deleted"))).to_be_visible()
    field(begun).fill(THEN[language])
    field(begun).press("Enter")
    alert = begun.log.get_by_role("alert")
    expect(alert).to_contain_text(begun.say("failed.not_edited").split("{{")[0].strip())
    expect(said(begun, THEN[language])).to_be_visible()
    alert.get_by_role("button", name=begun.say("failed.as_it_was")).click()
    expect(said(begun, THEN[language])).to_have_count(0)
    expect(begun.log.get_by_text(begun.say("log.deleted"))).to_be_visible()


def test_without_a_network_it_waits(begun: Console, shop: Shop, language: Language) -> None:
    """CH-4, RT-2: shown at once with a clock, and sent when the connection is back, over a reload"""
    begun.context.set_offline(True)
    expect(begun.page.get_by_text(begun.say("connection.kept"))).to_be_visible()
    edit(begun, FIRST[language], THEN[language])
    expect(said(begun, THEN[language]).get_by_label(begun.say("tick.on_its_way"))).to_be_visible()
    begun.context.set_offline(False)
    expect(said(begun, THEN[language]).get_by_label(begun.say("tick.on_its_way"))).to_have_count(0, timeout=60_000)
    begun.page.reload()
    expect(said(begun, THEN[language])).to_contain_text(begun.say("log.edited"))


@pytest.mark.both_languages
def test_administrators_read_the_history(
    server: Server, shop: Shop, console: Console, new_console: Callable[..., Console], language: Language
) -> None:
    """CH-4: of an edit and of a deletion; operators are not offered it"""
    anna = new_console(server.hire("Anna"))
    begin(shop, anna, QUESTION[language])
    anna.answer(FIRST[language])
    edit(anna, FIRST[language], THEN[language])
    tool(anna, THEN[language], "more")
    expect(anna.page.get_by_role("menuitem", name=anna.say("tools.edit"))).to_be_visible()
    expect(anna.page.get_by_role("menuitem", name=anna.say("tools.history"))).to_have_count(0)
    anna.page.keyboard.press("Escape")
    console.view("all")
    console.open(THEN[language])
    tool(console, THEN[language], "more")
    expect(console.page.get_by_role("menuitem", name=console.say("tools.edit"))).to_have_count(0)
    choose(console, "history")
    dialog = console.page.get_by_role("dialog")
    for text in (FIRST, THEN):
        expect(dialog.get_by_text(text[language], exact=True)).to_be_visible()
    console.page.keyboard.press("Escape")
    delete(anna, THEN[language])
    trace = console.log.get_by_role("button").filter(has_text=console.say("log.deleted"))
    trace.click()
    expect(dialog.get_by_text(THEN[language], exact=True)).to_be_visible()
    expect(anna.log.get_by_role("button").filter(has_text=anna.say("log.deleted"))).to_have_count(0)


def test_in_a_closed_chat(begun: Console, language: Language) -> None:
    """CH-4"""
    begun.page.keyboard.press("Alt+KeyE")
    expect(begun.page.get_by_role("button", name=begun.say("closed.reopen"))).to_be_visible()
    edit(begun, FIRST[language], THEN[language])
    expect(begun.page.get_by_role("button", name=begun.say("closed.reopen"))).to_be_visible()


@pytest.mark.both_languages
def test_a_finger_that_stays(shop: Shop, new_console: Callable[..., Console], language: Language) -> None:
    """CH-4: on a phone a long press opens the tools"""
    console = new_console(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])
    console.page.get_by_role("button", name=console.say("take.do")).click()
    console.composer.fill(FIRST[language])
    console.page.get_by_role("button", name=console.say("composer.send")).click()
    bubble = said(console, FIRST[language]).locator("[data-bubble]")
    expect(bubble.get_by_role("img")).to_be_visible()
    box = bubble.bounding_box()
    assert box
    point = {"x": box["x"] + 20, "y": box["y"] + 12}
    devices = console.context.new_cdp_session(console.page)
    devices.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    item = console.page.get_by_role("menuitem", name=console.say("tools.edit"))
    expect(item).to_be_visible()
    devices.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    item.tap()
    field(console).fill(THEN[language])
    console.page.get_by_role("button", name=console.say("save")).tap()
    expect(said(console, THEN[language])).to_contain_text(console.say("log.edited"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_bars_the_way(shop: Shop, new_console: Callable[..., Console], language: Language, theme: str) -> None:
    """CH-4: axe on each state"""
    console = new_console(color_scheme=theme)
    begin(shop, console, QUESTION[language])
    for text in (FIRST[language], DRAFT[language]):
        console.answer(text)
    tool(console, FIRST[language], "more")
    expect(console.page.get_by_role("menuitem", name=console.say("tools.delete"))).to_be_visible()
    assert violations(console.page) == []
    choose(console, "delete")
    expect(console.page.get_by_role("button", name=console.say("delete.keep"))).to_be_visible()
    assert violations(console.page) == []
    console.page.get_by_role("button", name=console.say("delete.keep")).click()
    tool(console, FIRST[language], "edit")
    expect(field(console)).to_be_focused()
    assert violations(console.page) == []
    field(console).press("Escape")
    edit(console, FIRST[language], THEN[language])
    delete(console, DRAFT[language])
    assert violations(console.page) == []
    console.log.get_by_role("button").filter(has_text=console.say("log.deleted")).click()
    expect(console.page.get_by_role("dialog").get_by_text(DRAFT[language])).to_be_visible()
    assert violations(console.page) == []
