"""Steps of a form as readers are shown them: in their language, tagged by kind; and which answers fit them."""

import re
from typing import Literal

import msgspec


class ShownStep(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One question."""

    id: str
    title: str
    required: bool


class ShownScale(ShownStep, frozen=True, kw_only=True, tag="scale"):
    """A number from `low` to `high`."""

    low: int
    high: int
    style: Literal["stars", "numbers", "faces"]


class ShownChoice(ShownStep, frozen=True, kw_only=True, tag="choice"):
    """One of the options: value → label."""

    options: dict[str, str]


class ShownText(ShownStep, frozen=True, kw_only=True, tag="text"):
    """Words, an e-mail address or a phone number."""

    input: Literal["text", "email", "phone"]


Step = ShownScale | ShownChoice | ShownText

NUMBER = re.compile(r"-?[0-9]{1,9}")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
PHONE = re.compile(r"\+?[0-9][0-9 ().-]{4,30}")


def misfit(step: Step, answer: str) -> tuple[str, dict[str, int]] | None:
    """Why a text is no answer to a step, as the key of a text and its facts; None if it is one.

    Args:
        answer: not empty: what is skipped is no answer.
    """
    match step:
        case ShownScale(low=low, high=high):
            fits = NUMBER.fullmatch(answer) is not None and low <= int(answer) <= high
            return None if fits else ("answer.scale", {"low": low, "high": high})
        case ShownChoice(options=options):
            return None if answer in options else ("answer.choice", {})
        case ShownText(input="email"):
            return None if EMAIL.fullmatch(answer) else ("answer.email", {})
        case ShownText(input="phone"):
            return None if PHONE.fullmatch(answer) else ("answer.phone", {})
        case ShownText():
            return None
