"""Who acts and who is shown."""

from collections.abc import Mapping
from typing import Literal

import msgspec

QueueMode = Literal["take", "read", "hidden"]
"""What operators may do with the queue under the company's strategy; administrators always see it and take from it."""

Chosen = Literal["online", "invisible", "offline"]
"""The presence that an operator has chosen; shown as offline while no console is connected."""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """A client, as one channel knows them."""

    identity: int
    client: int


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """An operator with the rights of this moment."""

    id: int
    administrator: bool = False
    owner: bool = False
    queue: QueueMode = "take"


class Robot(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin, or the server itself (`id` 0): what it does to chats is automatic."""

    id: int = 0
    name: str = ""
    title: Mapping[str, str] = {}


Actor = Visitor | Operator | Robot


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """How an operator is shown: `name` to colleagues, `display_name` to clients."""

    id: int
    name: str
    display_name: str
    photo: str | None = None


AuthorType = Literal["visitor", "operator", "plugin", "system"]


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who caused an event; `id` is the identity of a visitor, the operator's id, or the plugin's."""

    type: AuthorType
    id: int


def author_of(actor: Actor) -> Author:
    match actor:
        case Visitor():
            return Author(type="visitor", id=actor.identity)
        case Operator():
            return Author(type="operator", id=actor.id)
        case Robot(id=0):
            return Author(type="system", id=0)
        case Robot():
            return Author(type="plugin", id=actor.id)
