"""The widget on the demo shop in pictures."""

import re

from playwright.sync_api import expect

from screenshots.stage import Scene, Stage
from side_by_side import Console, Shop

QUESTION = {"ru": "А подарочная упаковка у вас есть?", "en": "Do you wrap it as a gift?"}
GREETING = {"ru": "Здравствуйте, Мария! Сейчас всё проверю.", "en": "Hello, Mary! Let me check that."}


def closed(stage: Stage) -> None:
    shop = stage.shop()
    expect(shop.button).to_be_visible()
    stage.shoot("widget-launcher", shop.page)


def greeting(stage: Stage) -> None:
    shop = stage.shop()
    shop.open()
    stage.shoot("widget-greeting", shop.page)


def conversation(stage: Stage) -> None:
    shop, _ = _talk(stage)
    stage.shoot("widget-conversation", shop.page)


def preview(stage: Stage) -> None:
    shop, console = _talk(stage)
    shop.page.keyboard.press("Escape")
    console.answer(GREETING[stage.look.language] + " 🙂")
    expect(shop.page.get_by_text(GREETING[stage.look.language]).first).to_be_visible()
    stage.shoot("widget-preview", shop.page)


def emoji(stage: Stage) -> None:
    shop, _ = _talk(stage)
    shop.window.get_by_role("button", name=re.compile("эмодзи|смайл|emoji", re.IGNORECASE)).click()
    stage.shoot("widget-emoji", shop.page)


def page(stage: Stage) -> None:
    shop = stage.shop()
    shop.page.goto("/chat/default")
    expect(shop.page.get_by_role("textbox")).to_be_visible()
    stage.shoot("widget-page", shop.page)


def rating(stage: Stage) -> None:
    shop, console = _talk(stage)
    console.page.keyboard.press("Alt+KeyE")
    console.page.keyboard.press("Enter")
    expect(shop.window.get_by_role("radio").first).to_be_visible()
    stage.shoot("widget-rating", shop.page)


def reconnecting(stage: Stage) -> None:
    shop, _ = _talk(stage)
    shop.context.set_offline(True)
    expect(shop.window.get_by_text(shop.words["lost"])).to_be_visible(timeout=20_000)
    _write(shop, "…")
    stage.shoot("widget-reconnecting", shop.page)


def _write(shop: Shop, text: str) -> None:
    """By the button: on phones Enter breaks the line."""
    shop.field.fill(text)
    shop.window.get_by_role("button", name=shop.words["send"], exact=True).click()
    expect(shop.log.locator(".m").last).to_contain_text(text)


def _talk(stage: Stage) -> tuple[Shop, Console]:
    shop = stage.shop()
    shop.open()
    question = QUESTION[stage.look.language]
    _write(shop, question)
    console = stage.colleague()
    console.page.goto("/chats/queue")
    console.page.get_by_role("option").filter(has_text=question).last.click()
    console.page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    console.answer(GREETING[stage.look.language])
    expect(shop.log.get_by_text(GREETING[stage.look.language])).to_be_visible()
    return shop, console


SCENES: dict[str, Scene] = {
    "widget-launcher": closed, "widget-greeting": greeting, "widget-conversation": conversation, "widget-preview": preview,
    "widget-rating": rating, "widget-emoji": emoji, "widget-page": page, "widget-reconnecting": reconnecting,
}  # fmt: skip
