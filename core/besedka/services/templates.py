"""Templates: ready words that operators put into their answers. Global ones are everybody's, personal ones only their owner's."""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal

import msgspec
from piccolo.columns import Column
from piccolo.columns.combination import And

from besedka.db import tables
from besedka.db.bind import bound
from besedka.domain.people import Operator
from besedka.domain.rights import check_administrator
from besedka.plugin.errors import Refused
from besedka.services.typed import clean_text

MOST = 1000  # of everybody's, and of each operator's own: they are read whole
TITLE_CHARS = 100

Level = Literal["global", "personal"]


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """Without a title its text says it all; without a heading it stands by itself."""

    id: int
    level: Level
    heading: str
    title: str
    text: str


class TemplateList(msgspec.Struct, frozen=True, kw_only=True):
    """All that one operator sees, each level in its order. Another `revision` means that something is different."""

    items: list[Template]
    revision: str


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What a template is made of, as somebody typed it."""

    text: str
    title: str = ""
    heading: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A template in a new order, under a heading."""

    id: int
    heading: str


class Templates:
    """Each call says who asks. Administrators write global templates; personal ones are nobody else's business, not even theirs."""

    def __init__(self, changed: Callable[[], Awaitable[None]], text_chars: int) -> None:
        self._changed = changed
        self._text_chars = text_chars

    async def list(self, by: Operator) -> TemplateList:
        """Global ones first, then the operator's own."""
        items = [*await _of(by, "global"), *await _of(by, "personal")]
        digest = hashlib.sha256(msgspec.json.encode(items)).hexdigest()
        return TemplateList(items=items, revision=digest[:16])

    async def add(self, by: Operator, level: Level, words: Sequence[Words]) -> TemplateList:
        """Make templates at the end of a level, all or none.

        Raises:
            Refused: `forbidden`; `bad_text`, `too_long` with the fact `field`; `too_many_templates` with the fact `templates`.
        """
        _check(by, level)
        clean = [self._clean(one, f"items[{at}].") for at, one in enumerate(words)]
        async with bound().transaction():
            await bound().hold(tables.Template._meta.tablename)
            known = await _rows(by, level)
            if len(known) + len(clean) > MOST:
                raise Refused("too_many_templates", templates=MOST)
            first = known[-1]["position"] + 1 if known else 0
            owner = by.id if level == "personal" else None
            rows = [
                tables.Template(level=level, operator=owner, position=first + at, **msgspec.structs.asdict(one))
                for at, one in enumerate(clean)
            ]
            await tables.Template.insert(*rows)
        return await self._told(by, level)

    async def change(self, by: Operator, id: int, fields: dict[str, Any]) -> TemplateList:
        """Change `heading`, `title` and `text`, as far as they are given.

        Raises:
            Refused: `not_found`, also for somebody else's; `forbidden`; `bad_text`, `too_long`.
        """
        now = await self._found(by, id)
        words = msgspec.structs.replace(Words(heading=now.heading, title=now.title, text=now.text), **fields)
        values: dict[Column | str, Any] = {}
        values.update(msgspec.structs.asdict(self._clean(words)))
        await tables.Template.update(values).where(tables.Template.id == id)
        return await self._told(by, now.level)

    async def remove(self, by: Operator, id: int) -> TemplateList:
        """Raises:
        Refused: `not_found`, also for somebody else's; `forbidden`.
        """
        now = await self._found(by, id)
        await tables.Template.delete().where(tables.Template.id == id)
        return await self._told(by, now.level)

    async def arrange(self, by: Operator, level: Level, places: Sequence[Place]) -> TemplateList:
        """Give all templates of a level this order, and these headings.

        Raises:
            Refused: `forbidden`; `changed_meanwhile`: these are not the templates that there are now.
        """
        _check(by, level)
        async with bound().transaction():
            await bound().hold(tables.Template._meta.tablename)
            known = {row["id"]: row["heading"] for row in await _rows(by, level)}
            if sorted(known) != sorted(place.id for place in places):
                raise Refused("changed_meanwhile")
            if places:
                await _number([place.id for place in places])
            moved: defaultdict[str, list[int]] = defaultdict(list)
            for place in places:
                if (heading := _line(place.heading)) != known[place.id]:
                    moved[heading].append(place.id)
            for heading, ids in moved.items():
                await tables.Template.update({tables.Template.heading: heading}).where(tables.Template.id.is_in(ids))
        return await self._told(by, level)

    def _clean(self, words: Words, path: str = "") -> Words:
        try:
            text = clean_text(words.text, self._text_chars)
        except Refused as refused:
            raise Refused(refused.code, field=f"{path}text", **refused.facts) from None
        return Words(heading=_line(words.heading), title=_line(words.title), text=text)

    async def _found(self, by: Operator, id: int) -> Template:
        """One that this operator may change."""
        for level in ("personal", "global"):
            for template in await _of(by, level):
                if template.id == id:
                    _check(by, level)
                    return template
        raise Refused("not_found")

    async def _told(self, by: Operator, level: Level) -> TemplateList:
        if level == "global":
            await self._changed()
        return await self.list(by)


def _check(by: Operator, level: Level) -> None:
    if level == "global":
        check_administrator(by)


def _mine(by: Operator, level: Level) -> And:
    owner = tables.Template.operator.is_null() if level == "global" else tables.Template.operator == by.id
    return And(tables.Template.level == level, owner)


async def _rows(by: Operator, level: Level) -> list[dict[str, Any]]:
    query = tables.Template.select().where(_mine(by, level))
    return await query.order_by(tables.Template.position, tables.Template.id)


async def _of(by: Operator, level: Level) -> list[Template]:
    return [msgspec.convert(row, Template) for row in await _rows(by, level)]


async def _number(ids: Sequence[int]) -> None:
    """Their order in one statement; the numbers are ours and need no quoting."""
    cases = " ".join(f"WHEN {id} THEN {at}" for at, id in enumerate(ids))
    listed = ", ".join(map(str, ids))
    await tables.Template.raw(f"UPDATE template SET position = CASE id {cases} END WHERE id IN ({listed})")  # noqa: S608


def _line(text: str) -> str:
    """A title on one line, without what does not show."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())
