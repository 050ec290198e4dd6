"""The words of a text and of a search for it, the same for both engines: without case, with е for ё, and phones by their digits."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

import msgspec

WORD_CHARS = 64
SHORTEST_PREFIX = 2
EXCERPT_CHARS = 160
BEFORE_CHARS = 16

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"  # accents, and vowels of Hebrew and Arabic
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_PHONE = re.compile(r"\d(?:[ \u00a0().\u2010-\u2013-]{0,3}\d){6,}", re.ASCII)
_LONGEST_PHONE = 15
_ENDINGS = (10, 7, 4)  # of a phone, as people remember them


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is searched for. Any of the alternatives will do, and of an alternative all words are needed; where `begins`,
    its last word may go on."""

    alternatives: tuple[tuple[str, ...], ...]
    begins: bool = False

    def fits(self, words: Collection[str]) -> bool:
        return any(all(self._is_there(n, one, words) for n in range(len(one))) for one in self.alternatives)

    def marks(self, word: str) -> bool:
        """Whether this word of a text is one that was searched for."""
        return any(
            word == wanted or (self._may_go_on(n, one) and word.startswith(wanted))
            for one in self.alternatives
            for n, wanted in enumerate(one)
        )

    def _is_there(self, number: int, one: tuple[str, ...], words: Collection[str]) -> bool:
        if one[number] in words:
            return True
        return self._may_go_on(number, one) and any(word.startswith(one[number]) for word in words)

    def _may_go_on(self, number: int, one: tuple[str, ...]) -> bool:
        return self.begins and number == len(one) - 1 and len(one[number]) >= SHORTEST_PREFIX

    def parts(self) -> list[list[tuple[str, bool]]]:
        """The alternatives, each word with whether it may go on."""
        return [[(word, self._may_go_on(n, one)) for n, word in enumerate(one)] for one in self.alternatives]


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is searched for: all terms. Without any, nothing is found."""

    terms: tuple[Term, ...]

    def fits(self, words: Collection[str]) -> bool:
        return bool(self.terms) and all(term.fits(words) for term in self.terms)


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a text. `ranges` are where the words stand in it, counted as JavaScript counts (an emoji is two)."""

    text: str
    ranges: list[tuple[int, int]]


def words_of(text: str) -> set[str]:
    """The words by which a text is found."""
    found = {_plain(match[0]) for match in _WORD.finditer(text)}
    for _, _, digits in _phones(text):
        found.add(digits)
        found.update(digits[-length:] for length in _ENDINGS if len(digits) > length)
    found.discard("")
    return found


def query_of(text: str) -> Query:
    """What somebody means who types this; the last word need not be finished."""
    pieces: list[tuple[tuple[str, ...], ...]] = []
    at = 0
    for start, end, digits in _phones(text):
        pieces += _loose(text[at:start])
        parts = tuple(_words(text[start:end]))
        pieces.append(((digits,), parts) if parts != (digits,) else ((digits,),))
        at = end
    pieces += _loose(text[at:])
    last = len(pieces) - 1
    return Query(terms=tuple(Term(alternatives=piece, begins=n == last) for n, piece in enumerate(pieces)))


def excerpt(text: str, query: Query) -> Excerpt:
    """The part of a text that begins shortly before the first of the words, and where they are in it."""
    ranges = _merged(sorted(_marked(text, query)))
    start = max(0, ranges[0][0] - BEFORE_CHARS) if ranges else 0
    if start:
        start = text.find(" ", start, ranges[0][0]) + 1 or start
    cut = ("…" if start else "") + text[start : start + EXCERPT_CHARS]
    shift = start - (1 if start else 0)
    inside = [(first - shift, min(end - shift, len(cut))) for first, end in ranges if first - shift < len(cut)]
    return Excerpt(text=cut, ranges=[(_units(cut, first), _units(cut, end)) for first, end in inside])


def _marked(text: str, query: Query) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        if any(term.marks(_plain(match[0])) for term in query.terms):
            yield match.span()
    for start, end, digits in _phones(text):
        ways = (digits, *(digits[-length:] for length in _ENDINGS))
        if any(term.marks(way) for term in query.terms for way in ways):
            yield start, end


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _units(text: str, at: int) -> int:
    return at + sum(character > "\uffff" for character in text[:at])


def _loose(text: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    for word in _words(text):
        yield ((word,),)


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        if word := _plain(match[0]):
            yield word


def _phones(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) <= _LONGEST_PHONE:
            national = len(digits) == 11 and digits[0] == "8"  # as Russians write +7
            yield *match.span(), "7" + digits[1:] if national else digits


def _plain(word: str) -> str:
    """A word without case and accents; only letters and digits are left."""
    if word.isascii():
        return word[:WORD_CHARS].lower()
    word = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    return word[:WORD_CHARS] if word.isalnum() else "".join(filter(str.isalnum, word))[:WORD_CHARS]
