"""Catalogues: the same keys in both languages, the same facts in both sentences, and a sentence for every code."""

import re
import string
from pathlib import Path

import pytest

import besedka
from besedka.texts import LANGUAGES, accepted, catalogue
from besedka.web.problems import STATUS

SOURCES = Path(besedka.__file__).parent


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things() -> None:
    english, russian = (catalogue(language) for language in LANGUAGES)
    assert english.keys() == russian.keys()
    for key in english:
        assert facts(english[key]) == facts(russian[key]), key
        assert english[key] != russian[key] or "{" in english[key], key


def test_russian_is_written_in_russian() -> None:
    for key, sentence in catalogue("ru").items():
        assert re.search("[а-яё]", sentence.lower()) or sentence == "{problem}", key
        assert '"' not in sentence, f"{key}: «ёлочки»"


def test_every_refusal_has_a_sentence() -> None:
    codes = set(STATUS)
    for path in SOURCES.rglob("*.py"):
        codes |= set(re.findall(r'Refused\(\s*"(\w+)"', path.read_text()))
        codes |= set(re.findall(r'problem\(\w*\([^)]*\), "(\w+)"', path.read_text()))
    assert len(codes) > 30
    assert {key.removeprefix("problem.") for key in catalogue("en") if key.startswith("problem.")} >= codes


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"), ("ru", "ru"), ("ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("de,fr", "en"), ("en;q=0.5, ru;q=0.7", "ru"),
        ("RU", "ru"), ("ru;q=0", "en"), ("ru;q=x", "en"), (";;;,,,", "en"), ("*", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_request(header: str, language: str) -> None:
    assert accepted(header) == language
