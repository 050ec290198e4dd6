"""The only wall clock: aware UTC. Tests shift or stop it instead of waiting; timers use the loop's own monotonic clock."""

from datetime import UTC, datetime, timedelta

_shift = timedelta()
_stopped: datetime | None = None


def now() -> datetime:
    """The time of day, in UTC."""
    return _stopped or datetime.now(UTC) + _shift


def shift(by: timedelta) -> None:
    """Move the clock; `shift(timedelta())` sets it right again."""
    global _shift
    _shift = by


def stop(at: datetime | None) -> None:
    """Let it be `at` until told otherwise; None lets the clock go on."""
    global _stopped
    _stopped = at
