"""What both kinds of long polls have in common: who may poll, the frames they bring, the wait, the answer.

A poll joins the hub as a socket does, is answered as soon as there is something to tell, and is then forgotten: the answer says
from where the next one goes on.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
from litestar import Response

from besedka.config import Config, Rate
from besedka.plugin.errors import Refused
from besedka.services.throttle import Throttle
from besedka.texts import accepted
from besedka.web.auth import AnyRequest, language
from besedka.web.gate import Gate
from besedka.web.http_protocol import HttpProtocol
from besedka.web.peer import Peer, nonsense, too_fast
from besedka.web.protocol import payload
from besedka.web.socket import CLOSE_CODES, address_of

REFUSALS = {close: code for code, close in CLOSE_CODES.items()}
F = TypeVar("F")


class Basket:
    """The way out of a poll: gathers frames until it is answered. `ready`: there is something to answer; `is_full`: nothing more
    should be asked for it."""

    def __init__(self, most_bytes: int) -> None:
        self.frames: list[bytes] = []
        self._room_bytes = most_bytes
        self.closing = False
        self.ready = asyncio.Event()
        self.begun = asyncio.get_running_loop().time()
        self._refusal: str | None = None

    def put(self, frame: bytes) -> None:
        if not self.closing:
            self.frames.append(payload(frame))
            self._room_bytes -= len(frame)
            self.ready.set()

    @property
    def is_full(self) -> bool:
        return self._room_bytes <= 0

    def close(self, code: int, reason: str) -> None:
        if not self.closing:
            self._refusal = REFUSALS[code]
            self.closing = True
            self.ready.set()

    def close_for_now(self) -> None:
        self.close(CLOSE_CODES["unavailable"], "")

    def answer(self, following: msgspec.Struct) -> Response[Any]:
        """The frames, and the position that the next poll goes on from.

        Raises:
            Refused: the poller was told to go.
        """
        if self._refusal is not None:
            raise Refused(self._refusal, **({"retry_after": 1} if self._refusal == "unavailable" else {}))
        self.closing = True
        body = {"frames": [msgspec.Raw(frame) for frame in self.frames], "next": following}
        return Response(msgspec.json.encode(body), media_type="application/json")


class PollDoor:
    """Where polls come in: not too many at once from one address, and not too fast from one poller."""

    def __init__(self, config: Config, rate: Rate) -> None:
        limits = config.limits
        self._gate = Gate(limits.polls_per_address, limits.sockets_per_address)
        self._rates = Throttle(rate)
        self._most_bytes = limits.queue_bytes
        self._timing = config.timing

    @contextmanager
    def entered(self, request: AnyRequest, wish: str | None) -> Iterator[tuple[Peer, Basket]]:
        """Somebody to tell things until the block ends.

        Args:
            wish: the language that the poll asks for.

        Raises:
            Refused: `too_many` with `retry_after`.
        """
        connection: HttpProtocol = request.scope["extensions"]["besedka.http"]["connection"]  # type: ignore[index,assignment]
        with self._gate.entered(address_of(request.scope)):
            basket = Basket(self._most_bytes)
            connection.on_hurry = basket.ready.set
            try:
                yield Peer(basket, accepted(wish) if wish else language(request)), basket
            finally:
                connection.on_hurry = None
                basket.closing = True

    def count(self, poller: object) -> None:
        """A poll costs what a frame costs.

        Raises:
            Refused: `too_many` with `retry_after`.
        """
        if wait_s := self._rates.wait_s(str(poller)):
            raise Refused("too_many", retry_after=max(1, round(wait_s)))

    async def take(
        self,
        poller: object,
        peer: Peer,
        basket: Basket,
        frames: Sequence[dict[str, Any]],
        decode: Callable[[dict[str, Any]], F],
        handle: Callable[[F], Awaitable[None]],
    ) -> None:
        """Handle the frames that a poll brings, in order; what makes no sense is answered with an error."""
        for raw in frames:
            try:
                frame = decode(raw)
            except (msgspec.ValidationError, RecursionError) as error:
                peer.refuse(nonsense(error))
                continue
            if wait_s := self._rates.wait_s(str(poller)) or (1 if basket.is_full else 0):
                peer.refuse(too_fast(wait_s), frame)
            else:
                await handle(frame)

    async def wait(self, basket: Basket, *, at_once: bool) -> None:
        """Until there is something to tell, the time is up, or `at_once` only the moment in which more may come."""
        loop = asyncio.get_running_loop()
        if not at_once:
            timer = loop.call_later(self._timing.poll_hold_s, basket.ready.set)
            try:
                await basket.ready.wait()
            finally:
                timer.cancel()
        await asyncio.sleep(max(0, basket.begun + self._timing.poll_gather_s - loop.time()))
