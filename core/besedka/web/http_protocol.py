"""Uvicorn's HTTP protocol with bounds for what comes before anybody is known: how long a header may be and how long it may take,
and how long a body may rest. The ASGI application finds the protocol as `scope["extensions"]["besedka.http"]["connection"]`.
This leans on uvicorn's insides, hence its pin and tests/core/web/test_http_protocol.py."""

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from besedka.config import Timing

MAX_HEADER_BYTES = 64 * 1024
TOO_LARGE = STATUS_LINE[431] + b"content-length: 0\r\nconnection: close\r\n\r\n"


class HttpProtocol(HttpToolsProtocol):
    """The protocol that `besedka serve` gives to uvicorn, which makes one for each connection. `on_hurry` hears that an answer must
    wait no longer: the server stops, or the client has gone."""

    def __init__(self, timing: Timing, **given: Any) -> None:
        super().__init__(**given)
        self.on_hurry: Callable[[], None] | None = None
        self._timing = timing
        self._in_header = True
        self._header_bytes = 0
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_header()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)
        self._hurry()

    def shutdown(self) -> None:
        super().shutdown()
        self._hurry()

    def data_received(self, data: bytes) -> None:
        room = len(data)
        if self._in_header:
            room = MAX_HEADER_BYTES - self._header_bytes
            self._header_bytes += min(room, len(data))
            self._wait_for_header()
        super().data_received(data[:room])
        rest = data[room:]
        if rest and not self.transport.is_closing():
            if self._in_header:
                self.transport.write(TOO_LARGE)
                self.transport.close()
            else:
                self.data_received(rest)

    def on_message_begin(self) -> None:
        self._wait_for_header()
        super().on_message_begin()
        self.scope["extensions"] = {"besedka.http": {"connection": self}}

    def on_headers_complete(self) -> None:
        self._in_header = False
        self._wait(self._timing.body_timeout_s)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._wait(self._timing.body_timeout_s)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._stop_waiting()
        self._in_header, self._header_bytes = True, 0
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._stop_waiting()
        super().handle_websocket_upgrade()

    def _hurry(self) -> None:
        if self.on_hurry is not None:
            self.on_hurry()

    def _wait_for_header(self) -> None:
        if self._patience is None:
            self._wait(self._timing.header_timeout_s)

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(seconds, self._give_up, seconds)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self, seconds: float) -> None:
        answering = self._in_header and not getattr(self.cycle, "response_complete", True)
        if answering or self.flow.read_paused:
            self._wait(seconds)  # it is we who are slow
        else:
            self.transport.close()
