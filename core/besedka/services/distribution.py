"""Hands out chats by the company's strategy."""

from besedka.domain.people import Operator


class Distribution:
    async def next(self, by: Operator) -> int:
        raise NotImplementedError
