"""What runs now, as the rest of the server sees it: instances, panels, routes, jobs, each with the plugin it belongs to."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, Generic, TypeVar

import msgspec

from besedka.host.calls import Calls
from besedka.host.state import Kind
from besedka.host.words import PluginTexts, Words
from besedka.plugin import Access, Chat, Job, Operator, Panel, PanelRow, Provider, Route, SocketChannel

P_co = TypeVar("P_co", bound=Provider[Any], covariant=True)

PANELS = 10
NAMES = 64


class Live(msgspec.Struct, Generic[P_co], frozen=True, kw_only=True):
    """A running instance of a provider.

    Attributes:
        plugin: name of its plugin.
        id: its connection.
        name: what administrators call it.
        title: the provider's, in every language.
        provider: the object. Its methods are called through the host only.
        contacts: whether the plugin may see e-mails and phones of clients.
    """

    plugin: str
    id: int
    kind: Kind
    name: str
    title: Words
    provider: P_co
    calls: Calls
    texts: PluginTexts
    contacts: bool


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a website channel says of itself, read once at its start."""

    sites: tuple[str, ...]
    greeting: str
    tracking: bool


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """A configured website channel, running."""

    id: int
    name: str
    channel: Shown


class LivePanel(msgspec.Struct, frozen=True, kw_only=True):
    """A panel of the console. `id` is unique over all plugins."""

    id: str
    plugin: str
    title: Words
    load: Callable[[Chat, Operator], Awaitable[Sequence[PanelRow]]]
    calls: Calls
    texts: PluginTexts
    contacts: bool


class LiveRoute(msgspec.Struct, frozen=True, kw_only=True):
    """A page or call of a plugin."""

    plugin: str
    access: Access
    handler: Any
    calls: Calls


class LiveJob(msgspec.Struct, frozen=True, kw_only=True):
    """Work to be done again and again. `key` is unique over all plugins, and stays the same over restarts."""

    key: str
    plugin: str
    name: str
    every: timedelta
    run: Callable[[], Awaitable[None]]
    calls: Calls


class Offers(msgspec.Struct, frozen=True, kw_only=True):
    """What a plugin registers when it is enabled."""

    panels: tuple[LivePanel, ...] = ()
    routes: tuple[LiveRoute, ...] = ()
    jobs: tuple[LiveJob, ...] = ()


def offers(plugin: Any, hooks: set[str], calls: Calls, texts: PluginTexts, *, contacts: bool) -> Offers:
    """Ask `register_*`, and check what comes.

    Args:
        hooks: which hooks the plugin implements.

    Raises:
        PluginFault: it raises, or gives what cannot be used.
    """
    name = calls.plugin

    def ask(hook: str, kind: type[Any]) -> list[Any]:
        if hook not in hooks:
            return []
        given = calls.compute(hook, calls.timing.compute_s, getattr(plugin, hook))
        if not isinstance(given, list | tuple) or not all(type(part) is kind for part in given):
            raise calls.faults.note(hook, f"it must give a list of {kind.__name__}")
        return list(given)

    panels: list[Panel] = ask("register_console_panels", Panel)
    routes: list[Route] = ask("register_routes", Route)
    jobs: list[Job] = ask("register_jobs", Job)
    _names("register_console_panels", [panel.id for panel in panels], calls)
    _names("register_jobs", [job.name for job in jobs], calls)
    for wrong, hook, problem in _mistakes(panels, routes, jobs):
        if wrong:
            raise calls.faults.note(hook, problem)
    return Offers(
        panels=tuple(
            LivePanel(
                id=f"{name}.{panel.id}",
                plugin=name,
                title=texts.words(panel.title),
                load=panel.load,
                calls=calls,
                texts=texts,
                contacts=contacts,
            )
            for panel in panels
        ),
        routes=tuple(
            LiveRoute(plugin=name, access=route.access, handler=route.handler, calls=calls) for route in routes
        ),
        jobs=tuple(
            LiveJob(key=f"{name}.{job.name}", plugin=name, name=job.name, every=job.every, run=job.run, calls=calls)
            for job in jobs
        ),
    )


def _mistakes(panels: list[Any], routes: list[Any], jobs: list[Any]) -> list[tuple[bool, str, str]]:
    second = timedelta(seconds=1)
    return [
        (len(panels) > PANELS, "register_console_panels", f"at most {PANELS} panels fit beside a chat"),
        *(
            (not (isinstance(panel.title, str) and callable(panel.load)), "register_console_panels",
             f"the panel {panel.id} needs a title, and a function to load it")
            for panel in panels
        ),
        *(
            (not isinstance(route.access, Access), "register_routes",
             f"a route must say who may call it: access=Access.…, not {route.access!r}")
            for route in routes
        ),
        *(
            (not (isinstance(job.every, timedelta) and job.every >= second and callable(job.run)), "register_jobs",
             f"the job {job.name} needs a function, and an interval of at least 1 s")
            for job in jobs
        ),
    ]  # fmt: skip


def _names(hook: str, names: list[Any], calls: Calls) -> None:
    if not all(isinstance(name, str) and 0 < len(name) <= NAMES for name in names) or len(set(names)) < len(names):
        raise calls.faults.note(hook, f"each needs a name of its own, of 1 to {NAMES} characters: {names}")


def shown(channel: SocketChannel[Any], calls: Calls, what: str) -> Shown:
    """What a website channel says of itself.

    Raises:
        PluginFault: it raises, or says what cannot be used.
    """

    def read() -> Shown:
        return Shown(sites=tuple(channel.sites), greeting=channel.greeting, tracking=channel.tracking)

    told = calls.compute(what, calls.timing.compute_s, read)
    try:
        return msgspec.convert(msgspec.to_builtins(told), Shown)
    except Exception:  # noqa: BLE001 - whatever it is, it is not what was asked for
        raise calls.faults.note(what, "sites, greeting and tracking must be texts, a text, and True or False") from None
