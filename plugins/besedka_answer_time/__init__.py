"""Answer time: the first answer, and every later one, within so many working minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from besedka.plugin import Calendar, Chat, Deadline, Plugin, Progress, SlaRule

UNIT = {"unit": "min"}


class AnswerTimeSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Working minutes by the calendar; 0 switches off."""

    first_answer_min: Annotated[
        int,
        Meta(
            title="First answer within",
            description="From the opening of the chat. 0: no limit of its own.",
            ge=0,
            le=10080,
            extra_json_schema=UNIT,
        ),
    ] = 5
    every_answer_min: Annotated[
        int,
        Meta(
            title="Every answer within",
            description="From the client's first message without an answer. 0: no limit.",
            ge=0,
            le=10080,
            extra_json_schema=UNIT,
        ),
    ] = 15
    warn_min: Annotated[
        int,
        Meta(
            title="Warn before",
            description="So long before the limit operators see a warning. 0: none.",
            ge=0,
            le=10080,
            extra_json_schema=UNIT,
        ),
    ] = 1


class AnswerTime(SlaRule[AnswerTimeSettings]):
    """Two limits, each switched by itself. While a hold message lasts, the clock of the answer has not begun."""

    name = "answer_time"
    title = "Answer time"
    description = "How long clients may wait for the first answer and for every later one, in working minutes."

    def deadlines(self, chat: Chat, progress: Progress, calendar: Calendar) -> Sequence[Deadline]:
        settings, held = self.settings, progress.held_until
        if settings.first_answer_min and progress.first_answer_at is None:
            start, limit, key, title = progress.opened_at, settings.first_answer_min, "first_answer", "First answer"
        elif settings.every_answer_min and progress.waiting_since is not None:
            start, limit, key, title = progress.waiting_since, settings.every_answer_min, "answer", "Answer"
        else:
            return []
        start = start if held is None else max(start, held)
        due = calendar.add(start, timedelta(minutes=limit))
        return [Deadline(key=key, title=title, due=due, warn_at=self._warn_at(start, limit, calendar))]

    def _warn_at(self, start: datetime, limit_min: int, calendar: Calendar) -> datetime | None:
        """In working time too: a warning at closing time, not in the night, for what is due in the morning."""
        warn_min = self.settings.warn_min
        return calendar.add(start, timedelta(minutes=limit_min - warn_min)) if 0 < warn_min < limit_min else None


class AnswerTimePlugin(Plugin):
    """Brings the rule."""

    name = "answer_time"
    title = "Answer time"
    description = "Shows when clients wait too long for an answer, by the working hours."
    api = "0.1"
    providers = (AnswerTime,)
