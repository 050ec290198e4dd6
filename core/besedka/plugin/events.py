"""Events: what has happened in a chat, told after it was committed. `chat` is as it was right after."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from besedka.plugin.chats import Chat, Message
from besedka.plugin.people import OperatorId
from besedka.plugin.ratings import Rating


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What all events have."""

    chat: Chat
    at: datetime


class ChatOpened(Event, frozen=True, kw_only=True):
    """A client has written for the first time, or again after a close."""


class ChatAssigned(Event, frozen=True, kw_only=True):
    """An operator has the chat now.

    Attributes:
        operator: who has it.
        by: who gave or took it; None: the core or a strategy.
        reason: "why me?", as the strategy said it; empty if a person did it.
    """

    operator: OperatorId
    by: OperatorId | None
    reason: str


class ChatClosed(Event, frozen=True, kw_only=True):
    """The chat is over.

    Attributes:
        reason: done, spam, expired (long silence), or merged into another chat.
    """

    reason: Literal["done", "spam", "expired", "merged"]


class MessageAdded(Event, frozen=True, kw_only=True):
    """A message came in or went out."""

    message: Message


class ChatRated(Event, frozen=True, kw_only=True):
    """A client has rated the chat; a later one replaces it."""

    rating: Rating
