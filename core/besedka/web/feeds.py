"""What consoles are told about lists and people: rows, counters, who is here. Slower than events, and never faster than set."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from besedka.bus import Bus
from besedka.config import Timing
from besedka.db import reading
from besedka.db.availability import Availability
from besedka.domain.change import Mark
from besedka.domain.chat import Chat
from besedka.domain.hints import Committed, Hint, RulesChanged, SiteChanged, TeamChanged
from besedka.domain.people import Operator
from besedka.domain.rights import may_see
from besedka.services.presence import Presence
from besedka.services.rows import Rows
from besedka.services.rules import Rules
from besedka.services.team import Team
from besedka.web.frames import ChatFrame, Counts, DeskFrame, PresenceFrame, PresentOperator, TroubleFrame, pack
from besedka.web.hub import ConsoleConnection, Hub, VisitorConnection
from besedka.web.socket import CHANNEL_OFF

log = logging.getLogger("besedka.feeds")

SHOWN_TO_VISITORS = 3


class Beat:
    """Runs something at most once an interval, soon after it was asked for; asking again meanwhile means once more."""

    def __init__(self, interval_s: float, work: Callable[[], Awaitable[None]]) -> None:
        self._interval_s = interval_s
        self._work = work
        self._wanted = False
        self._task: asyncio.Task[None] | None = None

    def want(self) -> None:
        self._wanted = True
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _run(self) -> None:
        try:
            while self._wanted:
                self._wanted = False
                try:
                    await self._work()
                except Exception:  # the next beat may do better, and lists are asked again anyway
                    log.exception("a feed could not be made")
                await asyncio.sleep(self._interval_s)
        finally:
            self._task = None


class Feeds:
    """Rows, counters and presence for all connections of the hub."""

    def __init__(
        self,
        bus: Bus,
        hub: Hub,
        team: Team,
        presence: Presence,
        rows: Rows,
        rules: Rules,
        availability: Availability,
        timing: Timing,
    ) -> None:
        self._availability = availability
        self._rules = rules
        self._hub = hub
        self._team = team
        self._presence = presence
        self._rows = rows
        self._changed: dict[int, Chat] = {}
        self._moved: set[int] = set()
        self._row_beat = Beat(timing.row_interval_s, self._send_rows)
        self._count_beat = Beat(timing.counts_interval_s, self._send_counts)
        self._presence_beat = Beat(timing.row_interval_s, self._send_presence)
        bus.subscribe(self._hear)
        availability.subscribe(self._tell_trouble)

    async def stop(self) -> None:
        for beat in (self._row_beat, self._count_beat, self._presence_beat):
            await beat.stop()

    def greet_console(self, connection: ConsoleConnection) -> None:
        """What a console is told first."""
        connection.out.put(pack(self._for_consoles()))
        connection.out.put(pack(self._desk_frame()))
        connection.out.put(pack(TroubleFrame(code=self._availability.trouble)))
        self._count_beat.want()

    async def state(self, operator: int) -> list[msgspec.Struct]:
        """The same for a console that does not wait for the next counters."""
        counts = await reading.counts(self._presence.visitors.present)
        trouble = TroubleFrame(code=self._availability.trouble)
        return [self._for_consoles(), self._desk_frame(), trouble, _counts_for(self._team.actor(operator), counts)]

    def presence_for(self, connection: VisitorConnection) -> PresenceFrame:
        """Who is here for this visitor."""
        holder = connection.chat.operator if connection.chat else None
        return PresenceFrame(operators=self.for_visitor(holder))

    def for_visitor(self, holder: int | None) -> list[PresentOperator]:
        """Operators as a visitor sees them: at most three who are here, and the one who holds the chat."""
        here = [self._team.faces[id] for id in self._team.members if self._presence.state(id) == "online"]
        shown = here[:SHOWN_TO_VISITORS]
        if holder is not None and all(face.id != holder for face in shown):
            shown = [self._team.faces[holder], *shown][: SHOWN_TO_VISITORS + 1]
        return [
            PresentOperator(id=f.id, name=f.display_name, photo=f.photo, state=self._presence.state(f.id))
            for f in shown
        ]

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            match hint:
                case Committed(mark=Mark()) | Committed(before=None):
                    pass  # no row shows the first; the second is a chat of a visitor whose arrival is told by itself
                case Committed():
                    self._chat_changed(hint.before, hint.chat)
                case SiteChanged():
                    self._moved.add(hint.identity)
                    self._row_beat.want()
                    self._count_beat.want()
                case TeamChanged():
                    self._presence_beat.want()
                case RulesChanged():
                    self._rules_changed()

    def _rules_changed(self) -> None:
        frame = pack(self._desk_frame())
        for connection in self._hub.all_consoles():
            connection.out.put(frame)
        self._count_beat.want()
        if not self._rules.website:
            for visitor in self._hub.all_visitors():
                visitor.out.close(CHANNEL_OFF, "the website chat is switched off")

    def _tell_trouble(self) -> None:
        self._hub.lists_rev += 1
        frame = pack(TroubleFrame(code=self._availability.trouble))
        for connection in self._hub.all_consoles():
            connection.out.put(frame)

    def _desk_frame(self) -> DeskFrame:
        rules = self._rules
        return DeskFrame(queue=rules.queue, on_request=rules.on_request, website=rules.website, revision=rules.revision)

    def _chat_changed(self, before: Chat | None, chat: Chat) -> None:
        self._changed[chat.id] = chat
        self._row_beat.want()
        if before is None or _counted(before) != _counted(chat):
            self._count_beat.want()
            if before is not None and before.operator != chat.operator:
                for connection in self._hub.visitors.get(chat.identity, ()):
                    connection.out.put(pack(self.presence_for(connection)))

    async def _send_rows(self) -> None:
        if not self._hub.consoles:
            self._hub.lists_rev += 1
            self._changed.clear()
            self._moved.clear()
            return
        moved, self._moved = self._moved, set()
        if moved:
            before = dict(self._changed)
            for chat in await reading.open_chats(moved):
                if self._changed.get(chat.id) is before.get(chat.id):
                    self._changed[chat.id] = chat  # read after that was stored, so it also has the client's name of now
        self._hub.lists_rev += 1
        changed, self._changed = self._changed, {}
        actors = {operator: self._team.actor(operator) for operator in self._hub.consoles}
        leading = [operator for operator, actor in actors.items() if actor.administrator]
        for chat in changed.values():
            frame = pack(msgspec.convert(self._rows.row(chat), ChatFrame, from_attributes=True))
            for operator in self._readers(chat, actors, leading):
                for connection in self._hub.consoles.get(operator, ()):
                    connection.out.put(frame)

    def _readers(self, chat: Chat, actors: dict[int, Operator], leading: list[int]) -> list[int]:
        # Only these can be allowed to see a held chat, so that 200 operators cost 200 rows and not 40,000 checks.
        asked = [*leading, chat.operator] if chat.state in ("in_progress", "closed") and chat.operator else list(actors)
        return [id for id in dict.fromkeys(asked) if id in actors and may_see(actors[id], chat)]

    async def _send_counts(self) -> None:
        self._hub.lists_rev += 1
        if not self._hub.consoles:
            return
        counts = await reading.counts(self._presence.visitors.present)
        self._hub.lists_rev += 1  # told now, and not when it was asked for
        for operator, connections in self._hub.consoles.items():
            frame = pack(_counts_for(self._team.actor(operator), counts))
            for connection in connections:
                if connection.counts != frame:
                    connection.counts = frame
                    connection.out.put(frame)

    async def _send_presence(self) -> None:
        self._hub.lists_rev += 1
        frame = pack(self._for_consoles())
        for connection in self._hub.all_consoles():
            connection.out.put(frame)
        for visitor in self._hub.all_visitors():
            visitor.out.put(pack(self.presence_for(visitor)))

    def _for_consoles(self) -> PresenceFrame:
        return PresenceFrame(
            operators=[
                PresentOperator(id=f.id, name=f.name, photo=f.photo, state=self._presence.state(f.id))
                for f in map(self._team.faces.__getitem__, self._team.members)
            ]
        )


def _counted(chat: Chat) -> tuple[object, ...]:
    return chat.state, chat.operator, chat.overdue_since


def _counts_for(actor: Operator, counts: Sequence[reading.Count]) -> Counts:
    held = [c for c in counts if c.state == "in_progress" and (actor.administrator or c.operator == actor.id)]
    queue = [c for c in counts if c.state == "queue" and (actor.administrator or actor.queue != "hidden")]
    return Counts(
        queue=sum(c.chats for c in queue),
        in_progress=sum(c.chats for c in held),
        online=sum(c.on_site for c in held),
        overdue=sum(c.overdue for c in (*held, *queue)),
    )
