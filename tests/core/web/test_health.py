"""OB-2: what whoever watches the server is told, without a sign-in."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import httpx

from besedka import clock
from besedka.db import jobs
from besedka.db.tables import Job
from people import WAIT_S, Office
from serving import Serving

UNITS = {"reads": "ms", "stores": None, "disk": "MB", "jobs": "s", "loop": "ms"}


async def ask(server: Serving, language: str = "en") -> tuple[int, dict[str, Any]]:
    """The status, and the checks by name."""
    async with httpx.AsyncClient(timeout=WAIT_S) as http:
        answer = await http.get(f"{server.url}/readyz", headers={"Accept-Language": language})
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert told["ready"] is (answer.status_code == 200)
    return answer.status_code, {check["name"]: check for check in told["checks"]}


async def until(server: Serving, *ill: str, language: str = "en") -> dict[str, Any]:
    """The checks once these are not well and all others are; an answer is kept for a second."""
    async with asyncio.timeout(WAIT_S):
        while True:
            status, checks = await ask(server, language)
            if [name for name, check in checks.items() if not check["ok"]] == [*ill]:
                assert status == (503 if ill else 200)
                return checks
            await asyncio.sleep(0.05)


async def test_a_server_that_is_well(server: Serving) -> None:
    checks = await until(server)
    assert {name: check["unit"] for name, check in checks.items()} == UNITS
    assert all(check["remedy"] is None for check in checks.values())
    assert checks["stores"]["value"] == "yes"
    assert checks["disk"]["value"] > checks["disk"]["limit"]


async def test_who_watches_may_ask_for_the_head_alone(server: Serving) -> None:
    """As monitors and proxies do, of whatever can be got"""
    async with httpx.AsyncClient(base_url=server.url) as http:
        for path, status in {
            "/healthz": 200,
            "/readyz": 200,
            "/demo": 200,
            "/widget.js": 200,
            "/nowhere.txt": 404,
        }.items():
            head, whole = await http.head(path), await http.get(path)
            assert (head.status_code, whole.status_code, head.content) == (status, status, b""), path
            assert int(head.headers["content-length"]) > 0, path
            assert head.headers["content-type"] == whole.headers["content-type"]
        refused = await http.head("/api/v1/chats")
        assert (refused.status_code, refused.content) == (401, b"")


async def test_it_lives_without_its_database(server: Serving) -> None:
    async with server.database.held(), httpx.AsyncClient() as http:
        answer = await http.get(f"{server.url}/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


async def test_a_server_that_can_store_nothing_is_not_ready(office: Office, server: Serving) -> None:
    """F6: it says why and what to do, in the reader's language, and is ready again by itself"""
    visitor = await office.visitor()
    async with server.database.held():
        assert (await visitor.send("meanwhile"))["code"] == "unavailable"
        checks = await until(server, "stores", language="ru")
        assert checks["stores"] == {
            "name": "stores",
            "ok": False,
            "value": "database_held",
            "unit": None,
            "limit": None,
            "remedy": "Базу данных заняла другая программа: дождитесь её или завершите.",
        }
    await until(server)


async def test_jobs_that_nobody_begins(server: Serving) -> None:
    """Those of plugins that are on; what waits for a plugin that is off is not late."""
    long_ago = clock.now() - timedelta(hours=1)
    await jobs.put("nobody's", "1", long_ago)
    await until(server)
    assert await Job.exists().where(Job.kind == "nobody's")


async def test_many_who_ask_cost_one_look(server: Serving) -> None:
    """It is kept for a second: so many measurements there are."""
    async with httpx.AsyncClient(timeout=WAIT_S) as http:
        began = time.monotonic()
        answers = await asyncio.gather(*(http.get(f"{server.url}/readyz") for _ in range(50)))
        took_s = time.monotonic() - began
    assert len({answer.text for answer in answers}) <= 1 + took_s


async def test_a_data_folder_that_is_gone(server: Serving) -> None:
    folder = server.config.data_dir
    away = folder.rename(folder.with_name("away"))
    try:
        _, checks = await ask(server)
        assert (checks["disk"]["ok"], checks["disk"]["value"]) == (False, None)
        assert "see whether its disk is mounted" in checks["disk"]["remedy"]
    finally:
        away.rename(folder)
