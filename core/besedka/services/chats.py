"""What people do to chats, and what they read of them. Rights and states are decided in the writer, under the chat's lock."""

import base64
from collections.abc import Sequence
from datetime import UTC

import msgspec

from besedka.db import drafts, reading
from besedka.db.filters import NOTHING, Filter
from besedka.db.reading import Cursor, View
from besedka.db.writer import Done, Writer
from besedka.domain.chat import Chat, Event
from besedka.domain.commands import (
    AddNote,
    Command,
    MarkRead,
    Open,
    Return,
    SendMessage,
    SetStatus,
    Take,
    Transfer,
    Update,
)
from besedka.domain.people import Actor, Operator, Visitor, author_of
from besedka.domain.rights import may_see
from besedka.domain.search import query_of
from besedka.domain.view import Reader
from besedka.plugin.errors import Refused
from besedka.services import search
from besedka.services.files import Files
from besedka.services.filters import Filters
from besedka.services.presence import Presence
from besedka.services.rows import Row, Rows
from besedka.services.search import Hit
from besedka.services.typed import check_key, clean_tag, clean_text

MAX_PAGE = 200
MAX_NOTE_CHARS = 1000
MAX_ID = 2**63 - 1


class Chats:
    """Chats for one actor at a time; each call says who asks."""

    def __init__(
        self, writer: Writer, presence: Presence, rows: Rows, filters: Filters, files: Files, text_chars: int
    ) -> None:
        self._writer = writer
        self._files = files
        self._filters = filters
        self._presence = presence
        self._rows = rows
        self._text_chars = text_chars

    async def say(
        self,
        actor: Operator | Visitor,
        chat: int,
        text: str,
        key: str,
        *,
        note: bool = False,
        mentions: tuple[int, ...] = (),
        files: Sequence[str] = (),
    ) -> Done:
        """Send a message, or write a note, which may mention operators; with files the text may be empty.

        Raises:
            Refused: `bad_text`, `too_long`, `bad_id`, `no_file`, `too_many_files`, or what `domain.decide` says.
            Unavailable: nothing was stored.
        """
        text, key = self._clean(text, files), check_key(key)
        carried = await self._files.own(actor, files)
        if note:
            note_ = AddNote(actor=actor, chat=chat, key=key, text=text, mentions=mentions, files=carried)
            return await self._writer.submit(note_)
        command = SendMessage(actor=actor, chat=chat, key=key, text=text, files=carried)
        return await self._writer.submit(await self._filters.filtered(command))

    async def say_anywhere(self, visitor: Visitor, text: str, key: str, *, files: Sequence[str] = ()) -> Done:
        """A visitor's message without a chat: to the one that is not closed, else to a new one. Raises what `say` does."""
        text, key = self._clean(text, files), check_key(key)
        stored = await reading.chat_of_key(author_of(visitor), key)
        for _ in range(2):  # the chat may be closed between the two commands; the second time there is a new one
            chat = stored or (await self.open(visitor)).chat_id
            try:
                return await self.say(visitor, chat, text, key, files=files)
            except Refused as refused:
                if refused.code != "chat_closed":
                    raise
        raise Refused("chat_closed")

    async def open(self, visitor: Visitor) -> Done:
        """The visitor's chat that is not closed, made if there is none.

        Raises:
            Refused: `chat_ended`: this visitor was marked as spam.
        """
        return await self._writer.submit(Open(visitor=visitor))

    async def take(self, actor: Operator, chat: int, key: str | None = None) -> Row:
        """Raises:
        Refused: `chat_taken` with the fact `holder`, `chat_closed`, `wrong_state`, `not_found`.
        """
        return await self._command(actor, Take(actor=actor, chat=chat, key=key))

    async def give_back(self, actor: Operator, chat: int, key: str | None = None) -> Row:
        """Back to the queue.

        Raises:
            Refused: `too_old` beyond 30 days, `not_holder`, `wrong_state`, `chat_closed`, `not_found`.
        """
        return await self._command(actor, Return(actor=actor, chat=chat, key=key))

    async def transfer(self, actor: Operator, chat: int, to: int, note: str, key: str | None = None) -> Chat:
        """To another operator, who is there; afterwards the actor may be unable to see it.

        Raises:
            Refused: `take_first`, `not_holder`, `wrong_state`, `chat_closed`, `not_found`, or what `clean_text` says of the note.
        """
        word = clean_text(note, MAX_NOTE_CHARS) if note.strip() else None
        return await self._done(actor, Transfer(actor=actor, chat=chat, key=key, operator=to, note=word))

    async def retag(
        self, actor: Operator, chat: int, add: Sequence[str], remove: Sequence[str], key: str | None = None
    ) -> Row:
        """Give tags and take some away.

        Raises:
            Refused: `take_first`, `not_holder`, `wrong_state`, `not_found`, or what `clean_tag` says of a tag.
        """
        added = tuple(clean_tag(tag) for tag in add)
        command = Update(actor=actor, chat=chat, key=key, add_tags=added, remove_tags=tuple(remove))
        return await self._command(actor, command)

    async def set_status(self, actor: Operator, chat: int, status: int, key: str | None = None) -> Row:
        """Change the status, close or reopen.

        Raises:
            Refused: `no_status`, `take_first`, `not_holder`, `wrong_state`, `not_found`.
        """
        return await self._command(actor, SetStatus(actor=actor, chat=chat, key=key, status=status))

    async def mark_read(self, actor: Actor, chat: int, seq: int) -> None:
        """Everything up to `seq` has been seen."""
        await self._writer.submit(MarkRead(actor=actor, chat=chat, seq=seq))

    async def find(self, actor: Actor, chat: int) -> Chat:
        """A chat that the actor may see.

        Raises:
            Refused: `not_found`, also for one that exists.
        """
        found = await reading.find(chat) if 0 < chat <= MAX_ID else None
        if found is None or not may_see(actor, found):
            raise Refused("not_found")
        return found

    async def row(self, actor: Operator, chat: int) -> Row:
        """A chat as a list item, with the actor's own count of unread messages. Raises what `find` does."""
        return await self._own_row(actor, await self.find(actor, chat))

    async def page(
        self,
        actor: Operator,
        view: View,
        *,
        query: str = "",
        only: Filter = NOTHING,
        empty: bool = False,
        cursor: str | None = None,
        limit: int = 50,
    ) -> tuple[list[Row], str | None]:
        """A page of a list, or with a query of the chats of this list in which it is found.

        Raises:
            Refused: `bad_cursor`.
        """
        after = _decode(cursor) if cursor else None
        here, limit = list(self._presence.visitors.present), max(1, min(limit, MAX_PAGE))
        hits: dict[int, Hit] = {}
        if query.strip():
            found, following = await search.page(
                actor, view, query_of(query), on_site=here, only=only, after=after, limit=limit
            )
            chats, hits = [chat for chat, _ in found], {chat.id: hit for chat, hit in found}
        else:
            chats, following = await reading.page(
                actor, view, on_site=here, empty=empty, only=only, after=after, limit=limit
            )
        unread = await reading.unread(chats, actor.id)
        drafted = await drafts.drafted(actor.id, [c.id for c in chats])
        rows = [self._rows.row(c, unread=unread.get(c.id, 0), draft=c.id in drafted, hit=hits.get(c.id)) for c in chats]
        return rows, _encode(following) if following else None

    async def events(
        self, actor: Actor, chat: int, *, before: int | None, after: int | None, limit: int
    ) -> tuple[list[Event], int | None]:
        """A page of a chat's events in order, and the `before` of the page of older ones. Raises what `find` does."""
        await self.find(actor, chat)
        limit = max(1, min(limit, MAX_PAGE))
        reader: Reader = "visitor" if isinstance(actor, Visitor) else "operator"
        items = await reading.events(
            chat, reader, before=_bounded(before), after=_bounded(after), limit=limit + (after is None)
        )
        if after is None and len(items) > limit:
            return items[1:], items[1].seq
        return items, None

    def _clean(self, text: str, files: Sequence[str]) -> str:
        return clean_text(text, self._text_chars, needed=not files)

    async def _command(self, actor: Operator, command: Command) -> Row:
        return await self._own_row(actor, await self._done(actor, command))

    async def _done(self, actor: Operator, command: Command) -> Chat:
        if command.key is not None:
            check_key(command.key)
        if not 0 < command.chat <= MAX_ID:
            raise Refused("not_found")
        done = await self._writer.submit(command)
        return done.chat or await self.find(actor, command.chat)

    async def _own_row(self, actor: Operator, chat: Chat) -> Row:
        unread = await reading.unread([chat], actor.id)
        drafted = await drafts.drafted(actor.id, [chat.id])
        return self._rows.row(chat, unread=unread.get(chat.id, 0), draft=chat.id in drafted)


def author_is(event: Event, actor: Actor) -> bool:
    """Whether the actor caused the event."""
    return event.author == author_of(actor)


def _bounded(seq: int | None) -> int | None:
    return None if seq is None else max(0, min(seq, 2**31 - 1))


def _encode(cursor: Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def _decode(text: str) -> Cursor:
    try:
        cursor = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Cursor)
        if cursor.at is not None:
            cursor.at.astimezone(UTC)  # near the ends of the calendar there is no such time
    except (ValueError, OverflowError, msgspec.DecodeError):
        raise Refused("bad_cursor") from None
    if (cursor.at is not None and cursor.at.tzinfo is None) or not 0 <= cursor.id <= MAX_ID:
        raise Refused("bad_cursor")
    return cursor
