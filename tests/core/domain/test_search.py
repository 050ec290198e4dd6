"""CO-3: the words of a text, what a search means, and what is marked in what it finds."""

import pytest

from besedka.domain.search import EXCERPT_CHARS, excerpt, query_of, words_of

FOUND = [
    ("Где мой ЗАКАЗ?", "заказ"),
    ("Ёлка приехала", "елка"),
    ("елка приехала", "ЁЛКА"),
    ("Прошлый заказ", "зак прош"[:3]),
    ("Мой номер: +7 (916) 123-45-67", "89161234567"),
    ("Мой номер: 8 916 123 45 67", "+7 916 123-45-67"),
    ("Мой номер: 89161234567", "9161234567"),
    ("Мой номер: 8(916)123-45-67", "1234567"),
    ("Мой номер: 8(916)123-45-67", "4567"),
    ("Мой номер: 8(916)123-45-67", "916 123"),
    ("Пишите на Anna.Smirnova@Почта.example", "smirnova@почта"),
    ("Пишите на anna@shop.example", "anna@shop.example"),
    ("Заказ №4512-8871", "4512-8871"),
    ("Заказ №4512-8871", "8871"),
    ("שָׁלוֹם עולם", "שלום"),
    ("مَرْحَبًا بالعالم", "مرحبا"),
    ("Straße", "STRASSE"),
    ("Ｆｕｌｌ width", "full"),
    ("cafe\u0301", "café"),
    ("и " * 50_000 + "конец", "конец"),
]
NOT_FOUND = [
    ("Где мой заказ?", "каз"),
    ("Где мой заказ?", "зак мой"),  # only the last word may go on
    ("Где мой заказ?", "заказ чай"),
    ("а б в", "абв"),
    ("азбука", "а"),  # one letter is a word
    ("Где мой заказ?", "***"),
    ("Где мой заказ?", "\"'*()"),
    ("8(916)123-45-67", "89161234568"),
]


@pytest.mark.parametrize(("text", "asked"), FOUND)
def test_found(text: str, asked: str) -> None:
    query = query_of(asked)
    assert query.fits(words_of(text))
    part = excerpt(text, query)
    assert part.ranges, part


@pytest.mark.parametrize(("text", "asked"), NOT_FOUND)
def test_not_found(text: str, asked: str) -> None:
    assert not query_of(asked).fits(words_of(text))


def marked(text: str, asked: str) -> list[str]:
    part = excerpt(text, query_of(asked))
    units = part.text.encode("utf-16-le")
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in part.ranges]


def test_what_is_marked() -> None:
    assert marked("Заказ готов, ваш ЗАКАЗ 😀 у двери", "заказ дв") == ["Заказ", "ЗАКАЗ", "двери"]
    assert marked("😀😀 +7 (916) 123-45-67, звоните", "9161234567") == ["7 (916) 123-45-67"]


def test_a_long_text_is_shown_where_the_word_stands() -> None:
    part = excerpt("слово " * 2_000 + "иголка " + "слово " * 2_000, query_of("игол"))
    assert part.text.startswith("…")
    assert len(part.text) <= EXCERPT_CHARS + 1
    [(start, end)] = part.ranges
    assert part.text[start:end] == "иголка"


def test_a_word_without_end_is_kept_short() -> None:
    assert max(map(len, words_of("ё" * 100_000))) == 64
    assert query_of("ё" * 100_000).fits(words_of("ё" * 100_000))
