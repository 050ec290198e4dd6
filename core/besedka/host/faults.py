"""Faults of a plugin: each is named, logged and kept for its page; whatever keeps failing is left out for a while."""

import logging
import time
import traceback
from collections import deque
from collections.abc import Callable
from datetime import datetime

import msgspec

from besedka import clock
from besedka.config import PluginTiming
from besedka.host.masking import mask
from besedka.host.state import Trouble, trouble
from besedka.plugin.errors import BesedkaError

CAUSE_CHARS = 500
TRACE_CHARS = 20_000
JOB = "job "
# From so many failures in a row on a job is trouble: it may run once a day, and the breaker looks back a minute.
JOB_FAILURES = 3


class PluginFault(BesedkaError):
    """A plugin did not do what it was asked to; it has been noted already.

    Attributes:
        plugin: its name.
        what: what it was asked, such as "filter_incoming".
        cause: why that came to nothing, with every secret masked.
    """

    def __init__(self, plugin: str, what: str, cause: str) -> None:
        super().__init__(f"the plugin {plugin} failed in {what}: {cause}")
        self.plugin = plugin
        self.what = what
        self.cause = cause


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault, as the plugin's page shows it."""

    what: str
    cause: str
    trace: str | None
    at: datetime


def described(error: BaseException) -> str:
    """The exception in one masked line. Plugins make exceptions whose texts cannot be asked for."""
    try:
        text = str(error)
    except BaseException:  # noqa: BLE001
        text = "its text cannot be read"
    name = type(error).__name__
    return mask(f"{name}: {text}" if text else name)[:CAUSE_CHARS]


def traced(error: BaseException) -> str:
    """The masked traceback, its end if it is long."""
    try:
        lines = traceback.format_exception(error)
    except BaseException:  # noqa: BLE001
        return described(error)
    return mask("".join(lines))[-TRACE_CHARS:]


class Breaker:
    """Counts the faults of one implementation: too many of them, and it is left out, then tried once, and so on."""

    __slots__ = ("_pause_s", "_times", "_window_s", "count", "in_a_row", "last", "open_until")

    def __init__(self, timing: PluginTiming) -> None:
        self._times: deque[float] = deque(maxlen=timing.breaker_faults)
        self._window_s = timing.breaker_window_s
        self._pause_s = timing.breaker_pause_s
        self.open_until: float | None = None
        self.count = 0
        self.in_a_row = 0
        self.last: Fault | None = None

    def allows(self) -> bool:
        """Whether it may be called now. After the pause that is true once: the trial."""
        if self.open_until is None:
            return True
        now = time.monotonic()
        if now < self.open_until:
            return False
        self.open_until = now + self._pause_s
        return True

    def left_out_s(self) -> float | None:
        """In how many seconds it is tried again; None if it is not left out. It counts as left out until a trial goes well."""
        return None if self.open_until is None else max(0.0, self.open_until - time.monotonic())

    def failed(self, fault: Fault) -> bool:
        """Whether this fault was the one too many."""
        now = time.monotonic()
        self._times.append(now)
        self.count += 1
        self.in_a_row += 1
        self.last = fault
        opened = self.open_until is None
        if len(self._times) == self._times.maxlen and now - self._times[0] <= self._window_s:
            self.open_until = now + self._pause_s
            return opened
        return False

    def worked(self) -> None:
        """The trial went well."""
        self.open_until = None
        self.count = 0
        self._times.clear()


class Faults:
    """What went wrong with one plugin since it was last switched on."""

    def __init__(self, plugin: str, timing: PluginTiming, changed: Callable[[], None]) -> None:
        self._plugin = plugin
        self._timing = timing
        self._changed = changed
        self._breakers: dict[str, Breaker] = {}
        self._log = logging.getLogger(f"besedka.plugin.{plugin}")
        self.count = 0
        self.last: Fault | None = None

    def breaker(self, what: str) -> Breaker:
        """The breaker of one implementation."""
        breaker = self._breakers.get(what)
        if breaker is None:
            breaker = self._breakers[what] = Breaker(self._timing)
        return breaker

    def note(self, what: str, cause: BaseException | str) -> PluginFault:
        """Keep and log a fault; the answer is to be raised, or dropped where the plugin can be left out."""
        trace = traced(cause) if isinstance(cause, BaseException) else None
        text = described(cause) if isinstance(cause, BaseException) else mask(cause)
        fault = self.last = Fault(what=what, cause=text, trace=trace, at=clock.now())
        self.count += 1
        self._log.error("%s failed: %s", what, text, extra={"exception": trace.rstrip()} if trace else None)
        breaker = self.breaker(what)
        if breaker.failed(fault):
            pause_s = self._timing.breaker_pause_s
            self._log.error("%s is left out for %g s: it failed too often", what, pause_s)
            self._changed()
        elif what.startswith(JOB) and breaker.in_a_row == JOB_FAILURES:
            self._changed()
        return PluginFault(self._plugin, what, text)

    def job_done(self, what: str) -> None:
        """A job has gone well: whatever it failed in before is over."""
        breaker = self.breaker(what)
        before, breaker.in_a_row = breaker.in_a_row, 0
        if before >= JOB_FAILURES:
            self._changed()

    def worked(self, breaker: Breaker) -> None:
        """A trial went well: the trouble is over."""
        breaker.worked()
        self._changed()

    def forget(self) -> None:
        """A new start has no past."""
        self._breakers.clear()
        self.count = 0
        self.last = None

    def trouble(self) -> Trouble | None:
        """What is left out now, or which job fails each time, if anything."""
        for what, breaker in self._breakers.items():
            if breaker.open_until is not None and (fault := breaker.last) is not None:
                return trouble("faults", what=what, times=breaker.count, cause=fault.cause, trace=fault.trace)
        for what, breaker in self._breakers.items():
            if what.startswith(JOB) and breaker.in_a_row >= JOB_FAILURES and (fault := breaker.last) is not None:
                job, times = what.removeprefix(JOB), breaker.in_a_row
                return trouble("job", job=job, times=times, cause=fault.cause, trace=fault.trace)
        return None
