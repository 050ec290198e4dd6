"""Chats, messages and events as plugins are given them."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from besedka.plugin import (
    Candidate,
    Chat,
    ChatId,
    ChatOpened,
    Client,
    ClientId,
    ConnectionId,
    Message,
    Operator,
    OperatorId,
    Progress,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def chat(**fields: Any) -> Chat:
    client = Client(
        id=ClientId(1), name="Cleo", emails=("cleo@shop.example",), phones=("+77010000000",), fields={}, manager=None,
        last_operator=None,
    )  # fmt: skip
    made = Chat(
        id=ChatId(1), client=client, channel="webchat", connection=ConnectionId(1), group=None, language="ru",
        state="queue", status="", operator=None, held_by=None, severity=5, tags=(), visit=None, opened_at=NOON, url="",
    )  # fmt: skip
    return msgspec.structs.replace(made, **fields)


def message(text: str = "hello", **fields: Any) -> Message:
    made = Message(chat=ChatId(1), seq=0, author="client", operator=None, text=text, files=(), at=NOON)
    return msgspec.structs.replace(made, **fields)


def operator(id: int = 1) -> Operator:
    return Operator(
        id=OperatorId(id), name=f"Op {id}", display_name="Op", email="op@shop.example", languages=(), groups=()
    )


def candidate(id: int = 1) -> Candidate:
    return Candidate(operator=operator(id), open_chats=0, limit=5, online_since=NOON, last_assigned_at=None, skills={})


def progress() -> Progress:
    return Progress(
        opened_at=NOON, first_answer_at=None, waiting_since=NOON, last_operator_at=None, held_until=None, turns=()
    )


def opened(**fields: Any) -> ChatOpened:
    return ChatOpened(chat=chat(**fields), at=NOON)
