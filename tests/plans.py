"""How an engine would answer a statement, judged: nothing may read a whole table that grows, or sort what has no bounds."""

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from piccolo.querystring import QueryString

from besedka.db.sqlite import SqliteEngine

Statement = tuple[str, Sequence[Any]]

GROWING = {"chat", "chat_event", "client", "identity", "visit", "visit_page", "read_mark", "rating", "job"}
OF_WHAT_IS_OPEN = {
    "chat_open", "chat_queue", "chat_in_progress", "chat_overdue", "chat_empty_identity", "job_due", "job_lease", "job_dead",
}  # fmt: skip
"""Indexes that may be read whole, and sorted: what is closed or done is not in them."""
IN_ORDER = {"chat_closed", "chat_closed_operator", "chat_event_seq"}
"""Indexes with long stretches: what is taken from them comes in their order."""


class WatchedSqlite(SqliteEngine):
    """Notes every statement with its values, as it goes to the database."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.sent: list[Statement] = []

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        self.sent.append(querystring.compile_string(engine_type=self.engine_type))
        return await super().run_querystring(querystring, in_pool)

    def faults(self, statement: Statement, *, never: Collection[str] = ()) -> list[str]:
        """What is wrong with the plan, in the engine's words; `never` names indexes that this one has no business with."""
        sql, values = statement
        db = sqlite3.connect(self.path)
        plan = [(parent, detail) for _, parent, _, detail in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        db.close()
        long = {parent for parent, detail in plan if set(detail.split()) & IN_ORDER}
        return [
            detail
            for parent, detail in plan
            if _is_endless(detail)
            or (detail == "USE TEMP B-TREE FOR ORDER BY" and parent in long)
            or set(detail.split()) & set(never)
        ]


def _is_endless(detail: str) -> bool:
    """Such as `SCAN chat` and `SEARCH chat USING INTEGER PRIMARY KEY (rowid<?)`."""
    how, table, *rest = detail.split()
    if how not in ("SCAN", "SEARCH") or table not in GROWING:
        return False
    part_of_all = "(rowid<?)" in rest or "(rowid>?)" in rest
    return part_of_all or (how == "SCAN" and not set(rest) & (OF_WHAT_IS_OPEN | IN_ORDER))
