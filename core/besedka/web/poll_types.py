"""Bodies of long polls: the fields of a `hello`, the frames to be handled, and what the answer before said in `next`."""

from typing import Annotated, Any, Literal

from msgspec import Meta, field

from besedka.web.api_types import Answer, Body, Short
from besedka.web.frames import Id, Seq

Frames = Annotated[list[dict[str, Any]], Meta(max_length=50)]


class VisitorPollBody(Body, frozen=True, kw_only=True):
    """`state` is that of the answer before; without it the poll is the first one, and is answered with a `welcome`."""

    v: Literal[1]
    token: Short
    chat: Id | None = None
    after: Seq | None = None
    given: Seq | None = None
    epoch: Short | None = None
    language: Short | None = None
    state: Short | None = None
    frames: Frames = field(default_factory=list)


class NextVisitorPoll(Answer, frozen=True, kw_only=True):
    """How far a visitor is after this answer: `after` counts events that are not for visitors, `given` does not; `state` is a
    fingerprint of what there is to know beside events."""

    chat: int | None
    after: int
    given: int
    epoch: str
    state: str


class VisitorPollAnswer(Answer, frozen=True, kw_only=True):
    """Frames as a socket brings them; `next` goes into the next poll."""

    frames: list[dict[str, Any]]
    next: NextVisitorPoll


class Watched(Body, frozen=True, kw_only=True):
    """A chat that is followed, and the newest event given of it."""

    chat: Id
    after: Seq


class ConsolePollBody(Body, frozen=True, kw_only=True):
    """`lists_rev` is that of the answer before; a poll without it, or with one that has moved on meanwhile, is answered with a
    `welcome`: lists are to be asked again."""

    v: Literal[1]
    language: Short | None = None
    watch: Annotated[list[Watched], Meta(max_length=32)] = field(default_factory=list)
    lists_rev: int | None = None
    frames: Frames = field(default_factory=list)


class NextConsolePoll(Answer, frozen=True, kw_only=True):
    """What a console has after this answer."""

    watch: list[Watched]
    lists_rev: int


class ConsolePollAnswer(Answer, frozen=True, kw_only=True):
    """Frames as a socket brings them; `next` goes into the next poll."""

    frames: list[dict[str, Any]]
    next: NextConsolePoll
