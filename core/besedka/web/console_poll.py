"""Long polls of consoles."""

from functools import partial
from typing import Any

import msgspec
from litestar import Response

from besedka.plugin.errors import BesedkaError
from besedka.services.sessions import Signed
from besedka.web.auth import AnyRequest
from besedka.web.console_talk import ConsoleTalk
from besedka.web.desk import Desk
from besedka.web.feeds import Feeds
from besedka.web.frames import ConsoleFrame, Watch
from besedka.web.hub import ConsoleConnection, Hub
from besedka.web.peer import Peer
from besedka.web.poll import Basket, PollDoor
from besedka.web.poll_types import ConsolePollBody, NextConsolePoll, Watched

decode = partial(msgspec.convert, type=ConsoleFrame)


class ConsolePolls:
    """Answers them."""

    def __init__(self, desk: Desk, hub: Hub, feeds: Feeds, talk: ConsoleTalk) -> None:
        self._hub = hub
        self._feeds = feeds
        self._talk = talk
        self._door = PollDoor(desk.config, desk.config.limits.console_frames)

    async def poll(self, request: AnyRequest, signed: Signed, body: ConsolePollBody) -> Response[Any]:
        """Raises:
        Refused: `sign_in` (also when the session ends meanwhile), `too_many`, `unavailable`.
        """
        with self._door.entered(request, body.language) as (peer, basket):
            self._door.count(signed.session)
            with self._talk.joined(peer, signed) as connection:
                missed = body.lists_rev != self._hub.lists_rev
                later = await self._tell(peer, basket, connection, body, missed=missed)
                handle = partial(self._talk.answer, peer, connection)
                await self._door.take(signed.session, peer, basket, body.frames, decode, handle)
                if not missed:
                    await self._door.wait(basket, at_once=bool(body.frames))
                await self._hub.settled(basket)
                return basket.answer(self._following(connection, later))

    async def _tell(
        self, peer: Peer, basket: Basket, connection: ConsoleConnection, body: ConsolePollBody, *, missed: bool
    ) -> list[Watched]:
        """What has happened since the poll before; the chats for which there was no room are looked at by the next one."""
        later = []
        if missed:
            peer.put(self._talk.welcome())
            for frame in await self._feeds.state(connection.operator):
                peer.put(frame)
        for watched in {watched.chat: watched for watched in body.watch}.values():
            if basket.is_full:
                later.append(watched)
                continue
            frame = Watch(chat=watched.chat, after=watched.after)
            if missed:
                await self._talk.answer(peer, connection, frame)
                continue
            try:
                await self._talk.follow(connection, watched.chat, watched.after)
            except BesedkaError as error:
                peer.refuse(error, frame)
        return later

    def _following(self, connection: ConsoleConnection, later: list[Watched]) -> NextConsolePoll:
        watch = later + [Watched(chat=chat, after=position.seen) for chat, position in connection.watched.items()]
        return NextConsolePoll(watch=watch, lists_rev=self._hub.lists_rev)
