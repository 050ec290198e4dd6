"""PL-1: what the core ships are plugins like anybody's, and speak Russian."""

import ast
import importlib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from besedka.host.settings import settings_of
from besedka.plugin import API, InvalidSettings, Plugin, RatingFlow
from samples import CHAT, NOWHERE

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
POINTS: dict[str, str] = PROJECT["entry-points"]["besedka.plugins"]


def plugin_of(name: str) -> type[Plugin[Any]]:
    module, _, attribute = POINTS[name].partition(":")
    found: type[Plugin[Any]] = getattr(importlib.import_module(module), attribute)
    return found


def russian(name: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((ROOT / f"plugins/besedka_{name}/texts/ru.json").read_text())
    return texts


def shown(name: str) -> Iterator[str]:
    """The English texts that people see, as far as the classes tell them."""
    plugin = plugin_of(name)
    for cls in (plugin, *plugin.providers):
        yield cls.title
        yield cls.description
        schema = msgspec.json.schema(settings_of(cls))["$defs"][settings_of(cls).__name__]
        for field in schema["properties"].values():
            yield field["title"]
            yield field.get("description", "")
        if issubclass(cls, RatingFlow):
            flow = cls(settings_of(cls)(), NOWHERE)
            for stars in ("", "1", "4", "5"):
                yield from (step.title for step in flow.steps(CHAT, "ru", {"stars": stars}))


def sources(name: str) -> list[ast.AST]:
    folder = ROOT / f"plugins/besedka_{name}"
    return [node for path in folder.rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))]


@pytest.mark.parametrize("name", POINTS)
def test_it_says_what_it_is(name: str) -> None:
    plugin = plugin_of(name)
    assert (plugin.name, plugin.api) == (name, API)
    assert plugin.title
    assert plugin.description
    assert {provider.name for provider in plugin.providers} == {name}
    assert (ROOT / f"plugins/besedka_{name}/py.typed").is_file()


@pytest.mark.parametrize("name", POINTS)
def test_every_text_has_its_russian_one(name: str) -> None:
    texts = russian(name)
    assert {text for text in shown(name) if text} <= texts.keys()
    for english, translated in texts.items():
        assert re.search("[а-яё]", translated), english
        assert '"' not in translated, f"{english}: «ёлочки»"
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", translated)), english
    assert list(texts) == sorted(texts)


@pytest.mark.parametrize("name", POINTS)
def test_every_translated_text_is_used(name: str) -> None:
    said = {node.value for node in sources(name) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert russian(name).keys() <= said


@pytest.mark.parametrize("name", POINTS)
def test_every_problem_and_reason_is_translated(name: str) -> None:
    for node in sources(name):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = []
        if node.func.id in ("InvalidSettings", "InvalidAnswer", "NotReady", "NeedsAuth"):
            words = node.args[-1:]
        elif node.func.id in ("Choice", "Deadline"):
            words = [word.value for word in node.keywords if word.arg in ("reason", "title")]
        for word in words:
            if isinstance(word, ast.Constant):
                assert word.value in russian(name)


def test_settings_are_refused_in_words_that_are_translated() -> None:
    from besedka_webchat import Webchat, WebchatSettings

    with pytest.raises(InvalidSettings) as invalid:
        Webchat(WebchatSettings(sites=("ftp://shop.example",)), NOWHERE)
    assert invalid.value.problem in russian("webchat")
