"""DI-2: oldest first on request."""

from besedka.plugin import Choice, NoSettings, OperatorId
from besedka_oldest_first import OldestFirst, OldestFirstPlugin
from samples import CHAT, NOON, NOWHERE, candidate


async def test_whoever_asked_gets_the_chat() -> None:
    """DI-2: the core begins with the oldest chat; the operator who asked is the only candidate."""
    choice = await OldestFirst(NoSettings(), NOWHERE).choose(CHAT, [candidate(4)], NOON)
    assert choice == Choice(operator=OperatorId(4), reason="the oldest in the queue")


async def test_whoever_may_not_have_it_does_not_get_it() -> None:
    """DI-2: "the oldest they may have"; the core goes on to the next chat."""
    assert await OldestFirst(NoSettings(), NOWHERE).choose(CHAT, [], NOON) is None


def test_the_queue_is_hidden_and_the_core_waits_for_the_button() -> None:
    """DI-2"""
    assert (OldestFirst.queue, OldestFirst.on_request) == ("hidden", True)
    assert OldestFirstPlugin.providers == (OldestFirst,)
