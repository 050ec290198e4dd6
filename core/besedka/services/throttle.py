"""Token buckets: so many at once, refilled steadily. Time is the loop's monotonic clock."""

import time

from besedka.config import Rate


class Bucket:
    """One counted thing."""

    __slots__ = ("_at", "_rate", "_tokens")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._tokens = rate.burst
        self._at = time.monotonic()

    def wait_s(self) -> float:
        """Take a token: 0, or the seconds until there is one."""
        now = time.monotonic()
        self._tokens = min(self._rate.burst, self._tokens + (now - self._at) * self._rate.per_s)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0
        return (1 - self._tokens) / self._rate.per_s

    def is_full(self) -> bool:
        return self._tokens + (time.monotonic() - self._at) * self._rate.per_s >= self._rate.burst


class Throttle:
    """A bucket for each key (an address, an account); full ones are forgotten."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._buckets: dict[str, Bucket] = {}
        self._sweep_at = 1024

    def wait_s(self, key: str) -> float:
        """Take a token of `key`: 0, or the seconds until there is one."""
        bucket = self._buckets.get(key)
        if bucket is None:
            self._sweep()
            bucket = self._buckets[key] = Bucket(self._rate)
        return bucket.wait_s()

    def forget(self, key: str) -> None:
        """Start afresh with `key`."""
        self._buckets.pop(key, None)

    def _sweep(self) -> None:
        if len(self._buckets) >= self._sweep_at:
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if not bucket.is_full()}
            self._sweep_at = max(1024, 2 * len(self._buckets))
