"""Chats, messages and people as plugins are given them."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from besedka import clock
from besedka.bus import Bus
from besedka.config import Config
from besedka.db import tables
from besedka.domain import chat as ours
from besedka.domain.hints import Committed, Hint, SiteChanged
from besedka.plugin import Chat, ChatId, Client, ClientId, ConnectionId, Message, Operator, OperatorId, Visit
from besedka.services.statuses import StatusBook
from besedka.services.team import Team

REMEMBERED = 5_000


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """What is read of a client, and kept until something of it changes."""

    client: Client
    language: str | None
    visit: Visit | None


class ForPlugins:
    """Makes the contract's data of ours. What it reads of clients it keeps in memory for as long as nobody changes it."""

    def __init__(self, config: Config, bus: Bus, team: Team, status_book: StatusBook) -> None:
        self._url = config.public_url or f"http://{config.host}:{config.port}"
        self._team = team
        self._status_book = status_book
        self._known: dict[int, _Known] = {}
        bus.subscribe(self._hear)

    async def chat(self, chat: ours.Chat) -> Chat:
        """A chat that is not empty."""
        known = self._known.get(chat.identity)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[chat.identity] = await _read(chat)
        status = self._status_book.all.get(chat.status) if chat.status is not None else None
        return Chat(
            id=ChatId(chat.id),
            client=known.client,
            channel="webchat",
            connection=ConnectionId(chat.connection),
            group=None,
            language=known.language,
            state="queue" if chat.state == "empty" else chat.state,
            status=(status.name or status.builtin or "") if status else "",
            operator=None if chat.operator is None else OperatorId(chat.operator),
            held_by=None,
            severity=chat.severity,
            tags=chat.tags,
            visit=known.visit,
            opened_at=chat.opened_at or clock.now(),
            url=f"{self._url}/chats/{chat.id}",
        )

    def operator(self, id: int) -> Operator:
        """An operator."""
        member = self._team.members[id]
        return Operator(
            id=OperatorId(id),
            name=member.name,
            display_name=member.display_name,
            email=member.email,
            languages=(),
            groups=(),
        )

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            match hint:
                case SiteChanged(identity=identity):
                    self._known.pop(identity, None)
                case Committed() if any(event.kind in ("updated", "taken") for event in hint.events):
                    self._known.pop(hint.chat.identity, None)


def message(event: ours.Event) -> Message:
    """A message event."""
    by_operator = event.author.type == "operator"
    return Message(
        chat=ChatId(event.chat),
        seq=event.seq,
        author="operator" if by_operator else "client" if event.author.type == "visitor" else "automatic",
        operator=OperatorId(event.author.id) if by_operator else None,
        text=event.text or "",
        files=(),
        at=event.at,
    )


async def _read(chat: ours.Chat) -> _Known:
    client = (await tables.Client.select().where(tables.Client.id == chat.client))[0]
    last = await tables.Chat.raw(
        "SELECT operator FROM chat WHERE client = {} AND operator IS NOT NULL ORDER BY assigned_at DESC LIMIT 1",
        chat.client,
    )
    fields: Mapping[str, str] = msgspec.json.decode(client["fields"], type=dict[str, str])
    visits = (
        await tables.Visit.select()
        .where(tables.Visit.client == chat.client)
        .order_by(tables.Visit.id, ascending=False)
        .limit(1)
    )
    return _Known(
        client=Client(
            id=ClientId(chat.client),
            name=client["name"] or "",
            emails=(),
            phones=(),
            fields=fields,
            manager=None,
            last_operator=OperatorId(last[0]["operator"]) if last else None,
        ),
        language=(visits[0]["language"].split("-")[0].lower() or None) if visits else None,
        visit=await _visit(visits[0]) if visits else None,
    )


async def _visit(row: dict[str, Any]) -> Visit:
    pages = (
        await tables.VisitPage.select()
        .where(tables.VisitPage.visit == row["id"])
        .order_by(tables.VisitPage.id, ascending=False)
        .limit(1)
    )
    return Visit(
        number=row["number"],
        page=pages[0]["url"] if pages else "",
        title=pages[0]["title"] if pages else "",
        referrer=row["referrer"],
        campaign=msgspec.json.decode(row["campaign"], type=dict[str, str]),
        country="",
        city="",
    )
