"""Bodies of the REST interface for statuses and operators."""

from typing import Annotated

import msgspec
from msgspec import Meta

from besedka.services.status_editing import Colour, Group
from besedka.web.api_types import Answer, Body, Short

Version = Annotated[int, Meta(ge=0)]


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
