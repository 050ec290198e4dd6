"""Whatever several people ask of the desk at once, each engine comes to what the model comes to that was written from the spec:
the same answers, events, lists and marks (RT-2, CH-1, CH-2, CH-3, CH-6, CH-7, GR-3, ST-1, RA-3, SL-1)."""

import asyncio
import itertools
import os
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from msgspec.structs import replace
from piccolo.querystring import QueryString

from besedka import clock
from besedka.db import reading, tables
from besedka.db.filters import Filter
from besedka.db.reading import Count, View
from besedka.db.search_index import follow_events
from besedka.db.visible import visible_chats
from besedka.domain.change import Answered
from besedka.domain.chat import Chat, Event, Kind, Score, State
from besedka.domain.commands import AnswerForm, Command, Delete, Edit, Open, SendMessage
from besedka.domain.people import Face, Operator, author_of
from besedka.domain.rights import may_see
from besedka.domain.search import query_of
from besedka.domain.view import Reader, Shown, view
from besedka.plugin.errors import Refused
from besedka.services import search
from databases import copy_blank, drop
from model import lists
from model.requests import (
    ASTRAY,
    CHATS,
    FITTING,
    OPEN_FORM,
    OPERATORS,
    OWN,
    SEEN,
    START,
    VISITORS,
    filters,
    operators,
    pauses,
    requests,
)
from model.rules import DeskModel
from model.side import Answer, Side, refusal, side_on

T = TypeVar("T")

AT_ONCE = 12
NOT_CLOSED: tuple[State, ...] = ("empty", "queue", "in_progress")
FACES = {id: Face(id=id, name=f"Internal {id}", display_name=f"Shown {id}", photo=f"/{id}.png") for id in range(1, 4)}
IDENTITIES = [visitor.identity for visitor in VISITORS]

on_site = st.lists(st.sampled_from(IDENTITIES), unique=True)
seqs = st.none() | st.integers(0, 20)
quiet = settings(deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
short = settings(quiet, max_examples=35, stateful_step_count=50, derandomize=True, database=None)
long = settings(quiet, max_examples=500, stateful_step_count=100, derandomize=False)


class Twins:
    """The engines, and the loop in which they live for all stories."""

    def __init__(self, runner: asyncio.Runner, sides: list[Side]) -> None:
        self.run = runner.run
        self.sides = sides

    def read(self, expected: T, read: Callable[..., Coroutine[Any, Any, T]], *given: Any, **chosen: Any) -> None:
        """What is read is the same on each engine, and what the model says."""
        for side in self.sides:
            side.use()
            assert self.run(read(*given, **chosen)) == expected


class Story(RuleBasedStateMachine):
    """One story of a desk, told to the model and to every engine."""

    twins: ClassVar[Twins]  # of the test that runs

    def __init__(self) -> None:
        super().__init__()
        self.model = DeskModel(self.twins.sides[0].statuses)
        self.now = START
        self.asked: list[Command | Open] = []
        self.agreed = True
        for side in self.twins.sides:
            self.twins.run(side.empty())

    @initialize()
    def visitors_come(self) -> None:
        self._ask([Open(visitor=visitor) for visitor in VISITORS])
        self._ask([SendMessage(actor=VISITORS[0], chat=1, text="hello", key="first")])

    @rule(
        after=pauses,
        new=st.lists(requests(), min_size=AT_ONCE // 4, max_size=AT_ONCE),
        again=st.lists(st.integers(0, 1000), max_size=2),
    )
    def ask(self, after: timedelta, new: list[Command | Open], again: list[int]) -> None:
        """All in one commit; some of them for the second time."""
        self.now += after
        self._ask([self._aimed(one) for one in new] + [self.asked[i % len(self.asked)] for i in again])

    @rule(
        actor=operators, was=operators, view=st.sampled_from(get_args(View)), on_site=on_site, empty=st.booleans(),
        only=filters, limit=st.integers(1, 4),
    )  # fmt: skip
    def look(
        self,
        actor: Operator,
        was: Operator,
        view: View,
        on_site: list[int],
        empty: bool,
        only: Filter,
        limit: int,
    ) -> None:
        """CO-1, CO-2, CO-6, GR-3: page by page the same as at once; counters; what is no longer to be seen."""
        chosen: dict[str, Any] = {"on_site": on_site, "empty": empty, "only": only}
        self.twins.read(lists.page(self.model, actor, view, **chosen), _pages, actor, view, limit=limit, **chosen)
        everything = self.model.chats
        self.twins.read(lists.counts(self.model, on_site), _counts, on_site)
        self.twins.read(lists.unread(self.model, actor.id), reading.unread, everything, actor.id)
        self.twins.read(lists.lost(self.model, was, actor), reading.lost_chats, was, actor)

    @rule(
        actor=operators, typed=st.sampled_from(["hel", "ПРИВ", "Hello", "при", "привет hello"]), only=filters,
        limit=st.integers(1, 4),
    )  # fmt: skip
    def seek(self, actor: Operator, typed: str, only: Filter, limit: int) -> None:
        """CO-3, GR-3: page by page whatever fits, and nothing that is not to be seen."""
        self.twins.read(lists.found(self.model, actor, typed, only=only), _found, actor, typed, only=only, limit=limit)

    @rule(
        chat=st.integers(1, CHATS), reader=st.sampled_from(get_args(Reader)), before=seqs, after=seqs,
        limit=st.integers(1, 5), kinds=st.lists(st.sampled_from(get_args(Kind)), max_size=2),
    )  # fmt: skip
    def read(self, chat: int, reader: Reader, **part: Any) -> None:
        """RT-2: what follows, in order."""
        self.twins.read(_plain(lists.events(self.model, chat, reader, **part)), _events, chat, reader, **part)

    def teardown(self) -> None:
        if self.agreed:
            self._compare_all()

    def _compare_all(self) -> None:
        everything = self.model.chats
        self.twins.read(everything, reading.chats_where, QueryString("ORDER BY chat.id"))
        for actor in OPERATORS:
            seen = [chat for chat in everything if self.model.sees(actor, chat)]
            assert [chat for chat in everything if may_see(actor, chat)] == seen
            where = QueryString("WHERE {} ORDER BY chat.id", visible_chats(actor))
            self.twins.read(seen, reading.chats_where, where)
        for story in self.model.stories.values():
            self.twins.read(_plain(story.as_read()), _events, story.id, "operator", limit=10_000)
            self.twins.read(story.marks, reading.marks, story.id)
            for event, reader in itertools.product(story.events, get_args(Reader)):
                seen_as = view(event, reader, FACES, _link)
                assert (seen_as and _filled(seen_as)) == lists.shown(event, reader, FACES)
        self.twins.read(lists.timers(self.model), _timers)
        self.twins.read(self.model.fields, _fields)
        self.twins.read(self.model.ratings, _ratings)
        self.twins.read(self.model.files, _free_files)

    def _aimed(self, one: Command | Open) -> Command | Open:
        """At a chat that the actor sees, if it is not to go astray, and at the form that is open there."""
        if isinstance(one, Open):
            return one
        seen = [chat for chat in self.model.chats if self.model.sees(one.actor, chat)]
        if one.chat > ASTRAY or not seen:
            return replace(one, chat=one.chat % (ASTRAY + 1))
        fitting = [chat for chat in seen if chat.state in FITTING.get(type(one), NOT_CLOSED)] if one.chat > SEEN else []
        chat = (fitting or seen)[one.chat % len(fitting or seen)]
        if isinstance(one, Edit | Delete) and one.seq >= OWN:
            own = [
                e.seq for e in self.model.stories[chat.id].events if e.author == author_of(one.actor) and e.text
            ] or [1]
            return replace(one, chat=chat.id, seq=own[one.seq % len(own)])
        if isinstance(one, AnswerForm) and one.form_seq == OPEN_FORM:
            return replace(one, chat=chat.id, form_seq=chat.form_seq or 1)
        return replace(one, chat=chat.id)

    def _ask(self, requests: list[Command | Open]) -> None:
        """All at once, but for who has written in the empty chat, sees it closed and opens the next: the writer halves such a
        batch, and PostgreSQL gives no number twice."""
        self.asked += requests
        self.agreed = False
        clock.stop(self.now)
        together: list[tuple[Command | Open, Answer]] = []
        had_empty = self._visitors_with("empty")
        for request in requests:
            if isinstance(request, Open) and request.visitor.identity in had_empty - self._visitors_with(*NOT_CLOSED):
                self._compare(together)
                together, had_empty = [], self._visitors_with("empty")
            together.append((request, self._expected(request)))
        self._compare(together)
        self.agreed = True

    def _visitors_with(self, *states: State) -> set[int]:
        return {chat.identity for chat in self.model.chats if chat.state in states}

    def _compare(self, expected: list[tuple[Command | Open, Answer]]) -> None:
        for side in self.twins.sides:
            answers, told = self.twins.run(side.ask([request for request, _ in expected]))
            for (request, right), answer in zip(expected, answers, strict=True):
                assert answer == right, f"{request} came to {answer} and not to {right}"
            assert told == self.model.told
        self.model.told.clear()

    def _expected(self, request: Command | Open) -> Answer:
        try:
            return self.model.ask(request, self.now)
        except Refused as refused:
            return refusal(refused)


def _link(id: str, name: str, reader: Reader) -> str:
    return f"/files/{id}/{name}?for={reader}"


def _filled(shown: Shown) -> dict[str, Any]:
    author = {name: value for name, value in msgspec.structs.asdict(shown.author).items() if value is not None}
    return msgspec.structs.asdict(shown) | {"author": author}


async def _pages(actor: Operator, view: View, *, limit: int, **chosen: Any) -> list[Chat]:
    found, after = await reading.page(actor, view, limit=limit, **chosen)
    while after is not None:
        assert len(found) % limit == 0
        more, after = await reading.page(actor, view, limit=limit, after=after, **chosen)
        assert more
        found += more
    return found


async def _found(actor: Operator, typed: str, **chosen: Any) -> dict[int, int | None]:
    """With the index at the end of what was written."""
    while await follow_events(1000):
        pass
    seek = partial(search.page, actor, "all", query_of(typed), on_site=(), **chosen)
    found, after = await seek(after=None)
    while after is not None:
        more, after = await seek(after=after)
        found += more
    hits = {chat.id: hit.seq for chat, hit in found}
    assert len(hits) == len(found)
    return hits


async def _events(chat: int, reader: Reader, **part: Any) -> list[Any]:
    return _plain(await reading.events(chat, reader, **part))


def _plain(events: Sequence[Event]) -> list[Any]:
    """As JSON has them: a time in `data` is a text."""
    return [msgspec.to_builtins(replace(event, request_hash=None)) for event in events]


async def _counts(on_site: list[int]) -> dict[tuple[str, int | None], Count]:
    return {(count.state, count.operator): count for count in await reading.counts(on_site)}


async def _timers() -> dict[str, datetime]:
    rows = await tables.Job.select().where(tables.Job.kind == "deadline")
    return {row["key"]: row["due_at"] for row in rows}


async def _fields() -> dict[int, dict[str, str]]:
    rows = await tables.Client.select()
    return {row["id"]: fields for row in rows if (fields := msgspec.json.decode(row["fields"]))}


async def _free_files() -> set[str]:
    return {row["id"] for row in await tables.File.select().where(tables.File.chat.is_null())}


async def _ratings() -> dict[tuple[int, int], Answered]:
    rows = await tables.Rating.select()
    return {(row["chat"], row["form_seq"]): _answered(row) for row in rows}


def _answered(row: dict[str, Any]) -> Answered:
    scored = row["score"] is not None
    rating = Score(score=row["score"], out_of=row["out_of"], bad=row["bad"]) if scored else None
    facts = {name: row[name] for name in ("chat", "form_seq", "flow", "operator", "comment", "at")}
    return Answered(answers=msgspec.json.decode(row["answers"]), rating=rating, **facts)


@pytest.fixture
def twins(tmp_path: Path, blank_database: Path, blank_postgres: str) -> Iterator[Twins]:
    postgres = copy_blank(f"besedka_twin_{os.getpid()}", tmp_path, blank_database, blank_postgres)
    databases = [copy_blank("", tmp_path, blank_database, None), postgres]
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        yield Twins(runner, [runner.run(stack.enter_async_context(side_on(database))) for database in databases])
        runner.run(stack.aclose())
    drop(postgres, blank_postgres)


def test_they_do_what_the_spec_says(twins: Twins) -> None:
    Story.twins = twins
    run_state_machine_as_test(Story, settings=short)


@pytest.mark.long
def test_they_do_what_the_spec_says_for_long(twins: Twins) -> None:
    Story.twins = twins
    run_state_machine_as_test(Story, settings=long)
