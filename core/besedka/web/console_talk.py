"""What passes between the desk and one tab of an operator, whatever carries the frames."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from besedka import clock
from besedka.db import reading
from besedka.db.writer import Done
from besedka.domain.hints import Typing
from besedka.domain.people import Operator, author_of
from besedka.domain.rights import may_lead
from besedka.plugin.errors import BesedkaError, Refused
from besedka.services.sessions import Signed
from besedka.services.typed import check_mentions
from besedka.web.desk import Desk
from besedka.web.frames import (
    Ack,
    ChoosePresence,
    ConsoleFrame,
    DeleteMessage,
    EditMessage,
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
from besedka.web.peer import Peer
from besedka.web.socket import SIGN_IN
from besedka.web.viewers import Viewers


class ConsoleTalk:
    """How operators are welcomed and answered."""

    def __init__(self, desk: Desk, hub: Hub, viewers: Viewers) -> None:
        self._desk = desk
        self._viewers = viewers
        self._hub = hub

    @contextmanager
    def joined(self, peer: Peer, signed: Signed) -> Iterator[ConsoleConnection]:
        """The tab hears what happens, and its operator is here, until the block ends; told to go when the session is over."""
        connection = ConsoleConnection(peer.out, signed.operator, signed.session)
        self._hub.join_console(connection)
        self._desk.presence.operators.came(signed.operator)
        ending = _when_over(peer, signed)
        try:
            yield connection
        finally:
            ending.cancel()
            self._hub.leave_console(connection)
            self._desk.presence.operators.left(signed.operator)

    def welcome(self) -> Welcome:
        return Welcome(last=0, epoch=self._desk.companies.epoch, now=clock.now())

    async def answer(self, peer: Peer, connection: ConsoleConnection, frame: ConsoleFrame) -> None:
        """Do what a frame asks for; a refusal is told."""
        try:
            await self._handle(peer, connection, frame)
        except BesedkaError as error:
            peer.refuse(error, frame, self._holder(error))

    async def follow(self, connection: ConsoleConnection, chat_id: int, after: int) -> None:
        """Give the events of a chat after `after`, and those to come.

        Raises:
            Refused: `not_found`, `too_many_watched`; it is not followed then.
        """
        watched, most = connection.watched, self._desk.config.limits.watched_chats
        if chat_id not in watched and len(watched) >= most:
            raise Refused("too_many_watched", chats=most)
        position = self._hub.watch(connection, chat_id, after)
        try:
            chat = await self._desk.chats.find(self._actor(connection), chat_id)
            await self._hub.resume(connection, position, chat, after)
        except BesedkaError:
            self._hub.unwatch(connection, chat_id)
            raise

    async def _handle(self, peer: Peer, connection: ConsoleConnection, frame: ConsoleFrame) -> None:
        actor = self._actor(connection)
        match frame:
            case Send():
                if frame.chat is None:
                    raise Refused("not_found")
                done = await self._say(actor, frame.chat, frame)
                peer.put(Ack(id=frame.id, chat=done.chat_id, seq=done.seq, at=done.at))
            case EditMessage() | DeleteMessage():
                done = await self._change(actor, frame)
                peer.put(Ack(id=frame.id, chat=done.chat_id, seq=done.seq, at=done.at))
            case Watch():
                await self._watch(peer, connection, frame)
            case Unwatch():
                self._hub.unwatch(connection, frame.chat)
            case Read():
                await self._read(actor, frame)
            case Type():
                await self._type(connection, actor, frame)
            case ChoosePresence():
                await self._desk.presence.choose(actor.id, frame.state)

    async def _change(self, actor: Operator, frame: EditMessage | DeleteMessage) -> Done:
        edits = self._desk.edits
        if isinstance(frame, DeleteMessage):
            return await edits.delete(actor, frame.chat, frame.seq, frame.id)
        mentions = None if frame.mentions is None else check_mentions(frame.mentions, self._desk.team.faces)
        return await edits.edit(actor, frame.chat, frame.seq, frame.text, frame.id, mentions=mentions)

    async def _say(self, actor: Operator, chat: int, frame: Send) -> Done:
        return await self._desk.chats.say(
            actor,
            chat,
            frame.text,
            frame.id,
            note=frame.note,
            mentions=check_mentions(frame.mentions, self._desk.team.faces),
            files=frame.files,
        )

    async def _watch(self, peer: Peer, connection: ConsoleConnection, frame: Watch) -> None:
        await self.follow(connection, frame.chat, frame.after)
        position = connection.watched.get(frame.chat)
        marks = await reading.marks(frame.chat)
        if position is None or connection.watched.get(frame.chat) is not position:  # somebody else has got it meanwhile
            return
        for reader, seq in marks.items():
            own = reader.type == "operator" and reader.id == connection.operator
            peer.put(ReadFrame(chat=frame.chat, by=reader.type, seq=seq, operator=reader.id if own else None))
        self._viewers.greet(connection, frame.chat)

    async def _read(self, actor: Operator, frame: Read) -> None:
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

    def _actor(self, connection: ConsoleConnection) -> Operator:
        return self._desk.team.actor(connection.operator)

    def _holder(self, error: BesedkaError) -> HolderFact | None:
        id = error.facts.get("holder") if isinstance(error, Refused) else None
        if not isinstance(id, int):
            return None
        face = self._desk.team.faces[id]
        return HolderFact(id=id, name=face.name, photo=face.photo)


def _when_over(peer: Peer, signed: Signed) -> asyncio.TimerHandle:
    left_s = (signed.expires_at - clock.now()).total_seconds() if signed.expires_at else 0
    over = "your session is over: sign in again"
    return asyncio.get_running_loop().call_later(max(0, left_s), peer.out.close, SIGN_IN, over)
