"""What the company works by: the strategy that hands out chats, the flow that asks for ratings, the limit, the working hours."""

import msgspec

from besedka.domain.hours import Stretch
from besedka.domain.people import Operator


class RuleOption(msgspec.Struct, frozen=True, kw_only=True):
    """A strategy or a rating flow to choose; `available`: its plugin runs. `id` is that of the instance."""

    id: int
    name: str
    title: str
    description: str
    plugin: str
    available: bool


class RuleSet(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen, and what there is to choose. `flow` None: clients are not asked to rate."""

    strategy: int | None
    flow: int | None
    chat_limit: int
    strategies: list[RuleOption]
    flows: list[RuleOption]


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """The company's working hours in its time zone; no stretch at all: always open. `open_now` as of this moment."""

    zone: str
    stretches: list[Stretch]
    open_now: bool


class Rules:
    async def show(self, by: Operator, language: str) -> RuleSet:
        raise NotImplementedError

    async def change(self, by: Operator, *, strategy: int | None, flow: int | None, chat_limit: int) -> None:
        raise NotImplementedError

    def hours(self, by: Operator) -> Hours:
        raise NotImplementedError

    async def change_hours(self, by: Operator, stretches: list[Stretch]) -> Hours:
        raise NotImplementedError
