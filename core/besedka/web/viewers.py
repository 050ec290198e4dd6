"""Tells those who have a chat open who else has, and who is just writing an answer there."""

import asyncio
from collections.abc import Sequence

from besedka.bus import Bus
from besedka.config import Timing
from besedka.domain.hints import Hint, Typing
from besedka.services.team import Team
from besedka.web.frames import Viewer, ViewersFrame, pack
from besedka.web.hub import ConsoleConnection, Hub

Seen = tuple[Viewer, ...]


class Viewers:
    """Looks a moment after somebody has come or gone: who reloads the page, or polls, has not been away."""

    def __init__(self, bus: Bus, hub: Hub, team: Team, timing: Timing) -> None:
        self._hub = hub
        self._team = team
        self._pause_s = timing.viewers_pause_s
        self._typing_s = timing.typing_s
        self._told: dict[int, Seen] = {}
        self._due: dict[int, asyncio.TimerHandle] = {}
        self._answering: dict[tuple[int, int], asyncio.TimerHandle] = {}
        hub.on_watch = self._soon
        bus.subscribe(self._hear)

    def stop(self) -> None:
        for timer in (*self._due.values(), *self._answering.values()):
            timer.cancel()

    def greet(self, connection: ConsoleConnection, chat: int) -> None:
        """What whoever opens a chat is told first, if others are there."""
        seen = self._told.get(chat, ())
        if any(viewer.id != connection.operator for viewer in seen):
            connection.out.put(pack(ViewersFrame(chat=chat, operators=list(seen))))

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            if isinstance(hint, Typing) and hint.author.type == "operator":
                self._typing(hint.chat.id, hint.author.id, stopped=hint.text == "")

    def _typing(self, chat: int, operator: int, *, stopped: bool) -> None:
        timer = self._answering.pop((chat, operator), None)
        if timer is not None:
            timer.cancel()
        if not stopped:
            later = asyncio.get_running_loop().call_later(self._typing_s, self._silent, chat, operator)
            self._answering[chat, operator] = later
        if stopped == (timer is not None):
            self._look(chat)

    def _silent(self, chat: int, operator: int) -> None:
        del self._answering[chat, operator]
        self._look(chat)

    def _soon(self, chat: int) -> None:
        if chat not in self._due:
            self._due[chat] = asyncio.get_running_loop().call_later(self._pause_s, self._look, chat)

    def _look(self, chat: int) -> None:
        if (timer := self._due.pop(chat, None)) is not None:
            timer.cancel()
        watchers = self._hub.viewers(chat)
        seen, before = self._seen(chat, watchers), self._told.pop(chat, ())
        if seen:
            self._told[chat] = seen
        if seen == before or max(len(seen), len(before)) < 2:
            return
        if {viewer.id for viewer in seen} != {viewer.id for viewer in before}:
            self._hub.lists_rev += 1
        frame = pack(ViewersFrame(chat=chat, operators=list(seen)))
        for watcher in watchers:
            watcher.out.put(frame)

    def _seen(self, chat: int, watchers: Sequence[ConsoleConnection]) -> Seen:
        ids = sorted({watcher.operator for watcher in watchers})
        return tuple(
            Viewer(
                id=id,
                name=self._team.faces[id].name,
                state="answering" if (chat, id) in self._answering else "viewing",
            )
            for id in ids
        )
