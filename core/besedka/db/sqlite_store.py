"""The writer's SQL on SQLite. Statements run where they are called, in the loop's thread (a few µs each, no file is waited for);
what waits for the disk, the commit, runs in a thread of its own, while the loop reads the next frames."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

from besedka import clock
from besedka.db import failpoints
from besedka.db.chat_row import SELECT, chat_from
from besedka.db.event_row import COLUMNS, event_from
from besedka.db.sqlite import BUSY_TIMEOUT_S, PRAGMAS, SqliteEngine
from besedka.db.store import BATCH, Key, Place, Receipt, Writes
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

CHATS = SELECT + "WHERE chat.id IN (SELECT value FROM json_each(?))"
CURRENT = (
    SELECT
    + """WHERE chat.identity = ? AND chat.state <> 'closed' AND chat.id NOT IN (SELECT value FROM json_each(?))
    ORDER BY chat.state = 'empty', chat.id DESC LIMIT 1"""
)
RECEIPTS = """
    SELECT author_type, author, client_key, chat, seq, at, request_hash
    FROM json_each(?) CROSS JOIN chat_event ON client_key = json_extract(value, '$[0]')
        AND author = json_extract(value, '$[1]') AND author_type = json_extract(value, '$[2]')
"""
OPEN = "INSERT INTO chat (identity, client, state, created_at) VALUES (?, ?, 'empty', ?)"
BLOCKED = "SELECT blocked FROM identity WHERE id = ?"
EVENT = """
    INSERT INTO chat_event (chat, seq, kind, author_type, author, at, body, data, client_key, request_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
MESSAGES = f"""
    SELECT {", ".join(COLUMNS)} FROM json_each(?)
    CROSS JOIN chat_event ON chat = json_extract(value, '$[0]') AND seq = json_extract(value, '$[1]')
"""
AMENDED = "UPDATE chat_event SET body = ?, data = ?, edited_at = ?, deleted_at = ? WHERE chat = ? AND seq = ?"
MOVED = (
    "UPDATE chat SET state = ?, status = ?, operator = ?, opened_at = ?, closed_at = ?, assigned_at = ? WHERE id = ?"
)
DESCRIBED = """
    UPDATE chat SET form_seq = ?, rating_score = ?, rating_out_of = ?, rating_bad = ?, severity = ?, tags = ? WHERE id = ?
"""
TIMED = "UPDATE chat SET deadlines = ?, overdue_since = ? WHERE id = ?"
OPEN_CHATS = "SELECT COUNT(*) FROM chat WHERE state = 'in_progress' AND operator = ?"
ANSWERED = """
    INSERT INTO rating (chat, form_seq, flow, operator, score, out_of, bad, comment, answers, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (chat, form_seq) DO UPDATE SET answers = excluded.answers, at = excluded.at,
        score = coalesce(excluded.score, score), out_of = coalesce(excluded.out_of, out_of),
        bad = coalesce(excluded.bad, bad), comment = CASE WHEN excluded.score IS NULL THEN comment ELSE excluded.comment END
"""
TIMER = """
    INSERT INTO job (kind, key, due_at, payload, rev, attempts, created_at) VALUES ('deadline', ?, ?, '{}', 1, 0, ?)
    ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at, rev = rev + 1, attempts = 0, error = NULL,
        dead_at = NULL, lease_until = CASE WHEN lease_token IS NULL THEN NULL ELSE lease_until END
"""
NO_TIMER = "DELETE FROM job WHERE kind = 'deadline' AND key = ?"
FIELDS = "UPDATE client SET fields = json_patch(fields, ?) WHERE id = ?"
SAID = """
    UPDATE chat SET seq = ?, waiting_since = ?, client_messages = ?,
        last_kind = ?, last_author_type = ?, last_author = ?, last_text = ?, last_at = ?, last_seq = ?,
        last_files = ?, last_image = ?
    WHERE id = ?
"""
MARKS = "SELECT chat, reader_type, reader, seq FROM read_mark WHERE chat IN (SELECT value FROM json_each(?))"
MARK = """
    INSERT INTO read_mark (chat, reader_type, reader, seq) VALUES (?, ?, ?, ?)
    ON CONFLICT (chat, reader_type, reader) DO UPDATE SET seq = max(seq, excluded.seq)
"""
FREE_FILES = "SELECT id FROM file WHERE id IN (SELECT value FROM json_each(?)) AND chat IS NULL AND until > ?"
ATTACH = "UPDATE file SET chat = ?, seq = ?, until = NULL WHERE id = ?"
BLOCK = "UPDATE identity SET blocked = ? WHERE id = ?"

KNOWN = 10_000


class SqliteStore:
    """Owns one connection; shares the write lock with the rest of the process."""

    worth_a_wait = True

    def __init__(self, engine: SqliteEngine) -> None:
        self._engine = engine
        self._db = sqlite3.connect(engine.path, timeout=0, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            self._db.execute(pragma)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="besedka-commit")
        # Chats as of our last commit, worth something for as long as no other connection has written.
        self._known: dict[int, Chat] = {}
        self._written: dict[int, Chat] = {}
        self._version = 0

    def close(self) -> None:
        self._thread.shutdown()
        self._db.close()

    @asynccontextmanager
    async def transaction(self, another_waits: Callable[[], bool]) -> AsyncIterator["SqliteStore"]:
        async with self._engine.writing("the writer"):
            try:
                await self._begin()
                self._forget_what_others_changed()
                yield self
                await self._commit()
                self._known |= self._written
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _forget_what_others_changed(self) -> None:
        self._written = {}
        version = self._db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version or len(self._known) > KNOWN:
            self._known, self._version = {}, version

    async def _begin(self) -> None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:  # another process holds the file: wait for it elsewhere
            await asyncio.get_running_loop().run_in_executor(self._thread, self._begin_patiently)

    def _begin_patiently(self) -> None:
        try:
            self._db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000:.0f}")
            self._db.execute("BEGIN IMMEDIATE")
        finally:
            self._db.execute("PRAGMA busy_timeout = 0")

    async def _commit(self) -> None:
        done = asyncio.get_running_loop().run_in_executor(self._thread, self._db.execute, "COMMIT")
        failpoints.hit("in_commit")
        await done

    async def look_up(self, ids: Collection[int], keys: Collection[Key]) -> tuple[dict[int, Chat], dict[Key, Receipt]]:
        return self._chats(ids), self._receipts(keys)

    def _chats(self, ids: Collection[int]) -> dict[int, Chat]:
        known = self._known
        if missing := [id for id in ids if id not in known]:
            rows = self._db.execute(CHATS, (encode(missing).decode(),))
            known.update((row[0], _chat(row)) for row in rows)
        return {id: known[id] for id in ids if id in known}

    def _receipts(self, keys: Collection[Key]) -> dict[Key, Receipt]:
        wanted = [(key, author.id, author.type) for author, key in keys]
        rows = self._db.execute(RECEIPTS, (encode(wanted).decode(),))
        return {
            (Author(type=type, id=id), key): Receipt(
                chat=chat, seq=seq, at=datetime.fromisoformat(at), request_hash=request_hash
            )
            for type, id, key, chat, seq, at, request_hash in rows
        }

    async def messages(self, places: Collection[Place]) -> dict[Place, Event]:
        if not places:
            return {}
        rows = self._db.execute(MESSAGES, (encode(list(places)).decode(),))
        found = (event_from(dict(zip(COLUMNS, row, strict=True)), datetime.fromisoformat) for row in rows)
        return {(event.chat, event.seq): event for event in found}

    async def marks(self, chats: Collection[int]) -> dict[tuple[int, Author], int]:
        if not chats:
            return {}
        rows = self._db.execute(MARKS, (encode(list(chats)).decode(),))
        return {(chat, Author(type=type, id=id)): seq for chat, type, id, seq in rows}

    async def current(self, visitor: Visitor, besides: Collection[int]) -> Chat | None:
        row = self._db.execute(CURRENT, (visitor.identity, encode(besides).decode())).fetchone()
        return row and _chat(row)

    async def is_blocked(self, visitor: Visitor) -> bool:
        row = self._db.execute(BLOCKED, (visitor.identity,)).fetchone()
        return bool(row and row[0])

    async def open(self, visitor: Visitor, now: datetime) -> Chat:
        id = self._db.execute(OPEN, (visitor.identity, visitor.client, str(now))).lastrowid
        # Not remembered: the number is given to another chat if this batch is rolled back.
        return _chat(self._db.execute(CHATS, (encode([id]).decode(),)).fetchone())

    async def open_chats(self, operators: Collection[int]) -> dict[int, int]:
        return {id: self._db.execute(OPEN_CHATS, (id,)).fetchone()[0] for id in operators}

    async def free_files(self, ids: Collection[str], now: datetime) -> set[str]:
        return (
            {id for (id,) in self._db.execute(FREE_FILES, (encode(list(ids)).decode(), _text(now)))} if ids else set()
        )

    async def write(self, writes: Writes) -> None:
        db = self._db
        self._written = {chat.id: chat for chat in (*writes.said, *writes.timed, *writes.described)}
        db.executemany(EVENT, (event_row(event, _text) for event in writes.events))
        db.executemany(AMENDED, (amended_row(event, _text) for event in writes.amended))
        db.executemany(SAID, (said_row(chat, _text) for chat in writes.said))
        db.executemany(ATTACH, attached_rows(writes.events))
        if writes.moved:
            db.executemany(MOVED, (moved_row(chat, _text) for chat in writes.moved))
        if writes.described:
            db.executemany(DESCRIBED, (described_row(chat, _text) for chat in writes.described))
        if writes.timed:
            db.executemany(TIMED, (timed_row(chat, _text) for chat in writes.timed))
        if writes.marks:
            db.executemany(MARK, map(mark_row, writes.marks))
        if writes.answered:
            db.executemany(ANSWERED, (answered_row(answered, _text) for answered in writes.answered))
        for timer in writes.timers:
            if timer.at is None:
                db.execute(NO_TIMER, (str(timer.chat),))
            else:
                db.execute(TIMER, (str(timer.chat), _text(timer.at), _text(clock.now())))
        for client, fields in writes.fields:
            db.execute(FIELDS, (encode(fields).decode(), client))
        if writes.blocked:
            db.executemany(BLOCK, ((is_blocked, identity) for identity, is_blocked in writes.blocked))
            self._version = 0  # other chats of these visitors are known with the old mark


def _chat(row: tuple[Any, ...]) -> Chat:
    return chat_from(row, datetime.fromisoformat)


@lru_cache(maxsize=2 * BATCH)  # the events of a batch share their time, and writing one takes over a µs
def _text(time: datetime | None) -> str | None:
    return None if time is None else str(time)
