"""SLA: by when something must have happened in a chat."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from besedka.plugin.chats import Chat
from besedka.plugin.provider import Provider
from besedka.plugin.settings import SettingsT
from besedka.plugin.surroundings import Calendar


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Whose move it was, and when: enough to sum by clock or by calendar, with pauses.

    Attributes:
        end: None while the turn lasts.
    """

    whose: Literal["queue", "operator", "client"]
    start: datetime
    end: datetime | None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What has happened in a chat, as deadlines see it. Automatic messages never count as answers.

    Attributes:
        opened_at: when the chat was opened.
        first_answer_at: when an operator first wrote.
        waiting_since: the client's first message that nobody has answered.
        last_operator_at: when an operator last wrote.
        held_until: until when an operator has asked for patience: "one minute, I will check".
        turns: all turns, the oldest first.
    """

    opened_at: datetime
    first_answer_at: datetime | None
    waiting_since: datetime | None
    last_operator_at: datetime | None
    held_until: datetime | None
    turns: tuple[Turn, ...]


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """By when something must have happened.

    Attributes:
        key: names it within rule and chat. One deadline stands per key; not returned again, it no longer stands.
        title: an English text, the key of its translations.
        due: aware; within ten years of now.
        warn_at: when operators are warned; None: never.
        silent: an event only, shown to nobody: for steps of an escalation.
    """

    key: str
    title: str
    due: datetime
    warn_at: datetime | None = None
    silent: bool = False


class SlaRule(Provider[SettingsT], ABC):
    """One configured instance is one policy. The core knows for which chats it holds, and keeps the timers.

    Example:
        class FirstAnswer(SlaRule):
            name = "first_answer"
            title = "First answer within an hour"

            def deadlines(self, chat: Chat, progress: Progress, calendar: Calendar) -> Sequence[Deadline]:
                if progress.first_answer_at is not None:
                    return []
                due = calendar.add(progress.opened_at, timedelta(hours=1))
                return [Deadline(key="first", title="First answer", due=due)]
    """

    @abstractmethod
    def deadlines(self, chat: Chat, progress: Progress, calendar: Calendar) -> Sequence[Deadline]:
        """The deadlines that stand now, at most 20. Asked after each event of the chat.

        A plain function called on the loop: it only computes, from its arguments and settings, and has 100 ms. The same
        arguments always give the same deadlines: they are computed anew after restarts and changed settings.

        Args:
            chat: the chat, not closed.
            progress: what has happened in it.
            calendar: the working hours of its group.
        """
