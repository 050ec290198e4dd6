"""The writer's SQL on PostgreSQL: one held connection with prepared statements.

A chat that a batch reads is locked; what we know of it is worth something for as long as `xmin`, the transaction that wrote each of
its rows, is the one that we remember. When a connection is lost at COMMIT nobody can tell whether it was stored: a row that it
wrote is then looked for, and until the database has answered nothing else is written.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg

from besedka import clock
from besedka.db import failpoints
from besedka.db.chat_row import SELECT, chat_from
from besedka.db.event_row import COLUMNS, event_from
from besedka.db.postgres import PostgresEngine, session_settings
from besedka.db.postgres_errors import FAULTS, translated, why_away
from besedka.db.store import Key, Place, Receipt, Unavailable, Writes
from besedka.db.written_rows import (
    amended_row,
    answered_row,
    attached_rows,
    described_row,
    encode,
    event_row,
    mark_row,
    moved_row,
    said_row,
    timed_row,
)
from besedka.domain.chat import Chat, Event
from besedka.domain.people import Author, Visitor

log = logging.getLogger("besedka.db")

# Two questions in one, since each costs a way there and back: the rows of chats, locked, and of keys.
LOOK_UP = """
    WITH locked AS (
        SELECT chat.id, chat.xmin AS chat_xmin, identity.xmin AS identity_xmin, client.xmin AS client_xmin
        FROM unnest($1::bigint[]) AS wanted (id) JOIN chat ON chat.id = wanted.id
        JOIN identity ON identity.id = chat.identity JOIN client ON client.id = chat.client
        ORDER BY chat.id FOR UPDATE OF chat
    ), stored AS (
        SELECT event.author_type, event.author, event.client_key, event.chat, event.seq, event.at, event.request_hash
        FROM unnest($2::text[], $3::bigint[], $4::text[]) AS wanted (key, author, type) JOIN chat_event AS event
            ON event.client_key = wanted.key AND event.author = wanted.author AND event.author_type = wanted.type
    )
    SELECT id, chat_xmin, identity_xmin, client_xmin, pg_current_xact_id(),
        NULL::text, NULL::bigint, NULL::text, NULL::bigint, NULL::int, NULL::timestamptz, NULL::bytea FROM locked
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, author_type, author, client_key, chat, seq, at, request_hash FROM stored
"""
CHATS = SELECT + "WHERE chat.id = ANY($1::bigint[])"
CURRENT = (
    SELECT
    + """WHERE chat.identity = $1 AND chat.state <> 'closed' AND chat.id <> ALL($2::bigint[])
    ORDER BY chat.state = 'empty', chat.id DESC LIMIT 1"""
)
OPEN = "INSERT INTO chat (identity, client, state, created_at) VALUES ($1, $2, 'empty', $3) RETURNING id"
BLOCKED = "SELECT blocked FROM identity WHERE id = $1"
OPEN_CHATS = """
    SELECT wanted.id, (SELECT COUNT(*) FROM chat WHERE state = 'in_progress' AND operator = wanted.id)
    FROM unnest($1::int[]) AS wanted (id)
"""
HOLD_OPERATORS = "SELECT FROM operator WHERE id = ANY($1::int[]) ORDER BY id FOR UPDATE"
MARKS = "SELECT chat, reader_type, reader, seq FROM read_mark WHERE chat = ANY($1::bigint[])"
MESSAGES = f"""
    SELECT {", ".join(f"event.{column}" for column in COLUMNS)} FROM unnest($1::bigint[], $2::int[]) AS wanted (chat, seq)
    JOIN chat_event AS event ON event.chat = wanted.chat AND event.seq = wanted.seq
"""
AMENDED = "UPDATE chat_event SET body = $1, data = $2, edited_at = $3, deleted_at = $4 WHERE chat = $5 AND seq = $6"
# Also two in one: what was said, and the heads of its chats.
SAY = """
    WITH said AS (
        UPDATE chat SET seq = head.seq, waiting_since = head.waiting_since, client_messages = head.client_messages,
            last_kind = head.last_kind, last_author_type = head.last_author_type, last_author = head.last_author,
            last_text = head.last_text, last_at = head.last_at, last_seq = head.last_seq,
            last_files = head.last_files, last_image = head.last_image
        FROM unnest($11::int[], $12::timestamptz[], $13::int[], $14::text[], $15::text[], $16::bigint[], $17::text[],
            $18::timestamptz[], $19::int[], $20::int[], $21::boolean[], $22::bigint[]) AS head (seq, waiting_since,
            client_messages, last_kind, last_author_type, last_author, last_text, last_at, last_seq, last_files, last_image, id)
        WHERE chat.id = head.id
    )
    INSERT INTO chat_event (chat, seq, kind, author_type, author, at, body, data, client_key, request_hash)
    SELECT chat, seq, kind, author_type, author, at, body, data::json, client_key, request_hash
    FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[], $7::text[], $8::text[],
        $9::text[], $10::bytea[]) AS event (chat, seq, kind, author_type, author, at, body, data, client_key, request_hash)
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
FREE_FILES = "SELECT id FROM file WHERE id = ANY($1::text[]) AND chat IS NULL AND until > $2 ORDER BY id FOR UPDATE"
ATTACH = "UPDATE file SET chat = $1, seq = $2, until = NULL WHERE id = $3"
BLOCK = "UPDATE identity SET blocked = $1 WHERE id = $2"

# Statements are prepared once, before anybody knows how large the tables will be: each of them goes by an index.
PLANS = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
}
WROTE_CHAT = "SELECT EXISTS (SELECT FROM chat WHERE id = $1 AND xmin = $2::xid)"
WROTE_MARK = """
    SELECT EXISTS (SELECT FROM read_mark WHERE chat = $1 AND reader_type = $2 AND reader = $3 AND xmin = $4::xid)
"""
XMIN = 0xFFFFFFFF  # what of a transaction's number stands on a row

ONLY_SERVER = 0x0BE5ED  # an advisory lock of the session
KNOWN = 10_000
COMMIT_S = 5
RETRY_S = 0.2
LONGEST_RETRY_S = 2

Version = tuple[int, int, int]


class PostgresStore:
    """Owns one connection, and makes another when that is lost; it is opened before use.

    Args:
        on_usurped: is called when another server has taken the database while we were away from it.
    """

    worth_a_wait = False

    def __init__(self, engine: PostgresEngine, on_usurped: Callable[[], None]) -> None:
        self._engine = engine
        self._on_usurped = on_usurped
        self._db: Any = None
        self._session: tuple[int, datetime] | None = None
        self._begun = False
        self._prepared: dict[str, Any] = {}
        self._xid: int | None = None
        self._known: dict[int, tuple[Version, Chat]] = {}
        self._versions: dict[int, Version] = {}
        self._written: dict[int, Chat] = {}
        self._witness: tuple[Any, ...] | None = None

    async def connect(self) -> None:
        """Make the connection, and be the only server of this database.

        Raises:
            Unavailable: it cannot be reached, or another server is running on it.
        """
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
        self._db, self._begun, self._prepared, self._known = db, False, {}, {}

    def close(self) -> None:
        if self._db is not None:
            self._db.terminate()

    @asynccontextmanager
    async def transaction(self, another_waits: Callable[[], bool]) -> AsyncIterator["PostgresStore"]:
        if self._db is None or self._db.is_closed():
            await self.connect()
        try:
            with translated():
                if not self._begun:
                    await self._db.execute("BEGIN")
                self._begun = False
                self._xid, self._written, self._versions, self._witness = None, {}, {}, None
                yield self
        except (Unavailable, asyncio.CancelledError):
            self._db.terminate()
            raise
        except BaseException:
            await self._roll_back()
            raise
        await self._commit(another_waits())
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
                self._known[id] = ((self._xid & XMIN, *self._versions[id][1:]), chat)

    async def _commit(self, chained: bool) -> None:
        """`chained`: the next transaction begins with the same statement."""
        statement = "COMMIT AND CHAIN" if chained else "COMMIT"
        committing = asyncio.ensure_future(self._db.execute(statement, timeout=COMMIT_S))
        await asyncio.sleep(0)  # it is on its way
        failpoints.hit("in_commit")
        try:
            await committing
            self._begun = chained
        except FAULTS as error:
            self._db.terminate()
            self._known = {}
            why = why_away(error)
            if why and await self._was_committed():
                return
            trouble = why[0] if why else None
            raise Unavailable(f"the database: it did not commit ({error or type(error).__name__})", trouble) from error

    async def _was_committed(self) -> bool:
        """Ask until there is an answer. By then the session that was lost has ended, since we have its lock, and a row that we
        wrote is there as we wrote it, or it is not. The number of the transaction alone says nothing: after a crash PostgreSQL
        gives those that had not reached its disk to others."""
        if self._xid is None or self._witness is None:
            return False
        query, *key = self._witness
        log.warning("the connection to the database was lost at a commit: asking what became of it")
        pause_s = RETRY_S
        while True:
            try:
                if self._db.is_closed():
                    await self.connect()
                with translated():
                    stored = await self._db.fetchval(query, *key, self._xid & XMIN)
            except Unavailable as error:
                self._engine.availability.refused(error)
                log.warning("not known yet: %s", error)
            else:
                log.warning("the commit was %s", "stored" if stored else "not stored")
                return bool(stored)
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_RETRY_S)

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
                if self._session is not None:
                    log.error("another server has taken this database meanwhile: this one ends")
                    self._on_usurped()
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

    async def look_up(self, ids: Collection[int], keys: Collection[Key]) -> tuple[dict[int, Chat], dict[Key, Receipt]]:
        if not ids:
            return {}, {}
        receipts: dict[Key, Receipt] = {}
        wanted = _columns([(key, author.id, author.type) for author, key in keys], 3)
        for row in await self._fetch(LOOK_UP, list(ids), *wanted):
            if row[0] is not None:
                self._versions[row[0]], self._xid = (row[1], row[2], row[3]), row[4]
            else:
                author = Author(type=row[5], id=row[6])
                receipts[author, row[7]] = Receipt(chat=row[8], seq=row[9], at=row[10], request_hash=row[11])
        return await self._chats(), receipts

    async def _chats(self) -> dict[int, Chat]:
        """Those that are locked: as we know them, if that is how they are."""
        known = self._known
        missing = [id for id, version in self._versions.items() if id not in known or known[id][0] != version]
        for row in await self._fetch(CHATS, missing) if missing else ():
            known[row[0]] = (self._versions[row[0]], chat_from(row))
        return {id: known[id][1] for id in self._versions}

    async def messages(self, places: Collection[Place]) -> dict[Place, Event]:
        rows = await self._fetch(MESSAGES, *_columns(list(places), 2)) if places else ()
        return {(row["chat"], row["seq"]): event_from(row) for row in rows}

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
        self._witness = (WROTE_CHAT, rows[0][0])
        return chat_from((await self._fetch(CHATS, [rows[0][0]]))[0])

    async def open_chats(self, operators: Collection[int]) -> dict[int, int]:
        if not operators:
            return {}
        await self._fetch(HOLD_OPERATORS, list(operators))
        return dict(map(tuple, await self._fetch(OPEN_CHATS, list(operators))))

    async def free_files(self, ids: Collection[str], now: datetime) -> set[str]:
        return {row[0] for row in await self._fetch(FREE_FILES, list(ids), now)} if ids else set()

    async def write(self, writes: Writes) -> None:
        self._written = {chat.id: chat for chat in (*writes.said, *writes.timed, *writes.described)}
        if self._written:
            self._witness = (WROTE_CHAT, next(iter(self._written)))
        elif writes.marks:
            self._witness = (WROTE_MARK, *mark_row(writes.marks[0])[:3])
        if writes.events:
            events = _columns([event_row(event, _time) for event in writes.events], 10)
            await self._fetch(SAY, *events, *_columns([said_row(chat, _time) for chat in writes.said], 12))
        await self._many(AMENDED, [amended_row(event, _time) for event in writes.amended])
        await self._many(ATTACH, attached_rows(writes.events))
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


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[]] * width
