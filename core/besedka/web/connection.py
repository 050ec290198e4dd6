"""One socket's way out: what it is given in a turn of the loop goes out as one write; while the network takes nothing it waits in a
bounded queue, and a reader that does not read is cut off instead of stalling others or filling the memory."""

import asyncio
from typing import Protocol

from besedka.config import Limits
from besedka.web.protocol import Wire

SLOW = 4408
TRY_AGAIN = 1013


class Out(Protocol):
    """A way out to one peer, whatever carries it. Frames are ready-made, see `protocol.text_frame`."""

    closing: bool

    def put(self, frame: bytes) -> None:
        """Send a frame. Never waits."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Nothing follows what was put; the peer is told why."""
        ...

    def close_for_now(self) -> None:
        """The database cannot answer: the peer comes back and begins where it was."""
        ...


class Departures:
    """Connections that have something to send: one callback at the end of the turn sends for all of them."""

    def __init__(self, limits: Limits, slow_close_s: float) -> None:
        self.limits = limits
        self.slow_close_s = slow_close_s
        self._waiting: list[Connection] = []

    def add(self, connection: "Connection") -> None:
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._depart)
        self._waiting.append(connection)

    def _depart(self) -> None:
        waiting, self._waiting = self._waiting, []
        for connection in waiting:
            connection.flush()


class Connection:
    """A socket after `accept`. Frames are ready-made, see `protocol.text_frame`."""

    __slots__ = ("_bytes", "_departures", "_frames", "_wire", "closing")

    def __init__(self, wire: Wire, departures: Departures) -> None:
        self._wire = wire
        self._departures = departures
        self._frames: list[bytes] = []
        self._bytes = 0
        self.closing = False

    def put(self, frame: bytes) -> None:
        """Send a frame at the end of this turn, or as soon as the reader takes it. Never waits."""
        if self.closing:
            return
        if not self._frames:  # writable or not: `flush` asks, and waits for it
            self._departures.add(self)
        self._frames.append(frame)
        self._bytes += len(frame)
        limits = self._departures.limits
        if (
            len(self._frames) > limits.queue_frames or self._bytes > limits.queue_bytes
        ) and not self._wire.is_writable():
            self._cut()

    def flush(self) -> None:
        """Write what waits, if the network takes it; else go on when it does."""
        if not self._frames:
            return
        if not self._wire.is_writable():
            self._wire.on_writable = self.flush
            return
        frames, self._frames, self._bytes = self._frames, [], 0
        self._wire.write(frames[0] if len(frames) == 1 else b"".join(frames))
        if not self._wire.is_writable():
            self._wire.on_writable = self.flush

    def close(self, code: int, reason: str) -> None:
        """Send what waits, then the close frame."""
        if self.closing:
            return
        self.flush()
        self.closing = True
        self._wire.shut(code, reason)

    def close_for_now(self) -> None:
        self.close(TRY_AGAIN, "the server cannot answer just now; connect again")

    def _cut(self) -> None:
        self._frames, self._bytes = [], 0
        self.closing = True
        self._wire.on_writable = None
        self._wire.shut(SLOW, "you do not read what is sent to you; connect again")
        asyncio.get_running_loop().call_later(self._departures.slow_close_s, self._wire.abort)
