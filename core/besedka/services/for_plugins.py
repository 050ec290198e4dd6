"""Chats, messages and people as plugins are given them."""

from collections.abc import Sequence
from typing import Any

import msgspec

from besedka import clock
from besedka.bus import Bus
from besedka.config import Config
from besedka.db import tables
from besedka.domain import chat as ours
from besedka.domain.files import File as OurFile
from besedka.domain.files import files_of
from besedka.domain.hints import Committed, Hint, SiteChanged
from besedka.plugin import Chat, ChatId, Client, ClientId, ConnectionId, File, Message, Operator, OperatorId, Visit
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
        """An operator, also one who was deleted."""
        member = self._team.members.get(id) or self._team.former[id]
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
                case Committed() if any(event.kind in ("updated", "taken", "transferred") for event in hint.events):
                    self._known.pop(hint.chat.identity, None)


def carried(files: Sequence[OurFile]) -> tuple[File, ...]:
    """The files of a message."""
    return tuple(File(id=file.id, name=file.name, type=file.type, size_bytes=file.size_bytes) for file in files)


def message(event: ours.Event) -> Message:
    """A message event."""
    by_operator = event.author.type == "operator"
    return Message(
        chat=ChatId(event.chat),
        seq=event.seq,
        author="operator" if by_operator else "client" if event.author.type == "visitor" else "automatic",
        operator=OperatorId(event.author.id) if by_operator else None,
        text=event.text or "",
        files=carried(files_of(event.data)),
        at=event.at,
    )


KNOWN = """
    SELECT c.name, c.fields, v.number, v.referrer, v.campaign, v.language, p.url, p.title,
        (SELECT operator FROM chat WHERE client = c.id AND operator IS NOT NULL ORDER BY assigned_at DESC LIMIT 1) AS operator
    FROM client AS c
    LEFT JOIN visit AS v ON v.id = (SELECT MAX(id) FROM visit WHERE client = c.id)
    LEFT JOIN visit_page AS p ON p.id = (SELECT MAX(id) FROM visit_page WHERE visit = v.id)
    WHERE c.id = {}
"""


async def _read(chat: ours.Chat) -> _Known:
    row: dict[str, Any] = (await tables.Client.raw(KNOWN, chat.client))[0]
    client = Client(
        id=ClientId(chat.client),
        name=row["name"] or "",
        emails=(),
        phones=(),
        fields=msgspec.json.decode(row["fields"], type=dict[str, str]),
        manager=None,
        last_operator=None if row["operator"] is None else OperatorId(row["operator"]),
    )
    if row["number"] is None:
        return _Known(client=client, language=None, visit=None)
    visit = Visit(
        number=row["number"],
        page=row["url"] or "",
        title=row["title"] or "",
        referrer=row["referrer"],
        campaign=msgspec.json.decode(row["campaign"], type=dict[str, str]),
        country="",
        city="",
    )
    return _Known(client=client, language=row["language"].split("-")[0].lower() or None, visit=visit)
