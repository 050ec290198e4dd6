"""What passes between the desk and one tab of a visitor, whatever carries the frames."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from besedka import clock
from besedka.db import reading
from besedka.domain.chat import Chat
from besedka.domain.hints import SiteChanged, Typing
from besedka.domain.people import Visitor, author_of
from besedka.plugin.errors import BesedkaError, Refused
from besedka.services.introductions import Introduction, introduce
from besedka.services.visitors import OpenedPage
from besedka.web.desk import Desk
from besedka.web.feeds import Feeds
from besedka.web.frames import (
    Ack,
    Answer,
    Identify,
    OpenPage,
    Read,
    ReadFrame,
    Send,
    Type,
    VisitorFrame,
    Welcome,
    ask_frame,
)
from besedka.web.hub import Hub, VisitorConnection
from besedka.web.peer import Peer


class VisitorTalk:
    """How visitors are let in, told where they are, and answered."""

    def __init__(self, desk: Desk, hub: Hub, feeds: Feeds) -> None:
        self._desk = desk
        self._hub = hub
        self._feeds = feeds

    async def recognize(self, token: str) -> Visitor:
        """Whose token this is.

        Raises:
            Refused: `sign_in`, `channel_off`.
        """
        visitor = await self._desk.visitors.find(token)
        if visitor is None:
            raise Refused("sign_in")
        if not self._desk.host.placements:
            raise Refused("channel_off")
        return visitor

    async def connection(self, peer: Peer, visitor: Visitor, chat_id: int | None = None) -> VisitorConnection:
        """The visitor's tab at a chat of theirs, or at the current one."""
        try:
            chat = None if chat_id is None else await self._desk.chats.find(visitor, chat_id)
        except Refused:  # erased meanwhile
            chat = None
        return VisitorConnection(
            peer.out, visitor, chat or await self._desk.visitors.current_chat(visitor), peer.language
        )

    @contextmanager
    def joined(self, connection: VisitorConnection) -> Iterator[None]:
        """The tab hears what happens, and its visitor is on the site, until the block ends.

        Raises:
            Refused: `too_many` tabs.
        """
        identity = connection.visitor.identity
        if len(self._hub.visitors.get(identity, ())) >= self._desk.config.limits.sockets_per_visitor:
            raise Refused("too_many", retry_after=1)
        self._hub.join_visitor(connection)
        self._desk.presence.visitors.came(identity)
        try:
            yield
        finally:
            self._hub.leave_visitor(connection)
            self._desk.presence.visitors.left(identity)

    def welcome(self, chat: Chat | None) -> Welcome:
        return Welcome(
            chat=chat.id if chat else None,
            last=chat.seq if chat else 0,
            epoch=self._desk.companies.epoch,
            now=clock.now(),
        )

    async def catch_up(
        self,
        connection: VisitorConnection,
        chat_id: int | None,
        after: int | None,
        epoch: str | None,
        given: int | None = None,
    ) -> None:
        """Give the events after what the visitor has, or the newest ones."""
        chat = connection.chat
        if chat is None:
            return
        if chat_id is None or after is None:
            position: int | None = 0
        else:
            position = after if chat_id == chat.id and epoch == self._desk.companies.epoch else None
        await self._hub.resume(connection, connection.position, chat, position, given)

    async def move_on(self, connection: VisitorConnection) -> None:
        """From a conversation that is over to one that has come to life meanwhile."""
        chat = connection.chat
        if chat is None or chat.state not in ("empty", "closed"):
            return
        for other in await reading.newest_chats(connection.visitor.identity):
            if other.id != chat.id and other.state != "closed":
                await self._hub.resume(connection, self._hub.move(connection, other), other, None)
                return

    async def state(self, connection: VisitorConnection) -> list[msgspec.Struct]:
        """What there is to know beside events: who has read how far, the form that is open, who is here."""
        frames: list[msgspec.Struct] = []
        chat = connection.chat
        marks = await reading.marks(chat.id) if chat else {}
        for by in ("visitor", "operator"):
            seq = max((seq for reader, seq in marks.items() if reader.type == by), default=0)
            if chat and seq:
                frames.append(ReadFrame(chat=chat.id, by=by, seq=seq))
        asked = await self._desk.ratings.newest(connection.visitor, connection.language)
        if asked is not None:
            frames.append(ask_frame(asked))
        return [self._feeds.presence_for(connection), *frames]

    async def answer(self, peer: Peer, connection: VisitorConnection, frame: VisitorFrame) -> None:
        """Do what a frame asks for; a refusal is told."""
        try:
            await self._handle(peer, connection, frame)
        except BesedkaError as error:
            peer.refuse(error, frame)

    async def _handle(self, peer: Peer, connection: VisitorConnection, frame: VisitorFrame) -> None:
        visitor = connection.visitor
        match frame:
            case Send():
                await self._send(peer, connection, frame)
            case Type():
                self._type(connection, frame)
            case Read():
                chat_id = frame.chat or (connection.chat.id if connection.chat else None)
                if chat_id is not None:
                    await self._desk.chats.mark_read(visitor, chat_id, frame.seq)
            case Answer():
                await self._take_answers(peer, visitor, frame)
            case Identify():
                await self._introduce(visitor, frame)
            case OpenPage():
                await self._desk.visitors.opened(visitor, OpenedPage(url=frame.url, title=frame.title))

    async def _introduce(self, visitor: Visitor, frame: Identify) -> None:
        said = Introduction(name=frame.name, email=frame.email, phone=frame.phone, fields=frame.fields)
        if await introduce(visitor, said):
            self._desk.bus.publish([SiteChanged(identity=visitor.identity)])

    async def _take_answers(self, peer: Peer, visitor: Visitor, frame: Answer) -> None:
        done, asked = await self._desk.ratings.answer(visitor, frame.form, frame.values, frame.id, peer.language)
        peer.put(Ack(id=frame.id, chat=done.chat_id, seq=done.seq, at=done.at))
        peer.put(ask_frame(asked))

    def _type(self, connection: VisitorConnection, frame: Type) -> None:
        chat = connection.chat
        if chat is None or frame.chat not in (None, chat.id) or chat.state == "closed" or chat.blocked:
            return
        text = None if frame.text is None else frame.text[: self._desk.config.limits.text_chars]
        self._desk.bus.publish([Typing(chat=chat, author=author_of(connection.visitor), text=text)])

    async def _send(self, peer: Peer, connection: VisitorConnection, frame: Send) -> None:
        visitor = connection.visitor
        if frame.note:
            raise Refused("bad_frame")
        if frame.chat is not None:
            done = await self._desk.chats.say(visitor, frame.chat, frame.text, frame.id, files=frame.files)
        else:
            done = await self._desk.chats.say_anywhere(visitor, frame.text, frame.id, files=frame.files)
            if done.chat is not None and (connection.chat is None or connection.chat.id != done.chat_id):
                peer.put(self.welcome(done.chat))
                self._hub.switch(connection, done.chat)
        peer.put(Ack(id=frame.id, chat=done.chat_id, seq=done.seq, at=done.at))
