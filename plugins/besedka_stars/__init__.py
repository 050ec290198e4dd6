"""Stars: one to five of them, and a word if the client likes."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from besedka.plugin import Chat, InvalidAnswer, Plugin, Rating, RatingFlow, ScaleStep, Step, TextStep

STARS = {str(stars): stars for stars in range(1, 6)}


class StarsSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What counts as bad, and whether to ask for words."""

    bad_below: Annotated[
        int,
        Meta(title="Bad below", description="Ratings with fewer stars than this are marked bad.", ge=2, le=5),
    ] = 4
    ask_comment: Annotated[
        bool,
        Meta(title="Ask for a comment", description="One question after the stars, which the client may skip."),
    ] = True


class Stars(RatingFlow[StarsSettings]):
    """Asks for stars, then for a comment that fits them."""

    name = "stars"
    title = "Stars"
    description = "One to five stars, then a comment."

    def steps(self, chat: Chat, locale: str, answers: Mapping[str, str]) -> Sequence[Step]:
        first = ScaleStep(id="stars", title="How did we do?", low=1, high=5, style="stars")
        stars = STARS.get(answers.get("stars", ""))
        if stars is None or not self.settings.ask_comment:
            return [first]
        return [first, TextStep(id="comment", title=_question(stars))]

    def accept(self, chat: Chat, answers: Mapping[str, str]) -> Rating:
        stars = STARS.get(answers.get("stars", ""))
        if stars is None:
            raise InvalidAnswer("stars", "choose from one to five stars")
        comment = answers.get("comment", "").strip()
        return Rating(score=stars, out_of=5, bad=stars < self.settings.bad_below, comment=comment)


class StarsPlugin(Plugin):
    """Brings the rating flow."""

    name = "stars"
    title = "Stars"
    description = "Asks clients how it went: one to five stars, then a comment."
    api = "0.1"
    providers = (Stars,)


def _question(stars: int) -> str:
    if stars == 5:
        return "What did you like?"
    return "What could be better?" if stars == 4 else "What went wrong?"
