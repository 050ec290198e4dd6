"""Reading chats: pages of a list, one chat, its events, read marks, counts."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from piccolo.querystring import QueryString

from besedka.db.chat_row import SELECT, chat_from
from besedka.db.event_row import event_from
from besedka.db.filters import NOTHING, Filter
from besedka.db.tables import Chat as ChatTable
from besedka.db.tables import ChatEvent, ReadMark
from besedka.db.visible import in_states, visible_chats
from besedka.domain.chat import Chat, Event, Kind, State
from besedka.domain.people import Author, Operator
from besedka.domain.view import KINDS_FOR_VISITOR, Reader

View = Literal["queue", "in_progress", "online", "overdue", "all"]


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a list with one order: chats in these states that match, sorted by a time and then by id; without a time by
    id alone."""

    states: tuple[State, ...]
    where: QueryString = QueryString("TRUE")
    by: Literal["opened_at", "waiting_since", "last_at", "closed_at", "overdue_since"] | None
    descending: bool = False

    @property
    def dated(self) -> str:
        """The column with the day by which a chat is looked for here."""
        return "chat.closed_at" if self.states == ("closed",) else "chat.opened_at"

    def time(self, chat: Chat) -> datetime | None:
        """The time that the chat is sorted by here."""
        match self.by:
            case None:
                return None
            case "last_at":
                return chat.last.at if chat.last else None
            case by:
                return getattr(chat, by)  # type: ignore[no-any-return]


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ended."""

    segment: int
    at: datetime | None
    id: int


OPEN: tuple[State, ...] = ("queue", "in_progress")
WAIT = QueryString("chat.waiting_since IS NOT NULL")
NOBODY_WAITS = QueryString("chat.waiting_since IS NULL")

QUEUE = Segment(states=("queue",), by="opened_at")
WAITING = Segment(states=("in_progress",), where=WAIT, by="waiting_since")
ANSWERED = Segment(states=("in_progress",), where=NOBODY_WAITS, by="last_at", descending=True)
ALL_WAITING = Segment(states=OPEN, where=WAIT, by="waiting_since")
ALL_ANSWERED = Segment(states=OPEN, where=NOBODY_WAITS, by="last_at", descending=True)
OVERDUE = Segment(states=OPEN, where=QueryString("chat.overdue_since IS NOT NULL"), by="overdue_since")
CLOSED = Segment(states=("closed",), by="closed_at", descending=True)
EMPTY = Segment(states=("empty",), by=None, descending=True)

SEGMENTS: dict[View, tuple[Segment, ...]] = {
    "queue": (QUEUE,),
    "in_progress": (WAITING, ANSWERED),
    "online": (WAITING, ANSWERED),
    "overdue": (OVERDUE,),
    "all": (ALL_WAITING, ALL_ANSWERED, CLOSED),
}


async def page(
    actor: Operator,
    view: View,
    *,
    on_site: Collection[int],
    empty: bool = False,
    only: Filter = NOTHING,
    after: Cursor | None = None,
    limit: int = 50,
) -> tuple[list[Chat], Cursor | None]:
    """A page of a list, and the cursor of the next one.

    Args:
        on_site: identities whose visitors are on the site now.
        empty: also the empty chats of those.
    """
    segments = _segments(view, on_site)
    if empty and view in ("online", "all"):
        segments.append(msgspec.structs.replace(EMPTY, where=_site(on_site)))
    rows: list[Chat] = []
    last: Cursor | None = None
    for number, segment in enumerate(segments):
        if after is not None and number < after.segment:
            continue
        start = after if after is not None and number == after.segment else None
        where = QueryString("{} AND {}", visible_chats(actor, segment.states), only.condition(segment.dated))
        for chat in await _segment(segment, where, start, limit + 1):
            if len(rows) == limit:
                return rows, last
            rows.append(chat)
            last = Cursor(number, segment.time(chat), chat.id)
    return rows, None


def matching(actor: Operator, view: View, on_site: Collection[int], only: Filter) -> QueryString:
    """The condition that a chat stands somewhere in this list of the actor's."""
    stretches = [
        QueryString(
            f"({in_states(segment.states)} AND {{}} AND {{}} AND {{}})",
            segment.where,
            visible_chats(actor, segment.states),
            only.condition(segment.dated),
        )
        for segment in _segments(view, on_site)
    ]
    return QueryString(f"({' OR '.join(['{}'] * len(stretches))})", *stretches)


def _segments(view: View, on_site: Collection[int]) -> list[Segment]:
    segments = list(SEGMENTS[view])
    if view == "online":
        site = _site(on_site)
        segments = [msgspec.structs.replace(s, where=QueryString("{} AND {}", s.where, site)) for s in segments]
    return segments


def _site(on_site: Collection[int]) -> QueryString:
    return QueryString(f"chat.identity IN ({','.join(map(str, on_site)) or 'NULL'})")


async def _segment(segment: Segment, rights: QueryString, after: Cursor | None, limit: int) -> list[Chat]:
    order, compare = ("DESC", "<") if segment.descending else ("ASC", ">")
    by_time = f"chat.{segment.by} {order}, " if segment.by else ""
    beyond = QueryString("TRUE")
    if after is not None and segment.by is not None:
        beyond = QueryString(f"(chat.{segment.by}, chat.id) {compare} ({{}}, {{}})", after.at, after.id)
    elif after is not None:
        beyond = QueryString(f"chat.id {compare} {{}}", after.id)
    where = QueryString(f"{in_states(segment.states)} AND {{}} AND {{}} AND {{}}", segment.where, rights, beyond)
    return await chosen_chats(where, f"{by_time}chat.id {order}", limit)


async def chosen_chats(where: QueryString, order: str, limit: int) -> list[Chat]:
    """The first chats of those that match. They are chosen by themselves, and only then is it looked up whose they are; the limit
    is a part of the statement, so that a plan is made for few."""
    return await chats_where(
        QueryString(
            f"WHERE chat.id IN (SELECT chat.id FROM chat WHERE {{}} ORDER BY {order} LIMIT {limit}) ORDER BY {order}",
            where,
        )
    )


async def find(id: int) -> Chat | None:
    """One chat; whether somebody may see it is asked elsewhere."""
    found = await chats_where(QueryString("WHERE chat.id = {}", id))
    return found[0] if found else None


async def open_chats(identities: Collection[int]) -> list[Chat]:
    """The chats of these visitors that are not closed."""
    return await chats_where(
        QueryString(f"WHERE chat.identity IN ({','.join(map(str, identities)) or 'NULL'}) AND chat.state <> 'closed'")
    )


async def newest_chats(identity: int, limit: int = 2) -> list[Chat]:
    """The newest chats of a visitor that have messages."""
    return await chats_where(
        QueryString(
            "WHERE chat.identity = {} AND chat.state <> 'empty' ORDER BY chat.id DESC LIMIT {}", identity, limit
        )
    )


async def lost_chats(before: Operator, now: Operator, limit: int = 200) -> list[int]:
    """The newest chats in the queue and in progress that an operator saw with the rights `before` and does not see any more."""
    rows = await ChatTable.raw(
        # `-id` is in no index: to walk all chats by number, until enough of them are open, would be the longer way.
        f"""SELECT id FROM chat WHERE {in_states(OPEN)} AND {{}} AND ({{}}) IS NOT TRUE
        ORDER BY -id LIMIT {limit}""",
        visible_chats(before, OPEN),
        visible_chats(now, OPEN),
    )
    return [row["id"] for row in rows]


async def chat_before(identity: int, id: int) -> int | None:
    """The visitor's conversation before this one."""
    rows = await ChatTable.raw(
        "SELECT id FROM chat WHERE identity = {} AND id < {} AND state <> 'empty' ORDER BY id DESC LIMIT 1",
        identity,
        id,
    )
    return rows[0]["id"] if rows else None


async def chats_where(rest: QueryString) -> list[Chat]:
    """The chats of a query that goes on after FROM."""
    rows = await ChatTable.raw(SELECT + "{}", rest)
    return [chat_from(tuple(row.values())) for row in rows]


async def events(
    chat: int,
    reader: Reader,
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int = 50,
    kinds: Collection[Kind] = (),
) -> list[Event]:
    """Events in order: those after `after` from the oldest on, else the newest before `before`; hidden kinds do not count, and
    where `kinds` are named only those that are not deleted."""
    query = ChatEvent.select().where(ChatEvent.chat == chat).limit(limit)
    if reader == "visitor":
        query = query.where(ChatEvent.kind.is_in(sorted(KINDS_FOR_VISITOR)))
    if kinds:
        query = query.where(ChatEvent.kind.is_in(sorted(kinds)) & ChatEvent.deleted_at.is_null())
    if before is not None:
        query = query.where(ChatEvent.seq < before)
    if after is not None:
        query = query.where(ChatEvent.seq > after)
    rows = await query.order_by(ChatEvent.seq, ascending=after is not None)
    found = [event_from(row) for row in (rows if after is not None else reversed(rows))]
    return await _with_texts(chat, found)


async def _with_texts(chat: int, events: list[Event]) -> list[Event]:
    """What `edited` events tell: the text of now, since the one of that time may have been taken back."""
    wanted = {event.data["seq"] for event in events if event.kind == "edited"}
    if not wanted:
        return events
    columns = (ChatEvent.seq, ChatEvent.body)
    rows = await ChatEvent.select(*columns).where((ChatEvent.chat == chat) & ChatEvent.seq.is_in(sorted(wanted)))
    texts = {row["seq"]: row["body"] for row in rows}
    return [
        msgspec.structs.replace(event, text_now=texts[event.data["seq"]]) if event.kind == "edited" else event
        for event in events
    ]


async def message(chat: int, seq: int) -> Event | None:
    """A message or a note, also one that was deleted."""
    rows = await ChatEvent.select().where((ChatEvent.chat == chat) & (ChatEvent.seq == seq))
    found = event_from(rows[0]) if rows else None
    return found if found is not None and found.kind in ("message", "note") else None


async def changes(chat: int, seq: int) -> list[Event]:
    """The `edited` and `deleted` events of a message, with what it said before each."""
    kinds = ChatEvent.kind.is_in(["edited", "deleted"])
    rows = await ChatEvent.select().where((ChatEvent.chat == chat) & (ChatEvent.seq > seq) & kinds).order_by(
        ChatEvent.seq
    )  # fmt: skip
    return [event for event in map(event_from, rows) if event.data["seq"] == seq]


async def chat_of_key(author: Author, key: str) -> int | None:
    """The chat in which the author has used this key, if there is one."""
    rows = await ChatEvent.select(ChatEvent.chat).where(
        (ChatEvent.client_key == key) & (ChatEvent.author == author.id) & (ChatEvent.author_type == author.type)
    )
    return rows[0]["chat"] if rows else None


async def marks(chat: int) -> dict[Author, int]:
    """How far each reader has read."""
    rows = await ReadMark.select().where(ReadMark.chat == chat)
    return {Author(type=row["reader_type"], id=row["reader"]): row["seq"] for row in rows}


async def unread(chats: Iterable[Chat], operator: int) -> dict[int, int]:
    """The client's messages after the operator's read mark, for the chats that the operator leads."""
    ids = ",".join(str(chat.id) for chat in chats)
    rows = await ChatEvent.raw(
        f"""SELECT event.chat AS chat, COUNT(*) AS unread FROM chat
        LEFT JOIN read_mark AS mark ON mark.chat = chat.id AND mark.reader_type = 'operator' AND mark.reader = {{}}
        JOIN chat_event AS event ON event.chat = chat.id AND event.seq > COALESCE(mark.seq, 0)
        WHERE chat.id IN ({ids or "NULL"}) AND event.kind = 'message' AND event.author_type = 'visitor'
        GROUP BY event.chat""",
        operator,
    )
    return {row["chat"]: row["unread"] for row in rows}


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many chats of one state one operator holds; `on_site` of them have their client on the site, `overdue` missed a
    deadline."""

    state: str
    operator: int | None
    chats: int
    on_site: int
    overdue: int


async def counts(on_site: Collection[int]) -> Sequence[Count]:
    """Chats in the queue and in progress, by holder: enough for everybody's counters."""
    site = ",".join(map(str, on_site)) or "NULL"
    rows = await ChatTable.raw(
        f"""SELECT state, operator, COUNT(*) AS chats, SUM(CASE WHEN identity IN ({site}) THEN 1 ELSE 0 END) AS on_site,
            COUNT(overdue_since) AS overdue
        FROM chat WHERE {in_states(OPEN)} GROUP BY state, operator"""
    )
    return [msgspec.convert(row, Count) for row in rows]
