"""What operators have begun to write, kept so that it is there on whatever device they go on. Nobody else reads it."""

import unicodedata
from datetime import datetime
from typing import Literal

import msgspec

from besedka import clock
from besedka.bus import Bus
from besedka.db import drafts
from besedka.domain.hints import DraftSaved
from besedka.domain.people import Operator
from besedka.services.chats import Chats

Mode = Literal["reply", "note"]


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Of two drafts of one chat and mode the later one holds."""

    chat: int
    mode: Mode
    text: str
    at: datetime


class Drafts:
    """Each operator's own."""

    def __init__(self, bus: Bus, chats: Chats) -> None:
        self._bus = bus
        self._chats = chats

    async def save(self, actor: Operator, chat: int, mode: Mode, text: str) -> Draft:
        """Keep what the actor has begun to write there; an empty text: nothing any more. Their other consoles are told.

        Raises:
            Refused: `not_found`.
        """
        await self._chats.find(actor, chat)
        draft = Draft(chat=chat, mode=mode, text=_shown(text), at=clock.now())
        await drafts.save(actor.id, chat, mode, draft.text, draft.at)
        self._bus.publish([DraftSaved(operator=actor.id, chat=chat, mode=mode, text=draft.text, at=draft.at)])
        return draft

    async def mine(self, actor: Operator) -> list[Draft]:
        """All that the actor has begun to write, also in chats that others have got meanwhile: the words are still theirs."""
        return [
            Draft(chat=row["chat"], mode=row["mode"], text=row["text"], at=row["at"])
            for row in await drafts.of(actor.id)
        ]


def _shown(text: str) -> str:
    """Without control characters, which no database need take."""
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n")
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) != "Cc")
