"""A unit: what should run under one row, the plugin itself or an instance. It makes parts, and tries again later."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Literal

from besedka import clock
from besedka.config import PluginTiming
from besedka.host.faults import described, traced
from besedka.host.part import Held, Part
from besedka.host.state import State, Trouble, trouble

log = logging.getLogger("besedka.host")

InstanceState = Literal["running", "off", "waiting", "needs_auth", "failed"]


class Unit:
    """Holds at most one running part.

    Args:
        wake: called when a retrying unit is due.
        changed: called whenever the state has changed.
    """

    def __init__(self, timing: PluginTiming, wake: Callable[[], None], changed: Callable[[], None]) -> None:
        self._timing = timing
        self._wake = wake
        self._changed = changed
        self._starting: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._tries = 0
        self.part: Part | None = None
        self.state: State = "disabled"
        self.trouble: Trouble | None = None
        self.retry_at: datetime | None = None
        self.started_with: object = None

    @property
    def due(self) -> bool:
        """Whether its pause is over."""
        return self.state == "retrying" and self._timer is None

    @property
    def seen_state(self) -> InstanceState:
        """The state as it is told of instances."""
        match self.state:
            case "active":
                return "running"
            case "disabled" | "stopping":
                return "off"
            case "starting" | "retrying":
                return "waiting"
            case "needs_auth":
                return "needs_auth"
        return "failed"

    async def start(self, part: Part, begin: Callable[[], Awaitable[None]], started_with: object) -> None:
        """Start a part; what comes of it is the unit's state.

        Args:
            begin: raises `Held` if it does not start.
            started_with: what it was made of; another one is a reason for another start.
        """
        if started_with != self.started_with:
            self._tries = 0
        self.started_with = started_with
        self._forget_retry()
        self._set("starting", None)

        async def work() -> None:
            await begin()

        starting = self._starting = asyncio.create_task(work())
        try:
            await asyncio.wait({starting})
            starting.result()
        except Held as held:
            await part.end()
            self._hold(held)
        except asyncio.CancelledError:
            starting.cancel()
            await part.end()
            self.started_with = None
            self._set("disabled", None)
            if not self._interrupted(starting):
                raise
        except Exception as error:
            # A mistake of ours: the plugin does not run, the server does.
            log.exception("%s could not be started", part.owner)
            await part.end()
            self._set("failed", trouble("start", what="start", cause=described(error), trace=traced(error)))
        else:
            self.part, self._tries = part, 0
            self._set("active", None)
        finally:
            self._starting = None

    def _interrupted(self, starting: "asyncio.Task[None]") -> bool:
        """Whether it was the start that was cancelled, not whoever waits for it."""
        task = asyncio.current_task()
        return starting.done() and not (task is not None and task.cancelling())

    def interrupt(self) -> None:
        """Give up a start that is under way."""
        if self._starting is not None:
            self._starting.cancel()

    async def stop(self, state: State = "disabled", wrong: Trouble | None = None) -> list[str]:
        """End the part, if there is one.

        Returns:
            What did not end even when it was cancelled.
        """
        self._forget_retry()
        stuck: list[str] = []
        if (part := self.part) is not None:
            self.part = None
            self._set("stopping", None)
            stuck = await part.end()
        self.started_with = None
        self._set(state, wrong)
        return stuck

    def fail(self, state: State, wrong: Trouble | None) -> None:
        """It does not run, for a reason that lies outside of it."""
        self._set(state, wrong)

    def _hold(self, held: Held) -> None:
        if held.state == "retrying":
            self._retry(held.retry_after_s)
        self._set(held.state, held.wrong)

    def _retry(self, after_s: float | None) -> None:
        timing = self._timing
        pause_s = min(timing.retry_first_s * 2 ** min(self._tries, 30), timing.retry_longest_s)
        if after_s is not None:
            pause_s = min(max(pause_s, after_s), max(timing.retry_longest_s, pause_s))
        self._tries += 1
        self.retry_at = clock.now() + timedelta(seconds=pause_s)
        self._timer = asyncio.get_running_loop().call_later(pause_s, self._due)

    def _due(self) -> None:
        self._timer = None
        self._wake()

    def _forget_retry(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.retry_at = None

    def _set(self, state: State, wrong: Trouble | None) -> None:
        self.state, self.trouble = state, wrong
        self._changed()
