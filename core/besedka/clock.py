"""The only wall clock: aware UTC. Tests shift it instead of waiting; timers use the loop's own monotonic clock."""

from datetime import UTC, datetime, timedelta

_shift = timedelta()


def now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC) + _shift


def shift(by: timedelta) -> None:
    """Move the clock; `shift(timedelta())` sets it right again."""
    global _shift
    _shift = by
