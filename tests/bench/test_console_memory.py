"""A console that is open all day takes no more memory in the evening than in the morning."""

import asyncio
import threading

import pytest
from playwright.sync_api import CDPSession

import chromium
from console import list_all, prepared, signed_in, talk
from processes import blank, serving

HOUR_S = 3600
LOOK_S = 30
COMPARED = 20  # of the looks: what is kept of the open chat goes up and down within some minutes
SPARE = {"JSHeapUsedSize": 4 * 1024 * 1024, "Nodes": 300, "JSEventListeners": 100, "server_kb": 8 * 1024}


def held(session: CDPSession) -> dict[str, float]:
    """What the page holds once everything is thrown away that can be."""
    session.send("HeapProfiler.collectGarbage")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return {name: metrics[name] for name in SPARE if name in metrics}


@pytest.mark.long
def test_an_hour_of_messages_leaves_nothing_behind() -> None:
    """CO-8: 10,000 chats are listed, 50 messages a second come, one of them to the chat that is open."""
    with blank("sqlite") as config:
        talkers = asyncio.run(prepared(config))
        with serving("sqlite", config=config) as server, chromium.browsing() as browser:
            page = signed_in(browser, server.port)
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable")
            page.goto("/chats/all")
            page.get_by_role("option").first.wait_for()
            assert list_all(page) > 9_000
            talking = threading.Thread(target=lambda: asyncio.run(talk(server.port, talkers, HOUR_S)), daemon=True)
            talking.start()
            page.get_by_role("option").first.click()
            looks = []
            while talking.is_alive():
                page.wait_for_timeout(LOOK_S * 1000)
                looks.append(held(session) | {"server_kb": server.memory_kb()})
    warm, last = looks[COMPARED : 2 * COMPARED], looks[-COMPARED:]
    for name, spare in SPARE.items():
        before, after = (max(look[name] for look in some) for some in (warm, last))
        assert after < before * 1.1 + spare, (name, before, after)
