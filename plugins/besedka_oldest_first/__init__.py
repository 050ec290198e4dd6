"""Oldest first on request: the queue is hidden, and "Take a chat" hands out the oldest."""

from collections.abc import Sequence
from datetime import datetime

from besedka.plugin import Candidate, Chat, Choice, DistributionStrategy, Plugin


class OldestFirst(DistributionStrategy):
    """Gives the chat to whoever asked for one; the core begins with the oldest."""

    name = "oldest_first"
    title = "Oldest on request"
    description = "Operators do not see the queue. The button gives them the chat that has waited longest."
    queue = "hidden"
    on_request = True

    async def choose(self, chat: Chat, candidates: Sequence[Candidate], now: datetime) -> Choice | None:
        if not candidates:
            return None
        return Choice(operator=candidates[0].operator.id, reason="the oldest in the queue")


class OldestFirstPlugin(Plugin):
    """Brings the strategy."""

    name = "oldest_first"
    title = "Oldest on request"
    description = "Nobody picks and chooses: whoever is free takes the chat that has waited longest."
    api = "0.1"
    providers = (OldestFirst,)
