"""Files that people send: received whole or not at all, given only to who has an address, removed when nobody wants them."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

import msgspec
from piccolo.querystring import QueryString

from besedka import clock
from besedka.config import Limits
from besedka.db import tables
from besedka.db.tables import ChatEvent
from besedka.domain.files import File
from besedka.domain.people import Author, Visitor, author_of
from besedka.domain.people import Operator as Employee
from besedka.domain.view import Reader
from besedka.files.folder import Draft, Folder, NoRoom
from besedka.files.kinds import Kind, kind_of
from besedka.files.names import clean_name
from besedka.plugin.errors import Refused
from besedka.services.throttle import Throttle

log = logging.getLogger("besedka.files")

KEPT = timedelta(days=1)
"""How long a file waits for its message, and the row of one that was removed for a repetition of it."""
ID = re.compile(r"[0-9a-f]{32}")
FACTS = ("id", "name", "type", "size_bytes", "width", "height")


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A file that may be given, with the SHA-256 of its bytes."""

    file: File
    sha256: str


class Files:
    """Files of one owner at a time; each call says who asks."""

    def __init__(self, folder: Folder, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._operators = Throttle(limits.uploads_per_operator)
        self._visitors = Throttle(limits.uploads_per_visitor)
        self._addresses = Throttle(limits.visitor_uploads_per_address)

    @property
    def most_bytes(self) -> int:
        return self._limits.file_bytes

    def too_large(self) -> Refused:
        return Refused("file_too_large", megabytes=self.most_bytes // 2**20)

    def begin(self) -> None:
        """Remove what an earlier server was receiving when it was killed."""
        self._folder.clear()

    async def admit(self, actor: Employee | Visitor, address: str) -> None:
        """Whether somebody may send a file now.

        Raises:
            Refused: `too_many` with `retry_after`; `chat_ended`: this visitor was marked as spam.
        """
        if isinstance(actor, Employee):
            waits = [self._operators.wait_s(str(actor.id))]
        else:
            waits = [self._visitors.wait_s(str(actor.identity)), self._addresses.wait_s(address)]
            if await tables.Identity.exists().where(
                (tables.Identity.id == actor.identity) & (tables.Identity.blocked.eq(True))
            ):
                raise Refused("chat_ended")
        if wait_s := max(waits):
            raise Refused("too_many", retry_after=max(1, round(wait_s)))

    async def receive(self, actor: Employee | Visitor, name: str, chunks: AsyncIterator[bytes]) -> File:
        """A file as it comes. Whatever goes wrong on the way, nothing of it is left.

        Raises:
            Refused: `file_too_large`, `empty_file`, `disk_full`.
        """
        try:
            async with self._folder.draft() as draft:
                async for chunk in chunks:
                    if draft.size_bytes + len(chunk) > self.most_bytes:
                        raise self.too_large()
                    await draft.write(chunk)
                if not draft.size_bytes:
                    raise Refused("empty_file")
                return await self._keep(author_of(actor), name, draft)
        except NoRoom as error:
            log.error("%s", error)
            raise Refused("disk_full") from error

    async def _keep(self, owner: Author, name: str, draft: Draft) -> File:
        kind = await asyncio.to_thread(_look, draft)
        id = await self._folder.keep(draft)
        name = clean_name(name, kind.type)
        facts: dict[str, Any] = {"id": id, "name": name, "size_bytes": draft.size_bytes, **kind._asdict()}
        now = clock.now()
        row = tables.File(**facts, owner_type=owner.type, owner=owner.id, sha256=draft.sha256, at=now, until=now + KEPT)
        try:
            await tables.File.insert(row)
        except BaseException:
            self._folder.remove(id)
            raise
        return msgspec.convert(facts, File)

    async def forget(self, id: str) -> None:
        """Its sender has gone without hearing of it: remove a file that is in no message."""
        await self._drop(QueryString("id = {} AND chat IS NULL", id))

    async def own(self, actor: Employee | Visitor, ids: Sequence[str]) -> tuple[File, ...]:
        """Files that somebody wants to send in one message, in the order of their ids.

        Raises:
            Refused: `too_many_files`; `no_file`: one of them is gone, or is another's.
        """
        ids = list(dict.fromkeys(ids))
        if len(ids) > self._limits.files_per_message:
            raise Refused("too_many_files", files=self._limits.files_per_message)
        if not ids:
            return ()
        if not all(map(ID.fullmatch, ids)):
            raise Refused("no_file")
        author, table = author_of(actor), tables.File
        rows = await table.select().where(
            (table.id.is_in(ids)) & (table.owner == author.id) & (table.owner_type == author.type)
        )
        found = {row["id"]: _file(row) for row in rows}
        if len(found) < len(ids):
            raise Refused("no_file")
        return tuple(found[id] for id in ids)

    async def find(self, id: str, reader: Reader) -> Stored:
        """A file that a message carries which readers of this kind may see.

        Raises:
            Refused: `not_found`: there is none, not any more, or not for them.
        """
        rows = await tables.File.select().where((tables.File.id == id) & tables.File.until.is_null())
        if not rows or not await _is_shown(rows[0], reader) or self._folder.size_bytes(id) != rows[0]["size_bytes"]:
            raise Refused("not_found")
        return Stored(file=_file(rows[0]), sha256=rows[0]["sha256"])

    def read(self, id: str) -> AsyncIterator[bytes]:
        """The bytes of a file, piece by piece."""
        return self._folder.read(id)

    async def remove(self, chat: int, seq: int) -> None:
        """A message was deleted: nobody is given its files any more. Their rows stay for a day, so that who repeats the sending
        is told what it came to."""
        rows = await tables.File.raw(
            "UPDATE file SET until = {} WHERE chat = {} AND seq = {} RETURNING id", clock.now() + KEPT, chat, seq
        )
        for row in rows:
            self._folder.remove(row["id"])

    async def clean_up(self) -> int:
        """Remove what nobody has sent for a day, and bytes that no row knows.

        Returns:
            How many rows were removed.
        """
        removed = await self._drop(QueryString("until < {}", clock.now()))
        for ids in await asyncio.to_thread(lambda: list(self._folder.older(KEPT.total_seconds()))):
            rows = await tables.File.select(tables.File.id).where(tables.File.id.is_in(ids)) if ids else []
            for id in set(ids) - {row["id"] for row in rows}:
                self._folder.remove(id)
        return removed

    async def _drop(self, which: QueryString) -> int:
        rows = await tables.File.raw("DELETE FROM file WHERE {} RETURNING id", which)
        for row in rows:
            self._folder.remove(row["id"])
        return len(rows)


def _look(draft: Draft) -> Kind:
    draft.flush()
    with draft.path.open("rb") as file:
        return kind_of(file)


def _file(row: dict[str, Any]) -> File:
    return msgspec.convert({fact: row[fact] for fact in FACTS}, File)


async def _is_shown(row: dict[str, Any], reader: Reader) -> bool:
    """Whether the event still carries the file: what was deleted does not, and clients see no notes."""
    events = await ChatEvent.select(ChatEvent.kind, ChatEvent.data).where(
        (ChatEvent.chat == row["chat"]) & (ChatEvent.seq == row["seq"])
    )
    data = msgspec.json.decode(events[0]["data"]) if events and events[0]["data"] else {}
    carried = any(file["id"] == row["id"] for file in data.get("files", ()))
    return carried and "deleted_at" not in data and (reader == "operator" or events[0]["kind"] == "message")
