"""Distribution: who gets a chat from the queue."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from besedka.plugin.chats import Chat
from besedka.plugin.people import Operator, OperatorId
from besedka.plugin.provider import Provider
from besedka.plugin.settings import SettingsT


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An operator who may have this chat now: online, in its group, speaking its language, below the limit.

    Attributes:
        open_chats: how many they hold.
        limit: how many they may hold.
        online_since: when they last came online.
        last_assigned_at: when they last got a chat, by whatever way; None if never.
        skills: levels by name; empty where the company keeps none.
    """

    operator: Operator
    open_chats: int
    limit: int
    online_since: datetime
    last_assigned_at: datetime | None
    skills: Mapping[str, int]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Give the chat to this candidate.

    Attributes:
        operator: one of the candidates; anybody else counts as nobody.
        reason: an English text, the key of its translations; shown to the operator as "why me?".
        values: what stands in the reason's `{braces}`.
    """

    operator: OperatorId
    reason: str
    values: Mapping[str, str] = msgspec.field(default_factory=dict)


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody yet: ask again then, or when somebody gets free.

    Attributes:
        until: aware, later than now, at most a day ahead.
    """

    until: datetime


class DistributionStrategy(Provider[SettingsT], ABC):
    """Chooses among the operators who may have a chat.

    The core knows who is a candidate, holds the limits, hands over atomically, and asks again. By itself it asks for the
    oldest chat first, whenever a chat enters the queue or an operator gets free, comes online, gets a higher limit, or a
    `Wait` is over.

    Attributes:
        queue: what operators may do with the queue: take chats from it, only read it, or not see it. Administrators see it.
        on_request: the core asks only when an operator presses "Take a chat": for the oldest chat first, and that operator is
            the only candidate.

    Example:
        class Fewest(DistributionStrategy):
            name = "fewest"
            title = "Fewest chats"

            async def choose(self, chat: Chat, candidates: Sequence[Candidate], now: datetime) -> Choice | None:
                if not candidates:
                    return None
                best = min(candidates, key=lambda candidate: candidate.open_chats)
                return Choice(operator=best.operator.id, reason="the fewest chats")
    """

    queue: ClassVar[Literal["take", "read", "hidden"]] = "read"
    on_request: ClassVar[bool] = False

    @abstractmethod
    async def choose(self, chat: Chat, candidates: Sequence[Candidate], now: datetime) -> Choice | Wait | None:
        """Who gets the chat. It has 100 ms; being late, or an exception, means None.

        Args:
            chat: the chat, in the queue.
            candidates: who may have it now; perhaps nobody.
            now: aware, UTC.

        Returns:
            A choice, a time to ask again, or None: it stays in the queue until somebody gets free.
        """
