"""PL-1, PL-4: plugins of strangers, used in a real browser: switched on, at work for both sides, switched off, and on again."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from distributions import Distributions
from side_by_side import Console, Shop

EXAMPLES = Path(__file__).parent.parent / "plugins" / "examples"
CARD, MASKED = "card 4111 1111 1111 1111", "card •••• •••• •••• ••••"


@pytest.fixture(autouse=True)
def strangers(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of the contract's examples, installed before the server starts."""
    site = Distributions(tmp_path_factory.mktemp("site"))
    site.example(EXAMPLES / "nps.py", "NpsPlugin")
    site.example(EXAMPLES / "night_owl.py", "NightOwl")
    monkeypatch.setenv("PYTHONPATH", str(site.path))


def call(console: Console, verb: str, path: str, body: dict[str, Any]) -> Any:
    answer = console.context.request.fetch(
        f"{console.server.url}/api/v1{path}",
        method=verb,
        data=json.dumps(body),
        headers={"Origin": console.server.url, "Content-Type": "application/json"},
    )
    assert answer.ok, answer.text()
    return answer.json()


def switch(console: Console, title: str) -> None:
    row = console.page.get_by_role("listitem").filter(has=console.page.get_by_role("link", name=title, exact=True))
    expect(row).to_be_visible()
    was_on = row.get_by_role("switch").is_checked()
    row.get_by_role("switch").click()
    state = row.get_by_text(console.say(f"plugins.state.{'disabled' if was_on else 'active'}"), exact=True)
    question = console.page.get_by_role("dialog").get_by_role("button", name=console.say("plugins.off.do"))
    expect(state.or_(question)).to_be_visible()
    if question.is_visible():
        question.click()
    expect(state).to_be_visible()


def test_strangers_plugins_at_work(shop: Shop, new_console: Callable[..., Console]) -> None:
    """PL-1, PL-4, RA-1"""
    console = new_console(viewport={"width": 1440, "height": 900})
    console.page.goto("/settings/plugins")
    switch(console, "Net promoter score")
    switch(console, "Night owl")
    made = call(console, "POST", "/plugins/nps/instances", {"provider": "nps", "name": "nps", "values": {}})
    rules = console.context.request.get(f"{console.server.url}/api/v1/rules").json()
    call(console, "PUT", "/rules", {"strategy": rules["strategy"], "flow": made["id"], "chat_limit": 5})
    console.page.goto("/chats/queue")
    shop.open()
    shop.field.fill(CARD)
    shop.field.press("Enter")
    expect(shop.log.get_by_text(MASKED)).to_be_visible()
    console.page.get_by_role("option").first.click()
    console.page.keyboard.press("Alt+KeyT")
    expect(console.composer).to_be_visible()
    expect(console.log.get_by_text(MASKED)).to_be_visible()
    expect(console.page.get_by_role("button", name=re.compile("Night owl"))).to_be_visible()
    shop.field.focus()
    console.page.keyboard.press("Alt+KeyE")
    numbers = shop.page.get_by_role("dialog").get_by_role("radiogroup")
    expect(numbers.get_by_role("radio")).to_have_count(11)
    numbers.get_by_role("radio", name=re.compile(r"^9\b")).click()
    expect(console.log.get_by_text(re.compile(r"9.*10"))).to_be_visible()
    chat = console.page.url
    console.page.goto("/settings/plugins")
    switch(console, "Night owl")
    console.page.goto(chat)
    expect(console.log.get_by_text(MASKED)).to_be_visible()
    expect(console.page.get_by_role("button", name=re.compile("Night owl"))).to_have_count(0)
