"""A chat, an operator, a candidate as plugins see them, for tests that call a plugin's classes directly."""

from datetime import UTC, datetime
from typing import Any, cast

from msgspec.structs import replace

from besedka.plugin import (
    Candidate,
    Chat,
    ChatId,
    Client,
    ClientId,
    ConnectionId,
    Context,
    Message,
    Operator,
    OperatorId,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
NOWHERE = cast("Context", None)  # surroundings for whom asks nothing of them

CHAT = Chat(
    id=ChatId(7),
    client=Client(
        id=ClientId(3), name="Vera", emails=(), phones=(), fields={}, manager=None, last_operator=None
    ),
    channel="webchat",
    connection=ConnectionId(1),
    group=None,
    language="ru",
    state="queue",
    status="New",
    operator=None,
    held_by=None,
    severity=3,
    tags=(),
    visit=None,
    opened_at=NOON,
    url="https://chat.example/chats/7",
)  # fmt: skip


def operator(id: int = 1) -> Operator:
    name = f"Operator {id}"
    return Operator(
        id=OperatorId(id), name=name, display_name=name, email=f"{id}@shop.example", languages=("ru",), groups=()
    )


def candidate(id: int = 1, **facts: Any) -> Candidate:
    usual = Candidate(
        operator=operator(id), open_chats=0, limit=5, online_since=NOON, last_assigned_at=None, skills={}
    )  # fmt: skip
    return replace(usual, **facts)


def message(text: str = "Hello") -> Message:
    return Message(chat=CHAT.id, seq=1, author="client", operator=None, text=text, files=(), at=NOON)
