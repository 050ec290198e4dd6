"""Finding plugins: the entry points of the group `besedka.plugins`, one by one, so that one broken package hurts nobody else."""

import logging
from importlib.metadata import EntryPoint, entry_points
from typing import Literal

import msgspec

from besedka.plugin import API, Plugin

log = logging.getLogger("besedka.host")

GROUP = "besedka.plugins"
State = Literal["active", "disabled", "broken", "incompatible"]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An installed plugin. `plugin` is None where it could not be imported; `error` says why, in words."""

    name: str
    distribution: str
    version: str
    plugin: type[Plugin] | None
    error: str | None = None
    incompatible: bool = False


def discover() -> list[Found]:
    """All installed plugins, sorted by name."""
    return [_load(point) for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)]


def _load(point: EntryPoint) -> Found:
    distribution = point.dist.name if point.dist else "an unknown distribution"
    version = point.dist.version if point.dist else ""
    try:
        loaded = point.load()
    except Exception as failure:
        log.exception("plugin %s of %s could not be imported", point.name, distribution)
        problem = f"{distribution} could not be imported: {type(failure).__name__}: {failure}"
        return Found(name=point.name, distribution=distribution, version=version, plugin=None, error=problem)
    error, incompatible = _problem(point, loaded)
    return Found(
        name=point.name,
        distribution=distribution,
        version=version,
        plugin=None if error else loaded,
        error=error,
        incompatible=incompatible,
    )


def _problem(point: EntryPoint, loaded: object) -> tuple[str | None, bool]:
    if not (isinstance(loaded, type) and issubclass(loaded, Plugin)):
        return f"the entry point {point.value} does not name a subclass of besedka.plugin.Plugin", False
    if getattr(loaded, "name", None) != point.name:
        return f"the entry point is called {point.name}, the plugin {getattr(loaded, 'name', None)!r}", False
    if getattr(loaded, "api", None) != API:
        return f"written for API {getattr(loaded, 'api', None)}, here is {API}", True
    return None, False
