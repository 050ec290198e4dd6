"""Bodies of the REST interface for statuses and operators."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from besedka.services.status_editing import Colour, Group
from besedka.web.api_types import Answer, Body, Language, Password, Short

Version = Annotated[int, Meta(ge=0, le=2**31 - 1)]
ChatLimit = Annotated[int, Meta(ge=1, le=100)]


class NewStatus(Body, frozen=True, kw_only=True):
    """`name` has up to 64 characters."""

    name: Short
    colour: Colour
    group: Group


class StatusChange(Body, frozen=True, kw_only=True):
    """`version` is the one that was changed here; an empty `name` gives a built-in status its own name again."""

    version: Version
    name: Short | msgspec.UnsetType = msgspec.UNSET
    colour: Colour | msgspec.UnsetType = msgspec.UNSET


class StatusOrder(Body, frozen=True, kw_only=True):
    """All statuses of a group that are not hidden."""

    group: Group
    ids: Annotated[list[int], Meta(max_length=100)]


class StatusMove(Body, frozen=True, kw_only=True):
    """Where the chats go."""

    into: int


class StatusCount(Answer, frozen=True, kw_only=True):
    """Chats in progress or closed in one status."""

    status: int
    chats: int


class MovedChats(Answer, frozen=True, kw_only=True):
    """How many chats it were."""

    chats: int


class OperatorAnswer(Answer, frozen=True, kw_only=True):
    """An operator, as colleagues see them. `chat_limit` null: the company's. `version` counts changes."""

    id: int
    name: str
    display_name: str
    email: str
    administrator: bool
    owner: bool
    photo: str | None
    state: str
    chat_limit: int | None
    language: str | None
    version: int


class OperatorRow(OperatorAnswer, frozen=True, kw_only=True):
    """With what they have to do: chats in progress, and those of them that are too old for the queue."""

    seen_at: datetime | None
    open_chats: int
    old_chats: int


class FormerOperator(Answer, frozen=True, kw_only=True):
    """Who was deleted, for filters."""

    id: int
    name: str


class OperatorList(Answer, frozen=True, kw_only=True):
    """All operators. `chat_limit` is the company's, for those without one of their own."""

    items: list[OperatorRow]
    deleted: list[FormerOperator]
    chat_limit: int


class NewOperator(Body, frozen=True, kw_only=True):
    """`name` is for colleagues (up to 64 characters), `display_name` for clients (up to 30)."""

    name: Short
    display_name: Short
    email: Short
    password: Password
    administrator: bool = False
    chat_limit: ChatLimit | None = None
    language: Language | None = None


class OperatorBody(Body, frozen=True, kw_only=True):
    """Any of the fields. `version`: the one that was changed. Who changes their own password tells the present one."""

    name: Short | msgspec.UnsetType = msgspec.UNSET
    display_name: Short | msgspec.UnsetType = msgspec.UNSET
    email: Short | msgspec.UnsetType = msgspec.UNSET
    password: Password | msgspec.UnsetType = msgspec.UNSET
    administrator: bool | msgspec.UnsetType = msgspec.UNSET
    chat_limit: ChatLimit | msgspec.UnsetType | None = msgspec.UNSET
    language: Language | msgspec.UnsetType = msgspec.UNSET
    present_password: Password | msgspec.UnsetType = msgspec.UNSET
    version: Version | msgspec.UnsetType = msgspec.UNSET


class Removal(Body, frozen=True, kw_only=True):
    """Whom the open chats go to: an operator's id, or the queue."""

    chats_to: int | Literal["queue"]
