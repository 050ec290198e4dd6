"""Manual distribution: operators choose from the queue."""

from collections.abc import Sequence
from datetime import datetime

from besedka.plugin import Candidate, Chat, DistributionStrategy, Plugin


class Manual(DistributionStrategy):
    """Leaves every chat in the queue until somebody takes it."""

    name = "manual"
    title = "Manual"
    description = "Operators see the queue and choose."
    queue = "take"

    async def choose(self, chat: Chat, candidates: Sequence[Candidate], now: datetime) -> None:
        return None


class ManualPlugin(Plugin):
    """Brings the strategy that every group has at first."""

    name = "manual"
    title = "Manual distribution"
    description = "Operators see the queue and take from it whom they choose."
    api = "0.1"
    providers = (Manual,)
