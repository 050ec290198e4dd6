"""What people ask a chat to do. Each command becomes events or a refusal, under the chat's lock."""

import hashlib

import msgspec

from besedka.domain.people import Actor, Visitor


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """`key` is the sender's own id of the request; the same key again changes nothing and gets the same answer."""

    actor: Actor
    chat: int
    key: str | None = None

    def request(self) -> str:
        """What the sender asked for, so that a key used for something else is noticed. The chat is left out: the first message
        of a visitor names none, and its repetition does."""
        return type(self).__name__

    def request_hash(self) -> bytes:
        return hashlib.sha256(self.request().encode()).digest()


class SendMessage(Command, frozen=True, kw_only=True):
    text: str

    def request(self) -> str:
        return f"message\n{self.text}"


class AddNote(Command, frozen=True, kw_only=True):
    text: str

    def request(self) -> str:
        return f"note\n{self.text}"


class Take(Command, frozen=True, kw_only=True):
    """From the queue to the actor."""


class Return(Command, frozen=True, kw_only=True):
    """Back to the queue."""


class SetStatus(Command, frozen=True, kw_only=True):
    """Changes the status, closes, or reopens: as the status's group says."""

    status: int

    def request(self) -> str:
        return f"status\n{self.status}"


class MarkRead(Command, frozen=True, kw_only=True):
    """The actor has seen everything up to `seq`."""

    seq: int


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor needs a chat: the current one if it is not closed, else a new empty one."""

    visitor: Visitor
