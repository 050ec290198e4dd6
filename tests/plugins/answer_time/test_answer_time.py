"""SL-1: the first answer, and every answer."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec.structs import replace

from besedka.plugin import Calendar, Deadline, Progress
from besedka_answer_time import AnswerTime, AnswerTimeSettings
from samples import CHAT, NOON, NOWHERE


class Hours:
    """Open every day from 9:00 to 18:00 UTC."""

    zone = ZoneInfo("UTC")

    def add(self, start: datetime, working: timedelta) -> datetime:
        opens, closes = start.replace(hour=9, minute=0), start.replace(hour=18, minute=0)
        start = max(start, opens)
        if start + working <= closes:
            return start + working
        return self.add(opens + timedelta(days=1), working - max(closes - start, timedelta()))

    def between(self, start: datetime, end: datetime) -> timedelta:
        raise NotImplementedError

    def is_open(self, at: datetime) -> bool:
        raise NotImplementedError


HOURS: Calendar = Hours()
NEW = Progress(
    opened_at=NOON, first_answer_at=None, waiting_since=NOON, last_operator_at=None, held_until=None, turns=()
)


def at(clock: str, day: int = 2) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 3, day, int(hour), int(minute), tzinfo=UTC)


ANSWERED = replace(NEW, first_answer_at=at("12:03"), last_operator_at=at("12:03"), waiting_since=None)


def deadlines(progress: Progress, **settings: int) -> list[Deadline]:
    rule = AnswerTime(msgspec.convert(settings, AnswerTimeSettings), NOWHERE)
    return list(rule.deadlines(CHAT, progress, HOURS))


def test_the_first_answer_counts_from_the_opening() -> None:
    """SL-1"""
    first = Deadline(key="first_answer", title="First answer", due=at("12:05"), warn_at=at("12:04"))
    assert deadlines(NEW) == [first]
    assert deadlines(replace(NEW, waiting_since=at("12:02"))) == [first]


def test_once_answered_nothing_is_due() -> None:
    assert deadlines(ANSWERED) == []


def test_every_answer_counts_from_the_first_message_that_waits() -> None:
    """SL-1"""
    waiting = replace(ANSWERED, waiting_since=at("13:00"))
    assert deadlines(waiting) == [Deadline(key="answer", title="Answer", due=at("13:15"), warn_at=at("13:14"))]


def test_a_hold_message_stops_the_clock_until_its_time_is_up() -> None:
    """SL-4"""
    held = replace(ANSWERED, waiting_since=at("13:00"), held_until=at("13:10"))
    assert [deadline.due for deadline in deadlines(held)] == [at("13:25")]
    over = replace(held, waiting_since=at("13:30"))
    assert [deadline.due for deadline in deadlines(over)] == [at("13:45")]


def test_each_is_switched_off_by_itself() -> None:
    """SL-1: with the first answer off, every answer holds for the first too."""
    waiting = replace(ANSWERED, waiting_since=at("13:00"))
    assert [deadline.key for deadline in deadlines(NEW, first_answer_min=0)] == ["answer"]
    assert [deadline.due for deadline in deadlines(NEW, first_answer_min=0)] == [at("12:15")]
    assert [deadline.key for deadline in deadlines(NEW, every_answer_min=0)] == ["first_answer"]
    assert deadlines(waiting, every_answer_min=0) == []
    assert deadlines(NEW, first_answer_min=0, every_answer_min=0) == []


def test_time_and_warning_run_by_the_calendar() -> None:
    evening = replace(NEW, opened_at=at("17:58"), waiting_since=at("17:58"))
    (first,) = deadlines(evening, first_answer_min=5, warn_min=4)
    assert (first.due, first.warn_at) == (at("9:03", day=3), at("17:59"))
    night = replace(NEW, opened_at=at("23:00"), waiting_since=at("23:00"))
    assert [deadline.due for deadline in deadlines(night)] == [at("9:05", day=3)]


@pytest.mark.parametrize("warn_min", [0, 5, 60])
def test_a_warning_that_would_come_at_once_or_never_is_left_out(warn_min: int) -> None:
    assert [deadline.warn_at for deadline in deadlines(NEW, warn_min=warn_min)] == [None]


@pytest.mark.parametrize("settings", [{"first_answer_min": -1}, {"every_answer_min": 10081}, {"warn_min": -1}])
def test_times_without_sense_are_refused(settings: dict[str, int]) -> None:
    with pytest.raises(msgspec.ValidationError):
        deadlines(NEW, **settings)
