"""`/ws/console`: one tab of an operator."""

import asyncio
from typing import Any

import msgspec
from litestar.connection import ASGIConnection

from besedka import clock
from besedka.db import reading
from besedka.domain.hints import Typing
from besedka.domain.people import Operator, author_of
from besedka.domain.rights import may_lead
from besedka.plugin.errors import BesedkaError, Refused
from besedka.services.sessions import Signed
from besedka.web.desk import Desk
from besedka.web.feeds import Feeds
from besedka.web.frames import (
    Ack,
    ChoosePresence,
    ConsoleFrame,
    ConsoleHello,
    HolderFact,
    Read,
    ReadFrame,
    Send,
    Type,
    Unwatch,
    Watch,
    Welcome,
)
from besedka.web.hub import ConsoleConnection, Hub
from besedka.web.origins import Origins
from besedka.web.socket import PROTOCOL, SIGN_IN, VERSION, Closed, Door, Receive, Scope, Socket, Terms
from besedka.web.socket import Send as AsgiSend

decode_hello = msgspec.json.Decoder(ConsoleHello).decode
decode = msgspec.json.Decoder(ConsoleFrame).decode

ConsoleSocket = Socket[ConsoleHello, ConsoleFrame]


class ConsoleSockets:
    """Serves the operators' sockets."""

    def __init__(self, desk: Desk, origins: Origins, hub: Hub, feeds: Feeds, cookie: str) -> None:
        self._desk = desk
        self._origins = origins
        self._hub = hub
        self._feeds = feeds
        self._cookie = cookie
        self._door = Door(desk.config)
        limits = desk.config.limits
        self._terms = Terms(decode_hello, decode, limits.console_frames, limits.console_frame_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: AsgiSend) -> None:
        allowed = self._origins.is_ours(scope)
        async with self._door.opened(scope, receive, send, self._terms, allowed=allowed) as socket:
            if socket is not None:
                hello = await socket.hello(self._desk.config.timing.hello_timeout_s)
                await self._attend(socket, await self._recognize(socket, hello, _cookie(scope, self._cookie)))

    async def _recognize(self, socket: ConsoleSocket, hello: ConsoleHello, token: str) -> Signed:
        ticket = self._desk.sessions.redeem(hello.ticket)
        signed = await self._desk.sessions.find(token)
        if hello.v != VERSION:
            socket.out.close(PROTOCOL, f"this server speaks version {VERSION}")
        elif signed is None or ticket is None or signed.session != ticket.session:
            signed = None
            socket.out.close(SIGN_IN, "this ticket is not valid: ask for another one")
        if signed is None or socket.out.closing:
            raise Closed
        return signed

    async def _attend(self, socket: ConsoleSocket, signed: Signed) -> None:
        connection = ConsoleConnection(socket.out, signed.operator, signed.session)
        self._hub.join_console(connection)
        self._desk.presence.operators.came(signed.operator)
        ending = self._when_over(socket, signed)
        try:
            socket.put(Welcome(last=0, epoch=self._desk.companies.epoch, now=clock.now()))
            self._feeds.greet_console(connection)
            while True:
                await self._answer(socket, connection, await socket.frame())
        finally:
            ending.cancel()
            self._hub.leave_console(connection)
            self._desk.presence.operators.left(signed.operator)

    def _when_over(self, socket: ConsoleSocket, signed: Signed) -> asyncio.TimerHandle:
        left_s = (signed.expires_at - clock.now()).total_seconds() if signed.expires_at else 0
        over = "your session is over: sign in again"
        return asyncio.get_running_loop().call_later(max(0, left_s), socket.out.close, SIGN_IN, over)

    async def _answer(self, socket: ConsoleSocket, connection: ConsoleConnection, frame: ConsoleFrame) -> None:
        try:
            await self._handle(socket, connection, frame)
        except BesedkaError as error:
            socket.refuse(error, frame, self._holder(error))

    async def _handle(self, socket: ConsoleSocket, connection: ConsoleConnection, frame: ConsoleFrame) -> None:
        actor = self._desk.team.actor(connection.operator)
        match frame:
            case Send():
                if frame.chat is None:
                    raise Refused("not_found")
                done = await self._desk.chats.say(actor, frame.chat, frame.text, frame.id, note=frame.note)
                socket.put(Ack(id=frame.id, chat=done.chat_id, seq=done.seq, at=done.at))
            case Watch():
                await self._watch(socket, connection, actor, frame)
            case Unwatch():
                self._hub.unwatch(connection, frame.chat)
            case Read():
                await self._read(connection, actor, frame)
            case Type():
                await self._type(connection, actor, frame)
            case ChoosePresence():
                await self._desk.presence.choose(actor.id, frame.state)

    async def _watch(self, socket: ConsoleSocket, connection: ConsoleConnection, actor: Operator, frame: Watch) -> None:
        watched = connection.watched
        if frame.chat not in watched and len(watched) >= self._desk.config.limits.watched_chats:
            raise Refused("too_many_watched", chats=self._desk.config.limits.watched_chats)
        position = self._hub.watch(connection, frame.chat, frame.after)
        try:
            chat = await self._desk.chats.find(actor, frame.chat)
            await self._hub.resume(connection, position, chat, frame.after)
        except BesedkaError:
            self._hub.unwatch(connection, frame.chat)
            raise
        marks = await reading.marks(chat.id)
        if connection.watched.get(chat.id) is not position:  # somebody else has got it meanwhile
            return
        for reader, seq in marks.items():
            own = reader.type == "operator" and reader.id == connection.operator
            socket.put(ReadFrame(chat=chat.id, by=reader.type, seq=seq, operator=reader.id if own else None))

    async def _read(self, connection: ConsoleConnection, actor: Operator, frame: Read) -> None:
        if frame.chat is None:
            raise Refused("not_found")
        await self._desk.chats.mark_read(actor, frame.chat, frame.seq)
        chat = await self._desk.chats.find(actor, frame.chat)
        unread = (await reading.unread([chat], actor.id)).get(chat.id, 0)
        seq = (await reading.marks(chat.id)).get(author_of(actor), 0)
        self._hub.tell_own_read(actor.id, chat.id, seq, unread)

    async def _type(self, connection: ConsoleConnection, actor: Operator, frame: Type) -> None:
        if frame.chat is None or frame.chat not in connection.watched:
            return
        chat = await self._desk.chats.find(actor, frame.chat)
        if may_lead(actor, chat) and chat.state != "closed":
            self._desk.bus.publish([Typing(chat=chat, author=author_of(actor), text=frame.text)])

    def _holder(self, error: BesedkaError) -> HolderFact | None:
        id = error.facts.get("holder") if isinstance(error, Refused) else None
        if not isinstance(id, int):
            return None
        face = self._desk.team.faces[id]
        return HolderFact(id=id, name=face.name, photo=face.photo)


def _cookie(scope: Scope, name: str) -> str:
    # Read as REST reads it: the standard library's parser stops at the first cookie that it does not like.
    connection: ASGIConnection[Any, Any, Any, Any] = ASGIConnection(scope)  # type: ignore[arg-type]
    return connection.cookies.get(name, "")
