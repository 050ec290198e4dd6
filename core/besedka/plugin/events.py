"""Events: what has happened in a chat, told after it was committed. `chat` is as it was right after."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from besedka.plugin.chats import Chat, Message
from besedka.plugin.people import OperatorId
from besedka.plugin.ratings import Rating


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What all events have.

    Attributes:
        chat: as it was right after.
        at: when it happened: aware, UTC.
    """

    chat: Chat
    at: datetime


class ChatOpened(Event, frozen=True, kw_only=True):
    """A chat has begun: its first message was stored, and it is not empty any more.

    Once in the life of a chat, right before the `MessageAdded` of that message: a closed chat that is opened again tells nothing
    of it. A client whose message begins another chat opens that one. Where an operator writes first, it comes with their message.
    """


class ChatAssigned(Event, frozen=True, kw_only=True):
    """An operator has the chat now.

    Attributes:
        operator: who has it.
        by: the operator who took it or gave it to somebody; None if a strategy chose.
        reason: "why me?", in English, as the strategy said it; empty if a person did it.
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
    """A message came in or went out: of the client, of an operator, or an automatic one, also of this very plugin."""

    message: Message


class ChatRated(Event, frozen=True, kw_only=True):
    """A client has rated the chat; a later one replaces it."""

    rating: Rating
