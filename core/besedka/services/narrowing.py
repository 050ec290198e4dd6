"""What an operator wants of a list, as they say it: by names of people and by days of the company's calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from besedka.db.filters import Filter
from besedka.domain.people import Operator
from besedka.domain.rights import check_administrator

FIRST, LAST = date(1970, 1, 1), date(9000, 1, 1)


def narrowed(
    actor: Operator,
    zone: str,
    *,
    status: int | None = None,
    holder: str | None = None,
    tag: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Filter:
    """Args:
        zone: where the company's days begin.
        holder: an operator's id, or `me`.
        since, until: the first and the last day.

    Raises:
        Refused: `forbidden`: only administrators look for chats of others.
    """
    who = actor.id if holder == "me" else None if holder is None else int(holder)
    if who not in (None, actor.id):
        check_administrator(actor)
    return Filter(
        status=status,
        holder=who,
        tag=tag,
        since=None if since is None else _midnight(since, zone),
        until=None if until is None else _midnight(min(until, LAST) + timedelta(days=1), zone),
    )


def _midnight(day: date, zone: str) -> datetime:
    day = min(max(day, FIRST), LAST + timedelta(days=1))
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
