"""Ratings: what is asked of a client whose chat was closed, and what the answers are worth."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import msgspec

from besedka.plugin.chats import Chat
from besedka.plugin.forms import Step
from besedka.plugin.provider import Provider
from besedka.plugin.settings import SettingsT


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """What a client thinks of a chat.

    Attributes:
        score: from 0 to `out_of`.
        out_of: the best score there is: more than 0, at most 100.
        bad: goes to the leaders' list.
        comment: the client's own words.
    """

    score: float
    out_of: float
    bad: bool
    comment: str = ""


class RatingFlow(Provider[SettingsT], ABC):
    """Says what to ask and what the answers are worth.

    The core decides when to ask, shows the steps on each channel, stores all answers, and counts the last rating of a chat.
    Both methods are plain functions called on the loop: they only compute, without files, network or waiting.

    Example:
        class Thumb(RatingFlow):
            name = "thumb"
            title = "Thumb up or down"

            def steps(self, chat: Chat, locale: str, answers: Mapping[str, str]) -> Sequence[Step]:
                return [ChoiceStep(id="thumb", title="Did we help?", options={"up": "Yes", "down": "No"})]

            def accept(self, chat: Chat, answers: Mapping[str, str]) -> Rating:
                up = answers["thumb"] == "up"
                return Rating(score=1 if up else 0, out_of=1, bad=not up)
    """

    @abstractmethod
    def steps(self, chat: Chat, locale: str, answers: Mapping[str, str]) -> Sequence[Step]:
        """The questions, in order, at most 20. Asked again after each answer, hence a later one may depend on an earlier one.

        Args:
            chat: the chat that is rated.
            locale: the client's language, such as "ru". Texts in the plugin's texts/ru.json are translated by the core.
            answers: what is answered so far, by the id of the step.
        """

    @abstractmethod
    def accept(self, chat: Chat, answers: Mapping[str, str]) -> Rating:
        """What the answers are worth. Called once the required steps are answered, and again after each further answer.

        Each rating replaces the one before: a star alone is stored at once, and the comment is added when it comes.

        Raises:
            InvalidAnswer: shown to the client at the question; nothing is stored.
        """
