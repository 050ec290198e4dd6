"""Tags of chats, and which of them were given lately."""

from collections.abc import Sequence

from besedka import clock
from besedka.db.tables import Tag
from besedka.domain.people import Operator
from besedka.services.chats import Chats
from besedka.services.rows import Row
from besedka.services.typed import clean_tag

USED = "INSERT INTO tag (name, used_at) VALUES ({}, {}) ON CONFLICT (name) DO UPDATE SET used_at = excluded.used_at"
LATELY = 50


class Tags:
    """What operators call chats."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def change(
        self, actor: Operator, chat: int, add: Sequence[str], remove: Sequence[str], key: str | None = None
    ) -> Row:
        """Give a chat tags and take some away. One that it has in other upper and lower case is spelt on as it is there.

        Raises what `Chats.retag` does.
        """
        row = await self._chats.retag(actor, chat, add, remove, key)
        given = {clean_tag(tag).casefold() for tag in add}
        for tag in row.tags:
            if tag.casefold() in given:
                await Tag.raw(USED, tag, clock.now())
        return row

    async def lately(self) -> list[str]:
        """The tags that were given last, the newest first."""
        rows = await Tag.select(Tag.name).order_by(Tag.used_at, ascending=False).limit(LATELY)
        return [row["name"] for row in rows]
