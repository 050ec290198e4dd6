"""What both sockets have in common: accepting, the first frame in time, decoding without surprises, limits, reasons."""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from besedka.config import Config, Rate
from besedka.db.store import Unavailable
from besedka.plugin.errors import BesedkaError, Refused
from besedka.services.throttle import Bucket, Throttle
from besedka.texts import accepted, say
from besedka.web.connection import Connection, Departures
from besedka.web.frames import ErrorFrame, HolderFact, pack
from besedka.web.origins import header
from besedka.web.problems import why_unavailable

log = logging.getLogger("besedka.sockets")

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
F = TypeVar("F")
H = TypeVar("H", bound="Hello")

PROTOCOL, SIGN_IN, CHANNEL_OFF, RATE = 4400, 4401, 4410, 4429
STRIKES = 3
HELD_BACK = 50
VERSION = 1


class Hello(Protocol):
    """What the first frames of both sockets have in common."""

    @property
    def language(self) -> str | None: ...


class Closed(Exception):
    """The peer has gone, or was told to go."""


class Socket(Generic[H, F]):
    """An accepted socket: frames in by `hello` and `frame`, frames out by `out`."""

    __slots__ = ("_bucket", "_held_back", "_receive", "_strikes", "_terms", "language", "out")

    def __init__(self, receive: Receive, out: Connection, language: str, terms: "Terms[H, F]") -> None:
        self._receive = receive
        self._terms = terms
        self._bucket = Bucket(terms.rate)
        self._strikes = 0
        self._held_back = 0
        self.language = language
        self.out = out

    async def hello(self, timeout_s: float) -> H:
        """The first frame.

        Raises:
            Closed: none came in time, or it was another one; the socket is closed.
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
            return hello
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
            except RecursionError:
                self._strike("bad_frame")
            except (msgspec.DecodeError, ValueError) as error:
                self._strike("unknown_type" if str(error).endswith("`$.type`") else "bad_frame")

    def refuse(self, error: BesedkaError, frame: object = None, holder: HolderFact | None = None) -> None:
        """Tell the sender of `frame` why not, in their language."""
        id, chat = getattr(frame, "id", None), getattr(frame, "chat", None)
        if isinstance(error, Refused):
            facts = {**error.facts, "holder": holder.name if holder else ""}
            retry_after = error.facts.get("retry_after")
            answer = ErrorFrame(
                code=error.code,
                detail=say(self.language, f"problem.{error.code}", **facts),
                id=id,
                chat=chat,
                field=str(error.facts["field"]) if "field" in error.facts else None,
                retry_after=float(str(retry_after)) if retry_after is not None else None,
                holder=holder,
            )
        else:
            if not isinstance(error, Unavailable):
                log.error("a frame could not be handled", exc_info=error)
            detail = why_unavailable(self.language, error)
            answer = ErrorFrame(code="unavailable", detail=detail, id=id, chat=chat, retry_after=1)
        self.out.put(pack(answer))

    def put(self, frame: msgspec.Struct) -> None:
        self.out.put(pack(frame))

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
        self.refuse(Refused("too_many", retry_after=max(0.01, round(wait_s, 2))), frame)

    def _strike(self, code: str) -> None:
        self._strikes += 1
        self.refuse(Refused(code))
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
        self._throttle = Throttle(config.limits.connections_per_address)
        self._at_once = config.limits.sockets_per_address
        self._open: Counter[str] = Counter()
        self._departures = Departures(config.limits, config.timing.slow_close_s)

    @asynccontextmanager
    async def opened(
        self, scope: Scope, receive: Receive, send: Send, terms: Terms[H, F], *, allowed: bool
    ) -> AsyncIterator[Socket[H, F] | None]:
        """Finish the handshake, or refuse it with HTTP 403; until the block ends or raises Closed. None: there is nothing to
        serve."""
        await receive()
        if not allowed:
            await reject(send)
            yield None
            return
        await send({"type": "websocket.accept"})
        out = Connection(scope["extensions"]["besedka.wire"]["wire"], self._departures)
        address = address_of(scope)
        if self._throttle.wait_s(address) or self._open[address] >= self._at_once:
            out.close(RATE, "too many connections from your address")
            yield None
            return
        self._open[address] += 1
        socket = Socket(receive, out, accepted(header(scope, b"accept-language")), terms)
        try:
            yield socket
        except Closed:
            pass
        except Unavailable as error:
            socket.refuse(error)
            out.close_for_now()
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]


async def reject(send: Send) -> None:
    """Refuse the handshake: HTTP 403."""
    await send({"type": "websocket.close"})


def address_of(scope: Mapping[str, Any]) -> str:
    """The peer's address, as the server or a trusted proxy tells it."""
    client = scope.get("client")
    return client[0] if client else "unknown"
