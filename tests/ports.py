"""Ports of loopback for tests."""

import itertools
import socket
from collections.abc import Iterator
from functools import cache

BLOCK = 200
BLOCKS = range(20_000, 30_000, BLOCK)
"""Below the ports that the kernel gives to whoever names none: such a one may be somebody's before a server has started on it."""


def free_port() -> int:
    """A port that nobody has, and that no other process which asks here is given."""
    return next(port for port in _ours() if _is_free(port))


@cache
def _ours() -> Iterator[int]:
    """The block of this process, again and again."""
    for first in BLOCKS:
        name = socket.socket(socket.AF_UNIX)
        try:
            name.bind(f"\0besedka-tests-{first}")
        except OSError:
            name.close()
        else:
            name.detach()  # it is ours until this process ends
            return itertools.cycle(range(first, first + BLOCK))
    raise OSError("every block of ports is taken")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
