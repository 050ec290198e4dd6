"""AD-8: working hours, with nights, several stretches a day and clocks that change."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besedka.domain.calendar import WeeklyCalendar, overlaps
from besedka.domain.hours import Stretch
from besedka.plugin import Calendar

ZONES = [
    "Europe/Moscow",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "UTC",
    "America/St_Johns",
    "Asia/Beirut",
]
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)

zones = st.sampled_from(ZONES).map(ZoneInfo)
minutes = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 45, 59]))
stretches = st.lists(st.builds(Stretch, day=st.integers(0, 6), start=minutes, end=minutes), min_size=1, max_size=6)
# An hour a week at least: of a minute a week a century does not hold the days that are asked for, which has its own test.
calendars = st.builds(WeeklyCalendar, zones, stretches).filter(
    lambda calendar: calendar.between(utc("2026-01-05T00:00"), utc("2026-01-12T00:00")) >= timedelta(hours=1)
)
moments = st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - their bounds are naive
amounts = st.timedeltas(timedelta(), timedelta(days=60))


def week(*stretches: str) -> list[Stretch]:
    """`week("0 09:00-18:00")`: Mondays from nine to six."""
    return [Stretch(day=int(text[0]), start=text[2:7], end=text[8:]) for text in stretches]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


OFFICE = week(*(f"{day} 09:00-17:00" for day in range(5)))


@settings(max_examples=50)
@given(calendars, moments, amounts)
def test_what_is_added_lies_between(calendar: WeeklyCalendar, start: datetime, working: timedelta) -> None:
    """AD-8"""
    end = calendar.add(start, working)
    assert end >= start
    assert end.tzinfo is UTC
    assert calendar.between(start, end) == working
    assert calendar.between(end, start) == timedelta()


@settings(max_examples=50)
@given(calendars, moments, amounts, amounts)
def test_more_time_ends_later_and_sums_add_up(
    calendar: WeeklyCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    """AD-8"""
    assert (calendar.add(start, one) <= calendar.add(start, other)) or one > other
    assert calendar.add(start, one) <= calendar.add(start + other, one)
    middle, end = start + one, start + one + other
    assert calendar.between(start, middle) + calendar.between(middle, end) == calendar.between(start, end)
    if other:
        assert calendar.add(calendar.add(start, one), other) == calendar.add(start, one + other)


CHANGES = [utc("2026-03-29T01:00"), utc("2026-10-25T01:00"), utc("2026-03-08T07:00"), utc("2026-11-01T06:00"),
           utc("2026-04-04T15:00"), utc("2026-10-03T15:30"), utc("2007-11-04T02:31"), utc("2026-03-28T22:00")]  # fmt: skip


@settings(max_examples=50)
@given(calendars, st.sampled_from(CHANGES), st.integers(-1000, 1000))
def test_open_and_between_agree_where_clocks_change(calendar: WeeklyCalendar, change: datetime, offset: int) -> None:
    """AD-8"""
    at = change + timedelta(minutes=offset)
    step = timedelta(minutes=1)  # hours begin at whole minutes
    for _ in range(5):
        assert calendar.between(at, at + step) == (step if calendar.is_open(at) else timedelta())
        at += step


@given(calendars, moments, st.timedeltas(HOUR, 60 * HOUR))
@settings(max_examples=15)
def test_between_is_what_small_steps_find(calendar: WeeklyCalendar, start: datetime, length: timedelta) -> None:
    """AD-8"""
    start = start.replace(second=0, microsecond=0)
    steps = length // timedelta(minutes=1)
    found = sum(calendar.is_open(start + timedelta(minutes=step)) for step in range(steps))
    assert calendar.between(start, start + timedelta(minutes=steps)) == timedelta(minutes=found)


@pytest.mark.parametrize(
    ("hours", "start", "end", "working"),
    [
        (OFFICE, "2026-11-27T15:00", "2026-11-30T09:00", 2 * HOUR),  # from Friday over the weekend
        (week("0 09:00-12:00", "0 13:00-17:00"), "2026-11-30T10:00", "2026-11-30T14:00", 3 * HOUR),
        (week("6 22:00-06:00"), "2026-11-29T12:00", "2026-11-30T12:00", 8 * HOUR),  # from Sunday into Monday
        (week("2 08:00-08:00"), "2026-11-30T00:00", "2026-12-07T00:00", 24 * HOUR),
        (week("0 09:00-12:00", "0 11:00-14:00"), "2026-11-30T00:00", "2026-12-01T00:00", 5 * HOUR),
        (week("5 22:00-06:00"), "2026-03-28T12:00", "2026-03-29T12:00", 7 * HOUR),  # the clock skips an hour
        (week("5 22:00-06:00"), "2026-10-24T12:00", "2026-10-25T12:00", 9 * HOUR),
        (week("6 02:30-03:15"), "2026-03-29T00:00", "2026-03-29T12:00", HOUR / 4),  # half past two does not exist
        (week("6 02:15-02:45"), "2026-03-29T00:00", "2026-03-29T12:00", 0 * HOUR),
        (week("6 02:15-02:45"), "2026-10-25T00:00", "2026-10-25T00:45", HOUR / 2),  # the first of two
        (week("6 02:15-02:45"), "2026-10-25T00:45", "2026-10-25T12:00", 0 * HOUR),
        ([], "2026-03-28T12:00", "2026-03-29T12:00", 24 * HOUR),
    ],
)
def test_examples(hours: Sequence[Stretch], start: str, end: str, working: timedelta) -> None:
    """AD-8: in Berlin"""
    calendar = WeeklyCalendar(BERLIN, hours)
    assert calendar.between(utc(start), utc(end)) == working


def test_a_day_ends_at_its_close_and_nothing_takes_no_time() -> None:
    """AD-8: business days of SL-2"""
    calendar: Calendar = WeeklyCalendar(BERLIN, OFFICE)
    assert calendar.add(utc("2026-11-27T08:00"), 8 * HOUR) == utc("2026-11-27T16:00")
    assert calendar.add(utc("2026-11-27T08:00"), 16 * HOUR) == utc("2026-11-30T16:00")
    assert calendar.add(utc("2026-11-28T08:00"), HOUR) == utc("2026-11-30T09:00")
    assert calendar.add(utc("2026-11-28T08:00"), timedelta()) == utc("2026-11-28T08:00")
    assert calendar.is_open(utc("2026-11-27T08:00"))
    assert not calendar.is_open(utc("2026-11-27T16:00"))


def test_no_hours_are_all_hours() -> None:
    """AD-8"""
    for hours in ([], week(*(f"{day} 07:00-07:00" for day in range(7)))):
        calendar = WeeklyCalendar(BERLIN, hours)
        start = utc("2026-03-28T12:00")
        assert calendar.is_open(start)
        assert calendar.add(start, timedelta(days=3)) == start + timedelta(days=3)


def test_ten_years_are_added_at_once_and_a_century_is_refused() -> None:
    """AD-8"""
    calendar = WeeklyCalendar(BERLIN, week("0 09:00-09:30"))
    start = utc("2026-01-01T00:00")
    began = time.thread_time()
    assert calendar.add(start, 520 * HOUR / 2).year == 2035
    with pytest.raises(OverflowError):
        calendar.add(start, timedelta(days=3650))
    assert time.thread_time() - began < 0.1
    with pytest.raises(ValueError, match="negative"):
        calendar.add(start, -HOUR)
    with pytest.raises(ValueError, match="time zone"):
        calendar.is_open(utc("2026-01-01T00:00").replace(tzinfo=None))


def test_stretches_that_overlap_are_named() -> None:
    """AD-8: also over midnight and over the end of the week"""
    assert overlaps(OFFICE) == []
    assert overlaps(week("0 09:00-12:00", "0 12:00-17:00", "1 22:00-06:00", "2 06:00-09:00")) == []
    assert overlaps(week("0 09:00-12:00", "0 11:59-17:00")) == [(0, 1)]
    assert overlaps(week("0 05:00-07:00", "3 00:00-00:00", "6 22:00-06:00", "3 12:00-13:00")) == [(0, 2), (1, 3)]
    assert overlaps(week("2 09:00-12:00", "2 09:00-12:00")) == [(0, 1)]
