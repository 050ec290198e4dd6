"""A part that runs: a plugin, or a configured instance of one of its providers, from its making to its end."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec

from besedka.host.calls import Calls, kill
from besedka.host.context import PluginContext, Shared
from besedka.host.faults import Faults, PluginFault, described, traced
from besedka.host.keys import WrongKey
from besedka.host.masking import Holder
from besedka.host.settings import settings_of
from besedka.host.state import State, Trouble, trouble
from besedka.host.stored import opened, revealed
from besedka.host.values import BadSettings, Raw, convert, said
from besedka.host.words import PluginTexts, words
from besedka.plugin import InvalidSettings, NeedsAuth, NotReady, Plugin, Provider

MEANT = (NotReady, NeedsAuth, InvalidSettings)
CANCELLATIONS = 5


class Held(Exception):
    """The part does not start, for a reason that is told."""

    def __init__(self, state: State, wrong: Trouble, retry_after_s: float | None = None) -> None:
        super().__init__(wrong.code)
        self.state: State = state
        self.wrong = wrong
        self.retry_after_s = retry_after_s


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Stored settings of a part, with the version of the plugin's form that they were written in."""

    text: str = "{}"
    form: int = 1

    @property
    def raw(self) -> Raw:
        return msgspec.json.decode(self.text, type=dict[str, Any])


class Part:
    """One life of a plugin or an instance; the next start makes another part.

    Args:
        cls: what is to be made.
        row: the connection of an instance; None for the plugin itself.
        plugin: the running plugin of an instance.
        stuck: told what did not end when it was cancelled.
    """

    def __init__(
        self,
        shared: Shared,
        faults: Faults,
        cls: type[Provider[Any]],
        name: str,
        texts: PluginTexts,
        *,
        row: int | None = None,
        plugin: Plugin[Any] | None = None,
        permissions: frozenset[str] = frozenset(),
        stuck: Callable[[str], None],
    ) -> None:
        self._shared = shared
        self._cls = cls
        self._texts = texts
        self._secrets = Holder()
        self.owner = name if row is None else f"{name}:{row}"
        self.calls = Calls(name, faults, shared.timing, stuck)
        self.ctx = PluginContext(shared, self.calls, owner=self.owner, row=row, permissions=permissions, plugin=plugin)
        self.object: Any = None

    @property
    def piccolo_app(self) -> str | None:
        """The dotted name of the plugin's Piccolo app; None if it has no tables."""
        return self._cls.piccolo_app if issubclass(self._cls, Plugin) else None

    def what(self, call: str) -> str:
        """How a call is named in faults."""
        return call if self.owner == self.calls.plugin else f"{self._cls.name} {self.owner.partition(':')[2]}: {call}"

    def raw(self, settings: Settings, *, lenient: bool = False) -> Raw:
        """Stored settings with their secrets, in the form of this release; upgraded where an older one wrote them.

        Args:
            lenient: leave out secrets that cannot be opened: they are about to be typed again.

        Raises:
            WrongKey, PluginFault.
        """
        raw = opened(settings.raw, self._shared.sealer, self.owner, lenient=lenient)
        if settings.form < self._cls.settings_version:
            upgraded = self.calls.compute(
                self.what("upgrade_settings"),
                self._shared.timing.compute_s,
                self._cls.upgrade_settings,
                settings.form,
                raw,
            )
            if type(upgraded) is not dict:
                raise self.calls.faults.note(self.what("upgrade_settings"), "it must give the settings as a dict")
            raw = upgraded
        return raw

    def load(self, raw: Raw) -> msgspec.Struct:
        """Raw values as the plugin's Struct.

        Raises:
            BadSettings.
        """
        return convert(raw, settings_of(self._cls), self._texts)

    def make(self, settings: msgspec.Struct) -> None:
        """Make the object.

        Raises:
            BadSettings: its __init__ does not take the settings.
            PluginFault.
        """
        self._secrets.hold(revealed(settings))
        try:
            self.object = self.calls.compute(
                self.what("__init__"),
                self._shared.timing.compute_s,
                self._cls,
                settings,
                self.ctx,
                passes=(InvalidSettings,),
            )
        except InvalidSettings as error:
            raise BadSettings([said(error, self._texts)]) from None
        if issubclass(self._cls, Plugin):
            self.ctx.made(self.object)

    async def begin(self, settings: Settings) -> None:
        """Make the object and set it up.

        Raises:
            Held: it does not start.
        """
        try:
            self.make(self.load(self.raw(settings)))
            what, within_s = self.what("setup"), self._shared.timing.setup_s
            await self.calls.call(what, within_s, self.object.setup, passes=MEANT)
        except BadSettings as error:
            first = error.problems[0]
            detail = words("trouble.settings.detail", field=first.path, problem=first.text)
            raise Held("failed", trouble("settings", detail=detail, field=first.path)) from None
        except (*MEANT, WrongKey) as error:
            raise self._held(error) from None
        except PluginFault as fault:
            raise Held("failed", self.fault(fault)) from None

    def _held(self, error: BaseException) -> Held:
        match error:
            case NotReady():
                text = self._texts.words(str(error.problem))
                return Held("retrying", trouble("not_ready", problem=text), _seconds(error.retry_after_s))
            case NeedsAuth():
                return Held("needs_auth", trouble("needs_auth", problem=self._texts.words(described_text(error))))
            case InvalidSettings():
                problem = said(error, self._texts)
                detail = words("trouble.settings.detail", field=problem.path, problem=problem.text)
                return Held("failed", trouble("settings", detail=detail, field=problem.path))
        return Held("failed", trouble("wrong_key", cause=described(error), trace=traced(error)))

    def fault(self, fault: PluginFault) -> Trouble:
        """The trouble that a fault at the start means."""
        last = self.calls.faults.last
        return trouble("start", what=fault.what, cause=fault.cause, trace=last.trace if last else None)

    async def end(self) -> list[str]:
        """End calls and tasks, then close what `ctx.stack` holds.

        Returns:
            What did not end even when it was cancelled.
        """
        stuck = await self.calls.end(self._shared.timing.finish_s)
        if not await self._close_stack():
            stuck.append(self.what("a callback of its stack"))
        self.object = None
        self.ctx.made(None)
        self._secrets.release()
        return stuck

    async def _close_stack(self) -> bool:
        """Each callback has its time; a cancelled one makes way for the next. False: one does not let go."""
        coroutine = self._closed()
        closing = asyncio.create_task(coroutine)
        for _ in range(CANCELLATIONS):
            await asyncio.wait({closing}, timeout=self._shared.timing.close_s)
            if closing.done():
                return True
            self.calls.faults.note(
                self.what("closing its stack"), f"it took longer than {self._shared.timing.close_s:g} s"
            )
            closing.cancel()
            await asyncio.wait({closing}, timeout=self._shared.timing.cancel_s)
        kill(closing, coroutine)
        return False

    async def _closed(self) -> None:
        try:
            await self.ctx.stack.aclose()
        except BaseException as error:  # noqa: BLE001
            if not isinstance(error, asyncio.CancelledError):
                self.calls.faults.note(self.what("closing its stack"), error)


def described_text(error: BaseException) -> str:
    """The exception's own text."""
    return described(error).partition(": ")[2]


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value == value and value >= 0 else None  # noqa: PLR0124
