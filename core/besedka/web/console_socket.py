"""`/ws/console`: one tab of an operator."""

from typing import Any

import msgspec
from litestar.connection import ASGIConnection

from besedka.plugin.errors import Refused
from besedka.services.sessions import Signed
from besedka.web.console_talk import ConsoleTalk
from besedka.web.desk import Desk
from besedka.web.feeds import Feeds
from besedka.web.frames import ConsoleFrame, ConsoleHello
from besedka.web.origins import Origins
from besedka.web.socket import Door, Receive, Scope, Send, Socket, Terms

decode_hello = msgspec.json.Decoder(ConsoleHello).decode
decode = msgspec.json.Decoder(ConsoleFrame).decode

ConsoleSocket = Socket[ConsoleHello, ConsoleFrame]


class ConsoleSockets:
    """Serves the operators' sockets."""

    def __init__(self, desk: Desk, origins: Origins, feeds: Feeds, talk: ConsoleTalk, cookie: str) -> None:
        self._hello_timeout_s = desk.config.timing.hello_timeout_s
        self._sessions = desk.sessions
        self._origins = origins
        self._feeds = feeds
        self._talk = talk
        self._cookie = cookie
        self._door = Door(desk.config)
        limits = desk.config.limits
        self._terms = Terms(decode_hello, decode, limits.console_frames, limits.console_frame_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        allowed = self._origins.is_ours(scope)
        await self._door.let_in(scope, receive, send, self._terms, self._attend, allowed=allowed)

    async def _attend(self, socket: ConsoleSocket, scope: Scope) -> None:
        hello = await socket.hello(self._hello_timeout_s)
        signed = await self._recognize(hello.ticket, _cookie(scope, self._cookie))
        with self._talk.joined(socket, signed) as connection:
            socket.put(self._talk.welcome())
            self._feeds.greet_console(connection)
            while True:
                await self._talk.answer(socket, connection, await socket.frame())

    async def _recognize(self, ticket: str, token: str) -> Signed:
        redeemed = self._sessions.redeem(ticket)
        signed = await self._sessions.find(token)
        if signed is None or redeemed is None or signed.session != redeemed.session:
            raise Refused("sign_in")
        return signed


def _cookie(scope: Scope, name: str) -> str:
    # Read as REST reads it: the standard library's parser stops at the first cookie that it does not like.
    connection: ASGIConnection[Any, Any, Any, Any] = ASGIConnection(scope)  # type: ignore[arg-type]
    return connection.cookies.get(name, "")
