"""How administrators arrange the statuses: so that no chat slips into one that goes, that is done while the writer rests."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import UNSET, UnsetType
from piccolo.columns import Column

from besedka.db import holdings, tables
from besedka.db.bind import bound
from besedka.db.writer import Writer
from besedka.domain.administration import Relabel
from besedka.domain.chat import Status
from besedka.domain.people import Operator
from besedka.domain.rights import check_administrator
from besedka.plugin.errors import Refused
from besedka.services.rules import Rules
from besedka.services.statuses import StatusBook, shown
from besedka.services.team import clean_name

Group = Literal["in_progress", "closed"]
Colour = Literal["green", "teal", "blue", "violet", "pink", "red", "amber", "grey"]

NAME_CHARS = 64
MOST = 50  # in a group: more nobody would find again
AT_ONCE = 200


class StatusEditing:
    """Each change is told to all consoles by the revision."""

    def __init__(self, book: StatusBook, writer: Writer, rules: Rules) -> None:
        self._book = book
        self._writer = writer
        self._rules = rules
        self._one = asyncio.Lock()

    async def counts(self, by: Operator) -> Mapping[int, int]:
        """How many chats there are in each status.

        Raises:
            Refused: `forbidden`.
        """
        check_administrator(by)
        return await holdings.chats_by_status()

    async def add(self, by: Operator, *, name: str, colour: Colour, group: Group) -> Status:
        """A new one, the last of its group.

        Raises:
            Refused: `forbidden`, `bad_name`, `name_taken`, `too_many_statuses`.
        """
        check_administrator(by)
        async with self._one:
            name = self._free_name(name, None)
            others = shown(self._book.all.values(), group)
            if len(others) >= MOST:
                raise Refused("too_many_statuses", statuses=MOST)
            known = [status for status in self._book.all.values() if status.group == group]
            row = tables.Status(name=name, status_group=group, colour=colour, position=await _after(known))
            id = (await tables.Status.insert(row))[0]["id"]
            await self._changed()
        return self._book.all[id]

    async def change(
        self,
        by: Operator,
        id: int,
        *,
        version: int,
        name: str | UnsetType = UNSET,
        colour: Colour | UnsetType = UNSET,
    ) -> Status:
        """Change what is given; a built-in one with an empty name is called as in the catalogue again.

        Raises:
            Refused: `forbidden`, `no_status`, `bad_name`, `name_taken`; `changed_meanwhile`: it has another version by now.
        """
        check_administrator(by)
        async with self._one:
            status = self._found(id)
            if status.version != version:
                raise Refused("changed_meanwhile")
            values: dict[Column | str, Any] = {"version": version + 1}
            if colour is not UNSET:
                values["colour"] = colour
            if name is not UNSET:
                values["name"] = "" if status.builtin and not name.strip() else self._free_name(name, id)
            await tables.Status.update(values).where(tables.Status.id == id)
            await self._changed()
        return self._book.all[id]

    async def order(self, by: Operator, group: Group, ids: Sequence[int]) -> None:
        """Put a group in this order; the first of those in progress has the star.

        Raises:
            Refused: `forbidden`; `changed_meanwhile`: these are not the statuses of the group by now.
        """
        check_administrator(by)
        async with self._one:
            known = [status.id for status in shown(self._book.all.values(), group)]
            if sorted(ids) != sorted(known):
                raise Refused("changed_meanwhile")
            async with bound().transaction():
                for position, id in enumerate(ids):
                    await tables.Status.update({"position": position}).where(tables.Status.id == id)
            await self._changed()

    async def remove(self, by: Operator, id: int) -> None:
        """Hide a status from everything but history.

        Raises:
            Refused: `forbidden`, `no_status`, `status_builtin`, `last_status`; `status_in_use` with the fact `chats`: so many in
                progress are in it.
        """
        check_administrator(by)
        async with self._one:
            status = self._found(id)
            if status.builtin == "spam":
                raise Refused("status_builtin")
            ordinary = [s for s in shown(self._book.all.values(), status.group) if s.builtin != "spam"]
            if ordinary == [status]:
                raise Refused("last_status")
            async with self._writer.still():
                if status.group == "in_progress" and (chats := await holdings.count_in_status(id)):
                    raise Refused("status_in_use", chats=chats)
                await tables.Status.update({"hidden": True}).where(tables.Status.id == id)
                await self._book.load()
            await self._changed()

    async def restore(self, by: Operator, id: int) -> Status:
        """Show a hidden one again, in its old place.

        Raises:
            Refused: `forbidden`, `no_status`, `name_taken`, `too_many_statuses`.
        """
        check_administrator(by)
        async with self._one:
            status = self._book.all.get(id)
            if status is None:
                raise Refused("no_status")
            if status.hidden:
                self._check_free(status.name, id)
                if len(shown(self._book.all.values(), status.group)) >= MOST:
                    raise Refused("too_many_statuses", statuses=MOST)
                await tables.Status.update({"hidden": False}).where(tables.Status.id == id)
                await self._changed()
        return self._book.all[id]

    async def empty(self, by: Operator, id: int, into: int) -> int:
        """Move all chats in progress from a status into another one: how many there were.

        Raises:
            Refused: `forbidden`; `no_status`: one of them is not there, or `into` is not "in progress".
        """
        check_administrator(by)
        source, target = self._found(id), self._found(into)
        if target.group != "in_progress" or source.id == target.id:
            raise Refused("no_status", field="into")
        moved = 0
        while chats := await holdings.chats_in_status(id, AT_ONCE):
            commands = [Relabel(actor=by, chat=chat, source=id, target=into) for chat in chats]
            await asyncio.gather(*(self._writer.submit(command) for command in commands))
            moved += len(chats)
        return moved

    def _found(self, id: int) -> Status:
        status = self._book.all.get(id)
        if status is None or status.hidden:
            raise Refused("no_status")
        return status

    def _free_name(self, name: str, own: int | None) -> str:
        name = clean_name("name", name, NAME_CHARS)
        self._check_free(name, own)
        return name

    def _check_free(self, name: str, own: int | None) -> None:
        taken = {s.name.casefold() for s in self._book.all.values() if s.id != own and s.name and not s.hidden}
        if name.casefold() in taken:
            raise Refused("name_taken", name=name, field="name")

    async def _changed(self) -> None:
        await self._book.load()
        await self._rules.changed()


async def _after(statuses: Sequence[Status]) -> int:
    rows = await tables.Status.select(tables.Status.position).where(
        tables.Status.id.is_in([status.id for status in statuses])
    )
    return max((int(row["position"]) for row in rows), default=-1) + 1
