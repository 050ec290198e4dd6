"""What authors do to what they have said, and what administrators may read of what it was."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from besedka.db import reading
from besedka.db.writer import Done, Writer
from besedka.domain.chat import Event
from besedka.domain.commands import Delete, Edit
from besedka.domain.people import Operator
from besedka.domain.rights import check_administrator
from besedka.plugin.errors import Refused
from besedka.services.chats import Chats
from besedka.services.files import Files
from besedka.services.filters import Filters
from besedka.services.typed import check_key, clean_text


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """What a message said from `at` on, until it was changed or deleted; `until` None: it says so now."""

    text: str
    at: datetime
    until: datetime | None


class Edits:
    """Editing and deleting one's own messages and notes, and their history."""

    def __init__(self, writer: Writer, chats: Chats, filters: Filters, files: Files, text_chars: int) -> None:
        self._files = files
        self._writer = writer
        self._chats = chats
        self._filters = filters
        self._text_chars = text_chars

    async def edit(
        self, actor: Operator, chat: int, seq: int, text: str, key: str, *, mentions: tuple[int, ...] | None = None
    ) -> Done:
        """Give one's own message or note another text; one for the client goes through the filters of plugins as a new one does.

        Raises:
            Refused: `bad_text`, `too_long`, `bad_id`, what filters say, or what `domain.edits` says.
            Unavailable: nothing was stored.
        """
        text, key = clean_text(text, self._text_chars), check_key(key)
        command = Edit(actor=actor, chat=chat, key=key, seq=seq, text=text, mentions=mentions)
        message = await reading.message(chat, seq)
        if message is not None and message.kind == "message":
            command = await self._filters.filtered(command)
        return await self._writer.submit(command)

    async def delete(self, actor: Operator, chat: int, seq: int, key: str) -> Done:
        """Take one's own message or note back, with its files.

        Raises:
            Refused: `bad_id`, or what `domain.edits` says.
            Unavailable: nothing was stored.
        """
        done = await self._writer.submit(Delete(actor=actor, chat=chat, key=check_key(key), seq=seq))
        await self._files.remove(chat, seq)
        return done

    async def history(self, actor: Operator, chat: int, seq: int) -> list[Version]:
        """All that a message has said, oldest first.

        Raises:
            Refused: `forbidden` to all but administrators, `not_found`.
        """
        check_administrator(actor)
        await self._chats.find(actor, chat)
        message = await reading.message(chat, min(seq, 2**31 - 1))
        if message is None:
            raise Refused("not_found")
        return _versions(message, await reading.changes(chat, message.seq))


def _versions(message: Event, changes: Sequence[Event]) -> list[Version]:
    began = [message.at, *(change.at for change in changes)]
    told = [(change.text or "", change.at) for change in changes]
    last = [] if message.deleted_at is not None else [(message.text or "", None)]
    return [Version(text=text, at=at, until=until) for at, (text, until) in zip(began, [*told, *last], strict=False)]
