"""`/ws/visitor`: one tab of a visitor."""

import msgspec

from besedka.web.desk import Desk
from besedka.web.frames import VisitorFrame, VisitorHello
from besedka.web.origins import Origins
from besedka.web.socket import Door, Receive, Scope, Send, Socket, Terms
from besedka.web.visitor_talk import VisitorTalk

decode_hello = msgspec.json.Decoder(VisitorHello).decode
decode = msgspec.json.Decoder(VisitorFrame).decode

VisitorSocket = Socket[VisitorHello, VisitorFrame]


class VisitorSockets:
    """Serves the visitors' sockets."""

    def __init__(self, desk: Desk, origins: Origins, talk: VisitorTalk) -> None:
        self._hello_timeout_s = desk.config.timing.hello_timeout_s
        self._origins = origins
        self._talk = talk
        self._door = Door(desk.config)
        limits = desk.config.limits
        self._terms = Terms(decode_hello, decode, limits.visitor_frames, limits.visitor_frame_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        allowed = self._origins.may_embed(scope)
        await self._door.let_in(scope, receive, send, self._terms, self._attend, allowed=allowed)

    async def _attend(self, socket: VisitorSocket, scope: Scope) -> None:
        hello = await socket.hello(self._hello_timeout_s)
        visitor = await self._talk.recognize(hello.token)
        connection = await self._talk.connection(socket, visitor)
        with self._talk.joined(connection):
            socket.put(self._talk.welcome(connection.chat))
            await self._talk.catch_up(connection, hello.chat, hello.after, hello.epoch)
            for frame in await self._talk.state(connection):
                socket.put(frame)
            while True:
                await self._talk.answer(socket, connection, await socket.frame())
