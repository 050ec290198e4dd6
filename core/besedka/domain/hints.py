"""What processes tell each other: something has happened, look. The database stays the truth; a hint may be lost."""

from datetime import datetime
from typing import Literal

import msgspec

from besedka.domain.change import Mark
from besedka.domain.chat import Chat, Event
from besedka.domain.people import Author


class Committed(msgspec.Struct, frozen=True, kw_only=True):
    """One change of a chat that is on disk. `before` is None for a chat that was just opened."""

    before: Chat | None
    chat: Chat
    events: tuple[Event, ...] = ()
    mark: Mark | None = None


class Typing(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is typing in a chat; an empty text means that they stopped, None that the text is not told."""

    chat: Chat
    author: Author
    text: str | None


class DraftSaved(msgspec.Struct, frozen=True, kw_only=True):
    """An operator has gone on with a draft; without a text it is gone."""

    operator: int
    chat: int
    mode: Literal["reply", "note"]
    text: str
    at: datetime


class SiteChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor came to the site, left it, or went to another page."""

    identity: int


class TeamChanged(msgspec.Struct, frozen=True, kw_only=True):
    """An operator came, left, or was changed."""


class RulesChanged(msgspec.Struct, frozen=True, kw_only=True):
    """What the company works by has changed: a plugin, its settings, a rule, the hours."""


class SessionEnded(msgspec.Struct, frozen=True, kw_only=True):
    """A browser was signed out."""

    session: int


Hint = Committed | Typing | DraftSaved | SiteChanged | TeamChanged | RulesChanged | SessionEnded
