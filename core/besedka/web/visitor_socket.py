"""`/ws/visitor`: one tab of a visitor."""

import msgspec

from besedka import clock
from besedka.db import reading
from besedka.domain.chat import Chat
from besedka.domain.hints import Typing
from besedka.domain.people import Visitor, author_of
from besedka.plugin.errors import BesedkaError, Refused
from besedka.services.visitors import OpenedPage
from besedka.web.desk import Desk
from besedka.web.feeds import Feeds
from besedka.web.frames import (
    Ack,
    Answer,
    OpenPage,
    Read,
    ReadFrame,
    Send,
    Type,
    VisitorFrame,
    VisitorHello,
    Welcome,
    ask_frame,
)
from besedka.web.hub import Hub, VisitorConnection
from besedka.web.origins import Origins
from besedka.web.socket import (
    CHANNEL_OFF,
    PROTOCOL,
    RATE,
    SIGN_IN,
    VERSION,
    Closed,
    Door,
    Receive,
    Scope,
    Socket,
    Terms,
)
from besedka.web.socket import Send as AsgiSend

decode_hello = msgspec.json.Decoder(VisitorHello).decode
decode = msgspec.json.Decoder(VisitorFrame).decode

VisitorSocket = Socket[VisitorHello, VisitorFrame]


class VisitorSockets:
    """Serves the visitors' sockets."""

    def __init__(self, desk: Desk, origins: Origins, hub: Hub, feeds: Feeds) -> None:
        self._desk = desk
        self._origins = origins
        self._hub = hub
        self._feeds = feeds
        self._door = Door(desk.config)
        limits = desk.config.limits
        self._terms = Terms(decode_hello, decode, limits.visitor_frames, limits.visitor_frame_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: AsgiSend) -> None:
        allowed = self._origins.may_embed(scope)
        async with self._door.opened(scope, receive, send, self._terms, allowed=allowed) as socket:
            if socket is not None:
                hello = await socket.hello(self._desk.config.timing.hello_timeout_s)
                await self._attend(socket, hello, await self._recognize(socket, hello))

    async def _recognize(self, socket: VisitorSocket, hello: VisitorHello) -> Visitor:
        visitor = await self._desk.visitors.find(hello.token)
        if hello.v != VERSION:
            socket.out.close(PROTOCOL, f"this server speaks version {VERSION}")
        elif visitor is None:
            socket.out.close(SIGN_IN, "this token is unknown: ask for a session")
        elif not self._desk.host.placements:
            socket.out.close(CHANNEL_OFF, "the website chat is switched off")
        if visitor is None or socket.out.closing:
            raise Closed
        return visitor

    async def _attend(self, socket: VisitorSocket, hello: VisitorHello, visitor: Visitor) -> None:
        chat = await self._desk.visitors.current_chat(visitor)
        connection = VisitorConnection(socket.out, visitor, chat, socket.language)
        if len(self._hub.visitors.get(visitor.identity, ())) >= self._desk.config.limits.sockets_per_visitor:
            socket.out.close(RATE, "too many connections of one visitor")
            raise Closed
        self._hub.join_visitor(connection)
        self._desk.presence.visitors.came(visitor.identity)
        try:
            self._welcome(socket, connection.chat)
            await self._catch_up(socket, connection, hello)
            self._feeds.greet_visitor(connection)
            if (asked := await self._desk.ratings.newest(visitor, socket.language)) is not None:
                socket.put(ask_frame(asked))
            while True:
                await self._answer(socket, connection, await socket.frame())
        finally:
            self._hub.leave_visitor(connection)
            self._desk.presence.visitors.left(visitor.identity)

    def _welcome(self, socket: VisitorSocket, chat: Chat | None) -> None:
        socket.put(
            Welcome(
                chat=chat.id if chat else None,
                last=chat.seq if chat else 0,
                epoch=self._desk.companies.epoch,
                now=clock.now(),
            )
        )

    async def _catch_up(self, socket: VisitorSocket, connection: VisitorConnection, hello: VisitorHello) -> None:
        chat = connection.chat
        if chat is None:
            return
        if hello.chat is None or hello.after is None:
            after: int | None = 0
        else:
            after = hello.after if hello.chat == chat.id and hello.epoch == self._desk.companies.epoch else None
        await self._hub.resume(connection, connection.position, chat, after)
        marks = await reading.marks(chat.id)
        for by in ("visitor", "operator"):
            seq = max((seq for reader, seq in marks.items() if reader.type == by), default=0)
            if seq:
                socket.put(ReadFrame(chat=chat.id, by=by, seq=seq))

    async def _answer(self, socket: VisitorSocket, connection: VisitorConnection, frame: VisitorFrame) -> None:
        try:
            await self._handle(socket, connection, frame)
        except BesedkaError as error:
            socket.refuse(error, frame)

    async def _handle(self, socket: VisitorSocket, connection: VisitorConnection, frame: VisitorFrame) -> None:
        visitor = connection.visitor
        match frame:
            case Send():
                await self._send(socket, connection, frame)
            case Type():
                self._type(connection, frame)
            case Read():
                chat_id = frame.chat or (connection.chat.id if connection.chat else None)
                if chat_id is not None:
                    await self._desk.chats.mark_read(visitor, chat_id, frame.seq)
            case Answer():
                await self._take_answers(socket, visitor, frame)
            case OpenPage():
                await self._desk.visitors.opened(visitor, OpenedPage(url=frame.url, title=frame.title))

    async def _take_answers(self, socket: VisitorSocket, visitor: Visitor, frame: Answer) -> None:
        done, asked = await self._desk.ratings.answer(visitor, frame.form, frame.values, frame.id, socket.language)
        socket.put(Ack(id=frame.id, chat=done.chat_id, seq=done.seq, at=done.at))
        socket.put(ask_frame(asked))

    def _type(self, connection: VisitorConnection, frame: Type) -> None:
        chat = connection.chat
        if chat is None or frame.chat not in (None, chat.id) or chat.state == "closed" or chat.blocked:
            return
        text = None if frame.text is None else frame.text[: self._desk.config.limits.text_chars]
        self._desk.bus.publish([Typing(chat=chat, author=author_of(connection.visitor), text=text)])

    async def _send(self, socket: VisitorSocket, connection: VisitorConnection, frame: Send) -> None:
        visitor = connection.visitor
        if frame.note:
            raise Refused("bad_frame")
        if frame.chat is not None:
            done = await self._desk.chats.say(visitor, frame.chat, frame.text, frame.id)
        else:
            done = await self._desk.chats.say_anywhere(visitor, frame.text, frame.id)
            if done.chat is not None and (connection.chat is None or connection.chat.id != done.chat_id):
                self._welcome(socket, done.chat)
                self._hub.switch(connection, done.chat)
        socket.put(Ack(id=frame.id, chat=done.chat_id, seq=done.seq, at=done.at))
