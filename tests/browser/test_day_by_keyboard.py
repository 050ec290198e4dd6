"""A whole day without a mouse, from signing in to closing and the visitor's rating."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from people import PASSWORD
from side_by_side import Console, Language, Person, Server, Shop

QUESTION = {"ru": "Здравствуйте! Можно счёт на чай?", "en": "Hello! Could I have an invoice for the tea?"}
TEMPLATE = {"ru": "Счёт пришлём сегодня.", "en": "The invoice comes today."}
SOUGHT = {"ru": "счёт", "en": "invoice"}
NOTE = {"ru": "Постоянный покупатель", "en": "A regular customer"}
WORD = {"ru": "Проверь, пожалуйста, оплату", "en": "Please check the payment"}

INVOICE: FilePayload = {"name": "invoice.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + b"x" * 900}


def walk_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """By Tab, as somebody without a mouse gets there."""
    for _ in range(80):
        if target.evaluate("one => one === one.getRootNode().activeElement"):
            return
        page.keyboard.press(key)
    expect(target).to_be_focused()


@pytest.fixture
def ivan(server: Server, language: Language) -> str:
    """A colleague, and a template of everybody's."""
    server.hire("Ivan")
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}) as http:
        http.post("/api/v1/session", json={"email": "olga@shop.example", "password": PASSWORD}).raise_for_status()
        body = {"level": "global", "items": [{"text": TEMPLATE[language]}]}
        http.post("/api/v1/templates", json=body).raise_for_status()
    return "Ivan"


@pytest.mark.both_languages
def test_a_day_by_keyboard(
    browser: Browser, server: Server, people: list[Person], new_shop: Callable[..., Shop], ivan: str, language: Language
) -> None:
    """CO-8, TM-1, CO-4, CH-5, CH-3, RA-1"""
    shop = new_shop()
    shop.visit()
    ask(shop, QUESTION[language])
    console = sign_in(browser, server, people)
    page, say = console.page, console.say
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Alt+KeyJ")
    expect(console.log.get_by_text(QUESTION[language])).to_be_visible()
    page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_focused()
    page.keyboard.type(f"/{SOUGHT[language]}")
    expect(page.get_by_role("option", name=re.compile(TEMPLATE[language]))).to_be_visible()
    page.keyboard.press("Enter")
    expect(console.composer).to_have_value(TEMPLATE[language])
    attach(console)
    page.keyboard.press("Alt+KeyL")
    expect(console.composer).to_be_focused()
    page.keyboard.press("Enter")
    expect(shop.log.get_by_text(TEMPLATE[language])).to_be_visible()
    expect(shop.log.get_by_text("invoice.pdf")).to_be_visible()
    page.keyboard.press("Alt+KeyP")
    page.keyboard.type(NOTE[language])
    page.keyboard.press("Enter")
    expect(console.log.get_by_text(NOTE[language])).to_be_visible()
    hand_over(console, ivan, WORD[language])
    page.keyboard.press("Alt+KeyE")
    expect(page.get_by_text(say("closed.bar")).first).to_be_visible()
    rate(shop)
    expect(console.log.get_by_text(re.compile("4"))).not_to_have_count(0)


def ask(shop: Shop, text: str) -> None:
    walk_to(shop.page, shop.button)
    shop.page.keyboard.press("Enter")
    expect(shop.field).to_be_focused()
    shop.page.keyboard.type(text)
    shop.page.keyboard.press("Enter")
    expect(shop.log.locator(".m").last).to_contain_text(text)


def sign_in(browser: Browser, server: Server, people: list[Person], **context: Any) -> Console:
    people.append(console := Console(browser, server, **context))
    page, say = console.page, console.say
    page.on("filechooser", lambda chooser: chooser.set_files([INVOICE]))
    page.goto("/login")
    walk_to(page, page.get_by_label(say("field.email")))
    page.keyboard.type("olga@shop.example")
    walk_to(page, page.get_by_label(say("field.password"), exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/chats/"))
    return console


def attach(console: Console) -> None:
    page = console.page
    button = page.get_by_role("button", name=re.compile(re.escape(console.say("files.attach").split("{{")[0].strip())))
    walk_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_text("invoice.pdf")).to_be_visible()


def hand_over(console: Console, name: str, word: str) -> None:
    page = console.page
    page.keyboard.press("Alt+KeyR")
    form = page.get_by_role("form", name=console.say("transfer.title"))
    expect(form.get_by_role("combobox")).to_be_focused()
    page.keyboard.type(name)
    expect(form.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(form.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(word)
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    expect(console.log.get_by_text(re.compile(word))).to_be_visible()


def rate(shop: Shop) -> None:
    expect(shop.window.get_by_role("radio").first).to_be_focused()
    shop.page.keyboard.press("4")
    expect(shop.window.get_by_role("radio", name=shop.words["four"])).to_be_checked()
    walk_to(shop.page, shop.window.get_by_role("button", name=shop.words["send"]))
    shop.page.keyboard.press("Enter")
    expect(shop.window.get_by_text(shop.words["thanks"])).to_be_visible()
