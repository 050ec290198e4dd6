"""To whom a chat can go: colleagues, whether they are here, and how much they have to do."""

import msgspec

from besedka.db import routing
from besedka.domain.chat import Chat
from besedka.domain.people import Chosen, Operator
from besedka.plugin.errors import Refused
from besedka.services.chats import Chats
from besedka.services.presence import Presence
from besedka.services.rules import Rules
from besedka.services.team import Team


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """An operator with their chats in progress, and how many the company gives them by itself."""

    id: int
    name: str
    photo: str | None
    state: Chosen
    chats: int
    limit: int


class Colleagues:
    """Who works here now."""

    def __init__(self, chats: Chats, team: Team, presence: Presence, rules: Rules) -> None:
        self._chats = chats
        self._team = team
        self._presence = presence
        self._rules = rules

    async def all(self) -> list[Colleague]:
        """Everybody, in the order of their names."""
        members = self._team.members
        loads = await routing.loads(list(members))
        found = [
            Colleague(
                id=id,
                name=member.name,
                photo=self._team.faces[id].photo,
                state=self._presence.state(id),
                chats=loads[id].open_chats if id in loads else 0,
                limit=member.chat_limit or self._rules.chat_limit,
            )
            for id, member in members.items()
        ]
        return sorted(found, key=lambda colleague: colleague.name.casefold())

    async def transfer(self, actor: Operator, chat: int, to: int, note: str, key: str | None = None) -> Chat:
        """Hand a chat to a colleague, who may have more of them than the limit then.

        Raises:
            Refused: `no_operator`, or what `Chats.transfer` says.
        """
        if to not in self._team.members:
            raise Refused("no_operator")
        return await self._chats.transfer(actor, chat, to, note, key)
