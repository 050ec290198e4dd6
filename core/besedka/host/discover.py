"""Finding plugins: the entry points of the group `besedka.plugins`, one by one, so that one broken package hurts nobody else."""

import importlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.utils import parseaddr
from importlib.metadata import Distribution, EntryPoint, distributions
from types import MappingProxyType
from typing import Any

import msgspec

from besedka.host.faults import described, traced
from besedka.host.state import State, Trouble, trouble
from besedka.host.vetting import kind_of, vet
from besedka.host.words import NO_TEXTS, PluginTexts, texts_of
from besedka.plugin import Plugin, Provider

log = logging.getLogger("besedka.host")

GROUP = "besedka.plugins"
BUNDLED = "besedka"
NAME = re.compile(r"^Name:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
NOBODY: Mapping[str, str | None] = MappingProxyType({})
ON_AT_FIRST = frozenset({"webchat", "manual", "oldest_first", "stars", "answer_time"})


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """An installed distribution, by its metadata."""

    distribution: str
    version: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An installed plugin. Without its class it cannot run: `state` and `trouble` say why."""

    name: str
    distribution: str
    version: str
    author: str
    point: EntryPoint
    plugin: type[Plugin[Any]] | None = None
    texts: PluginTexts = NO_TEXTS
    state: State = "disabled"
    trouble: Trouble | None = None

    @property
    def bundled(self) -> bool:
        return self.distribution == BUNDLED

    @property
    def on_at_first(self) -> bool:
        return self.bundled and self.name in ON_AT_FIRST

    @property
    def error(self) -> str | None:
        """What is wrong, for a terminal."""
        return self.trouble.detail["en"] if self.trouble else None


def discover(*, safe_mode: bool = False, blocked: Mapping[str, str | None] = NOBODY) -> list[Found]:
    """All installed plugins, sorted by name.

    Args:
        safe_mode: do not import what does not come with the server.
        blocked: plugins that are not imported, since they blocked the server, with the trace of that, if there is one.
    """
    found: dict[str, Found] = {}
    for dist, point in sorted(_points(), key=lambda pair: (pair[1].name, pair[0].distribution)):
        unknown = Found(
            name=point.name, distribution=dist.distribution, version=dist.version, author=dist.author, point=point
        )
        if (first := found.get(point.name)) is not None:
            both = trouble("two_plugins", name=point.name, first=first.distribution, second=dist.distribution)
            twin = msgspec.structs.replace(
                unknown, name=f"{point.name}@{dist.distribution}", state="broken", trouble=both
            )
            found[twin.name] = twin
        elif safe_mode and not unknown.bundled:
            found[point.name] = msgspec.structs.replace(unknown, state="safe_mode", trouble=trouble("safe_mode"))
        elif point.name in blocked:
            found[point.name] = msgspec.structs.replace(
                unknown, state="failed", trouble=trouble("blocked", name=point.name, trace=blocked[point.name])
            )
        else:
            found[point.name] = load(unknown)
    return _without_rivals(list(found.values()))


def load(found: Found, *, running: bool = False) -> Found:
    """Import a plugin and check its class.

    Args:
        running: the server runs, and Ctrl+C reaches it in another way.
    """
    try:
        loaded = found.point.load()
    except BaseException as failure:
        if isinstance(failure, KeyboardInterrupt) and not running:
            raise  # from the terminal: whoever starts the server wants it to stop
        log.error("plugin %s of %s could not be imported: %s", found.name, found.distribution, described(failure))
        return msgspec.structs.replace(found, state="broken", trouble=_unimported(found, failure))
    if (wrong := vet(loaded, found.name, found.point.value)) is not None:
        log.error("plugin %s of %s cannot run: %s", found.name, found.distribution, wrong.detail["en"])
        state: State = "incompatible" if wrong.code == "incompatible" else "broken"
        return msgspec.structs.replace(found, state=state, trouble=wrong)
    return msgspec.structs.replace(found, plugin=loaded, texts=texts_of(loaded), state="disabled", trouble=None)


def _unimported(found: Found, failure: BaseException) -> Trouble:
    trace = traced(failure)
    facts: dict[str, Any] = {"distribution": found.distribution, "cause": described(failure)}
    if isinstance(failure, ModuleNotFoundError) and failure.name:
        missing = failure.name.partition(".")[0]
        if missing != found.point.module.partition(".")[0]:
            command = f"pip install {_requirement(found, missing)}"
            return trouble("missing_module", module=missing, command=command, trace=trace, **facts)
        return trouble(
            "missing_package", command=f"pip install --force-reinstall {found.distribution}", trace=trace, **facts
        )
    return trouble("broken_import", trace=trace, **facts)


def _requirement(found: Found, module: str) -> str:
    """What to install for a missing module: the extra of the plugin's own distribution that brings it, else its namesake."""
    for requirement in (found.point.dist.requires if found.point.dist else None) or ():
        name, _, marker = requirement.partition(";")
        extra = re.search(r"""extra\s*==\s*['"]([\w.-]+)['"]""", marker)
        if extra and re.split(r"[^\w.-]", name.strip())[0].lower().replace("-", "_") == module.lower():
            return f"'{found.distribution}[{extra[1]}]'"
    return module.replace("_", "-")


def _without_rivals(found: list[Found]) -> list[Found]:
    """Two distributions may not bring a provider of one kind and name: the first one has it."""
    owners: dict[tuple[str, str], Found] = {}
    result = {plugin.name: plugin for plugin in found}
    for plugin in sorted(found, key=lambda plugin: (not plugin.bundled, plugin.distribution, plugin.name)):
        for provider in _providers(plugin):
            first = owners.setdefault((kind_of(provider), provider.name), plugin)
            if first is not plugin:
                result[plugin.name] = _rival(plugin, first, provider.name)
                break
    return sorted(result.values(), key=lambda plugin: plugin.name)


def without_rival(plugin: Found, others: Iterable[Found]) -> Found:
    """A plugin that was loaded after the others: what they bring is theirs."""
    brought = {(kind_of(provider), provider.name): other for other in others for provider in _providers(other)}
    for provider in _providers(plugin):
        if (first := brought.get((kind_of(provider), provider.name))) is not None:
            return _rival(plugin, first, provider.name)
    return plugin


def _providers(found: Found) -> Sequence[type[Provider[Any]]]:
    return found.plugin.providers if found.plugin else ()


def _rival(plugin: Found, first: Found, provider: str) -> Found:
    rivals = trouble(
        "rivals",
        provider=provider,
        first=f"{first.name} ({first.distribution})",
        second=f"{plugin.name} ({plugin.distribution})",
    )
    return msgspec.structs.replace(plugin, plugin=None, state="broken", trouble=rivals)


class _Metadata(msgspec.Struct, frozen=True, kw_only=True):
    distribution: str
    version: str
    author: str


def _points() -> Iterator[tuple[_Metadata, EntryPoint]]:
    for dist in _installed():
        metadata = None
        for point in dist.entry_points:
            if point.group == GROUP:
                metadata = metadata or _metadata(dist)
                yield metadata, point


def _installed() -> Iterator[Distribution]:
    """Distributions with plugins, each once: the first on the path counts. One that cannot be read is named and left out."""
    seen: set[str] = set()
    for dist in distributions():
        try:
            name = _name(dist)
            if name in seen or not any(point.group == GROUP for point in dist.entry_points):
                seen.add(name)
                continue
        except Exception as error:  # noqa: BLE001 - a half-removed package must not stop the server
            log.warning("an installed package is left out, its metadata cannot be read: %s", described(error))
            continue
        seen.add(name)
        yield dist


def _name(dist: Distribution) -> str:
    """As names of distributions are compared. Looked for without parsing, which would take longer than all else here."""
    text = dist.read_text("METADATA") or dist.read_text("PKG-INFO") or ""
    line = NAME.search(text)
    return re.sub(r"[-_.]+", "-", line[1] if line else str(dist.metadata["Name"])).lower()


def _metadata(dist: Distribution) -> _Metadata:
    metadata = dist.metadata
    name, address = parseaddr(str(metadata["Author-email"] or ""))
    author = str(metadata["Author"] or "") or name or address
    return _Metadata(distribution=str(metadata["Name"]), version=str(metadata["Version"] or ""), author=author)


def packages() -> set[Package]:
    """The distributions with plugins that are on disk now; nothing is imported."""
    importlib.invalidate_caches()
    return {
        Package(distribution=about.distribution, version=about.version)
        for about in (_metadata(dist) for dist in _installed())
    }


def names() -> set[str]:
    """The names of all installed plugins; nothing is imported."""
    return {point.name for _, point in _points()}
