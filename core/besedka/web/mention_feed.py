"""Tells operators that a note calls them by name, and its author who of them cannot see the chat."""

from collections.abc import Sequence

from besedka.bus import Bus
from besedka.domain.chat import Chat, Event
from besedka.domain.hints import Committed, Hint
from besedka.domain.rights import may_see
from besedka.services.team import Team
from besedka.web.frames import HolderFact, Mention, Unreached, pack
from besedka.web.hub import Hub


class MentionFeed:
    """Hears the bus. A note that is edited calls those whom it did not call before."""

    def __init__(self, bus: Bus, hub: Hub, team: Team) -> None:
        self._hub = hub
        self._team = team
        bus.subscribe(self._hear)

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            if isinstance(hint, Committed):
                for event in hint.events:
                    called = event.data.get("mentions" if event.kind == "note" else "called")
                    if called and event.kind in ("note", "edited"):
                        self._call(hint.chat, event, [id for id in called if id != event.author.id])

    def _call(self, chat: Chat, event: Event, called: Sequence[int]) -> None:
        face = self._team.faces[event.author.id]
        by = HolderFact(id=face.id, name=face.name, photo=face.photo)
        text = event.text if event.kind == "note" else event.text_now
        mention = pack(Mention(chat=chat.id, seq=event.data.get("seq", event.seq), by=by, text=text or ""))
        unreached = [id for id in called if not may_see(self._team.actor(id), chat)]
        for id in called:
            for connection in () if id in unreached else self._hub.consoles.get(id, ()):
                connection.out.put(mention)
        if unreached:
            told = pack(Unreached(chat=chat.id, operators=unreached))
            for connection in self._hub.consoles.get(event.author.id, ()):
                connection.out.put(told)
