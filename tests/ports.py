"""Ports of loopback for tests."""

import itertools
import random
import socket

# Below those that a system gives by itself, to whoever connects or asks for any: none of these is lost to such before it is used.
FIRST, COUNT = 15_000, 15_000
_walk = (FIRST + number % COUNT for number in itertools.count(random.randrange(COUNT)))


def free_port() -> int:
    """A port that was free a moment ago; another process of tests walks elsewhere."""
    return next(port for port in itertools.islice(_walk, COUNT) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
