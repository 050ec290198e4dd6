"""What people, plugins and timers ask a chat to do. Each command becomes events or a refusal, under the chat's lock."""

import hashlib
from collections.abc import Mapping

import msgspec

from besedka.domain.chat import Score, Standing, Words
from besedka.domain.files import File
from besedka.domain.people import Actor, Visitor


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """`key` is the sender's own id of the request; the same key again changes nothing and gets the same answer."""

    actor: Actor
    chat: int
    key: str | None = None

    def request(self) -> str:
        """What the sender asked for of the chat, so that a key used for something else is noticed."""
        return type(self).__name__

    def request_hash(self) -> bytes:
        # A visitor's first message names no chat, and its repetition does.
        anywhere = isinstance(self, SendMessage) and isinstance(self.actor, Visitor)
        request = self.request() if anywhere else f"{self.chat}\n{self.request()}"
        return hashlib.sha256(request.encode()).digest()


class Saying(Command, frozen=True, kw_only=True):
    """Words with files, or files alone. The files are the actor's own; that none of them is in another message is seen to where
    they are stored."""

    text: str
    files: tuple[File, ...] = ()

    def said(self, text: str) -> str:
        return "\0".join((text, *(file.id for file in self.files)))


class SendMessage(Saying, frozen=True, kw_only=True):
    """`sent` is the text before filters changed it: what a repetition is compared with."""

    sent: str | None = None

    def request(self) -> str:
        return f"message\n{self.said(self.text if self.sent is None else self.sent)}"


class AddNote(Saying, frozen=True, kw_only=True):
    """`mentions` are the operators whom the note calls by name."""

    mentions: tuple[int, ...] = ()

    def request(self) -> str:
        return f"note\n{self.said(self.text)}" + (f"\n{self.mentions}" if self.mentions else "")


class Edit(Command, frozen=True, kw_only=True):
    """The actor's own message or note `seq` gets another text. `sent` is that before filters changed it; `mentions` of a note stay
    as they are when None."""

    seq: int
    text: str
    sent: str | None = None
    mentions: tuple[int, ...] | None = None

    def request(self) -> str:
        return f"edit\n{self.seq}\n{self.mentions}\n{self.text if self.sent is None else self.sent}"


class Delete(Command, frozen=True, kw_only=True):
    """The actor's own message or note `seq` goes."""

    seq: int

    def request(self) -> str:
        return f"delete\n{self.seq}"


class Take(Command, frozen=True, kw_only=True):
    """From the queue to the actor. `reason`: the strategy gave it out on request, so that it need not be one for choosing."""

    reason: Words | None = None


class Assign(Command, frozen=True, kw_only=True):
    """From the queue to `operator`, who then has at most `limit` chats in progress; `reason` answers "why me?"."""

    operator: int
    limit: int
    reason: Words

    def request(self) -> str:
        return f"assign\n{self.operator}"


class Transfer(Command, frozen=True, kw_only=True):
    """To `operator`, with a word for them that the client does not see."""

    operator: int
    note: str | None = None

    def request(self) -> str:
        return f"transfer\n{self.operator}\n{self.note or ''}"


class Return(Command, frozen=True, kw_only=True):
    """Back to the queue."""


class Expire(Command, frozen=True, kw_only=True):
    """Time has passed: a chat that nobody has taken for thirty days is over."""


class SetStatus(Command, frozen=True, kw_only=True):
    """Changes the status, closes, or reopens: as the status's group says."""

    status: int

    def request(self) -> str:
        return f"status\n{self.status}"


class Update(Command, frozen=True, kw_only=True):
    """Changes what a chat is described by; what is None or empty stays."""

    severity: int | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = {}

    def request(self) -> str:
        return f"update\n{self.severity}\n{self.add_tags}\n{self.remove_tags}\n{sorted(self.fields.items())}"


class AnswerForm(Command, frozen=True, kw_only=True):
    """The client's answers to the rating form of the closing event `form_seq`.

    `values` are those of this request, `answers` all so far; `rating` is what the flow makes of them, None while it cannot tell;
    `over` ends the form.
    """

    form_seq: int
    flow: str
    values: Mapping[str, str]
    answers: Mapping[str, str]
    rating: Score | None = None
    comment: str = ""
    over: bool = False

    def request(self) -> str:
        return f"answer\n{self.form_seq}\n{sorted(self.values.items())}"


class SetDeadlines(Command, frozen=True, kw_only=True):
    """The deadlines that stand from now on, for its present state; those that are past are missed without an alarm
    when `quietly`."""

    standing: tuple[Standing, ...]
    quietly: bool = False


class MeetDeadlines(Command, frozen=True, kw_only=True):
    """Time has passed: what is due now is missed."""


class MarkRead(Command, frozen=True, kw_only=True):
    """The actor has seen everything up to `seq`."""

    seq: int


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor needs a chat: the current one if it is not closed, else a new empty one."""

    visitor: Visitor
