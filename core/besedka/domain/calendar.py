"""Working hours: how much working time lies between two moments, and when an amount of it is over.

A week is reckoned on the clock on the wall and then turned into moments, so that a night shift is as long as it really was when
the clocks changed. Weeks in which they did not are all alike and are counted without looking at their stretches.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from besedka.domain.hours import Stretch

DAY_MIN = 24 * 60
WEEK_MIN = 7 * DAY_MIN
WEEK = timedelta(weeks=1)
FARTHEST = 100 * 53
"""In weeks: what takes longer is refused rather than searched for."""

Span = tuple[datetime, datetime]


class WeeklyCalendar:
    """Working hours that repeat every week. Moments are aware, answers in UTC; a stretch's end is outside of it.

    A time that the clock skips means the moment of the skip; of two moments with the same time the first is meant.

    Args:
        zone: in which the stretches are meant.
        stretches: in any order; overlapping ones count once. None at all: always open.
    """

    def __init__(self, zone: ZoneInfo, stretches: Sequence[Stretch]) -> None:
        self.zone = zone
        merged = _merged(stretches)
        self._always = merged in ([], [(0, WEEK_MIN)])
        self._spans = [(timedelta(minutes=start), timedelta(minutes=end)) for start, end in merged]
        self._week_time = sum((end - start for start, end in self._spans), timedelta())

    def is_open(self, at: datetime) -> bool:
        """Whether `at` is working time."""
        at = _utc(at)
        return self._always or any(start <= at < end for start, end in self._moments(self._monday(at)))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`; none when `end` is not later."""
        start, end = _utc(start), _utc(end)
        if end <= start:
            return timedelta()
        if self._always:
            return end - start
        week, last = self._monday(start), self._monday(end)
        total = self._until(last, end) - self._until(week, start)
        while week < last:
            total += self._time_of(week)
            week += WEEK
        return total

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The moment when `working` time has passed since `start`: the close of a day rather than the next opening, and `start`
        itself when `working` is zero.

        Raises:
            ValueError: `working` is negative.
            OverflowError: that is more than a century away.
        """
        start = _utc(start)
        if working < timedelta():
            raise ValueError("working time cannot be negative")
        if self._always or not working:
            return start + working
        week = self._monday(start)
        left = working + self._until(week, start)
        if left > FARTHEST * self._week_time:
            raise OverflowError("this much working time takes more than a century")
        while left > (time := self._time_of(week)):
            left -= time
            week += WEEK
        for opens, closes in self._moments(week):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise AssertionError("the stretches of a week add up to its time")

    def _monday(self, at: datetime) -> datetime:
        """When the week of `at` began, on the wall."""
        local = at.astimezone(self.zone).replace(tzinfo=None, fold=0)
        monday = datetime(local.year, local.month, local.day) - timedelta(days=local.weekday())  # noqa: DTZ001 - on the wall
        # Clocks that are set back over the midnight of a Monday show the old week again; its stretches are over by then.
        return monday + WEEK if at >= self._moment(monday + WEEK) else monday

    def _time_of(self, monday: datetime) -> timedelta:
        if self.zone.utcoffset(monday) == self.zone.utcoffset(monday + WEEK):
            return self._week_time
        return sum((end - start for start, end in self._moments(monday)), timedelta())

    def _until(self, monday: datetime, at: datetime) -> timedelta:
        """The working time from the beginning of a week to `at` in it."""
        return sum((min(end, at) - start for start, end in self._moments(monday) if start < at), timedelta())

    def _moments(self, monday: datetime) -> list[Span]:
        offset = self.zone.utcoffset(monday)
        if offset == self.zone.utcoffset(monday + WEEK):
            begin = (monday - (offset or timedelta())).replace(tzinfo=UTC)
            return [(begin + start, begin + end) for start, end in self._spans]
        return [(self._moment(monday + start), self._moment(monday + end)) for start, end in self._spans]

    def _moment(self, wall: datetime) -> datetime:
        """The first moment at which the clock on the wall shows `wall` or more."""
        after = wall.replace(tzinfo=self.zone).astimezone(UTC)
        if after.astimezone(self.zone).replace(tzinfo=None, fold=0) == wall:
            return after
        before = wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        while after - before > timedelta(seconds=1):  # the clock skips somewhere between the two
            middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
            if middle.astimezone(self.zone).replace(tzinfo=None) < wall:
                before = middle
            else:
                after = middle
        return after


def overlaps(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """The pairs of stretches, by their places, that have working time in common. Stretches that only touch have none."""
    week = [_minutes(stretch) for stretch in stretches]
    return [
        (one, other)
        for one, (start, length) in enumerate(week)
        for other, (other_start, other_length) in enumerate(week[one + 1 :], start=one + 1)
        if (other_start - start) % WEEK_MIN < length or (start - other_start) % WEEK_MIN < other_length
    ]


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC)


def _minutes(stretch: Stretch) -> tuple[int, int]:
    """When it begins, in minutes of the week, and how long it is."""
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in (stretch.start, stretch.end))
    return stretch.day * DAY_MIN + start, (end - start) % DAY_MIN or DAY_MIN


def _merged(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Beginnings and ends in minutes of the week, sorted and apart; what passes the end of the week goes on at its beginning."""
    pieces = []
    for start, length in map(_minutes, stretches):
        pieces.append((start, min(start + length, WEEK_MIN)))
        if start + length > WEEK_MIN:
            pieces.append((0, start + length - WEEK_MIN))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
