"""Secrets in the form of a plugin's settings: given, kept, replaced, removed."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from distributions import Distributions
from side_by_side import Console, Language, violations

SOURCE = """
class Inner(Struct, frozen=True, kw_only=True):
    pw: Annotated[Secret | None, Meta(title="Password")] = None
    port: Annotated[int, Meta(title="Port", ge=1)] = 25

class Options(Struct, frozen=True, kw_only=True):
    key: Annotated[Secret, Meta(title="Key")]
    token: Annotated[Secret | None, Meta(title="Token")] = None
    size: Annotated[int, Meta(title="Size", ge=1)] = 3
    inner: Annotated[Inner, Meta(title="Inner")] = Inner()

class Made(Plugin[Options]):
    name = "vault"
    title = "Vault"
    api = "0.1"

    async def check(self) -> Account:
        secrets = (self.settings.key, self.settings.token, self.settings.inner.pw)
        return Account(id="1", name=" ".join(s.reveal()[::-1] if s else "none" for s in secrets))
"""


@pytest.fixture(autouse=True)
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed before the server starts."""
    made = Distributions(tmp_path / "site")
    made.add("vault", source=SOURCE)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(made.path), os.environ.get("PYTHONPATH", ""))))


def at(page: Page, path: str) -> Locator:
    return page.locator(f"[id='field-{path}']")


def held(console: Console) -> str:
    """The secrets that the server holds, backwards: forwards they are masked."""
    console.page.reload()
    return str(
        console.page.evaluate(
            "fetch('/api/v1/plugins/vault/check', {method: 'POST', body: JSON.stringify({values: {}}),"
            " headers: {'Content-Type': 'application/json'}}).then(a => a.json()).then(a => a.account.name)"
        )
    )


def save(console: Console) -> None:
    console.page.keyboard.press("Control+KeyS")
    expect(console.page.get_by_text(console.say("saved"), exact=True).first).to_be_visible()


def saved(console: Console) -> Locator:
    return console.page.get_by_text(re.compile(f"^{console.say('form.secret.saved').split('{{')[0]}"))


@pytest.mark.both_languages
def test_secrets_are_given_kept_replaced_and_removed(console: Console, language: Language) -> None:
    """PL-2: one that may be empty is no obstacle, and what is stored says so on a fresh page"""
    page, say = console.page, console.say
    page.goto("/settings/plugins/vault")
    at(page, "size").fill("4")
    page.keyboard.press("Control+KeyS")
    expect(page.get_by_text(say("form.flaw.empty"))).to_have_count(1)
    at(page, "key").fill("key1")
    save(console)
    assert held(console) == "1yek none none"
    expect(saved(console)).to_have_count(1)
    expect(at(page, "token")).to_have_value("")

    at(page, "token").fill("tok1")
    at(page, "inner.pw").fill("pass1")
    save(console)
    assert held(console) == "1yek 1kot 1ssap"
    expect(saved(console)).to_have_count(3)
    assert violations(page) == []

    at(page, "inner.port").fill("26")
    save(console)
    assert held(console) == "1yek 1kot 1ssap"

    page.get_by_role("button", name=say("form.secret.replace_what").replace("{{name}}", "Token")).click()
    expect(at(page, "token")).to_be_focused()
    page.get_by_role("button", name=say("form.secret.keep")).click()
    expect(saved(console)).to_have_count(3)
    page.get_by_role("button", name=say("form.secret.replace_what").replace("{{name}}", "Token")).click()
    at(page, "token").fill("tok2")
    save(console)
    assert held(console) == "1yek 2kot 1ssap"

    remove = say("form.secret.remove_what").replace("{{name}}", "")
    expect(page.get_by_role("button", name=remove)).to_have_count(2)
    for name in ("Token", "Password"):
        page.get_by_role("button", name=remove + name).click()
    expect(page.get_by_text(say("form.secret.leaving"))).to_have_count(2)
    expect(at(page, "inner.pw")).to_be_focused()
    assert violations(page) == []
    save(console)
    assert held(console) == "1yek none none"
    expect(saved(console)).to_have_count(1)
    expect(at(page, "inner.pw")).to_have_value("")
