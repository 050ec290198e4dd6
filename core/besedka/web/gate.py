"""How many may come in from one address: in a while, and at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from besedka.config import Rate
from besedka.plugin.errors import Refused
from besedka.services.throttle import Throttle


class Gate:
    """Counts those who are inside, by address."""

    def __init__(self, rate: Rate, at_once: int) -> None:
        self._throttle = Throttle(rate)
        self._at_once = at_once
        self._inside: Counter[str] = Counter()

    @contextmanager
    def entered(self, address: str) -> Iterator[None]:
        """Inside until the block ends.

        Raises:
            Refused: `too_many` with `retry_after`.
        """
        wait_s = self._throttle.wait_s(address)
        if wait_s or self._inside[address] >= self._at_once:
            raise Refused("too_many", retry_after=max(1, round(wait_s)))
        self._inside[address] += 1
        try:
            yield
        finally:
            self._inside[address] -= 1
            if not self._inside[address]:
                del self._inside[address]
