"""RA-1, RA-3: stars, then a comment."""

import msgspec
import pytest

from besedka.plugin import InvalidAnswer, Rating, ScaleStep, TextStep
from besedka_stars import Stars, StarsSettings
from samples import CHAT, NOWHERE


def flow(**settings: int | bool) -> Stars:
    return Stars(msgspec.convert(settings, StarsSettings), NOWHERE)


def test_first_there_are_stars_only() -> None:
    """RA-1: one star to five."""
    (stars,) = flow().steps(CHAT, "ru", {})
    assert isinstance(stars, ScaleStep)
    assert (stars.id, stars.low, stars.high, stars.style, stars.required) == ("stars", 1, 5, "stars", True)


@pytest.mark.parametrize(
    ("stars", "question"),
    [
        ("5", "What did you like?"), ("4", "What could be better?"), ("3", "What went wrong?"), ("2", "What went wrong?"),
        ("1", "What went wrong?"),
    ],
)  # fmt: skip
def test_the_comment_is_asked_for_in_words_that_fit(stars: str, question: str) -> None:
    """RA-1: the comment may be skipped."""
    steps = flow().steps(CHAT, "ru", {"stars": stars})
    assert steps[0].id == "stars"
    assert steps[1:] == [TextStep(id="comment", title=question, kind="text", required=False)]


def test_the_comment_can_be_switched_off() -> None:
    assert len(flow(ask_comment=False).steps(CHAT, "ru", {"stars": "5"})) == 1


@pytest.mark.parametrize(("stars", "bad"), [("1", True), ("3", True), ("4", False), ("5", False)])
def test_a_star_alone_is_a_rating(stars: str, bad: bool) -> None:
    """RA-1: whoever stops after the stars has rated."""
    assert flow().accept(CHAT, {"stars": stars}) == Rating(score=int(stars), out_of=5, bad=bad)


def test_the_comment_comes_with_it() -> None:
    """RA-3: a further answer replaces the rating."""
    rating = flow().accept(CHAT, {"stars": "5", "comment": "  Quick and kind \n"})
    assert rating == Rating(score=5, out_of=5, bad=False, comment="Quick and kind")


@pytest.mark.parametrize(("below", "bad"), [(2, [1]), (3, [1, 2]), (5, [1, 2, 3, 4])])
def test_what_is_bad_is_a_setting(below: int, bad: list[int]) -> None:
    stars = flow(bad_below=below)
    assert [n for n in range(1, 6) if stars.accept(CHAT, {"stars": str(n)}).bad] == bad


@pytest.mark.parametrize("below", [1, 6])
def test_a_threshold_without_sense_is_refused(below: int) -> None:
    with pytest.raises(msgspec.ValidationError):
        flow(bad_below=below)


@pytest.mark.parametrize("answer", ["0", "6", "-1", "", "five", "4.5", " 5", "٥", "0_5"])
def test_anything_but_one_to_five_is_no_answer(answer: str) -> None:
    assert len(flow().steps(CHAT, "ru", {"stars": answer})) == 1
    with pytest.raises(InvalidAnswer) as invalid:
        flow().accept(CHAT, {"stars": answer})
    assert invalid.value.field == "stars"
