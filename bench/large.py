"""`make bench-large`: lists of 100,000 chats with 1,000,000 messages, and search in them, asked of a server over HTTP while
visitors are on the site.

Each list is asked for as its first page and as pages deep in it, by the owner, who sees everything, and by an operator, who sees a
hundredth. Then all of it is moved from SQLite to PostgreSQL. Prints a table, and writes bench/latest-large.json.
"""

import asyncio
import http.client
import json
import os
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import moving
from besedka import clock
from besedka.cli.database import open_database
from besedka.config import Config
from besedka.db import tables
from besedka.db.search_index import follow_events, follow_names
from besedka.services.sessions import digest
from data import FOLDER
from filling import bar, fill
from population import Size, visitor_token
from processes import ENGINES, HERE, Server, answer, blank, client, serving
from report import Budgets, machine, report

LISTS = {view: f"view={view}" for view in ("queue", "in_progress", "online", "overdue", "all")} | {
    "mine": "view=all&holder=me",
    "with_empty": "view=all&empty=true",
}
SEARCHES = {
    "frequent": "заказ",
    "begun": "за",
    "two_words": "номер заказ",
    "two_frequent": "где мой зак",
    "english": "order",
    "rare": "бухгалтерии счёт",
    "name": "анна",
    "nothing": "самовар",
}
FILTERS = {
    "status": "view=all&status=3",
    "tag": "view=all&tag=vip",
    "no_tag": "view=all&tag=nobody",
    "period": "view=all&since=2024-06-01&until=2024-06-02",
    "colleague": "view=all&holder=9",
}
ACTORS = {"owner": 1, "operator": 7}
ON_SITE, WINDOWS, ASKED, DEEP, SEARCHED_DEEP = 300, 3, 40, 60, 5
INDEXED_AT_ONCE = 5_000
BUDGET_MS = 50.0
MOVE_BUDGET_S = 60.0


class Reader:
    """Somebody who is signed in, over one connection."""

    def __init__(self, port: int, operator: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {"Cookie": f"besedka_{port}={session_token(operator)}"}
        self.took_ms: list[float] = []

    def get(self, path: str) -> Any:
        started = time.perf_counter()
        self._connection.request("GET", f"/api/v1/{path}", headers=self._headers)
        got = self._connection.getresponse()
        body = got.read()
        self.took_ms.append((time.perf_counter() - started) * 1000)
        assert got.status == 200, body
        return json.loads(body)

    def first(self, query: str) -> float:
        """p95 of a first page, in milliseconds, the median of some windows."""

        def window() -> None:
            for _ in range(ASKED):
                self.get(f"chats?{query}")

        return self._p95_ms(window)

    def deep(self, query: str, pages: int = DEEP) -> float:
        """The same of the pages so far behind the first, or of all where there are few."""
        cursor = self._far(query, pages)

        def window() -> None:
            nonlocal cursor
            for _ in range(ASKED):
                cursor = self.get(_page(query, cursor))["next"]

        return self._p95_ms(window)

    def _p95_ms(self, window: Callable[[], None]) -> float:
        found = []
        for _ in range(WINDOWS):
            self.took_ms.clear()
            window()
            found.append(sorted(self.took_ms)[int(ASKED * 0.95)])
        return statistics.median(found)

    def _far(self, query: str, pages: int) -> str | None:
        cursor: str | None = None
        for _ in range(pages):
            following = self.get(_page(f"{query}&limit=200", cursor))["next"]
            if following is None:
                break
            cursor = following
        return cursor


def measure(config: Config, engine: str) -> dict[str, float]:
    """Figures of one engine, from a database that is filled."""
    visitors = asyncio.run(_prepared(config))
    figures: dict[str, float] = {}
    with _asked(config, engine, visitors) as server:
        for who, operator in ACTORS.items():
            reader = Reader(server.port, operator)
            for name, query in LISTS.items():
                figures[f"large.{engine}.{who}.{name}.first_ms"] = reader.first(query)
                figures[f"large.{engine}.{who}.{name}.deep_ms"] = reader.deep(query)
            for name, words in SEARCHES.items():
                figures[f"search.{engine}.{who}.{name}.first_ms"] = reader.first(f"q={quote(words)}")
                figures[f"search.{engine}.{who}.{name}.deep_ms"] = reader.deep(f"q={quote(words)}", SEARCHED_DEEP)
            for name, query in FILTERS.items():
                if who == "owner" or name != "colleague":
                    figures[f"filter.{engine}.{who}.{name}.first_ms"] = reader.first(query)
        figures[f"large.{engine}.server_mb"] = server.memory_kb() / 1024
    return figures


async def _prepared(config: Config) -> list[str]:
    """Sign everybody in; returns the tokens of the visitors who will be on the site."""
    now = clock.now()
    async with open_database(config):
        while await follow_events(INDEXED_AT_ONCE) + await follow_names(INDEXED_AT_ONCE):
            pass  # a server would do it within minutes, beside its work
        for operator in ACTORS.values():
            token_hash = digest(session_token(operator))
            expires_at = now.replace(year=now.year + 1)
            session = tables.Session(operator=operator, token_hash=token_hash, created_at=now, expires_at=expires_at)
            await tables.Session.insert(session)
        chat = tables.Chat
        held = await chat.select(chat.identity).where(chat.state == "in_progress").order_by(chat.id).limit(ON_SITE)
    return [visitor_token(row["identity"]) for row in held]


@contextmanager
def _asked(config: Config, engine: str, visitors: list[str]) -> Iterator[Server]:
    """A server that has done what a start brings, with visitors on the site."""
    with serving(engine, config=config) as server:
        server.people = json.dumps({"visitors": visitors})
        with client(server, "idle", "besedka", 1) as load:
            answer(load)
            while server.is_busy():
                pass
            yield server


def _page(query: str, cursor: str | None) -> str:
    return f"chats?{query}&cursor={cursor}" if cursor else f"chats?{query}"


def session_token(operator: int) -> str:
    """With it an operator is signed in."""
    return f"session-{operator}-of-the-benchmark"


def main() -> None:
    os.sched_setaffinity(0, {1})
    figures: dict[str, float] = {}
    for engine in ENGINES:
        print(f"{engine} …", flush=True)
        with blank(engine) as config:
            _fill(config)
            figures |= measure(config, engine)
            if not config.postgres_url:
                print("move …", flush=True)
                figures |= moving.measure(config)
    lists: Budgets = {name: ("<=", BUDGET_MS) for name in figures if name.endswith("_ms")}
    budgets = {**lists, "move.million_s": ("<=", MOVE_BUDGET_S)}
    report(machine() | figures, budgets, HERE / "latest-large.json")


def _fill(config: Config) -> None:
    """SQLite's database is copied, since the server goes on writing, and made only where there is none."""
    made = config if config.postgres_url else Config(data_dir=FOLDER)
    if made.postgres_url or not made.database.exists():
        made.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        asyncio.run(fill(made, Size(), bar))
    if made is not config:
        shutil.copy(made.database, config.database)


if __name__ == "__main__":
    main()
