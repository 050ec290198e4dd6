"""The writer's SQL on PostgreSQL: one held connection with prepared statements.

A chat that a batch reads is locked; what we know of it is worth something for as long as `xmin`, the transaction that wrote each of
its rows, is the one that we remember. When a connection is lost at COMMIT nobody can tell whether it was stored: the number of the
transaction is then looked up, and until the database has answered nothing else is written.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg

from besedka import clock
from besedka.db import failpoints
from besedka.db.chat_row import SELECT, chat_from
from besedka.db.postgres import PostgresEngine, session_settings
from besedka.db.postgres_errors import FAULTS, translated, why_away
from besedka.db.store import Key, Receipt, Unavailable, Writes
from besedka.db.written_rows import (
    answered_row,
    described_row,
    encode,
    event_row,
    mark_row,
    moved_row,
    said_row,
    timed_row,
)
from besedka.domain.chat import Chat
from besedka.domain.people import Author, Visitor

log = logging.getLogger("besedka.db")

LOCK = """
    SELECT chat.id, chat.xmin, identity.xmin, client.xmin, pg_current_xact_id()
    FROM unnest($1::bigint[]) AS wanted (id) JOIN chat ON chat.id = wanted.id
    JOIN identity ON identity.id = chat.identity JOIN client ON client.id = chat.client
    ORDER BY chat.id FOR UPDATE OF chat
"""
CHATS = SELECT + "WHERE chat.id = ANY($1::bigint[])"
CURRENT = (
    SELECT
    + """WHERE chat.identity = $1 AND chat.state <> 'closed' AND chat.id <> ALL($2::bigint[])
    ORDER BY chat.state = 'empty', chat.id DESC LIMIT 1"""
)
RECEIPTS = """
    SELECT event.author_type, event.author, event.client_key, event.chat, event.seq, event.at, event.request_hash
    FROM unnest($1::text[], $2::bigint[], $3::text[]) AS wanted (key, author, type) JOIN chat_event AS event
        ON event.client_key = wanted.key AND event.author = wanted.author AND event.author_type = wanted.type
"""
OPEN = "INSERT INTO chat (identity, client, state, created_at) VALUES ($1, $2, 'empty', $3) RETURNING id"
BLOCKED = "SELECT blocked FROM identity WHERE id = $1"
OPEN_CHATS = """
    SELECT wanted.id, (SELECT COUNT(*) FROM chat WHERE state = 'in_progress' AND operator = wanted.id)
    FROM unnest($1::int[]) AS wanted (id)
"""
HOLD_OPERATORS = "SELECT FROM operator WHERE id = ANY($1::int[]) ORDER BY id FOR UPDATE"
MARKS = "SELECT chat, reader_type, reader, seq FROM read_mark WHERE chat = ANY($1::bigint[])"
EVENT = """
    INSERT INTO chat_event (chat, seq, kind, author_type, author, at, body, data, client_key, request_hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
SAID = """
    UPDATE chat SET seq = $1, waiting_since = $2, client_messages = $3, last_kind = $4, last_author_type = $5,
        last_author = $6, last_text = $7, last_at = $8, last_seq = $9
    WHERE id = $10
"""
MOVED = """
    UPDATE chat SET state = $1, status = $2, operator = $3, opened_at = $4, closed_at = $5, assigned_at = $6 WHERE id = $7
"""
DESCRIBED = """
    UPDATE chat SET form_seq = $1, rating_score = $2, rating_out_of = $3, rating_bad = $4, severity = $5, tags = $6 WHERE id = $7
"""
TIMED = "UPDATE chat SET deadlines = $1, overdue_since = $2 WHERE id = $3"
MARK = """
    INSERT INTO read_mark (chat, reader_type, reader, seq) VALUES ($1, $2, $3, $4)
    ON CONFLICT (chat, reader_type, reader) DO UPDATE SET seq = greatest(read_mark.seq, excluded.seq)
"""
ANSWERED = """
    INSERT INTO rating (chat, form_seq, flow, operator, score, out_of, bad, comment, answers, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (chat, form_seq) DO UPDATE SET answers = excluded.answers, at = excluded.at,
        score = coalesce(excluded.score, rating.score), out_of = coalesce(excluded.out_of, rating.out_of),
        bad = coalesce(excluded.bad, rating.bad),
        comment = CASE WHEN excluded.score IS NULL THEN rating.comment ELSE excluded.comment END
"""
TIMER = """
    INSERT INTO job (kind, key, due_at, payload, rev, attempts, created_at) VALUES ('deadline', $1, $2, '{}', 1, 0, $3)
    ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at, rev = job.rev + 1, attempts = 0, error = NULL,
        dead_at = NULL, lease_until = CASE WHEN job.lease_token IS NULL THEN NULL ELSE job.lease_until END
"""
NO_TIMER = "DELETE FROM job WHERE kind = 'deadline' AND key = $1"
FIELDS = "UPDATE client SET fields = (fields::jsonb || $1::jsonb)::json WHERE id = $2"
BLOCK = "UPDATE identity SET blocked = $1 WHERE id = $2"

# Statements are prepared once, before anybody knows how large the tables will be: each of them goes by an index.
PLANS = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
}
ONLY_SERVER = 0x0BE5ED  # an advisory lock of the session
KNOWN = 10_000
COMMIT_S = 5
RETRY_S = 0.2
LONGEST_RETRY_S = 2

Version = tuple[int, int, int]


class PostgresStore:
    """Owns one connection, and makes another when that is lost; it is opened before use."""

    def __init__(self, engine: PostgresEngine) -> None:
        self._engine = engine
        self._db: Any = None
        self._session: tuple[int, datetime] | None = None
        self._prepared: dict[str, Any] = {}
        self._xid: int | None = None
        self._known: dict[int, tuple[Version, Chat]] = {}
        self._versions: dict[int, Version] = {}
        self._written: dict[int, Chat] = {}

    async def connect(self) -> None:
        """Make the connection, and be the only server of this database.

        Raises:
            Unavailable: it cannot be reached, or another server is running on it.
        """
        await self._connect()

    def close(self) -> None:
        if self._db is not None:
            self._db.terminate()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["PostgresStore"]:
        if self._db is None or self._db.is_closed():
            await self._connect()
        try:
            with translated():
                await self._db.execute("BEGIN")
                self._xid, self._written, self._versions = None, {}, {}
                yield self
        except (Unavailable, asyncio.CancelledError):
            self._db.terminate()
            raise
        except BaseException:
            await self._roll_back()
            raise
        await self._commit()
        self._remember()

    async def _roll_back(self) -> None:
        try:
            await self._db.execute("ROLLBACK")
        except FAULTS:
            self._db.terminate()

    def _remember(self) -> None:
        if len(self._known) > KNOWN:
            self._known = {}
        for id, chat in self._written.items():
            if id in self._versions and self._xid is not None:
                self._known[id] = ((self._xid & 0xFFFFFFFF, *self._versions[id][1:]), chat)

    async def _commit(self) -> None:
        committing = asyncio.ensure_future(self._db.execute("COMMIT", timeout=COMMIT_S))
        await asyncio.sleep(0)  # it is on its way
        failpoints.hit("in_commit")
        try:
            await committing
        except FAULTS as error:
            self._db.terminate()
            self._known = {}
            why = why_away(error)
            if self._xid is not None and why and await self._was_committed(self._xid):
                return
            trouble = why[0] if why else None
            raise Unavailable(f"the database: it did not commit ({error or type(error).__name__})", trouble) from error

    async def _was_committed(self, xid: int) -> bool:
        """Ask until there is an answer."""
        log.warning("the connection to the database was lost at a commit: asking what became of it")
        pause_s = RETRY_S
        while True:
            try:
                if self._db.is_closed():
                    await self._connect()
                with translated():
                    status = await self._db.fetchval("SELECT pg_xact_status($1::text::xid8)", str(xid))
            except Unavailable as error:
                self._engine.availability.refused(error)
                log.warning("not known yet: %s", error)
            else:
                if status != "in progress":
                    log.warning("the commit was %s", status)
                    return bool(status == "committed")
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_RETRY_S)

    async def _connect(self) -> None:
        patience = self._engine.patience
        with translated():
            db = await asyncpg.connect(
                self._engine.address,
                timeout=patience.connect_s,
                command_timeout=patience.query_s,
                server_settings=session_settings(patience) | PLANS,
            )
            try:
                await self._be_alone(db)
                self._session = tuple(
                    await db.fetchrow("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
                )
            except BaseException:
                db.terminate()
                raise
        self._db, self._prepared, self._known = db, {}, {}

    async def _be_alone(self, db: Any) -> None:
        """The session of ours that was lost may still stand on the other side, with its locks."""
        if self._session is not None:
            await db.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2",
                *self._session,
            )
        until = asyncio.get_running_loop().time() + self._engine.patience.connect_s
        while not await db.fetchval(f"SELECT pg_try_advisory_lock({ONLY_SERVER})"):
            if asyncio.get_running_loop().time() > until:
                raise Unavailable("another server is running on this database: stop it, or name another database")
            await asyncio.sleep(RETRY_S)

    async def _statement(self, sql: str) -> Any:
        found = self._prepared.get(sql)
        if found is None:
            found = self._prepared[sql] = await self._db.prepare(sql)
        return found

    async def _fetch(self, sql: str, *args: Any) -> Any:
        return await (await self._statement(sql)).fetch(*args)

    async def _many(self, sql: str, rows: Collection[tuple[Any, ...]]) -> None:
        if rows:
            await (await self._statement(sql)).executemany(rows)

    async def chats(self, ids: Collection[int]) -> dict[int, Chat]:
        found: dict[int, Chat] = {}
        for id, *versions, xid in await self._fetch(LOCK, list(ids)) if ids else ():
            self._xid = xid
            version = self._versions[id] = tuple(versions)
            known = self._known.get(id)
            if known is not None and known[0] == version:
                found[id] = known[1]
        if missing := [id for id in self._versions if id not in found]:
            for row in await self._fetch(CHATS, missing):
                found[row[0]] = chat_from(row)
                self._known[row[0]] = (self._versions[row[0]], found[row[0]])
        return found

    async def receipts(self, keys: Collection[Key]) -> dict[Key, Receipt]:
        if not keys:
            return {}
        columns = zip(*((key, author.id, author.type) for author, key in keys), strict=True)
        return {
            (Author(type=type, id=id), key): Receipt(chat=chat, seq=seq, at=at, request_hash=request_hash)
            for type, id, key, chat, seq, at, request_hash in await self._fetch(RECEIPTS, *map(list, columns))
        }

    async def marks(self, chats: Collection[int]) -> dict[tuple[int, Author], int]:
        rows = await self._fetch(MARKS, list(chats)) if chats else ()
        return {(chat, Author(type=type, id=id)): seq for chat, type, id, seq in rows}

    async def current(self, visitor: Visitor, besides: Collection[int]) -> Chat | None:
        rows = await self._fetch(CURRENT, visitor.identity, list(besides))
        return chat_from(rows[0]) if rows else None

    async def is_blocked(self, visitor: Visitor) -> bool:
        rows = await self._fetch(BLOCKED, visitor.identity)
        return bool(rows and rows[0][0])

    async def open(self, visitor: Visitor, now: datetime) -> Chat:
        rows = await self._fetch(OPEN, visitor.identity, visitor.client, now)
        return chat_from((await self._fetch(CHATS, [rows[0][0]]))[0])

    async def open_chats(self, operators: Collection[int]) -> dict[int, int]:
        if not operators:
            return {}
        await self._fetch(HOLD_OPERATORS, list(operators))
        return dict(map(tuple, await self._fetch(OPEN_CHATS, list(operators))))

    async def write(self, writes: Writes) -> None:
        self._written = {chat.id: chat for chat in (*writes.said, *writes.timed, *writes.described)}
        await self._many(EVENT, [event_row(event, _time) for event in writes.events])
        await self._many(SAID, [said_row(chat, _time) for chat in writes.said])
        await self._many(MOVED, [moved_row(chat, _time) for chat in writes.moved])
        await self._many(DESCRIBED, [described_row(chat, _time) for chat in writes.described])
        await self._many(TIMED, [timed_row(chat, _time) for chat in writes.timed])
        await self._many(MARK, [mark_row(mark) for mark in writes.marks])
        await self._many(ANSWERED, [answered_row(answered, _time) for answered in writes.answered])
        now = clock.now()
        await self._many(TIMER, [(str(timer.chat), timer.at, now) for timer in writes.timers if timer.at is not None])
        await self._many(NO_TIMER, [(str(timer.chat),) for timer in writes.timers if timer.at is None])
        await self._many(FIELDS, [(encode(fields).decode(), client) for client, fields in writes.fields])
        await self._many(BLOCK, [(is_blocked, identity) for identity, is_blocked in writes.blocked])
        if self._xid is None:
            self._xid = await self._db.fetchval("SELECT pg_current_xact_id()")


def _time(time: datetime | None) -> datetime | None:
    return time
