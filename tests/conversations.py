"""Conversations that go on whatever happens to the server: clients as good ones are, each with an outbox, judged by the ledger."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from databases import Database
from ledger import Ledger
from people import NoFrame, Office, OperatorPeer, VisitorPeer, new_id

BACK_S = 10
UNREACHABLE = (OSError, httpx.TransportError, InvalidHandshake, ConnectionClosed, NoFrame)


class Talker:
    """One end of a chat. What is not acknowledged is sent again under the same id; a lost connection is made again.

    Attributes:
        told: the codes of the errors that were answers, but for talking too fast.
    """

    def __init__(self, peer: VisitorPeer | OperatorPeer, chat: int, ledger: Ledger) -> None:
        self.peer = peer
        self.chat = chat
        self.told: set[str] = set()
        self._ledger = ledger
        self._outbox: dict[str, str] = {}
        self._acked = asyncio.Event()
        self._refused = asyncio.Event()
        self._enough = False

    async def talk(self) -> None:
        """Say one thing after the other, until `hush` is called and the last one is acknowledged."""
        self._enough = False
        number = 0
        while not self._enough:
            number += 1
            await self.say(f"{type(self.peer).__name__} says {number}")

    def hush(self) -> None:
        self._enough = True

    async def say(self, text: str) -> None:
        """Come back once it is acknowledged, however long that takes."""
        id = new_id()
        self._outbox[id] = text
        self._ledger.send(id, text)
        await self._deliver(id)

    async def empty_outbox(self) -> None:
        """Send again what was said and never answered."""
        for id in list(self._outbox):
            await self._deliver(id)

    async def catch_up(self) -> None:
        """Read what has happened until now: the frames of a socket are handled in order."""
        while (answer := await self.peer.send("", chat=self.chat))["code"] != "bad_text":  # noqa: ASYNC110 - asked again
            await asyncio.sleep(answer["retry_after"])

    async def next_ack(self) -> None:
        """Wait until something more is acknowledged."""
        self._acked.clear()
        await self._acked.wait()

    async def hears(self, code: str) -> None:
        """Wait until an answer is this error."""
        while code not in self.told:
            self._refused.clear()
            await self._refused.wait()

    async def reconnect(self) -> None:
        """As soon as the server lets it in again."""
        while True:
            await self.peer.close()
            with contextlib.suppress(*UNREACHABLE):
                await self.peer.connect()
                if isinstance(self.peer, OperatorPeer):
                    await self.peer.watch(self.chat)
                return
            await asyncio.sleep(0.1)

    async def _deliver(self, id: str) -> None:
        while id in self._outbox:
            try:
                answer = await self.peer.send(self._outbox[id], id, chat=self.chat)
            except (ConnectionClosed, NoFrame):
                await self.reconnect()
                continue
            if answer["type"] == "ack":
                self._ledger.ack(answer)
                del self._outbox[id]
                self._acked.set()
            else:
                self.told |= {answer["code"]} - {"too_many"}
                self._refused.set()
                await asyncio.sleep(answer["retry_after"])


class Pair:
    """A visitor and the operator who has their chat."""

    def __init__(self, visitor: VisitorPeer, operator: OperatorPeer, ledger: Ledger) -> None:
        self.chat = visitor.chat
        self.visitor = Talker(visitor, self.chat, ledger)
        self.operator = Talker(operator, self.chat, ledger)

    @property
    def ends(self) -> tuple[Talker, Talker]:
        return self.visitor, self.operator

    async def finish(self) -> None:
        """Connect again, repeat what is unanswered, and read to the end."""
        for end in self.ends:
            await end.reconnect()
            await end.empty_outbox()
        for end in self.ends:
            await end.catch_up()

    def views(self) -> list[tuple[str, int, list[dict[str, Any]]]]:
        return [
            ("visitor", self.chat, self.visitor.peer.view(self.chat)),
            ("operator", self.chat, self.operator.peer.view(self.chat)),
        ]


class Conversations:
    """Pairs who talk at once, and the ledger of all that they say."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ledger = Ledger()
        self.pairs: list[Pair] = []

    @property
    def talkers(self) -> Sequence[Talker]:
        return [end for pair in self.pairs for end in pair.ends]

    async def begin(self, pairs: int) -> None:
        """So many visitors have asked, and the owner has taken each chat, in a tab of its own."""
        for _ in range(pairs):
            visitor, operator = await self.office.visitor(), self.office.console(self.office.owner)
            await operator.connect()
            id = new_id()
            self.ledger.send(id, "hello")
            self.ledger.ack(await visitor.send("hello", id))
            await operator.take(visitor.chat)
            await operator.watch(visitor.chat)
            await visitor.event("taken")
            self.pairs.append(Pair(visitor, operator, self.ledger))

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """All talk during the block, and have everything acknowledged after it."""
        talking = asyncio.gather(*(talker.talk() for talker in self.talkers))
        try:
            yield
            for talker in self.talkers:
                talker.hush()
            async with asyncio.timeout(BACK_S):
                await talking
        finally:
            talking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await talking

    async def back(self) -> None:
        """The cause is gone: everybody is acknowledged again within ten seconds."""
        async with asyncio.timeout(BACK_S):
            await asyncio.gather(*(talker.next_ack() for talker in self.talkers))

    async def all_hear(self, trouble: str) -> None:
        """Everybody who writes is told to come again, and every console what is wrong, within ten seconds."""
        async with asyncio.timeout(BACK_S):
            await asyncio.gather(*(talker.hears("unavailable") for talker in self.talkers))
        for pair in self.pairs:
            await pair.operator.peer.frames.wait("trouble", code=trouble)

    async def all_clear(self) -> None:
        """Every console is told that nothing is wrong any more."""
        for pair in self.pairs:
            frames = pair.operator.peer.frames
            last = max(
                number for number, frame in enumerate(frames.all) if frame.get("code") and frame["type"] == "trouble"
            )
            await frames.wait("trouble", last, code=None)

    def told(self) -> set[str]:
        """The codes of all errors that somebody was told."""
        return set().union(*(talker.told for talker in self.talkers))

    def all_stayed(self) -> bool:
        """Nobody has lost their socket."""
        return not any(talker.peer.closes for talker in self.talkers)

    async def settle(self, database: Database) -> None:
        """Everybody connects again and reads to the end; everything said is stored once, and seen alike by all."""
        await asyncio.gather(*(pair.finish() for pair in self.pairs))
        assert self.ledger.acked.keys() == self.ledger.sent.keys()
        self.ledger.check(database, [view for pair in self.pairs for view in pair.views()])
