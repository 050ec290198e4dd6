"""What a list may be narrowed to, as SQL. Each condition has an index of closed chats; open ones are few."""

from datetime import datetime

import msgspec
from piccolo.querystring import QueryString

from besedka.db.tables import Chat

encode = msgspec.json.Encoder().encode

ANY = QueryString("TRUE")


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """All that is set must hold.

    Attributes:
        holder: the operator who leads the chat, or led it when it was closed.
        since, until: for closed chats when they were closed, for others when they began; from the first on, before the second.
    """

    status: int | None = None
    holder: int | None = None
    tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def condition(self, time: str) -> QueryString:
        """Over the table `chat`.

        Args:
            time: the column, or what is computed, that `since` and `until` are about.
        """
        parts: list[QueryString] = []
        if self.status is not None:
            parts.append(QueryString("chat.status = {}", self.status))
        if self.holder is not None:
            parts.append(QueryString("chat.operator = {}", self.holder))
        if self.since is not None:
            parts.append(QueryString(f"{time} >= {{}}", self.since))
        if self.until is not None:
            parts.append(QueryString(f"{time} < {{}}", self.until))
        if self.tag is not None:
            parts.append(_tagged(self.tag))
        return QueryString(" AND ".join(["{}"] * len(parts)), *parts) if parts else ANY


NOTHING = Filter()


def _tagged(tag: str) -> QueryString:
    if "\0" in tag:
        return QueryString("FALSE")  # no tag has it, and PostgreSQL does not take it
    stored = encode(tag).decode()
    if Chat._meta.db.engine_type == "sqlite":  # as written: a quote inside a tag has a backslash
        return QueryString(
            "chat.tags <> '[]' AND (instr(chat.tags, {}) > 0 OR instr(chat.tags, {}) > 0)", f"[{stored}", f",{stored}"
        )
    return QueryString("chat.tags::text <> '[]' AND chat.tags::jsonb @> {}::jsonb", f"[{stored}]")
