"""What both sockets have in common: accepting, the first frame in time, decoding without surprises, limits, reasons."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from besedka.config import Config, Rate
from besedka.db.store import Unavailable
from besedka.plugin.errors import Refused
from besedka.services.throttle import Bucket
from besedka.texts import accepted, say
from besedka.web.connection import TRY_AGAIN, Connection, Departures
from besedka.web.gate import Gate
from besedka.web.origins import header
from besedka.web.peer import Peer, nonsense, too_fast

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
F = TypeVar("F")
H = TypeVar("H", bound="Hello")

PROTOCOL, SIGN_IN, CHANNEL_OFF, RATE = 4400, 4401, 4410, 4429
CLOSE_CODES = {"sign_in": SIGN_IN, "channel_off": CHANNEL_OFF, "too_many": RATE, "unavailable": TRY_AGAIN}
STRIKES = 3
HELD_BACK = 50
VERSION = 1


class Hello(Protocol):
    """What the first frames of both sockets have in common."""

    @property
    def v(self) -> int: ...

    @property
    def language(self) -> str | None: ...


class Closed(Exception):
    """The peer has gone, or was told to go."""


class Socket(Peer, Generic[H, F]):
    """An accepted socket: frames in by `hello` and `frame`."""

    __slots__ = ("_bucket", "_held_back", "_receive", "_strikes", "_terms")

    def __init__(self, receive: Receive, out: Connection, language: str, terms: "Terms[H, F]") -> None:
        super().__init__(out, language)
        self._receive = receive
        self._terms = terms
        self._bucket = Bucket(terms.rate)
        self._strikes = 0
        self._held_back = 0

    async def hello(self, timeout_s: float) -> H:
        """The first frame.

        Raises:
            Closed: none came in time, it was another one, or of another version; the socket is closed.
        """
        try:
            async with asyncio.timeout(timeout_s):
                text = await self._text()
            hello = self._terms.decode_hello(text)
        except TimeoutError:
            self.out.close(PROTOCOL, f"no hello within {timeout_s:g} s")
        except (msgspec.DecodeError, RecursionError, ValueError):
            self.out.close(PROTOCOL, "the first frame must be hello")
        else:
            if hello.language:
                self.language = accepted(hello.language)
            if hello.v == VERSION:
                return hello
            self.out.close(PROTOCOL, f"this server speaks version {VERSION}")
        raise Closed

    async def frame(self) -> F:
        """The next frame that makes sense; what does not is answered with an error, the third time by closing.

        Raises:
            Closed: the peer has gone.
        """
        while True:
            text = await self._text()
            if wait_s := self._bucket.wait_s():
                await self._hold_back(text, wait_s)
                continue
            self._held_back = 0
            try:
                return self._terms.decode(text)
            except (msgspec.DecodeError, RecursionError, ValueError) as error:
                self._strike(nonsense(error))

    async def _text(self) -> str:
        message = await self._receive()
        if message["type"] != "websocket.receive" or self.out.closing:
            raise Closed
        text = message.get("text")
        if text is None:
            self.out.close(PROTOCOL, "frames are JSON text")
            raise Closed
        if len(text) > self._terms.limit_bytes:
            self.out.close(PROTOCOL, f"a frame is at most {self._terms.limit_bytes} bytes")
            raise Closed
        return text  # type: ignore[no-any-return]

    async def _hold_back(self, text: str, wait_s: float) -> None:
        """Too fast: say so, once for each frame, and close when even that does not help."""
        self._held_back += 1
        if self._held_back > HELD_BACK:
            self.out.close(RATE, "too many frames")
            raise Closed
        frame = None
        with contextlib.suppress(msgspec.DecodeError, RecursionError, ValueError):
            frame = self._terms.decode(text)
        self.refuse(too_fast(wait_s), frame)

    def _strike(self, refused: Refused) -> None:
        self._strikes += 1
        self.refuse(refused)
        if self._strikes >= STRIKES:
            self.out.close(PROTOCOL, "three frames that make no sense")
            raise Closed


class Terms(NamedTuple, Generic[H, F]):
    """What a socket is agreed to be: how its frames are read, how many and how large they may be."""

    decode_hello: Callable[[str], H]
    decode: Callable[[str], F]
    rate: Rate
    limit_bytes: int


class Door:
    """Where sockets come in: not from anywhere, and not too many at once from one address."""

    def __init__(self, config: Config) -> None:
        self._gate = Gate(config.limits.connections_per_address, config.limits.sockets_per_address)
        self._departures = Departures(config.limits, config.timing.slow_close_s)

    async def let_in(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        terms: Terms[H, F],
        attend: Callable[[Socket[H, F], Scope], Awaitable[None]],
        *,
        allowed: bool,
    ) -> None:
        """Finish the handshake and attend to the socket, or refuse it with HTTP 403. A refusal of `attend` closes the socket."""
        await receive()
        if not allowed:
            await reject(send)
            return
        await send({"type": "websocket.accept"})
        out = Connection(scope["extensions"]["besedka.wire"]["wire"], self._departures)
        socket = Socket(receive, out, accepted(header(scope, b"accept-language")), terms)
        try:
            with self._gate.entered(address_of(scope)):
                await attend(socket, scope)
        except Closed:
            pass
        except Refused as refused:
            reason = say("en", f"problem.{refused.code}", **refused.facts)
            out.close(CLOSE_CODES.get(refused.code, PROTOCOL), reason)
        except Unavailable as error:
            socket.refuse(error)
            out.close_for_now()


async def reject(send: Send) -> None:
    """Refuse the handshake: HTTP 403."""
    await send({"type": "websocket.close"})


def address_of(scope: Mapping[str, Any]) -> str:
    """The peer's address, as the server or a trusted proxy tells it."""
    client = scope.get("client")
    return client[0] if client else "unknown"
