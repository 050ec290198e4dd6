"""What has happened in a chat, as deadlines see it: gathered event by event."""

from datetime import datetime
from typing import Literal

from besedka.domain.chat import Event
from besedka.plugin import Progress, Turn

Side = Literal["queue", "operator", "client"]


class ProgressLog:
    """Fed with the events of one chat in their order. Only people count: neither plugins nor the server answer.

    Events follow each other by number: when the clock is set back, a turn that would end before it began took no time.

    It is the queue's turn while nobody holds the chat, then the turn of the side that did not write last; an operator who has
    taken a chat in which nobody has written has to begin.
    """

    def __init__(self) -> None:
        self._opened_at: datetime | None = None
        self._first_answer_at: datetime | None = None
        self._waiting_since: datetime | None = None
        self._last_operator_at: datetime | None = None
        self._client_has_written = False
        self._last_word: Literal["client", "operator"] = "client"
        self._held = False
        self._closed = False
        self._past: list[Turn] = []
        self._whose: Side | None = None
        self._since: datetime | None = None

    @property
    def progress(self) -> Progress | None:
        """As of the last event; None for a chat that nobody has opened yet."""
        if self._opened_at is None:
            return None
        turns = tuple(self._past)
        if self._whose is not None and self._since is not None:
            turns += (Turn(whose=self._whose, start=self._since, end=None),)
        return Progress(
            opened_at=self._opened_at,
            first_answer_at=self._first_answer_at,
            waiting_since=None if self._closed else self._waiting_since,
            last_operator_at=self._last_operator_at,
            held_until=None,
            turns=turns,
        )

    def feed(self, event: Event) -> None:
        """Take in the next event."""
        kind = event.kind
        if kind == "message":
            if event.author.type == "visitor":
                self._client_wrote(event.at)
            elif event.author.type == "operator":
                self._operator_wrote(event.at)
            else:
                return
        elif kind == "taken":
            self._opened_at = self._opened_at or event.at
            self._held = True
        elif kind == "transferred":
            self._held = True
        elif kind == "returned":
            self._held = False
        elif kind == "closed":
            self._closed = True
        elif kind == "reopened":
            self._held = self._held or event.author.type == "operator"
            self._closed = False
        else:
            return
        self._turn(event.at)

    def _client_wrote(self, at: datetime) -> None:
        self._opened_at = self._opened_at or at
        self._waiting_since = self._waiting_since or at
        self._client_has_written = True
        self._last_word = "client"

    def _operator_wrote(self, at: datetime) -> None:
        self._opened_at = self._opened_at or at
        if self._client_has_written and self._first_answer_at is None:
            self._first_answer_at = at
        self._waiting_since = None
        self._last_operator_at = at
        self._last_word = "operator"
        self._held = True

    def _mover(self) -> Side | None:
        if self._closed:
            return None
        if not self._held:
            return "queue"
        return "operator" if self._last_word == "client" else "client"

    def _turn(self, at: datetime) -> None:
        whose = self._mover()
        if whose == self._whose:
            return
        if self._whose is not None and self._since is not None and self._since < at:
            self._past.append(Turn(whose=self._whose, start=self._since, end=at))
        self._whose, self._since = whose, at
        if self._past and self._past[-1].whose == whose and self._past[-1].end == at:  # the other's turn took no time
            self._since = self._past.pop().start
