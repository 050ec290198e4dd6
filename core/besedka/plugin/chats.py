"""Chats and what is in them, as they were at the moment of the call: later changes are seen in later calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from besedka.plugin.people import ChatId, Client, ConnectionId, GroupId, OperatorId


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """The visit to the site from which the client wrote.

    Attributes:
        number: 1 for the first visit.
        page: address of the page.
        title: its title.
        referrer: where the visitor came from; empty if unknown.
        campaign: utm_source and the like, by their names.
        country: two letters, such as "KZ"; empty if unknown.
        city: empty if unknown.
    """

    number: int
    page: str
    title: str
    referrer: str
    campaign: Mapping[str, str]
    country: str
    city: str


class Chat(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation with one client, from its opening to its close.

    Attributes:
        channel: the name of the provider that it came by, such as "webchat".
        connection: the configured instance of that provider.
        language: what the client speaks, a code such as "ru"; None if unknown.
        status: the name of the status that operators see.
        operator: who holds it; None in the queue.
        held_by: a plugin that answers before people do.
        severity: 1 critical … 5 request.
        opened_at: when its first message came.
        url: the chat in the console.
    """

    id: ChatId
    client: Client
    channel: str
    connection: ConnectionId
    group: GroupId | None
    language: str | None
    state: Literal["queue", "in_progress", "closed"]
    status: str
    operator: OperatorId | None
    held_by: str | None
    severity: int
    tags: tuple[str, ...]
    visit: Visit | None
    opened_at: datetime
    url: str


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a message.

    Attributes:
        type: a media type such as "image/png", as the core has found it.
    """

    id: str
    name: str
    type: str
    size_bytes: int


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message of the client, of an operator, or an automatic one. Its repr tells its length, never its text.

    Attributes:
        seq: its place in the chat: growing, with gaps.
        operator: who wrote it, if an operator did.
        text: plain text, never markup.
    """

    chat: ChatId
    seq: int
    author: Literal["client", "operator", "automatic"]
    operator: OperatorId | None
    text: str
    files: tuple[File, ...]
    at: datetime

    def __repr__(self) -> str:
        size = f"chars={len(self.text)}, files={len(self.files)}"
        return f"Message(chat={self.chat}, seq={self.seq}, author={self.author!r}, operator={self.operator}, {size})"
