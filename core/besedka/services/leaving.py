"""How an operator is deleted: they are signed out at once, and their open chats go to somebody else.

The deletion is one row, which names who gets the chats. From then on the writer refuses whatever would give them another one. What
they hold is handed over chat by chat, and after a crash from the next start on.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Literal

from besedka import clock
from besedka.db import holdings
from besedka.db.holdings import Held
from besedka.db.store import Unavailable
from besedka.db.writer import Writer
from besedka.domain.administration import HandOver
from besedka.domain.chat import RETURN_WITHIN, Words
from besedka.domain.people import Operator, Robot
from besedka.domain.rights import check_administrator
from besedka.plugin.errors import Refused
from besedka.services.sessions import Sessions
from besedka.services.team import Former, Member, Team
from besedka.texts import LANGUAGES, say

log = logging.getLogger("besedka.leaving")

AT_ONCE = 200
PAUSE_S = 1.0
NOTHING = Held(operator=0, open_chats=0, old_chats=0)


class Leaving:
    """`run` hands over what was left behind, until it is cancelled."""

    def __init__(self, team: Team, sessions: Sessions, writer: Writer) -> None:
        self._team = team
        self._sessions = sessions
        self._writer = writer
        self._wake = asyncio.Event()
        self._one = asyncio.Lock()

    async def held(self) -> Mapping[int, Held]:
        """What each operator has in progress, of those who have something."""
        return await holdings.held(clock.now() - RETURN_WITHIN)

    async def remove(self, by: Operator, id: int, chats_to: int | Literal["queue"]) -> None:
        """Delete an operator.

        Args:
            chats_to: the operator who gets their open chats, or the queue.

        Raises:
            Refused: `forbidden`, `not_found`, `not_oneself`, `owner_stays`; with the fact `field`: `no_operator`, and `old_chats`
                with the number of those that are too old for the queue.
        """
        async with self._one:  # or two who inherit from each other would both go
            self._check_may_remove(by, self._team.members.get(id))
            if chats_to == "queue":
                if old := (await self.held()).get(id, NOTHING).old_chats:
                    raise Refused("old_chats", field="chats_to", chats=old)
            elif chats_to == id or chats_to not in self._team.members:
                raise Refused("no_operator", field="chats_to")
            await self._team.let_go(id, None if chats_to == "queue" else chats_to)
        await self._sessions.end_all(id)
        try:
            await self._hand_over()
        except Unavailable as error:
            log.error("the chats of a deleted operator wait for the database: %s", error)
            self._wake.set()

    async def run(self) -> None:
        """Hand over at the start, and again after a failure."""
        self._wake.set()
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._hand_over()
            except Exception:
                log.exception("the chats of a deleted operator could not be handed over")
                await asyncio.sleep(PAUSE_S)
                self._wake.set()

    def _check_may_remove(self, by: Operator, member: Member | None) -> None:
        check_administrator(by)
        if member is None:
            raise Refused("not_found")
        if member.owner:
            raise Refused("owner_stays")
        if member.id == by.id:
            raise Refused("not_oneself")
        if member.administrator and not by.owner:
            raise Refused("forbidden")

    async def _hand_over(self) -> None:
        while self._team.former and (chats := await holdings.chats_held_by(self._team.former, AT_ONCE)):
            commands = [self._command(chat, self._team.former[holder]) for chat, holder in chats]
            answers = await asyncio.gather(*map(self._writer.submit, commands), return_exceptions=True)
            for answer in answers:
                # The heir may have been deleted a moment ago: then it is theirs who inherits.
                if isinstance(answer, BaseException) and not isinstance(answer, Refused):
                    raise answer

    def _command(self, chat: int, holder: Former) -> HandOver:
        reason: Words = {language: say(language, "handed_over", name=holder.name) for language in LANGUAGES}
        return HandOver(actor=Robot(), chat=chat, source=holder.id, target=self._heir(holder), reason=reason)

    def _heir(self, holder: Former) -> int | None:
        """Who inherits now: heirs may have been deleted as well, one after the other, hence never in a circle."""
        heir = holder.heir
        while heir is not None and (gone := self._team.former.get(heir)) is not None:
            heir = gone.heir
        return heir
