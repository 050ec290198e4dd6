"""Long polls of visitors."""

import hashlib
from functools import partial
from typing import Any

import msgspec
from litestar import Response

from besedka.plugin.errors import Refused
from besedka.web.auth import AnyRequest
from besedka.web.desk import Desk
from besedka.web.frames import VisitorFrame, pack
from besedka.web.hub import Hub, VisitorConnection
from besedka.web.peer import Peer
from besedka.web.poll import PollDoor
from besedka.web.poll_types import NextVisitorPoll, VisitorPollBody
from besedka.web.visitor_talk import VisitorTalk

decode = partial(msgspec.convert, type=VisitorFrame)


class VisitorPolls:
    """Answers them."""

    def __init__(self, desk: Desk, hub: Hub, talk: VisitorTalk) -> None:
        limits = desk.config.limits
        self._largest_bytes = limits.visitor_frame_bytes
        self._companies = desk.companies
        self._hub = hub
        self._talk = talk
        self._door = PollDoor(desk.config, limits.visitor_frames)

    async def poll(self, request: AnyRequest, body: VisitorPollBody) -> Response[Any]:
        """Raises:
        Refused: `sign_in`, `channel_off`, `too_many`, `too_large`, `unavailable`.
        """
        if len(await request.body()) > self._largest_bytes:
            raise Refused("too_large")
        with self._door.entered(request, body.language) as (peer, basket):
            visitor = await self._talk.recognize(body.token)
            self._door.count(visitor.identity)
            connection = await self._talk.connection(peer, visitor, None if body.state is None else body.chat)
            with self._talk.joined(connection):
                state = await self._tell(peer, connection, body)
                handle = partial(self._talk.answer, peer, connection)
                await self._door.take(visitor.identity, peer, basket, body.frames, decode, handle)
                if body.state is not None:
                    await self._door.wait(basket, at_once=bool(body.frames))
                await self._hub.settled(basket)
                return basket.answer(self._following(connection, state))

    async def _tell(self, peer: Peer, connection: VisitorConnection, body: VisitorPollBody) -> str:
        """What has happened since the poll before; the fingerprint of what there is to know beside events."""
        if body.state is None:
            peer.put(self._talk.welcome(connection.chat))
            await self._talk.catch_up(connection, body.chat, body.after, body.epoch)
        else:
            await self._talk.catch_up(connection, body.chat or 0, body.after or 0, body.epoch, body.given)
            await self._talk.move_on(connection)
        frames = [pack(frame) for frame in await self._talk.state(connection)]
        state = hashlib.blake2b(b"".join(frames), digest_size=12).hexdigest()
        if state != body.state:
            for frame in frames:
                peer.out.put(frame)
        return state

    def _following(self, connection: VisitorConnection, state: str) -> NextVisitorPoll:
        position = connection.position
        return NextVisitorPoll(
            chat=connection.chat.id if connection.chat else None,
            after=position.seen,
            given=position.given,
            epoch=self._companies.epoch,
            state=state,
        )
