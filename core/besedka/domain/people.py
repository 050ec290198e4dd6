"""Who acts and who is shown."""

from typing import Literal

import msgspec


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """A client, as one channel knows them."""

    identity: int
    client: int


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """An operator with the rights of this moment."""

    id: int
    administrator: bool = False
    owner: bool = False


Actor = Visitor | Operator


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """How an operator is shown: `name` to colleagues, `display_name` to clients."""

    id: int
    name: str
    display_name: str
    photo: str | None = None


AuthorType = Literal["visitor", "operator", "system"]


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who caused an event; `id` is the identity of a visitor, or the operator's id."""

    type: AuthorType
    id: int


def author_of(actor: Actor) -> Author:
    match actor:
        case Visitor():
            return Author(type="visitor", id=actor.identity)
        case Operator():
            return Author(type="operator", id=actor.id)
