"""Uvicorn's socket protocol, opened up for delivery: frames are written straight to the transport, without a coroutine for each.

A frame that goes to many is made once, and what one connection is given in one turn of the loop is one write. The ASGI application
finds the protocol as `scope["extensions"]["besedka.wire"]["wire"]`. This leans on uvicorn's insides, hence its pin and
tests/core/web/test_protocol.py.
"""

import logging
from collections.abc import Callable
from typing import Any, Protocol

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from besedka.config import Rate
from besedka.services.throttle import Bucket

PINGS = Rate(burst=20, per_s=1)


class Wire(Protocol):
    """What delivery needs of a socket."""

    on_writable: Callable[[], None] | None

    def is_writable(self) -> bool:
        """Whether the network takes more; when it does again, `on_writable` is called."""
        ...

    def write(self, frames: bytes) -> None:
        """Send ready-made frames."""
        ...

    def shut(self, code: int, reason: str) -> None:
        """Send a close frame, whether the network takes more or not."""
        ...

    def abort(self) -> None:
        """End the TCP connection without waiting for anything."""
        ...


def text_frame(payload: bytes) -> bytes:
    """A text frame of a server (RFC 6455, 5.2): final, unmasked."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


def payload(frame: bytes) -> bytes:
    """What `text_frame` has wrapped."""
    return frame[{126: 4, 127: 10}.get(frame[1], 2) :]


class SocketProtocol(WebSocketsSansIOProtocol):
    """The protocol that `besedka serve` gives to uvicorn."""

    on_writable: Callable[[], None] | None = None
    pings: Bucket | None = None

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions["besedka.wire"] = {"wire": self}

    def handle_ping(self) -> None:
        """Answer, but for a peer that does not read or asks too often: what waits for it must stay bounded."""
        pongs = b"".join(self.conn.data_to_send())
        self.pings = self.pings or Bucket(PINGS)
        if self.pings.wait_s():
            self.abort()
        elif self.is_writable():
            self.write(pongs)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.on_writable is not None:
            self.on_writable()

    def connection_lost(self, exc: Exception | None) -> None:
        self.on_writable = None
        super().connection_lost(exc)

    def is_writable(self) -> bool:
        return self.writable.is_set()

    def write(self, frames: bytes) -> None:
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(frames)

    def shut(self, code: int, reason: str) -> None:
        if self.close_sent or self.transport.is_closing():
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)

    def abort(self) -> None:
        self.transport.abort()


def hush_bad_text(record: logging.LogRecord) -> bool:
    """A log filter: bad UTF-8 of a peer closes its socket (1007) and is no failure of ours worth a traceback."""
    return not record.getMessage().startswith("Invalid UTF-8 sequence received")
