"""Two operators who are no administrators, and one chat."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from side_by_side import Console, Language, Server, Shop

QUESTION = {"ru": "Здравствуйте! Улун ещё есть?", "en": "Hello! Is there any oolong left?"}


@pytest.mark.parametrize("width", [320, 1440])
def test_a_colleague_takes_the_chat_that_one_has_open(
    shop: Shop, server: Server, new_console: Callable[..., Console], width: int, language: Language
) -> None:
    """CH-2: the head and the foot say who has it, no clock runs on, and the key says it again"""
    shop.open()
    shop.write(QUESTION[language])
    anna = new_console(server.hire("Anna"), viewport={"width": width, "height": 844})
    ivan = new_console(server.hire("Ivan"))
    for console in (anna, ivan):
        console.open(QUESTION[language])
    expect(anna.page.get_by_role("timer")).to_be_visible()
    box = anna.page.get_by_role("timer").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
    ivan.page.keyboard.press("Alt+KeyT")
    expect(ivan.composer).to_be_visible()
    chat = anna.page.get_by_role("main")
    expect(chat.get_by_text(anna.say("chat.held_by").replace("{{name}}", "Ivan"))).to_be_visible()
    expect(chat.get_by_title(anna.say("chat.held_by").replace("{{name}}", "Ivan"))).to_be_visible()
    expect(chat.get_by_text(anna.say("chat.nobody"))).to_have_count(0)
    expect(anna.page.get_by_role("timer")).to_have_count(0)
    expect(anna.page.get_by_text(anna.say("panel.on_page"))).to_have_count(0)
    anna.page.keyboard.press("Alt+KeyT")
    expect(anna.page.get_by_text(anna.say("take.lost").replace("{{name}}", "Ivan"))).to_be_visible()
