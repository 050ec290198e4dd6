"""A console that is open all day takes no more memory in the evening than in the morning."""

import asyncio
import threading

import pytest
from playwright.sync_api import CDPSession

from console import browsing, list_all, prepared, signed_in, talk
from processes import blank, serving

WARM_S = 300
HOUR_S = 3600
SPARE_BYTES = 8 * 1024 * 1024  # what the engine itself compiles and keeps over an hour


def held(session: CDPSession) -> dict[str, float]:
    """What the page holds once everything is thrown away that can be."""
    session.send("HeapProfiler.collectGarbage")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return {name: metrics[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")}


@pytest.mark.long
def test_an_hour_of_messages_leaves_nothing_behind() -> None:
    """CO-8: 10,000 chats are listed, 50 messages a second come, one of them to the chat that is open."""
    with blank("sqlite") as config:
        talkers = asyncio.run(prepared(config))
        with serving("sqlite", config=config) as server, browsing() as browser:
            page = signed_in(browser, server.port)
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable")
            page.goto("/chats/all")
            page.get_by_role("option").first.wait_for()
            assert list_all(page) > 9_000
            talking = threading.Thread(target=lambda: asyncio.run(talk(server.port, talkers, HOUR_S)), daemon=True)
            talking.start()
            page.get_by_role("option").first.click()
            page.wait_for_timeout(WARM_S * 1000)
            before, server_before_kb = held(session), server.memory_kb()
            talking.join()
            after, server_after_kb = held(session), server.memory_kb()
    assert after["JSHeapUsedSize"] < before["JSHeapUsedSize"] * 1.1 + SPARE_BYTES, (before, after)
    assert after["Nodes"] < before["Nodes"] * 1.2, (before, after)
    assert after["JSEventListeners"] < before["JSEventListeners"] * 1.2, (before, after)
    assert server_after_kb < server_before_kb * 1.2, (server_before_kb, server_after_kb)
