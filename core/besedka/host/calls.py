"""The one place where plugin code is called. Whatever it does, it comes back in time, or it is left behind."""

import asyncio
import contextvars
import inspect
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar, TypeVarTuple

from besedka.config import PluginTiming
from besedka.host.faults import Faults, PluginFault

log = logging.getLogger("besedka.host")

T = TypeVar("T")
Args = TypeVarTuple("Args")
Outcome = tuple[Any, BaseException | None]
_Call = tuple[asyncio.Task[None], Coroutine[Any, Any, None], str, float]

KILLS = 3


class Calls:
    """The calls and tasks of one part: a plugin or a configured instance of one of its providers, from its start to its end.

    Args:
        plugin: the plugin's name, for whoever is blamed.
        stuck: told what did not end when it was cancelled.
    """

    def __init__(self, plugin: str, faults: Faults, timing: PluginTiming, stuck: Callable[[str], None]) -> None:
        self.plugin = plugin
        self.faults = faults
        self.timing = timing
        self._stuck = stuck
        self._running: dict[asyncio.Future[Outcome], _Call] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0
        self._spawned: dict[asyncio.Task[None], tuple[Coroutine[Any, Any, None], str]] = {}
        self._loop = asyncio.get_running_loop()
        self.closed = False

    async def call(
        self,
        what: str,
        within_s: float,
        function: Callable[[*Args], Awaitable[T]],
        *args: *Args,
        passes: tuple[type[BaseException], ...] = (),
    ) -> T:
        """Run an async function of the plugin in a task of its own.

        Args:
            what: how it is named in faults; also the key of its circuit breaker.
            within_s: its deadline.
            passes: exceptions that mean something to the caller.

        Raises:
            PluginFault: it raised anything else, was late, or is left out after many faults.
        """
        breaker = self._admit(what)
        loop = self._loop
        waiter: asyncio.Future[Outcome] = loop.create_future()
        coroutine = _carry(function, args, waiter)
        until = loop.time() + within_s
        self._running[waiter] = (loop.create_task(coroutine), coroutine, what, until)
        if self._timer is None or until < self._timer_at:
            self._wake_at(until)
        try:
            value, error = await waiter
        except asyncio.CancelledError:
            self._drop(waiter)
            raise
        if error is None:
            self._running.pop(waiter, None)
            if breaker.open_until is not None:
                self.faults.worked(breaker)
            return value  # type: ignore[no-any-return]
        if error is LATE:
            self._drop(waiter)
            raise self.faults.note(what, f"it took longer than {within_s:g} s")
        self._running.pop(waiter, None)
        if self.closed and isinstance(error, asyncio.CancelledError):
            raise PluginFault(self.plugin, what, "it was switched off")
        raise self._judge(what, error, passes)

    def _wake_at(self, until: float) -> None:
        """One timer serves all calls: it stands at the earliest deadline, and setting one for each would cost half of a call."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._timer_at = self._loop.call_at(until, self._expire), until

    def _expire(self) -> None:
        self._timer = None
        now = self._loop.time()
        for waiter, (_, _, _, until) in self._running.items():
            if until <= now and not waiter.done():
                waiter.set_result((None, LATE))
        waiting = [call[3] for waiter, call in self._running.items() if not waiter.done()]
        if waiting:
            self._wake_at(min(waiting))

    def compute(
        self,
        what: str,
        within_s: float,
        function: Callable[[*Args], T],
        *args: *Args,
        passes: tuple[type[BaseException], ...] = (),
    ) -> T:
        """Run a plain function of the plugin on the loop. Being late is noted, and its result counts all the same.

        Raises:
            PluginFault: as in `call`.
        """
        breaker = self._admit(what)
        started = time.perf_counter()
        try:
            value = function(*args)
        except BaseException as error:  # noqa: BLE001 - SystemExit and the like are no way to stop the server
            raise self._judge(what, error, passes) from None
        if inspect.iscoroutine(value):
            value.close()
            raise self.faults.note(what, "it is async, and must be a plain function")
        if (took_s := time.perf_counter() - started) > within_s:
            self.faults.note(
                what, f"it was slow and held up everybody: {took_s * 1000:.0f} ms of {within_s * 1000:.0f}"
            )
        elif breaker.open_until is not None:
            self.faults.worked(breaker)
        return value

    def check(self, what: str, problem: Callable[[*Args], str | None], *args: *Args) -> None:
        """Look at what a call has given.

        Args:
            problem: says what is wrong with it; comparing and reading a plugin's objects may run its code, too.

        Raises:
            PluginFault: something is.
        """
        try:
            wrong = problem(*args)
        except BaseException as error:  # noqa: BLE001
            raise self.faults.note(what, error).with_traceback(None) from None
        if wrong is not None:
            raise self.faults.note(what, wrong)

    def _admit(self, what: str) -> Any:
        if self.closed:
            raise PluginFault(self.plugin, what, "it is switched off")
        breaker = self.faults.breaker(what)
        if not breaker.allows():
            raise PluginFault(self.plugin, what, "it is left out for a while after many faults")
        return breaker

    def _judge(self, what: str, error: BaseException, passes: tuple[type[BaseException], ...]) -> BaseException:
        fault = error if isinstance(error, passes) else self.faults.note(what, error)
        # The trace has been taken down; kept on the exception it would keep the plugin's frames alive.
        return fault.with_traceback(None)

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run something of the plugin beside, until it ends or the part does.

        Raises:
            RuntimeError: the part has ended.
        """
        if self.closed:
            work.close()
            raise RuntimeError(f"{self.plugin} has ended: it cannot start {name} any more")
        coroutine = self._beside(work, name)
        # A fresh context: the task must not inherit the transaction or request in which it happens to be started.
        task = self._loop.create_task(coroutine, name=f"{self.plugin}: {name}", context=contextvars.Context())
        self._spawned[task] = (coroutine, name)

    async def _beside(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            await work
        except BaseException as error:  # noqa: BLE001
            if not (isinstance(error, asyncio.CancelledError) and task.cancelling()):
                self.faults.note(f"the task {name}", error)
        finally:
            self._spawned.pop(task, None)

    def _drop(self, waiter: asyncio.Future[Outcome]) -> None:
        """Cancel a call that nobody waits for, and see to it that it ends."""
        call = self._running.pop(waiter, None)
        if call is not None and not call[0].done():
            task, coroutine, what, _ = call
            task.cancel()
            self._loop.call_later(self.timing.cancel_s, self._see_off, task, coroutine, what)

    def _see_off(self, task: asyncio.Task[None], coroutine: Coroutine[Any, Any, None], what: str) -> None:
        if not task.done():
            kill(task, coroutine)
            self._stuck(what)

    async def end(self, finish_s: float) -> list[str]:
        """Let running calls end, then cancel whatever is left.

        Args:
            finish_s: how long calls may go on.

        Returns:
            What did not end even so.
        """
        self.closed = True
        if self._running:
            await asyncio.wait([task for task, *_ in self._running.values()], timeout=finish_s)
        left = {task: (coroutine, what) for task, coroutine, what, _ in self._running.values() if not task.done()}
        left |= self._spawned
        self._running.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=self.timing.cancel_s)
        stuck = [what for task, (coroutine, what) in left.items() if not task.done() and kill(task, coroutine)]
        self._spawned.clear()
        return stuck


class _Late(BaseException):
    """Stands for an outcome that has not come."""


LATE = _Late()


async def _carry(
    function: Callable[..., Awaitable[Any]], args: tuple[Any, ...], waiter: asyncio.Future[Outcome]
) -> None:
    try:
        outcome: Outcome = (await function(*args), None)
    except BaseException as error:  # noqa: BLE001 - let out of a task, SystemExit would stop the loop
        outcome = (None, error)
    if not waiter.done():
        waiter.set_result(outcome)
    # An exception knows this frame, and the frame would know the exception.
    del outcome, waiter


def kill(task: asyncio.Task[Any], coroutine: Coroutine[Any, Any, Any]) -> bool:
    """End a task that swallows its cancellation: a closed coroutine cannot go on, and the task ends when it is woken."""
    task.add_done_callback(_look_at)
    for _ in range(KILLS):
        try:
            coroutine.close()
        except BaseException:  # noqa: BLE001, S112 - it ignores that, too
            continue
        break
    task.cancel()
    return True


def _look_at(task: asyncio.Task[Any]) -> None:
    if not task.cancelled():
        task.exception()


async def sweep(plugin: str, package: str, within_s: float) -> list[str]:
    """Cancel the tasks that a plugin which has ended left behind, started past `ctx.spawn`.

    Args:
        package: the top package of its code: whose coroutines they run.
        within_s: how long they may take to end.

    Returns:
        What did not end even so.
    """
    left = {task: coroutine for task in asyncio.all_tasks() if (coroutine := _of(task, package)) is not None}
    if not left:
        return []
    for task, coroutine in left.items():
        log.warning("%s left the task %s behind: ctx.spawn starts tasks that end", plugin, _name(coroutine))
        task.cancel()
    await asyncio.wait(left, timeout=within_s)
    return [_name(coroutine) for task, coroutine in left.items() if not task.done() and kill(task, coroutine)]


def _of(task: asyncio.Task[Any], package: str) -> Coroutine[Any, Any, Any] | None:
    coroutine = task.get_coro()
    if not inspect.iscoroutine(coroutine) or coroutine.cr_frame is None:
        return None
    return coroutine if str(coroutine.cr_frame.f_globals.get("__name__")).partition(".")[0] == package else None


def _name(coroutine: Coroutine[Any, Any, Any]) -> str:
    return str(getattr(coroutine, "__qualname__", coroutine))


def package_of(cls: type) -> str:
    """The top package of a class's code: what `sweep` knows its tasks by."""
    return cls.__module__.partition(".")[0]
