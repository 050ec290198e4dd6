"""Forms: questions that the core shows on each channel, as controls, as buttons or as numbered text.

Answers come back as a mapping from the id of the step to a text: a number, the value of an option, or what was typed.
What is skipped is no answer: its id is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec


class ScaleStep(msgspec.Struct, frozen=True, kw_only=True, tag="scale"):
    """A whole number from `low` to `high`, both included, which are at most 100 apart.

    Example:
        ScaleStep(id="score", title="How likely are you to recommend us?", low=0, high=10, style="numbers")
    """

    id: str
    title: str
    low: int = 1
    high: int = 5
    style: Literal["stars", "numbers", "faces"] = "stars"
    required: bool = True


class ChoiceStep(msgspec.Struct, frozen=True, kw_only=True, tag="choice"):
    """One of several options.

    Attributes:
        options: from value to label, in the order in which they are shown.

    Example:
        ChoiceStep(id="solved", title="Is your problem solved?", options={"yes": "Yes", "no": "No"})
    """

    id: str
    title: str
    options: Mapping[str, str]
    required: bool = True


class TextStep(msgspec.Struct, frozen=True, kw_only=True, tag="text"):
    """Something typed. The core checks that an e-mail or phone looks like one.

    Example:
        TextStep(id="why", title="What is the main reason?")
    """

    id: str
    title: str
    kind: Literal["text", "email", "phone"] = "text"
    required: bool = False


Step: TypeAlias = ScaleStep | ChoiceStep | TextStep
