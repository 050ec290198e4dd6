"""How an engine would answer a statement, judged: nothing may read a whole table that grows, or sort what has no bounds."""

import contextlib
import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import asyncpg
from piccolo.querystring import QueryString

from besedka.db.postgres import PostgresEngine
from besedka.db.sqlite import SqliteEngine

Statement = tuple[str, Sequence[Any]]

GROWING = {
    "chat", "chat_event", "client", "file", "identity", "visit", "visit_page", "read_mark", "rating", "search_entry",
}  # fmt: skip
OF_WHAT_IS_OPEN = {"chat_open", "chat_queue", "chat_in_progress", "chat_overdue", "chat_empty_identity"}
"""Indexes that may be read whole, and sorted: closed chats are not in them."""
IN_ORDER = {"chat_closed", "chat_closed_operator", "chat_event_seq"}
"""Indexes with long stretches: what is taken from them comes in their order."""
IN_STRETCHES = {"search_entry_pkey", "chat_closed_tags"}
"""Indexes of which a search reads a stretch of the newest, or what a filter asks of is all there."""

# PostgreSQL rightly reads a table of a few pages whole. Where that is forbidden one sees whether there is another way.
AS_IF_LARGE = {"enable_seqscan": "off", "plan_cache_mode": "force_generic_plan"}


class WatchedSqlite(SqliteEngine):
    """Notes every statement with its values, as it goes to the database."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.sent: list[Statement] = []

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        self.sent.append(querystring.compile_string(engine_type=self.engine_type))
        return await super().run_querystring(querystring, in_pool)

    async def faults(self, statements: Iterable[Statement], *, never: Collection[str] = ()) -> list[str]:
        """What is wrong with their plans, in the engine's words; `never` names indexes that they have no business with."""
        found: list[str] = []
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            for sql, values in statements:
                plan = [(parent, detail) for _, parent, _, detail in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
                found += _faults_of_lines(plan, set(never))
        return found


def _faults_of_lines(plan: list[tuple[int, str]], never: set[str]) -> Iterator[str]:
    long = {parent for parent, detail in plan if set(detail.split()) & IN_ORDER}
    for parent, detail in plan:
        sorts_much = detail == "USE TEMP B-TREE FOR ORDER BY" and parent in long
        if _is_endless(detail) or sorts_much or set(detail.split()) & never:
            yield detail


def _is_endless(detail: str) -> bool:
    """Such as `SCAN chat` and `SEARCH chat USING INTEGER PRIMARY KEY (rowid<?)`."""
    how, table, *rest = detail.split()
    if how not in ("SCAN", "SEARCH") or table not in GROWING:
        return False
    without_start = "(rowid<?)" in rest or "(rowid>?)" in rest
    return without_start or (how == "SCAN" and not set(rest) & (OF_WHAT_IS_OPEN | IN_ORDER | IN_STRETCHES))


class WatchedPostgres(PostgresEngine):
    """The same on PostgreSQL. Statements are prepared, so each has two plans: for its values, and for any."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.sent: list[Statement] = []

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        self.sent.append(querystring.compile_string(engine_type=self.engine_type))
        return await super().run_querystring(querystring, in_pool)

    async def faults(self, statements: Iterable[Statement], *, never: Collection[str] = ()) -> list[str]:
        """As of `WatchedSqlite`."""
        found: list[str] = []
        db = await asyncpg.connect(self.address, server_settings=AS_IF_LARGE)
        for sql, values in statements:
            await db.execute(f"PREPARE asked AS {sql}")
            anything = f"({', '.join(['NULL'] * len(values))})" if values else ""
            plans = [
                await db.fetchval(f"EXPLAIN (FORMAT JSON) {sql}", *values),
                await db.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE asked{anything}"),
            ]
            await db.execute("DEALLOCATE asked")
            found += [fault for plan in plans for fault in _faults_of(json.loads(plan)[0]["Plan"], set(never))]
        await db.close()
        return found


def _faults_of(node: dict[str, Any], never: set[str]) -> Iterator[str]:
    sorts_much = node["Node Type"] == "Sort" and not IN_ORDER.isdisjoint(_sorted_indexes(node))
    if _reads_all(node) or sorts_much or node.get("Index Name") in never:
        yield " ".join(node.get(name, "") for name in ("Node Type", "Relation Name", "Index Name"))
    for part in node.get("Plans", ()):
        yield from _faults_of(part, never)


def _reads_all(node: dict[str, Any]) -> bool:
    if node["Node Type"] == "Seq Scan":
        return node["Relation Name"] in GROWING
    index = node.get("Index Name")
    if (
        index is None
        or index in OF_WHAT_IS_OPEN | IN_ORDER | IN_STRETCHES
        or node.get("Relation Name", "chat") not in GROWING
    ):
        return False
    return re.fullmatch(r"(\(\w*\.?id [<>] [^)]*\))?", node.get("Index Cond", "")) is not None


def _sorted_indexes(node: dict[str, Any]) -> Iterator[str]:
    """The indexes whose rows are sorted here: what a limit has cut is short."""
    for part in node.get("Plans", ()):
        if part["Node Type"] != "Limit":
            yield part.get("Index Name", "")
            yield from _sorted_indexes(part)


Watched = WatchedSqlite | WatchedPostgres


def places(sql: str) -> int:
    """How many values a statement takes, in either engine's writing."""
    return sql.count("?") or max(map(int, re.findall(r"\$(\d+)", sql)), default=0)
