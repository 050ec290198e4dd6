"""The SQL of jobs. A job has a kind and, within it, a key; asking for it again raises its `rev`, so that whoever works on it
neither loses the newer wish nor is joined by a second worker."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from piccolo.querystring import QueryString

from besedka import clock
from besedka.db.tables import Job

# Whoever puts a job means it anew: earlier failures are forgotten. The lease stays, so that no two work on it at once.
PUT = """
    INSERT INTO job (kind, key, due_at, every_s, payload, rev, attempts, created_at) VALUES ({}, {}, {}, {}, {}, 1, 0, {})
    ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at, every_s = excluded.every_s, payload = excluded.payload,
        rev = job.rev + 1, attempts = 0, error = NULL, dead_at = NULL,
        lease_until = CASE WHEN job.lease_token IS NULL THEN NULL ELSE job.lease_until END
"""
KEEP_UP = """
    INSERT INTO job (kind, key, due_at, every_s, payload, rev, attempts, created_at) VALUES ({}, {}, {}, {}, {}, 1, 0, {})
    ON CONFLICT (kind, key) DO UPDATE SET every_s = excluded.every_s, payload = excluded.payload,
        attempts = 0, error = NULL, dead_at = NULL,
        due_at = CASE WHEN excluded.every_s <> job.every_s THEN excluded.due_at ELSE job.due_at END
"""
CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id FROM job WHERE dead_at IS NULL AND due_at <= {} AND (lease_until IS NULL OR lease_until <= {}) AND kind IN ({})
        ORDER BY due_at, id LIMIT {} {}
    )
    UPDATE job SET attempts = attempts + 1, lease_until = {}, lease_token = {} WHERE id IN (SELECT id FROM due)
    RETURNING id, kind, key, due_at, every_s, payload, rev, attempts
"""
# Of two who claim at once the second takes what the first has left; SQLite lets in one at a time.
LEFT = {"postgres": QueryString("FOR UPDATE SKIP LOCKED"), "sqlite": QueryString("")}
RENEW = "UPDATE job SET lease_until = {} WHERE lease_until IS NOT NULL AND lease_token IN ({})"
DONE_FOR_GOOD = "DELETE FROM job WHERE id = {} AND lease_token = {} AND rev = {} RETURNING id"
# What was put anew meanwhile keeps what was put. A pause is a lease of nobody: `due_at` stays, so that turns do not drift.
# `WHEN FALSE` tells PostgreSQL what kind of value comes.
END = """
    UPDATE job SET lease_token = NULL, lease_until = CASE WHEN rev = {} THEN {} WHEN FALSE THEN lease_until END,
        due_at = CASE WHEN rev = {} THEN {} ELSE due_at END, attempts = CASE WHEN rev = {} THEN {} ELSE attempts END,
        error = CASE WHEN rev = {} THEN {} ELSE error END, dead_at = CASE WHEN rev = {} THEN {} ELSE dead_at END
    WHERE id = {} AND lease_token = {}
"""
FREE_ALL = (
    "UPDATE job SET lease_until = NULL, lease_token = NULL WHERE lease_until IS NOT NULL AND lease_token IS NOT NULL"
)
LET_GO = "UPDATE job SET lease_until = NULL WHERE lease_token IS NULL AND lease_until > {}"
# The first of those that nobody holds, or the first lease that ends: both are found by an index, and most jobs are far ahead.
NEXT = """
    SELECT MIN(due) AS due FROM (
        SELECT MIN(lease_until) AS due FROM job WHERE dead_at IS NULL AND kind IN ({}) AND lease_until > due_at
        UNION ALL
        SELECT due_at FROM (
            SELECT due_at FROM job WHERE dead_at IS NULL AND kind IN ({}) AND (lease_until IS NULL OR lease_until <= due_at)
            ORDER BY due_at LIMIT 1
        ) AS free
    ) AS next
"""


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """A job as it was when its lease was taken. `attempts` counts this one; `token` is the lease's."""

    id: int
    kind: str
    key: str
    due_at: datetime
    every_s: float | None
    payload: dict[str, Any]
    rev: int
    attempts: int
    token: str


class Dead(msgspec.Struct, frozen=True, kw_only=True):
    """A job that was given up, and why."""

    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    error: str
    dead_at: datetime


async def put(
    kind: str, key: str, due_at: datetime, every_s: float | None = None, payload: Mapping[str, Any] | None = None
) -> None:
    """Ask for a job, or again for the one that is there: it gets this time and payload, and lives if it was dead.

    Args:
        kind: who does it.
        key: which one of that kind; up to 100 characters, as `kind`.
        due_at: aware.
        every_s: repeated so often, counted from `due_at`; None: done once.
        payload: what its handler needs; values of JSON.
    """
    await _put(PUT, kind, key, due_at, every_s, payload)


async def keep_up(
    kind: str, key: str, due_at: datetime, every_s: float, payload: Mapping[str, Any] | None = None
) -> None:
    """As `put`, for a repeating job that is named anew at every start: one that is there keeps its turn, unless its
    interval has changed."""
    await _put(KEEP_UP, kind, key, due_at, every_s, payload)


async def _put(
    sql: str, kind: str, key: str, due_at: datetime, every_s: float | None, payload: Mapping[str, Any] | None
) -> None:
    if every_s is not None and every_s <= 0:
        raise ValueError("a job repeats after some time, or never")
    text = msgspec.json.encode(payload or {}).decode()
    await Job.raw(sql, kind, key, due_at, every_s, text, clock.now())


async def drop(kind: str, key: str) -> None:
    """Forget a job. Who works on it now is not stopped."""
    await Job.raw("DELETE FROM job WHERE kind = {} AND key = {}", kind, key)


async def claim(kinds: Collection[str], now: datetime, lease_s: float, limit: int) -> list[Claimed]:
    """Take the lease of up to `limit` jobs that are due, the longest due first."""
    token = secrets.token_hex(16)
    until = now + timedelta(seconds=lease_s)
    left = LEFT[Job._meta.db.engine_type]
    rows = await Job.raw(CLAIM, now, now, _listed(kinds), limit, left, until, token)
    claimed = [
        Claimed(
            **{name: row[name] for name in ("id", "kind", "key", "every_s", "rev", "attempts")},
            due_at=_moment(row["due_at"]),
            payload=msgspec.json.decode(row["payload"]),
            token=token,
        )
        for row in rows
    ]
    return sorted(claimed, key=lambda job: (job.due_at, job.id))


async def renew(tokens: Collection[str], until: datetime) -> None:
    """Keep these leases for longer."""
    await Job.raw(RENEW, until, _listed(tokens))


async def done(claimed: Claimed) -> None:
    """It is done, unless it was put anew meanwhile. A repeating one has its next turn: the first after now."""
    if claimed.every_s is not None:
        await _end(claimed, due_at=next_turn(claimed, clock.now()))
    elif not await Job.raw(DONE_FOR_GOOD, claimed.id, claimed.token, claimed.rev):
        await _end(claimed)


async def postpone(claimed: Claimed, until: datetime) -> None:
    """Nothing was wrong, it is only too early: the same turn again at `until`, with all its attempts."""
    await _end(claimed, not_before=until)


async def failed(claimed: Claimed, error: str, again_at: datetime | None) -> None:
    """Try the same turn again at `again_at`, or never: it is dead until it is put again."""
    dead_at = clock.now() if again_at is None else None
    await _end(claimed, not_before=again_at, attempts=claimed.attempts, error=error, dead_at=dead_at)


async def miss_turn(claimed: Claimed, error: str) -> None:
    """Give up this turn of a repeating job; the next one has all its attempts."""
    await _end(claimed, due_at=next_turn(claimed, clock.now()), error=error)


async def give_back(claimed: Claimed) -> None:
    """Not even tried: whoever wants may take it."""
    await _end(claimed, attempts=claimed.attempts - 1)


async def _end(
    claimed: Claimed,
    *,
    due_at: datetime | None = None,
    not_before: datetime | None = None,
    attempts: int = 0,
    error: str | None = None,
    dead_at: datetime | None = None,
) -> None:
    values = (not_before, due_at or claimed.due_at, attempts, error, dead_at)
    unless_put_anew = [part for value in values for part in (claimed.rev, value)]
    await Job.raw(END, *unless_put_anew, claimed.id, claimed.token)


def next_turn(claimed: Claimed, now: datetime) -> datetime:
    """When a repeating job is due next: turns that were missed are left out."""
    every = timedelta(seconds=claimed.every_s or 0)
    return claimed.due_at + every * max(1, (now - claimed.due_at) // every + 1)


async def free_all() -> None:
    """Who held a lease is gone: a database of one process, which has just started."""
    await Job.raw(FREE_ALL)


async def let_go(now: datetime, longest_pause: timedelta) -> None:
    """The clock may have been ahead: no pause is longer than that, and no turn farther away than its interval."""
    await Job.raw(LET_GO, now + longest_pause)
    for row in await Job.select(Job.id, Job.every_s).where(Job.every_s.is_not_null() & (Job.due_at > now)):
        soon = now + timedelta(seconds=row["every_s"])
        await Job.update({Job.due_at: soon}).where((Job.id == row["id"]) & (Job.due_at > soon))


async def next_due(kinds: Collection[str]) -> datetime | None:
    """When the next job of these kinds can be claimed; it may be past. None: there is none."""
    rows = await Job.raw(NEXT, _listed(kinds), _listed(kinds))
    due = rows[0]["due"]
    return None if due is None else _moment(due)


async def dead(limit: int) -> list[Dead]:
    """The jobs that were given up, the newest first."""
    rows = (
        await Job.select().where(Job.dead_at.is_not_null()).order_by(Job.dead_at, Job.id, ascending=False).limit(limit)
    )
    names = ("kind", "key", "attempts", "error", "dead_at")
    return [Dead(**{name: row[name] for name in names}, payload=msgspec.json.decode(row["payload"])) for row in rows]


def _listed(values: Collection[str]) -> QueryString:
    return QueryString(", ".join(["{}"] * len(values)), *values)


def _moment(value: datetime | str) -> datetime:
    """SQLite does not say that something computed is a time."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
