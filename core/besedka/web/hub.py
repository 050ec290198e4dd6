"""Who is connected, and what each of them is given of what happens.

Hears the bus. Every event goes through `domain.view` and `may_see` here; what a connection may not see moves its position
on silently.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar, TypeVarTuple

from msgspec.structs import replace

from besedka.bus import Bus
from besedka.db import reading
from besedka.db.store import Unavailable
from besedka.domain.change import Mark
from besedka.domain.chat import Chat, Event
from besedka.domain.hints import Committed, DraftSaved, Hint, RulesChanged, SessionEnded, TeamChanged, Typing
from besedka.domain.people import Operator, Visitor
from besedka.domain.rights import may_see
from besedka.domain.view import Link, Reader, Shown, view
from besedka.services.chats import author_is
from besedka.services.team import Team
from besedka.web.connection import Out
from besedka.web.frames import Gone, HolderFact, ReadFrame, Resync, TypingFrame, event_frame, pack

K = TypeVar("K")
C = TypeVar("C")
A = TypeVarTuple("A")

RESUME_EVENTS = 300
NEWEST_EVENTS = 50


class Position:
    """How far a connection is in a chat: `seen` counts what was passed over, `given` does not. While the gap before it is read
    from the database, live events wait in `held`."""

    __slots__ = ("given", "held", "seen")

    def __init__(self, seq: int) -> None:
        self.given = seq
        self.seen = seq
        self.held: list[Event] | None = []


class VisitorConnection:
    """A tab of a visitor."""

    __slots__ = ("chat", "language", "out", "position", "visitor")

    def __init__(self, out: Out, visitor: Visitor, chat: Chat | None, language: str) -> None:
        self.language = language
        self.out = out
        self.visitor = visitor
        self.chat = chat
        self.position = Position(0)


class ConsoleConnection:
    """A tab of an operator."""

    __slots__ = ("counts", "operator", "out", "session", "watched")

    def __init__(self, out: Out, operator: int, session: int) -> None:
        self.out = out
        self.operator = operator
        self.session = session
        self.watched: dict[int, Position] = {}
        self.counts = b""


class Ready(NamedTuple):
    """An event as one kind of reader sees it; `common` is the frame for whoever has everything before it."""

    shown: Shown
    common: bytes


class Hub:
    """All who are connected to this process. `lists_rev` grows with whatever consoles are told but for typing and drafts; who has
    been away and finds it unchanged has missed nothing. It begins anywhere, so that another process has another one. `on_watch`
    hears of which chat somebody begins or ceases to follow."""

    def __init__(self, bus: Bus, team: Team, link: Link) -> None:
        self._team = team
        self._link = link
        self._tasks: dict[asyncio.Task[None], Sequence[Out]] = {}
        self.visitors: dict[int, set[VisitorConnection]] = {}
        self.consoles: dict[int, set[ConsoleConnection]] = {}
        self._watchers: dict[int, set[ConsoleConnection]] = {}
        self._watched: dict[int, Chat] = {}
        self._rights: dict[int, Operator] = {}
        self.on_watch: Callable[[int], None] = lambda _: None
        self.lists_rev = secrets.randbits(40)
        bus.subscribe(self._hear)

    async def stop(self) -> None:
        """Leave what is still being read."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def join_visitor(self, connection: VisitorConnection) -> None:
        self.visitors.setdefault(connection.visitor.identity, set()).add(connection)

    def leave_visitor(self, connection: VisitorConnection) -> None:
        _discard(self.visitors, connection.visitor.identity, connection)

    def join_console(self, connection: ConsoleConnection) -> None:
        self.consoles.setdefault(connection.operator, set()).add(connection)
        self._rights.setdefault(connection.operator, self._team.actor(connection.operator))

    def leave_console(self, connection: ConsoleConnection) -> None:
        for chat in list(connection.watched):
            self.unwatch(connection, chat)
        _discard(self.consoles, connection.operator, connection)
        if connection.operator not in self.consoles:
            self._rights.pop(connection.operator, None)

    def watch(self, connection: ConsoleConnection, chat: int, after: int) -> Position:
        """Hold live events of the chat for this connection until the gap after `after` is read."""
        position = connection.watched[chat] = Position(after)
        self._watchers.setdefault(chat, set()).add(connection)
        self.on_watch(chat)
        return position

    def unwatch(self, connection: ConsoleConnection, chat: int) -> None:
        if connection.watched.pop(chat, None) is not None:
            _discard(self._watchers, chat, connection)
            if chat not in self._watchers:
                self._watched.pop(chat, None)
            self.on_watch(chat)

    def viewers(self, chat: int) -> list[ConsoleConnection]:
        """Those who follow a chat and may."""
        return self._allowed(self._watched[chat]) if chat in self._watched else []

    def tell_own_read(self, operator: int, chat: int, seq: int, unread: int) -> None:
        """An operator has read: all their consoles count anew."""
        self.lists_rev += 1
        frame = pack(ReadFrame(chat=chat, by="operator", seq=seq, operator=operator, unread=unread))
        for connection in self.consoles.get(operator, ()):
            connection.out.put(frame)

    def all_consoles(self) -> Iterable[ConsoleConnection]:
        for connections in self.consoles.values():
            yield from connections

    def all_visitors(self) -> Iterable[VisitorConnection]:
        for connections in self.visitors.values():
            yield from connections

    async def resume(
        self,
        connection: VisitorConnection | ConsoleConnection,
        position: Position,
        chat: Chat,
        after: int | None,
        given: int | None = None,
    ) -> None:
        """Give what came after `after`, or the newest events after a `resync`; then what has happened meanwhile.

        Args:
            given: the newest event that the reader has, if what follows up to `after` was not for them.
        """
        reader: Reader = "visitor" if isinstance(connection, VisitorConnection) else "operator"
        if after is not None and 0 <= chat.seq - after <= RESUME_EVENTS:
            position.seen = after
            position.given = after if given is None else given
            events = await reading.events(chat.id, reader, after=after, limit=RESUME_EVENTS)
        else:
            connection.out.put(pack(Resync(chat=chat.id)))
            events = await reading.events(chat.id, reader, limit=NEWEST_EVENTS)
            position.given = position.seen = events[0].seq - 1 if events else 0
        if isinstance(connection, ConsoleConnection) and not self._may_go_on(connection, position, chat):
            return
        held, position.held = position.held or [], None
        for event in events:
            self._give(connection, position, self._show(event, reader), event)
        position.seen = max(position.seen, chat.seq)  # also what is not for this reader
        for event in held:
            self._give(connection, position, self._show(event, reader), event)

    def _may_go_on(self, connection: ConsoleConnection, position: Position, chat: Chat) -> bool:
        """Whether the chat may still be shown after the database was waited for."""
        if connection.watched.get(chat.id) is not position:
            return False
        if may_see(self._team.actor(connection.operator), self._watched.setdefault(chat.id, chat)):
            return True
        self._take_away(connection, chat.id)
        return False

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            if not isinstance(hint, Typing | DraftSaved):
                self.lists_rev += 1
            match hint:
                case Committed():
                    self._committed(hint)
                case Typing():
                    self._typing(hint)
                case SessionEnded():
                    self._session_ended(hint.session)
                case TeamChanged() | RulesChanged():
                    self._look_at_rights()

    def _committed(self, hint: Committed) -> None:
        chat, before = hint.chat, hint.before
        if chat.id in self._watchers:
            self._watched[chat.id] = chat
        for connection in self.visitors.get(chat.identity, ()):
            current = connection.chat
            if current is not None and current.id == chat.id:
                connection.chat = chat
            elif current is not None and current.blocked != chat.blocked:
                connection.chat = replace(current, blocked=chat.blocked)
        for event in hint.events:
            self._to_visitors(event, chat)
            self._to_watchers(event, chat)
        if hint.mark:
            self._read(hint.mark, chat)
        if before is not None and (before.state, before.operator) != (chat.state, chat.operator):
            self._hide(before, chat)

    def _to_visitors(self, event: Event, chat: Chat) -> None:
        connections = self.visitors.get(chat.identity)
        if not connections:
            return
        ready = self._show(event, "visitor")
        for connection in connections:
            if connection.chat is not None and connection.chat.id == chat.id:
                self._give(connection, connection.position, ready, event)
            elif ready is not None and _leads(event, chat, connection.chat):
                self.switch(connection, chat)

    def switch(self, connection: VisitorConnection, chat: Chat) -> None:
        """Another chat of the visitor has come to life: it is the current one from now on."""
        self.soon([connection.out], self.resume, connection, self.move(connection, chat), chat, None)

    def move(self, connection: VisitorConnection, chat: Chat) -> Position:
        """Hold live events of the chat, which is the current one from now on, until what came before is read."""
        connection.chat, connection.position = chat, Position(0)
        return connection.position

    def soon(self, given: Sequence[Out], work: Callable[[*A], Awaitable[None]], *args: *A) -> None:
        """Do work that has to read from the database first; those who cannot be given what it brings connect again."""

        async def do() -> None:
            try:
                await work(*args)
            except Unavailable:
                for out in given:
                    out.close_for_now()

        task = asyncio.create_task(do())
        self._tasks[task] = given
        task.add_done_callback(self._tasks.pop)

    async def settled(self, out: Out) -> None:
        """When nothing is being read for `out` any more."""
        while tasks := [task for task, given in self._tasks.items() if out in given]:
            await asyncio.wait(tasks)

    def _to_watchers(self, event: Event, chat: Chat) -> None:
        if chat.id not in self._watchers:
            return
        ready = self._show(event, "operator")
        for connection in self._allowed(chat):
            self._give(connection, connection.watched[chat.id], ready, event)

    def _allowed(self, chat: Chat) -> list[ConsoleConnection]:
        """Those who watch the chat and may see it; who has just asked to watch it need not."""
        watchers = self._watchers.get(chat.id, ())
        return [watcher for watcher in watchers if may_see(self._team.actor(watcher.operator), chat)]

    def _show(self, event: Event, reader: Reader) -> Ready | None:
        shown = view(event, reader, self._team.faces, self._link)
        return None if shown is None else Ready(shown, pack(event_frame(event, shown, event.seq - 1)))

    def _give(
        self, connection: VisitorConnection | ConsoleConnection, position: Position, ready: Ready | None, event: Event
    ) -> None:
        if position.held is not None:
            position.held.append(event)
            return
        if event.seq <= position.seen:
            return
        position.seen = event.seq
        if ready is None:
            return
        prev, position.given = position.given, event.seq
        own = event.key is not None and self._is_author(connection, event)
        if prev == event.seq - 1 and not own:
            connection.out.put(ready.common)
        else:
            frame = event_frame(event, ready.shown, prev, event.key if own else None)
            connection.out.put(pack(frame))

    def _is_author(self, connection: VisitorConnection | ConsoleConnection, event: Event) -> bool:
        if isinstance(connection, VisitorConnection):
            return author_is(event, connection.visitor)
        return event.author.type == "operator" and event.author.id == connection.operator

    def _read(self, mark: Mark, chat: Chat) -> None:
        frame = pack(ReadFrame(chat=chat.id, by=mark.reader.type, seq=mark.seq))
        for connection in self.visitors.get(chat.identity, ()):
            connection.out.put(frame)
        for watcher in self._allowed(chat):
            watcher.out.put(frame)

    def _hide(self, before: Chat, chat: Chat) -> None:
        face = self._team.faces.get(chat.operator or 0) if before.operator != chat.operator else None
        holder = HolderFact(id=face.id, name=face.name, photo=face.photo) if face else None
        for operator, connections in self.consoles.items():
            actor = self._team.actor(operator)
            if may_see(actor, before) and not may_see(actor, chat):
                for connection in connections:
                    self._take_away(connection, chat.id, holder)

    def _take_away(self, connection: ConsoleConnection, chat: int, holder: HolderFact | None = None) -> None:
        self.unwatch(connection, chat)
        connection.out.put(pack(Gone(chat=chat, holder=holder)))

    def _look_at_rights(self) -> None:
        for operator, connections in self.consoles.items():
            before, actor = self._rights[operator], self._team.actor(operator)
            if before != actor:
                self._rights[operator] = actor
                self.soon([connection.out for connection in connections], self._rights_changed, before, actor)

    async def _rights_changed(self, before: Operator, actor: Operator) -> None:
        """Take away what `actor` may no longer see: what is watched, and what lists show of chats that are not closed."""
        hidden = {id for id, chat in self._watched.items() if may_see(before, chat) and not may_see(actor, chat)}
        for connection in self.consoles.get(actor.id, ()):
            for id in hidden & connection.watched.keys():
                self._take_away(connection, id)
        lost = await reading.lost_chats(before, actor)
        self.lists_rev += 1
        if self._rights.get(actor.id) == actor:
            for connection in self.consoles.get(actor.id, ()):
                for id in lost:
                    self._take_away(connection, id)

    def _typing(self, hint: Typing) -> None:
        chat = hint.chat
        if hint.author.type == "visitor":
            frame = pack(TypingFrame(chat=chat.id, by="visitor", text=hint.text))
            holders = self.consoles.get(chat.operator, set()) if chat.operator is not None else set()
            for connection in holders.union(self._allowed(chat)):
                connection.out.put(frame)
            return
        frame = pack(TypingFrame(chat=chat.id, by="operator", text="" if hint.text == "" else None))
        for visitor in self.visitors.get(chat.identity, ()):
            if visitor.chat is not None and visitor.chat.id == chat.id:
                visitor.out.put(frame)

    def _session_ended(self, session: int) -> None:
        for connection in self.all_consoles():
            if connection.session == session:
                connection.out.close(4401, "signed out")


def _leads(event: Event, chat: Chat, current: Chat | None) -> bool:
    """Whether a tab that shows `current` goes over to `chat` for this event: to read what is said there; for a change of the
    chat itself only from a chat that is over, empty or older."""
    if chat.state == "closed":
        return False
    over = current is None or current.state in ("empty", "closed") or current.id < chat.id
    return event.kind == "message" or (event.kind in ("taken", "transferred", "reopened") and over)


def _discard(index: dict[K, set[C]], key: K, connection: C) -> None:
    connections = index.get(key)
    if connections is not None:
        connections.discard(connection)
        if not connections:
            del index[key]
