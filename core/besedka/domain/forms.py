"""Steps of a form as readers are shown them: in their language, tagged by kind."""

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
