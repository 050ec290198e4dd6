"""Keeps the words by which messages, notes and clients are found: follows events in the order of their numbers, and names that
were changed."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from piccolo.querystring import QueryString

from besedka.db.bind import bound
from besedka.db.tables import ChatEvent, SearchCursor, SearchEntry, SearchStale
from besedka.domain.search import words_of

AGAIN = ("edited", "deleted")
PUT = "INSERT INTO search_entry (id, chat, words) VALUES {} ON CONFLICT (id) DO UPDATE SET words = excluded.words"
NAMES = "SELECT id, name FROM client WHERE id IN ({})"

Entry = tuple[int, int | None, str]
"""id, chat, words"""


async def follow_events(limit: int) -> int:
    """Note the words of the next events; returns how many those were. What is done is done once: the cursor moves with it."""
    [row] = await SearchCursor.select(SearchCursor.event)
    events = await _events(QueryString("id > {} ORDER BY id LIMIT {}", row["event"], limit))
    if not events:
        return 0
    texts = {event["id"]: event for event in events if event["kind"] in ("message", "note")}
    changed = [(event["chat"], msgspec.json.decode(event["data"])["seq"]) for event in events if event["kind"] in AGAIN]
    for event in await _now(changed):
        texts[event["id"]] = event
    async with bound().transaction():
        moved = await SearchCursor.raw(
            "UPDATE search_cursor SET event = {} WHERE event = {} RETURNING id", events[-1]["id"], row["event"]
        )
        if moved:  # else another process was quicker
            await _put((id, event["chat"], event["body"]) for id, event in texts.items())
    return len(events)


async def follow_names(limit: int) -> int:
    """Note the words of names that have changed; returns how many those were."""
    some = "SELECT client FROM search_stale ORDER BY client LIMIT {}"
    if not await SearchStale.raw(some, limit):
        return 0
    async with bound().transaction():
        # First they are taken, then their names are read: who changes one meanwhile notes it anew.
        stale = await SearchStale.raw(f"DELETE FROM search_stale WHERE client IN ({some}) RETURNING client", limit)
        clients = ", ".join(str(row["client"]) for row in stale) or "NULL"
        names = await SearchStale.raw(NAMES.format(clients))
        await _put((-row["id"], None, row["name"]) for row in names)
    return len(stale)


async def _events(where: QueryString) -> Sequence[dict[str, Any]]:
    rows: Sequence[dict[str, Any]] = await ChatEvent.raw(
        "SELECT id, chat, seq, kind, body, data FROM chat_event WHERE {}", where
    )
    return rows


async def _now(changed: Collection[tuple[int, int]]) -> Sequence[dict[str, Any]]:
    """Messages that were edited or deleted, as they are by now."""
    found: list[dict[str, Any]] = []
    for chat, seq in dict.fromkeys(changed):
        found += await _events(QueryString("chat = {} AND seq = {}", chat, seq))
    return found


async def _put(texts: Iterable[tuple[int, int | None, str | None]]) -> None:
    entries: list[Entry] = []
    without: list[int] = []
    for id, chat, text in texts:
        if words := " ".join(sorted(words_of(text or ""))):
            entries.append((id, chat, words))
        else:
            without.append(id)
    if without:
        await SearchEntry.raw(f"DELETE FROM search_entry WHERE id IN ({', '.join(map(str, without))})")
    if entries:
        rows = [QueryString("({}, {}, {})", *entry) for entry in entries]
        await SearchEntry.raw(PUT, QueryString(", ".join(["{}"] * len(rows)), *rows))
