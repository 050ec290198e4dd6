"""`make bench ARGS=console`: the console in a real browser, on a database of 10,000 chats.

The first load with the browser's CPU slowed down four times; opening a chat from the server and from memory, from the press to
painted messages; and the longest task of the browser while an operator types, all chats are listed and 50 messages a second come.
"""

import asyncio
import json
import statistics
import threading
from typing import Any

from playwright.sync_api import Browser, Page
from websockets.asyncio.client import connect

from besedka import clock
from besedka.cli.database import open_database
from besedka.config import Config
from besedka.db import tables
from besedka.services.sessions import digest
from filling import fill
from large import session_token
from population import Size, visitor_token
from processes import blank, serving

import chromium  # isort: skip - one of the tests', which `processes` puts on the path

CHATS, MESSAGES = 10_000, 60_000
SLOWED = 4
LOADED = 7
OPENED = 15
TALKERS, TALK_S = 50, 15.0
OPEN = """(number) => new Promise(done => {
    const row = document.querySelectorAll('[role=option]')[number], began = performance.now();
    const name = row.id.slice(4);
    row.click();
    const look = () => location.pathname.endsWith('/' + name) && document.querySelector('[role=log] [data-seq]')
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)))
        : requestAnimationFrame(look);
    look();
})"""
WATCH = """() => {
    window.tasks = [];
    new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(task => task.duration)))
        .observe({type: 'longtask'});
}"""


def measure() -> dict[str, float]:
    with blank("sqlite") as config:
        talkers = asyncio.run(prepared(config))
        with serving("sqlite", config=config) as server, chromium.browsing() as browser:
            figures = {
                "console.interactive_s": statistics.median(_first_load(browser, server.port) for _ in range(LOADED))
            }
            page = signed_in(browser, server.port)
            page.goto("/chats/all")
            page.get_by_role("option").first.wait_for()
            figures |= _opening(page)
            return figures | _typing(page, server.port, talkers)


async def prepared(config: Config) -> list[str]:
    """Fill it, sign the owner in; returns the tokens of visitors whose chats are open."""
    await fill(config, Size(chats=CHATS, messages=MESSAGES))
    now = clock.now()
    async with open_database(config):
        await tables.Session.insert(
            tables.Session(
                operator=1,
                token_hash=digest(session_token(1)),
                created_at=now,
                expires_at=now.replace(year=now.year + 1),
            )
        )
        chat = tables.Chat
        held = await chat.select(chat.identity).where(chat.state == "in_progress").order_by(chat.id).limit(TALKERS)
    return [visitor_token(row["identity"]) for row in held]


def signed_in(browser: Browser, port: int) -> Page:
    """A page of somebody who has not been here before."""
    url = f"http://127.0.0.1:{port}"
    context = browser.new_context(base_url=url, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": f"besedka_{port}", "value": session_token(1), "url": url}])
    return context.new_page()


def _first_load(browser: Browser, port: int) -> float:
    """Seconds from the address to rows that can be pressed, nothing of them in the browser's memory."""
    page = signed_in(browser, port)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto("/chats/all")
    page.wait_for_function("() => document.querySelector('[role=option]') !== null", polling="raf")
    took_ms: float = page.evaluate("performance.now()")
    page.context.close()
    return took_ms / 1000


def _opening(page: Page) -> dict[str, float]:
    found: dict[str, list[float]] = {"server": [], "cache": []}
    for where in found.values():
        for number in range(OPENED):
            where.append(page.evaluate(OPEN, number))
    return {f"console.open_from_{where}_ms": statistics.median(took) for where, took in found.items()}


def list_all(page: Page) -> int:
    """Scroll until every chat is listed; says how many there are."""
    page.get_by_role("listbox").evaluate(
        """async box => {
            const last = () => document.querySelector('[role=option]')?.getAttribute('aria-setsize');
            while (last() === '-1') {
                box.scrollTop = box.scrollHeight;
                await new Promise(done => setTimeout(done, 50));
            }
            box.scrollTop = 0;
        }"""
    )
    return int(page.get_by_role("option").first.get_attribute("aria-setsize") or 0)


def _typing(page: Page, port: int, talkers: list[str]) -> dict[str, float]:
    listed = list_all(page)
    page.get_by_role("option").first.click()
    field = page.get_by_role("textbox").last
    field.wait_for()
    talking = threading.Thread(target=lambda: asyncio.run(talk(port, talkers, TALK_S)))
    page.evaluate(WATCH)
    talking.start()
    while talking.is_alive():
        field.press_sequentially("The quick brown fox ", delay=60)
    tasks: list[float] = page.evaluate("window.tasks")
    return {
        "console.listed": listed,
        "console.longest_task_ms": max(tasks, default=0.0),
        "console.long_tasks": len(tasks),
    }


async def talk(port: int, talkers: list[str], seconds: float) -> None:
    """Each once a second."""

    async def one(number: int, token: str) -> None:
        await asyncio.sleep(number / len(talkers))
        async with connect(f"ws://127.0.0.1:{port}/ws/visitor", compression=None) as socket:
            reading = asyncio.create_task(_drop(socket))
            await socket.send(json.dumps({"type": "hello", "v": 1, "token": token}))
            for turn in range(int(seconds)):
                await socket.send(json.dumps({"type": "send", "id": f"console-{number}-{turn}", "text": "Is it here?"}))
                await asyncio.sleep(1)
            reading.cancel()

    await asyncio.gather(*(one(number, token) for number, token in enumerate(talkers)))


async def _drop(socket: Any) -> None:
    async for _ in socket:
        pass
