"""REST: operators, made, changed and deleted."""

from typing import Any

import msgspec
from litestar import Controller, delete, get, patch, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, JSONBody

from besedka.db import holdings
from besedka.domain.people import Operator
from besedka.plugin.errors import Refused
from besedka.services.leaving import NOTHING, Leaving
from besedka.services.presence import Presence
from besedka.services.rules import Rules
from besedka.services.sessions import Sessions, Signed
from besedka.services.team import Member, Team
from besedka.web.api_people import (
    FormerOperator,
    NewOperator,
    OperatorAnswer,
    OperatorBody,
    OperatorList,
    OperatorRow,
    Removal,
)
from besedka.web.api_types import set_fields
from besedka.web.auth import AnyRequest, browser_of


class OperatorsApi(Controller):
    """Everybody sees colleagues and changes themselves; administrators change the team."""

    path = "/api/v1/operators"
    tags = ["Settings"]

    @get("/", operation_id="operators", summary="All operators, and how much they have to do")
    async def all(
        self,
        actor: Given[Operator],
        team: Given[Team],
        presence: Given[Presence],
        leaving: Given[Leaving],
        rules: Given[Rules],
    ) -> OperatorList:
        held, seen = await leaving.held(), await holdings.seen()
        rows = []
        for member in team.members.values():
            own = held.get(member.id, NOTHING)
            known = msgspec.structs.asdict(_operator(member, presence))
            rows.append(
                OperatorRow(**known, seen_at=seen.get(member.id), open_chats=own.open_chats, old_chats=own.old_chats)
            )
        gone = [FormerOperator(id=former.id, name=former.name) for former in team.former.values()]
        return OperatorList(items=rows, deleted=gone, chat_limit=rules.chat_limit)

    @post("/", operation_id="add_operator", summary="Make an operator; only the owner makes administrators")
    async def add(
        self, data: JSONBody[NewOperator], actor: Given[Operator], team: Given[Team], presence: Given[Presence]
    ) -> OperatorAnswer:
        if not actor.administrator or (data.administrator and not actor.owner):
            raise Refused("forbidden")
        member = await team.add(**msgspec.structs.asdict(data))
        return _operator(member, presence)

    @patch("/{operator:int}", operation_id="change_operator", summary="Change an operator, or oneself")
    async def change(
        self,
        operator: FromPath[int],
        data: JSONBody[OperatorBody],
        request: AnyRequest,
        actor: Given[Operator],
        signed: Given[Signed],
        sessions: Given[Sessions],
        team: Given[Team],
        presence: Given[Presence],
    ) -> OperatorAnswer:
        fields: dict[str, Any] = set_fields(data)
        present, version = str(fields.pop("present_password", "")), fields.pop("version", None)
        if "password" in fields and operator == actor.id:
            await sessions.check_present(operator, present, browser_of(request))
        member = await team.change(operator, by=actor, version=version, **fields)
        if "password" in fields:
            await sessions.end_all(operator, by=signed)
        return _operator(member, presence)

    @delete("/{operator:int}", operation_id="remove_operator", summary="Delete an operator; their open chats go on")
    async def remove(
        self, operator: FromPath[int], data: JSONBody[Removal], actor: Given[Operator], leaving: Given[Leaving]
    ) -> None:
        await leaving.remove(actor, operator, data.chats_to)


def _operator(member: Member, presence: Presence) -> OperatorAnswer:
    return OperatorAnswer(
        id=member.id,
        name=member.name,
        display_name=member.display_name,
        email=member.email,
        administrator=member.administrator,
        owner=member.owner,
        photo=None,
        state=presence.state(member.id),
        chat_limit=member.chat_limit,
        language=member.language,
        version=member.version,
    )
