"""Chats go from hand to hand, and whatever is done can be undone while there is a way back."""

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from side_by_side import Console, Language, Server, Shop, begin, violations

QUESTION = {"ru": "Здравствуйте! Есть ли улун?", "en": "Hello! Do you have oolong?"}
WORD = {"ru": "клиент просит перезвонить", "en": "the client wants a call"}
ANSWER = {"ru": "Сейчас позвоню", "en": "I will call now"}


def open_transfer(console: Console) -> Locator:
    """By the key; on a phone from the menu."""
    console.page.keyboard.press("Alt+KeyR")
    form = console.page.get_by_role("form", name=console.say("transfer.title"))
    expect(form).to_be_visible()
    return form


@pytest.mark.both_languages
def test_to_a_colleague_with_a_word(
    shop: Shop, server: Server, new_console: Callable[..., Console], language: Language
) -> None:
    """CH-3, CO-6: by the keyboard alone; the colleague is told, the client sees who answers, and there is no way back"""
    anna, ivan = new_console(server.hire("Anna")), new_console(server.hire("Ivan"))
    server.hire("Svetlana")
    begin(shop, anna, QUESTION[language])
    form = open_transfer(anna)
    search = form.get_by_role("combobox")
    expect(search).to_be_focused()
    expect(form.get_by_role("option")).to_have_count(3)
    expect(form.get_by_role("option").first).to_contain_text("Ivan")
    search.press_sequentially("sve")
    expect(form.get_by_role("status")).to_contain_text("Svetlana")  # who is offline
    search.fill("iv")
    expect(form.get_by_role("option")).to_have_count(1)
    search.press("Enter")
    note = form.get_by_role("textbox")
    expect(note).to_be_focused()
    note.press_sequentially(WORD[language])
    note.press("Enter")
    expect(form).to_have_count(0)
    toast = anna.page.get_by_text(anna.say("done.transferred").replace("{{name}}", "Ivan"))
    expect(toast).to_be_visible()
    expect(anna.page.get_by_role("button", name=re.compile(anna.say("transfer.undo")))).to_have_count(0)
    expect(anna.page.get_by_title(anna.say("chat.held_by").replace("{{name}}", "Ivan"))).to_be_visible()
    given = ivan.page.get_by_role("status").filter(has_text=WORD[language])
    expect(given).to_contain_text("Anna")
    given.get_by_role("button", name=ivan.say("given.open")).click()
    expect(ivan.log.get_by_text(ivan.say("log.transferred_me"))).to_contain_text(WORD[language])
    expect(
        shop.log.get_by_text(re.compile(rf"{shop.words['joined']}.*Ivan|Ivan.*{shop.words['joined']}"))
    ).to_be_visible()
    ivan.answer(ANSWER[language])
    expect(shop.log.get_by_text(ANSWER[language])).to_be_visible()


@pytest.mark.both_languages
def test_an_administrator_takes_it_back(
    shop: Shop, console: Console, server: Server, new_console: Callable[..., Console], language: Language
) -> None:
    """CH-3: from the queue to a colleague who has enough already, and back by a key"""
    ivan = new_console(server.hire("Ivan"))
    operators = console.context.request.get("/api/v1/operators").json()["items"]
    path = f"/api/v1/operators/{next(one['id'] for one in operators if one['name'] == 'Ivan')}"
    limited = console.context.request.patch(path, data={"chat_limit": 1}, headers={"Origin": server.url})
    assert limited.ok
    shop.open()
    shop.write(QUESTION[language])
    console.open(QUESTION[language])
    form = open_transfer(console)
    form.get_by_role("option", name=re.compile("Ivan")).click()
    expect(form.get_by_role("option", name=re.compile("Ivan"))).to_contain_text(
        console.say("transfer.load_many" if language == "ru" else "transfer.load_other")
        .replace("{{count}}", "0")
        .replace("{{limit}}", "1")
    )
    form.get_by_role("button", name=console.say("transfer.do")).click()
    held = console.page.get_by_title(console.say("chat.held_by").replace("{{name}}", "Ivan"))
    expect(held).to_be_visible()
    ivan.page.get_by_role("button", name=ivan.say("given.open")).click()
    expect(ivan.composer).to_be_visible()
    again = new_shop_writes(shop, language)
    form = open_transfer(console)
    form.get_by_role("combobox").press("Escape")
    expect(form).to_have_count(0)
    console.page.keyboard.press("Alt+KeyZ")
    expect(held).to_have_count(0)
    expect(console.page.get_by_title(console.say("chat.nobody"))).to_be_visible()
    expect(console.log.get_by_text(again)).to_be_visible()


def new_shop_writes(shop: Shop, language: Language) -> str:
    text = ANSWER[language] + "?"
    shop.write(text)
    return text


def undo(console: Console) -> None:
    console.page.get_by_role("status").get_by_role("button", name=re.compile(console.say("undo"))).last.click()


@pytest.mark.both_languages
def test_whatever_was_done_is_undone(shop: Shop, console: Console, language: Language) -> None:
    """CH-2, CH-3, CH-6: taken, returned, closed, spam, reopened"""
    begin(shop, console, QUESTION[language])
    expect(console.page.get_by_text(console.say("done.taken"))).to_be_visible()
    undo(console)
    expect(console.page.get_by_role("button", name=console.say("take.do"))).to_be_visible()
    console.page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    console.page.get_by_role("button", name=console.say("chat.more"), exact=True).click()
    console.page.get_by_role("menuitem", name=console.say("chat.return")).click()
    expect(console.page.get_by_text(console.say("done.returned"))).to_be_visible()
    undo(console)
    expect(console.composer).to_be_visible()
    console.page.keyboard.press("Alt+KeyE")
    expect(shop.log.get_by_text(shop.words["ended"])).to_be_visible()
    undo(console)
    expect(console.composer).to_be_visible()
    expect(shop.log.get_by_text(shop.words["ended"])).to_be_hidden()
    console.page.get_by_role("button", name=console.say("status.in_progress")).first.click()
    console.page.get_by_role("menuitemradio", name=console.say("status.spam")).click()
    expect(shop.window.get_by_text(shop.words["over"]).first).to_be_visible()
    undo(console)
    expect(console.composer).to_be_visible()
    console.close()
    console.page.get_by_role("button", name=console.say("closed.reopen")).click()
    expect(console.page.get_by_text(console.say("done.reopened"))).to_be_visible()
    undo(console)
    expect(console.page.get_by_role("button", name=console.say("closed.reopen"))).to_be_visible()


def test_too_old_for_the_queue(shop: Shop, console: Console, server: Server, language: Language) -> None:
    """CH-3: the thirty days, told in words, with the next step"""
    begin(shop, console, QUESTION[language])
    with sqlite3.connect(server.folder / "besedka.sqlite3") as db:
        db.execute("UPDATE chat SET opened_at = '2026-01-01 00:00:00+00:00' WHERE state = 'in_progress'")
    console.page.get_by_role("button", name=console.say("chat.more"), exact=True).click()
    console.page.get_by_role("menuitem", name=console.say("chat.return")).click()
    console.page.get_by_role("button", name=console.say("transfer.open")).click()
    expect(console.page.get_by_role("form", name=console.say("transfer.title"))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_everybody_can_use_it(
    shop: Shop, server: Server, new_console: Callable[..., Console], language: Language, width: int, scheme: str
) -> None:
    """CO-8: names, roles and contrast of the form, of toasts and of tags, on a phone and on a desk"""
    server.hire("Ivan")
    console = new_console(viewport={"width": width, "height": 844}, color_scheme=scheme)
    begin(shop, console, QUESTION[language])
    if width < 640:
        console.page.get_by_role("button", name=console.say("chat.more"), exact=True).click()
        console.page.get_by_role("menuitem", name=console.say("transfer.title")).click()
    else:
        open_transfer(console)
    expect(console.page.get_by_role("option", name=re.compile("Ivan"))).to_be_visible()
    expect(console.page.get_by_role("form").get_by_role("status")).to_contain_text("Ivan")
    assert violations(console.page) == []
    box = console.page.get_by_role("form", name=console.say("transfer.title")).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
