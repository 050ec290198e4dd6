"""Made-up people, their visits and their chats, as rows of our tables. The same size always gives the same rows."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec
from piccolo.table import Table

from besedka.db import tables
from besedka.domain.chat import Chat, Statuses
from besedka.services.sessions import digest
from phrases import NAMES, PAGES
from stories import Fate, Plan, Story
from story_rows import chat_row, event_row, rating_row, timer_row

SEED = 20_260_101
UNTIL = datetime(2026, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=730)
OPERATORS = 100  # beside the owner, so that each sees a hundredth
RECENT = 0.05  # of the chats, the youngest: most of what is open is among them
FATES: dict[bool, Mapping[Fate, float]] = {  # whether the chat is recent, and how likely it has come to what
    True: {"queue": 6, "in_progress": 50, "empty": 20, "closed": 23, "spam": 1},
    False: {"in_progress": 0.5, "closed": 98.5, "spam": 1},
}
RETURNING, RUSSIAN, NAMED = 0.3, 0.6, 0.5
LONGEST = 100  # times the shortest conversation
BLOCK = 500


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How much is made; the messages are exactly so many."""

    chats: int = 100_000
    messages: int = 1_000_000


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of one table, with values for these columns."""

    table: type[Table]
    columns: Sequence[str]
    values: Sequence[tuple[Any, ...]]

    @property
    def name(self) -> str:
        return self.table._meta.tablename


class Person(msgspec.Struct, kw_only=True):
    """A client with one identity of the same number."""

    id: int
    language: Literal["en", "ru"]
    visits: int = 0
    may_return: bool = True


class Population:
    """Args:
    statuses: of the database that is filled.
    policy: the id of its policy for deadlines.
    """

    def __init__(self, size: Size, statuses: Statuses, policy: int) -> None:
        self._statuses = statuses
        self._policy = policy
        self._rng = random.Random(SEED)
        self._fates = [self._fate(number > size.chats * (1 - RECENT)) for number in range(1, size.chats + 1)]
        self._lengths = self._share_out(size.messages)
        self._step = SPAN / size.chats
        self._people: list[Person] = []
        self._visits = 0
        self._made: dict[type[Table], list[dict[str, Any]]] = {}

    def blocks(self) -> Iterator[list[Rows]]:
        """The team, then some hundred chats at a time with their people; tables stand in such an order that references find
        their rows."""
        for number in range(1, OPERATORS + 2):
            self._add(tables.Operator, _operator(number))
        yield self._taken()
        for number in range(1, len(self._fates) + 1):
            self._chat(number)
            if number % BLOCK == 0:
                yield self._taken()
        yield self._taken()

    def _fate(self, recent: bool) -> Fate:
        [fate] = self._rng.choices(list(FATES[recent]), list(FATES[recent].values()))
        return fate

    def _share_out(self, messages: int) -> list[int]:
        """How many messages each chat has: at least one, unless nobody wrote; most are short and few are long."""
        weights = [0 if fate == "empty" else min(self._rng.paretovariate(1.5), LONGEST) for fate in self._fates]
        talks = [number for number, weight in enumerate(weights) if weight]
        each = (messages - len(talks)) / sum(weights)
        assert each >= 0, "there are more conversations than messages"
        lengths = [int(weight * each) + 1 if weight else 0 for weight in weights]
        for number in talks[: messages - sum(lengths)]:
            lengths[number] += 1
        return lengths

    def _chat(self, number: int) -> None:
        fate = self._fates[number - 1]
        begins = UNTIL - SPAN + self._step * (number - 1 + self._rng.random())
        person = self._person(fate, begins)
        plan = Plan(
            chat=Chat(id=number, connection=1, identity=person.id, client=person.id, client_name=None, state="empty"),
            fate=fate,
            operator=self._rng.randint(2, OPERATORS + 1),
            language=person.language,
            messages=self._lengths[number - 1],
            begins=begins,
            until=UNTIL,
            policy=self._policy,
        )
        story = Story(plan, self._statuses, self._rng)
        self._visit(person, begins, max(begins, story.chat.last.at) if story.chat.last else begins)
        self._add(tables.Chat, chat_row(story.chat, begins))
        for event in story.events:
            self._add(tables.ChatEvent, event_row(event))
        for reader, seq in story.marks.items():
            self._add(tables.ReadMark, {"chat": number, "reader_type": reader.type, "reader": reader.id, "seq": seq})
        if story.answered is not None:
            self._add(tables.Rating, rating_row(story.answered))
        if story.timer is not None:
            self._add(tables.Job, timer_row(number, story.timer, begins))

    def _person(self, fate: Fate, at: datetime) -> Person:
        """Whose chat it is: one who was here before, if all their chats are closed, or a new client."""
        if self._people and self._rng.random() < RETURNING:
            person = self._rng.choice(self._people)
            if person.may_return:
                person.may_return = fate == "closed"
                return person
        id = len(self._people) + 1
        person = Person(id=id, language="ru" if self._rng.random() < RUSSIAN else "en", may_return=fate == "closed")
        self._people.append(person)
        name = self._rng.choice(NAMES[person.language]) if self._rng.random() < NAMED else None
        self._add(tables.Client, {"id": id, "name": name, "created_at": at, "fields": "{}"})
        identity = {"id": id, "connection": 1, "external_id": digest(visitor_token(id)), "client": id}
        self._add(tables.Identity, identity | {"blocked": fate == "spam"})
        return person

    def _visit(self, person: Person, begins: datetime, ends: datetime) -> None:
        person.visits += 1
        self._visits += 1
        self._add(
            tables.Visit,
            {
                "id": self._visits, "client": person.id, "number": person.visits, "started_at": begins, "last_at": ends,
                "referrer": "https://search.example/?q=tea", "campaign": "{}", "language": person.language,
                "user_agent": "Mozilla/5.0", "address": "192.0.2.1",
            },
        )  # fmt: skip
        for url, title in PAGES[person.language][: self._rng.randint(1, 3)]:
            self._add(tables.VisitPage, {"visit": self._visits, "url": url, "title": title, "at": begins})

    def _add(self, table: type[Table], row: dict[str, Any]) -> None:
        self._made.setdefault(table, []).append(row)

    def _taken(self) -> list[Rows]:
        made, self._made = self._made, {}
        order = [table for table in tables.TABLES if table in made]
        return [
            Rows(table=table, columns=list(made[table][0]), values=[tuple(row.values()) for row in made[table]])
            for table in order
        ]


def visitor_token(identity: int) -> str:
    """With it the visitor comes back."""
    return f"visitor-{identity}-of-the-benchmark"


def _operator(number: int) -> dict[str, Any]:
    """The first is the owner. Nobody can sign in with a password."""
    first = number == 1
    return {
        "id": number, "name": f"Operator {number}", "display_name": f"Operator {number}", "email": f"o{number}@bench",
        "password_hash": "", "administrator": first, "owner": first, "created_at": UNTIL - SPAN,
    }  # fmt: skip
