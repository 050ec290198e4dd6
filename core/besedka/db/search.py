"""Finds messages, notes and clients by their words, newest first: on SQLite in FTS5's own order, on PostgreSQL in stretches of the
newest, since its index has no order."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from piccolo.querystring import QueryString

from besedka.db.bind import bound
from besedka.db.tables import ChatEvent, SearchCursor, SearchEntry
from besedka.domain.search import Query

FIRST_STRETCH = 20_000
GROWTH = 4
TOKENS = "search_tokens(entry.words)"


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An event whose words fit, and its chat."""

    event: int
    chat: int


async def anybody_named(query: Query) -> bool:
    """Whether a client has a name that fits."""
    if _on_sqlite():
        sql, value = "SELECT rowid FROM search_index WHERE search_index MATCH {} AND rowid < 0 LIMIT 1", _fts5(query)
    else:
        sql = f"SELECT id FROM search_entry AS entry WHERE id < 0 AND {TOKENS} @@ {{}}::tsquery LIMIT 1"
        value = _tsquery(query)
    return bool(await SearchEntry.raw(sql, value))


def named(query: Query) -> QueryString:
    """The condition that a chat's client has a name that fits."""
    if _on_sqlite():
        return QueryString(
            "chat.client IN (SELECT -rowid FROM search_index WHERE search_index MATCH {} AND rowid < 0)", _fts5(query)
        )
    return QueryString(
        f"chat.client IN (SELECT -entry.id FROM search_entry AS entry WHERE entry.id < 0 AND {TOKENS} @@ {{}}::tsquery)",
        _tsquery(query),
    )


async def hits(query: Query, chats: QueryString, before: int | None, limit: int, *, few: bool) -> list[Hit]:
    """The newest events before that one whose words fit.

    Args:
        chats: a condition over the table `chat`.
        few: there are not many such chats.
    """
    if _on_sqlite():
        return await _in_order(query, chats, before, limit, few)
    if before is None:
        [row] = await SearchCursor.select(SearchCursor.event)
        before = row["event"] + 1
    found: list[Hit] = []
    stretch = FIRST_STRETCH
    while before > 0 and len(found) < limit:
        found += await _in_stretch(query, chats, (before - stretch, before), limit - len(found))
        before, stretch = before - stretch, stretch * GROWTH
    return found


async def _in_order(query: Query, chats: QueryString, before: int | None, limit: int, few: bool) -> list[Hit]:
    # CROSS JOIN: the index of words leads, whatever else there may be an index for. Few chats are listed beforehand, many are
    # looked at one by one until there are enough hits.
    listed = QueryString("entry.chat IN (SELECT chat.id FROM chat WHERE {})", chats)
    rows = await SearchEntry.raw(
        f"""SELECT entry.id AS event, entry.chat AS chat FROM search_index
        CROSS JOIN search_entry AS entry ON entry.id = search_index.rowid
        {"" if few else "CROSS JOIN chat ON chat.id = entry.chat"}
        WHERE search_index MATCH {{}} AND search_index.rowid > 0 AND search_index.rowid < {{}} AND {{}}
        ORDER BY search_index.rowid DESC LIMIT {limit}""",
        _fts5(query),
        2**63 - 1 if before is None else before,
        listed if few else chats,
    )
    return [Hit(**row) for row in rows]


async def _in_stretch(query: Query, chats: QueryString, stretch: tuple[int, int], limit: int) -> list[Hit]:
    rows = await SearchEntry.raw(
        f"""SELECT entry.id AS event, entry.chat AS chat FROM search_entry AS entry JOIN chat ON chat.id = entry.chat
        WHERE {TOKENS} @@ {{}}::tsquery AND entry.id >= {{}} AND entry.id < {{}} AND {{}}
        ORDER BY entry.id DESC LIMIT {limit}""",
        _tsquery(query),
        max(1, stretch[0]),
        stretch[1],
        chats,
    )
    return [Hit(**row) for row in rows]


@asynccontextmanager
async def planning_anew() -> AsyncIterator[None]:
    """Inside, PostgreSQL makes a plan for the words that are asked for: one for any words would read all messages."""
    if _on_sqlite():
        yield
        return
    async with bound().transaction():
        await SearchEntry.raw("SET LOCAL plan_cache_mode = force_custom_plan")
        yield


async def newer_words(chats: Collection[int], since: int) -> list[tuple[int, set[str]]]:
    """The words of these chats' events from that one on."""
    rows = await SearchEntry.raw(
        f"SELECT chat, words FROM search_entry WHERE chat IN ({_listed(chats)}) AND id >= {{}}", since
    )
    return [(row["chat"], set(row["words"].split(" "))) for row in rows]


async def texts(events: Collection[int]) -> dict[int, tuple[int, str]]:
    """Number within the chat and text of these events."""
    rows: Sequence[dict[str, Any]] = await ChatEvent.raw(
        f"SELECT id, seq, body FROM chat_event WHERE id IN ({_listed(events)})"
    )
    return {row["id"]: (row["seq"], row["body"] or "") for row in rows}


def _listed(numbers: Collection[int]) -> str:
    return ", ".join(map(str, numbers)) or "NULL"


def _on_sqlite() -> bool:
    return SearchEntry._meta.db.engine_type == "sqlite"


def _fts5(query: Query) -> str:
    """Words are letters and digits only, so quotes make each of them a word and nothing else."""
    return _joined(query, " AND ", " OR ", lambda word, begins: f'"{word}"' + "*" * begins)


def _tsquery(query: Query) -> str:
    return _joined(query, " & ", " | ", lambda word, begins: f"'{word}'" + ":*" * begins)


def _joined(query: Query, all_of: str, any_of: str, one: Any) -> str:
    terms = (
        any_of.join(f"({all_of.join(one(*part) for part in alternative)})" for alternative in term.parts())
        for term in query.terms
    )
    return all_of.join(f"({term})" for term in terms)
