"""What the examples of reference.md take as known. They are cut out of docstrings, where imports and the class around would hide
what they show; test_pages.py puts this text before each of them. On all other pages examples are whole."""

# ruff: noqa: F401

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

from litestar import get
from msgspec import Meta, Struct
from msgspec.structs import replace

from besedka.plugin import (
    Access,
    Calendar,
    Candidate,
    Chat,
    ChatAssigned,
    ChatClosed,
    ChatOpened,
    ChatRated,
    Choice,
    ChoiceStep,
    Deadline,
    DistributionStrategy,
    Drop,
    InvalidAnswer,
    InvalidSettings,
    Job,
    Message,
    MessageAdded,
    NeedsAuth,
    NotReady,
    Operator,
    Panel,
    PanelRow,
    Plugin,
    Progress,
    Rating,
    RatingFlow,
    Refused,
    Route,
    ScaleStep,
    Secret,
    SlaRule,
    SocketChannel,
    Step,
    TextStep,
    hookimpl,
)

CARD = re.compile(r"\b(?:\d[ -]?){15}\d\b")


class Token(Struct, frozen=True, kw_only=True):
    value: str


class TokenSettings(Struct, frozen=True, kw_only=True):
    token: Secret


class KioskSettings(Struct, frozen=True, kw_only=True):
    address: str


class Webchat(SocketChannel):
    name = "webchat"
    title = "Website chat"


class Example(Plugin[TokenSettings]):
    """The class whose methods the examples show."""

    async def _sweep(self) -> None: ...

    async def _watch(self) -> None: ...

    async def _orders(self, chat: Chat, operator: Operator) -> Sequence[PanelRow]:
        return []


self: Example
chat: Chat
event: ChatOpened
calendar: Calendar
token: Token
version: int
raw: dict[str, Any]
