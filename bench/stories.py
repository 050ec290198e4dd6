"""The story of one made-up chat. What its people do goes through `decide`, so it is a chat that the server could have stored."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from besedka.domain.change import Answered, Change
from besedka.domain.chat import Chat, Event, Score, Standing, Status, Statuses
from besedka.domain.commands import (
    AddNote,
    AnswerForm,
    Command,
    MarkRead,
    MeetDeadlines,
    Return,
    SendMessage,
    SetDeadlines,
    SetStatus,
    Take,
    Update,
)
from besedka.domain.decide import decide
from besedka.domain.people import Actor, Author, Operator, Robot, Visitor
from phrases import ANSWERS, QUESTIONS, TAGS

Fate = Literal["empty", "queue", "in_progress", "closed", "spam"]

ANSWER_WITHIN = (timedelta(minutes=5), timedelta(days=2), timedelta(days=60))
STARS = (1, 2, 3, 4, 4, 5, 5, 5, 5)
RATED, NOTED, TAGGED, RETURNED, BLINDLY_ANSWERED = 0.3, 0.1, 0.2, 0.1, 0.6


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to become of a chat; `until` is when its story ends at the latest."""

    chat: Chat
    fate: Fate
    operator: int
    language: Literal["en", "ru"]
    messages: int
    begins: datetime
    until: datetime
    policy: int


class Story:
    """Lived once it is made.

    Attributes:
        chat: as of its last event.
        events: from 1 without holes.
        marks: how far each reader has read.
        answered: what the client said to the rating form.
        timer: when the chat's deadlines are to be looked at.
    """

    def __init__(self, plan: Plan, statuses: Statuses, rng: random.Random) -> None:
        self.chat = plan.chat
        self.events: list[Event] = []
        self.marks: dict[Author, int] = {}
        self.answered: Answered | None = None
        self.timer: datetime | None = None
        self._plan = plan
        self._statuses = statuses
        self._rng = rng
        self._now = plan.begins
        self._pause_s = min(90.0, (plan.until - plan.begins).total_seconds() / (plan.messages + 10))
        self._visitor = Visitor(identity=plan.chat.identity, client=plan.chat.client)
        self._operator = Operator(id=plan.operator)
        if plan.fate != "empty":
            self._live()

    def _live(self) -> None:
        fate, left = self._plan.fate, self._plan.messages
        first = left if fate == "queue" else min(left, self._rng.randint(1, 3))
        for _ in range(first):
            self._write(self._visitor)
        if fate == "queue":
            if self._chance(RETURNED):
                self._take()
                self._do(Return(actor=self._operator, chat=self.chat.id))
        else:
            self._take()
            self._talk(left - first)
        match fate:
            case "closed" | "spam":
                self._close("done" if fate == "closed" else "spam")
            case "queue" | "in_progress":
                self._wait()

    def _talk(self, messages: int) -> None:
        by_operator = True
        for _ in range(messages):
            self._write(self._operator if by_operator else self._visitor)
            if self._chance(BLINDLY_ANSWERED):
                by_operator = not by_operator
        if self._chance(NOTED):
            self._do(AddNote(actor=self._operator, chat=self.chat.id, key=self._key(), text=self._said(ANSWERS)))
        if self._chance(TAGGED):
            tags = tuple(self._rng.sample(TAGS, 2))
            self._do(Update(actor=Robot(), chat=self.chat.id, severity=self._rng.randint(1, 5), add_tags=tags))
        self._read(self._visitor)

    def _take(self) -> None:
        self._do(Take(actor=self._operator, chat=self.chat.id))
        self._read(self._operator)

    def _write(self, actor: Actor) -> None:
        if isinstance(actor, Operator):
            self._read(actor)
        text = self._said(QUESTIONS if actor is self._visitor else ANSWERS)
        self._do(SendMessage(actor=actor, chat=self.chat.id, key=self._key(), text=text))

    def _read(self, actor: Actor) -> None:
        self._do(MarkRead(actor=actor, chat=self.chat.id, seq=self.chat.seq))

    def _close(self, builtin: str) -> None:
        self._read(self._operator)
        self._do(SetStatus(actor=self._operator, chat=self.chat.id, status=_named(self._statuses, builtin).id))
        if self.chat.form_seq is not None and self._chance(RATED):
            self._do(_rating(self._visitor, self.chat, stars=self._rng.choice(STARS)))

    def _wait(self) -> None:
        """Whoever waits has a deadline; of those that are past, the server has noticed."""
        since = self.chat.waiting_since
        if since is None:
            return
        standing = Standing(
            policy=self._plan.policy,
            key="answer",
            title={"en": "First answer", "ru": "Первый ответ"},
            since=since,
            due=since + self._rng.choice(ANSWER_WITHIN),
        )
        self._do(SetDeadlines(actor=Robot(), chat=self.chat.id, standing=(standing,)))
        if standing.due < self._plan.until:
            self._now = max(self._now, standing.due)
            self._do(MeetDeadlines(actor=Robot(), chat=self.chat.id))

    def _do(self, command: Command) -> None:
        if not isinstance(command, MarkRead):
            self._now += timedelta(seconds=self._rng.uniform(0.05, 1) * self._pause_s)
        self._keep(decide(self.chat, command, self._now, self._statuses, {}))

    def _keep(self, change: Change) -> None:
        self.chat = change.chat
        self.events += change.events
        self.answered = change.answered or self.answered
        if change.timer is not None:
            self.timer = change.timer.at
        if change.mark is not None and change.mark.seq > 0:
            self.marks[change.mark.reader] = change.mark.seq

    def _key(self) -> str:
        return f"made-{self.chat.id}-{self.chat.seq + 1}"

    def _said(self, phrases: Mapping[str, Sequence[str]]) -> str:
        return " ".join(self._rng.choices(phrases[self._plan.language], k=self._rng.randint(1, 3)))

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share


def _rating(visitor: Visitor, chat: Chat, stars: int) -> AnswerForm:
    assert chat.form_seq is not None
    values = {"stars": str(stars)}
    score = Score(score=stars, out_of=5, bad=stars < 3)
    return AnswerForm(
        actor=visitor, chat=chat.id, form_seq=chat.form_seq, flow="stars", values=values, answers=values, rating=score, over=True
    )  # fmt: skip


def _named(statuses: Statuses, builtin: str) -> Status:
    """The status of the server's own of that name."""
    return next(status for status in statuses.values() if status.builtin == builtin)
