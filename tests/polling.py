"""Visitors and operators whose network lets no sockets through: the peers of `people`, by long polling as the front ends do it."""

import asyncio
import contextlib
from typing import Any, Self

import httpx

from people import RESTED, WAIT_S, OperatorPeer, Peer, VisitorPeer

LONGEST_S = 40


class Polling(Peer):
    """One poll after another; what is to be said ends the poll that is held."""

    path: str

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._client = httpx.AsyncClient(base_url=self.url, timeout=LONGEST_S, limits=RESTED)
        self._hello: dict[str, Any] = {}
        self.next: dict[str, Any] = {}
        self._to_say: list[dict[str, Any]] = []
        self._held: asyncio.Task[httpx.Response] | None = None
        self._polls: asyncio.Task[None] | None = None
        self._on = False
        self.refusal: httpx.Response | None = None

    async def open(self, hello: dict[str, Any], **headers: str) -> dict[str, Any]:
        """Begin to poll: the welcome."""
        self._client.headers.update(headers)
        self._hello, self.next = {"v": 1, **hello}, {}
        begun = len(self.frames.all)
        self._on = True
        self._polls = asyncio.create_task(self._poll_on())
        return await self.frames.wait("welcome", begun)

    async def say(self, **frame: Any) -> None:
        self._to_say.append(frame)
        if self._held is not None:
            self._held.cancel()

    async def poll(self, **fields: Any) -> httpx.Response:
        """One poll, whose answer nobody reads but the test."""
        return await self._client.post(self.path, json={**self._hello, **self.next, **fields})

    async def lose(self) -> None:
        """The network goes away without a word."""
        self._on = False
        if self._held is not None:
            self._held.cancel()
        if self._polls is not None:
            await self._polls

    async def close(self) -> None:
        await self.lose()
        await self._client.aclose()

    async def refused(self) -> httpx.Response:
        """Wait until a poll is refused: the answer."""
        assert self._polls is not None
        await asyncio.wait_for(asyncio.shield(self._polls), WAIT_S)
        assert self.refusal is not None
        return self.refusal

    async def _poll_on(self) -> None:
        while self._on:
            frames, self._to_say = self._to_say[:50], self._to_say[50:]
            poll = asyncio.create_task(self.poll(frames=frames))
            self._held = None if frames else poll
            with contextlib.suppress(asyncio.CancelledError):
                answer = await poll
                self._held = None
                if answer.status_code != 200:
                    self.refusal = answer
                    return
                await self._take(answer.json())

    async def _take(self, answer: dict[str, Any]) -> None:
        self.next = answer["next"]
        for frame in answer["frames"]:
            self._apply(frame)
            await self.frames.add(frame)


class PollingVisitor(Polling, VisitorPeer):
    """A visitor's tab."""

    path = "/api/widget/v1/poll"

    @classmethod
    def of(cls, peer: VisitorPeer) -> Self:
        """The same visitor in such a network."""
        return cls(peer.url, peer.session)


class PollingOperator(Polling, OperatorPeer):
    """An operator's tab."""

    path = "/api/v1/poll"

    @classmethod
    def of(cls, peer: OperatorPeer) -> Self:
        """Another tab of the same operator, in such a network."""
        return cls(peer.url, peer.http, peer.me)

    async def connect(self) -> dict[str, Any]:
        return await self.open({}, Cookie=self.cookie, Origin=self.url)
