"""DI-1: operators choose from the queue."""

from besedka.plugin import NoSettings
from besedka_manual import Manual, ManualPlugin
from samples import CHAT, NOON, NOWHERE, candidate


async def test_it_chooses_nobody() -> None:
    """DI-1"""
    manual = Manual(NoSettings(), NOWHERE)
    for candidates in ([], [candidate()], [candidate(1), candidate(2)]):
        assert await manual.choose(CHAT, candidates, NOON) is None  # type: ignore[func-returns-value]


def test_operators_take_from_the_queue() -> None:
    """DI-1"""
    assert (Manual.queue, Manual.on_request) == ("take", False)
    assert ManualPlugin.providers == (Manual,)
