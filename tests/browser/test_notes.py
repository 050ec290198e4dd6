"""Notes: colleagues are called by name, and a switch leaves notes alone in the log. And how texts look."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from side_by_side import Console, Language, Server, Shop, begin, violations

QUESTION = {"ru": "Есть ли улун?", "en": "Is there any oolong?"}
ANSWER = {"ru": "Сейчас посмотрю", "en": "Let me look"}
LOOK = {"ru": "посмотри, пожалуйста", "en": "have a look, please"}


def note(console: Console) -> Locator:
    console.page.keyboard.press("Alt+KeyP")
    return console.page.get_by_role("textbox", name=console.say("composer.note"))


def options(console: Console) -> Locator:
    return console.page.get_by_role("listbox", name=console.say("mentions.label")).get_by_role("option")


@pytest.mark.both_languages
def test_a_colleague_is_called(
    server: Server, shop: Shop, console: Console, new_console: Callable[..., Console], language: Language
) -> None:
    """CO-4: found by keys, shown bold, told, and brought to the chat"""
    anna = new_console(server.hire("Anna"))
    server.hire("Andrey")
    begin(shop, anna, QUESTION[language])
    field = note(anna)
    field.press_sequentially("@")
    expect(options(anna)).to_have_count(2)
    field.press_sequentially("ol")
    expect(options(anna)).to_have_count(1)
    field.press("Escape")
    expect(options(anna)).to_have_count(0)
    field.fill("")
    field.press_sequentially("@")
    expect(options(anna)).to_have_count(2)
    field.press("ArrowDown")
    field.press("ArrowUp")
    expect(options(anna).first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("@Olga Owner ")
    field.press_sequentially(LOOK[language])
    field.press("Enter")
    expect(anna.log.locator("b", has_text="@Olga Owner")).to_be_visible()
    toast = console.page.get_by_role("status").filter(has_text=LOOK[language])
    expect(toast).to_contain_text("Anna")
    toast.get_by_role("button", name=console.say("mentions.open")).click()
    expect(console.log.locator("b", has_text="@Olga Owner")).to_be_visible()


@pytest.mark.both_languages
def test_who_cannot_see_the_chat(server: Server, shop: Shop, console: Console, language: Language) -> None:
    """CO-4: the author is told so"""
    server.hire("Anna")
    begin(shop, console, QUESTION[language])
    field = note(console)
    field.press_sequentially("@An")
    expect(options(console)).to_have_count(1)
    options(console).click()
    expect(field).to_have_value("@Anna ")
    field.press("Enter")
    words = console.say("mentions.unreached_one").replace("{{names}}", "Anna")
    expect(console.page.get_by_role("status").filter(has_text=words)).to_be_visible()


@pytest.mark.both_languages
def test_notes_alone(shop: Shop, console: Console, language: Language) -> None:
    """CH-5"""
    begin(shop, console, QUESTION[language])
    console.answer(ANSWER[language])
    switch = console.page.get_by_role("button", name=console.say("log.notes_only"))
    switch.click()
    expect(console.log.get_by_text(console.say("log.no_notes"))).to_be_visible()
    expect(console.log.get_by_text(ANSWER[language])).to_have_count(0)
    field = note(console)
    field.fill(LOOK[language])
    field.press("Enter")
    expect(console.log.get_by_text(LOOK[language])).to_be_visible()
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    for text in (QUESTION, ANSWER, LOOK):
        expect(console.log.get_by_text(text[language])).to_be_visible()


@pytest.mark.both_languages
def test_how_texts_look(shop: Shop, console: Console, language: Language) -> None:
    """CO-1: a long one is folded, lines and spaces stay, emoji alone are large, only safe addresses are links"""
    begin(shop, console, QUESTION[language])
    lines = [f"{number:02}" for number in range(40)]
    console.composer.fill("\n".join(lines))
    console.composer.press("Enter")
    message = console.log.get_by_role("article").last
    expect(message).to_contain_text("09…")
    expect(message).not_to_contain_text("39")
    message.get_by_role("button", name=console.say("log.unfold")).click()
    expect(message).to_contain_text("39")
    message.get_by_role("button", name=console.say("log.fold")).click()
    expect(message).not_to_contain_text("39")
    code = "if tea:\n    pour()"
    console.composer.fill(code)
    console.composer.press("Enter")
    expect(console.log.get_by_role("article").last).to_contain_text("pour()")
    assert code in console.log.get_by_role("article").last.inner_text()
    console.composer.fill("🍵")
    console.composer.press("Enter")
    expect(console.log.locator("[data-large]")).to_have_text("🍵")
    console.composer.fill("https://shop.example/tea javascript:alert(1)")
    console.composer.press("Enter")
    link = console.log.get_by_role("link")
    expect(link).to_have_attribute("href", "https://shop.example/tea")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_bars_the_way(
    server: Server, shop: Shop, new_console: Callable[..., Console], language: Language, theme: str
) -> None:
    """CO-4, CH-5: axe on each state"""
    server.hire("Anna")
    console = new_console(color_scheme=theme)
    begin(shop, console, QUESTION[language])
    field = note(console)
    field.press_sequentially("@")
    expect(options(console)).to_have_count(1)
    assert violations(console.page) == []
    field.press("Enter")
    field.fill("@Anna " + "\n".join("x" * 30))
    field.press("Enter")
    expect(console.log.get_by_role("article").last).to_contain_text("@Anna")
    console.page.get_by_role("button", name=console.say("log.notes_only")).click()
    expect(console.log.get_by_text(QUESTION[language])).to_have_count(0)
    console.page.mouse.move(0, 0)
    expect(console.page.get_by_role("tooltip")).to_have_count(0)
    assert violations(console.page) == []
