"""SL-1: what deadlines see of a chat."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.chat import Event, Kind
from besedka.domain.people import Author, AuthorType
from besedka.domain.progress import ProgressLog
from besedka.plugin import Progress

START = datetime(2026, 11, 25, 12, tzinfo=UTC)
WHO: dict[str, AuthorType] = {"client": "visitor", "anna": "operator", "bot": "plugin", "server": "system"}


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def story(text: str) -> Iterator[Event]:
    """Lines such as `3 anna taken`: minute, author, kind."""
    for seq, line in enumerate(text.strip().splitlines(), start=1):
        minute, who, kind = line.split()
        yield event(seq, int(minute), WHO[who], kind)


def event(seq: int, minute: int, author: AuthorType, kind: str) -> Event:
    return Event(chat=1, seq=seq, kind=kind, author=Author(type=author, id=1), at=at(minute))  # type: ignore[arg-type]


def told(text: str) -> Progress:
    log = ProgressLog()
    for happened in story(text):
        log.feed(happened)
    assert log.progress is not None
    return log.progress


def turns(progress: Progress) -> str:
    def minute(moment: datetime | None) -> str:
        return "" if moment is None else f"{(moment - START) / timedelta(minutes=1):.0f}"

    return " ".join(f"{turn.whose} {minute(turn.start)}-{minute(turn.end)}" for turn in progress.turns)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0 client message", "queue 0-"),
        ("0 client message\n2 anna taken\n5 anna message\n9 client message", "queue 0-2 operator 2-5 client 5-9 operator 9-"),
        ("0 client message\n2 anna taken\n3 client message\n4 anna note\n5 anna message\n6 anna message",
         "queue 0-2 operator 2-5 client 5-"),
        ("0 client message\n2 anna taken\n4 anna returned\n7 anna taken", "queue 0-2 operator 2-4 queue 4-7 operator 7-"),
        ("0 client message\n2 anna taken\n3 anna message\n4 anna returned\n7 anna taken",
         "queue 0-2 operator 2-3 client 3-4 queue 4-7 client 7-"),
        ("0 client message\n2 server taken\n3 bot message\n4 server message", "queue 0-2 operator 2-"),
        ("0 anna taken\n0 anna message\n3 client message", "client 0-3 operator 3-"),
        ("0 anna taken\n2 anna message", "operator 0-2 client 2-"),
        ("0 client message\n2 anna taken\n3 anna message\n5 anna closed\n6 client rated\n9 anna reopened",
         "queue 0-2 operator 2-3 client 3-5 client 9-"),
        ("0 client message\n2 anna taken\n3 anna message\n5 anna closed\n9 client reopened\n9 client message",
         "queue 0-2 operator 2-3 client 3-5 operator 9-"),
        ("0 client message\n5 anna closed\n9 anna reopened", "queue 0-5 operator 9-"),
        ("0 client message\n5 anna taken\n5 anna returned\n6 anna status", "queue 0-"),
    ],
)  # fmt: skip
def test_whose_turn_it_was(text: str, wanted: str) -> None:
    """SL-1"""
    assert turns(told(text)) == wanted


def test_no_turn_ends_before_it_began() -> None:
    """F10: the clock was a day ahead for a while"""
    progress = told("0 client message\n2 anna taken\n1442 anna message\n3 client message\n4 anna message")
    assert turns(progress) == "queue 0-2 operator 2-1442 operator 3-4 client 4-"


def test_an_answer_is_what_a_person_writes_after_the_client() -> None:
    """SL-1: automatic messages are no answers, and neither is the first word of an operator who begins"""
    progress = told("0 client message\n1 bot message\n2 server message\n3 anna taken\n4 client message\n5 anna note")
    assert (progress.opened_at, progress.first_answer_at, progress.last_operator_at) == (at(0), None, None)
    assert progress.waiting_since == at(0)
    progress = told("0 client message\n3 anna taken\n5 anna message\n8 client message\n9 client message")
    assert (progress.first_answer_at, progress.last_operator_at, progress.waiting_since) == (at(5), at(5), at(8))
    progress = told("0 anna taken\n0 anna message\n3 client message")
    assert (progress.opened_at, progress.first_answer_at, progress.last_operator_at) == (at(0), None, at(0))
    progress = told("0 anna taken\n0 anna message\n3 client message\n4 anna message")
    assert (progress.first_answer_at, progress.waiting_since) == (at(4), None)


def test_nobody_waits_in_a_closed_chat() -> None:
    """SL-1"""
    assert told("0 client message\n3 anna closed").waiting_since is None
    assert told(
        "0 client message\n3 anna message\n4 anna closed\n5 client reopened\n6 client message"
    ).waiting_since == at(6)


def test_closing_answers_nobody() -> None:
    """SL-1, CH-6: once the chat is reopened, the client has waited since the first message that nobody answered"""
    assert told("0 client message\n3 anna closed\n4 anna reopened\n5 client message").waiting_since == at(0)
    assert told("0 client message\n1 anna message\n3 anna closed\n4 anna reopened").waiting_since is None


def test_a_chat_that_nobody_opened_has_no_progress() -> None:
    """SL-1"""
    log = ProgressLog()
    log.feed(event(1, 0, "plugin", "message"))
    log.feed(event(2, 0, "plugin", "updated"))
    assert log.progress is None


@given(st.lists(st.tuples(st.sampled_from(get_args(Kind)), st.sampled_from(get_args(AuthorType)), st.integers(0, 2))))
def test_turns_follow_one_another(happened: list[tuple[Kind, AuthorType, int]]) -> None:
    """SL-1: whatever happens, in whatever order"""
    log, minute = ProgressLog(), 0
    for seq, (kind, author, later) in enumerate(happened, start=1):
        minute += later
        log.feed(event(seq, minute, author, kind))
    if (progress := log.progress) is None:
        return
    for turn, following in zip(progress.turns, progress.turns[1:], strict=False):
        assert turn.end is not None
        assert turn.start < turn.end <= following.start
        assert turn.whose != following.whose or turn.end < following.start


def test_an_event_costs_next_to_nothing() -> None:
    """SL-1: well below what the bound allows on a slow machine, whatever else that does"""
    log, messages = (
        ProgressLog(),
        [event(seq, seq, "visitor" if seq % 4 else "operator", "message") for seq in range(10_000)],
    )
    began = time.thread_time()
    for message in messages:
        log.feed(message)
    assert (time.thread_time() - began) / len(messages) < 20e-6
