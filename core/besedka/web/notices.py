"""What single operators are told at once on all their consoles: that they were given a chat, and what they have begun to write."""

from collections.abc import Sequence

from besedka.bus import Bus
from besedka.domain.chat import Chat, Event
from besedka.domain.hints import Committed, DraftSaved, Hint
from besedka.services.rows import ClientName
from besedka.services.team import Team
from besedka.web.frames import Assigned, DraftFrame, HolderFact, ServerFrame, pack
from besedka.web.hub import Hub


class Notices:
    """Hears the bus."""

    def __init__(self, bus: Bus, hub: Hub, team: Team) -> None:
        self._hub = hub
        self._team = team
        bus.subscribe(self._hear)

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            match hint:
                case Committed():
                    for event in hint.events:
                        self._happened(hint.chat, event)
                case DraftSaved():
                    frame = DraftFrame(chat=hint.chat, mode=hint.mode, text=hint.text, at=hint.at)
                    self._tell(hint.operator, frame)

    def _happened(self, chat: Chat, event: Event) -> None:
        """CO-6: a chat that one has not taken oneself."""
        if event.kind not in ("taken", "transferred"):
            return
        to, by = event.data["operator"], event.author
        if by.type == "operator" and by.id == to:
            return
        face = self._team.faces[by.id] if by.type == "operator" else None
        frame = Assigned(
            chat=chat.id,
            client=ClientName(id=chat.client, name=chat.client_name),
            by=HolderFact(id=face.id, name=face.name, photo=face.photo) if face else None,
            note=event.data.get("note"),
        )
        self._tell(to, frame)

    def _tell(self, operator: int, frame: ServerFrame) -> None:
        ready = pack(frame)
        for connection in self._hub.consoles.get(operator, ()):
            connection.out.put(ready)
