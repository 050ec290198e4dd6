"""People: operators and clients as plugins see them, and the ids by which everything is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NewType

import msgspec

ChatId = NewType("ChatId", int)
ClientId = NewType("ClientId", int)
OperatorId = NewType("OperatorId", int)
GroupId = NewType("GroupId", int)
ConnectionId = NewType("ConnectionId", int)


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who answers.

    Attributes:
        name: for colleagues.
        display_name: for clients.
        languages: codes such as "en", "ru".
        groups: the groups that they are in.
    """

    id: OperatorId
    name: str
    display_name: str
    email: str
    languages: tuple[str, ...]
    groups: tuple[GroupId, ...]


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who asks.

    Attributes:
        name: empty while nobody knows it.
        emails: empty for plugins without the permission "contacts".
        phones: empty for plugins without the permission "contacts".
        fields: the company's own fields, by their names.
        manager: the manager of the last deal.
        last_operator: who talked with the client last.
    """

    id: ClientId
    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    fields: Mapping[str, str]
    manager: OperatorId | None
    last_operator: OperatorId | None
