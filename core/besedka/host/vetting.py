"""Checks of a plugin's class before any of it runs: mistakes that would otherwise be silent, told with the remedy."""

import difflib
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

import msgspec
from msgspec import inspect as types

from besedka.host.faults import described
from besedka.host.schema import schema_of
from besedka.host.settings import argument_of
from besedka.host.state import Kind, Trouble, trouble
from besedka.host.words import words
from besedka.plugin import (
    API,
    DistributionStrategy,
    Hooks,
    Permission,
    Plugin,
    Provider,
    RatingFlow,
    Secret,
    SlaRule,
    SocketChannel,
)

KINDS: dict[type[Provider[Any]], Kind] = {
    SocketChannel: "channel",
    DistributionStrategy: "distribution",
    RatingFlow: "rating",
    SlaRule: "sla",
}
HOOKS = {name: hook for name, hook in vars(Hooks).items() if hasattr(hook, "besedka_spec")}
PREFIXES = ("register_", "filter_", "on_")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
API_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.\d+)?")
OURS: tuple[type, ...] = (Plugin, Hooks, *KINDS, Provider, object)

Mistake = tuple[str, dict[str, object]]


def kind_of(provider: type[Provider[Any]]) -> Kind:
    """What the provider is for."""
    return next((kind for cls, kind in KINDS.items() if issubclass(provider, cls)), "other")


def vet(loaded: object, name: str, address: str) -> Trouble | None:
    """What is wrong with what an entry point names, if anything.

    Args:
        loaded: what it names.
        name: of the entry point.
        address: its value, "module:Class".
    """
    if not (isinstance(loaded, type) and issubclass(loaded, Plugin)):
        return _trouble("broken", "vet.not_a_plugin", {"address": address})
    try:
        if (theirs := getattr(loaded, "api", None)) is not None and not _compatible(theirs):
            return _trouble("incompatible", "vet.api", {"theirs": theirs, "ours": API})
        for key, facts in _mistakes(loaded, name):
            return _trouble("broken", f"vet.{key}", {"cls": loaded.__name__, **facts})
    except Exception as error:  # noqa: BLE001 - classes can answer any question with an exception
        return _trouble("broken", "vet.unreadable", {"cls": loaded.__name__, "cause": described(error)})
    return None


def _trouble(code: str, key: str, facts: dict[str, object]) -> Trouble:
    return trouble(code, detail=words(key, **facts))


def _compatible(theirs: object) -> bool:
    """While the contract is 0.x, each minor version may differ; from 1.0 on, a lower minor version is fine."""
    found, here = API_VERSION.fullmatch(str(theirs)), API_VERSION.fullmatch(API)
    if found is None or here is None:
        return False
    (major, minor), (our_major, our_minor) = map(int, found.groups()), map(int, here.groups())
    return major == our_major and (minor == our_minor if major == 0 else minor <= our_minor)


def _mistakes(plugin: type[Plugin[Any]], name: str) -> Iterator[Mistake]:
    if getattr(plugin, "api", None) is None:
        yield "no_api", {"ours": API}
    if getattr(plugin, "name", None) != name:
        yield "name_differs", {"point": name, "name": getattr(plugin, "name", None)}
    yield from _titles(plugin)
    if unknown := sorted(map(str, set(plugin.permissions) - set(get_args(Permission)))):
        yield "permission", {"names": ", ".join(unknown), "known": ", ".join(get_args(Permission))}
    yield from _settings(plugin)
    yield from _hooks(plugin)
    yield from _forms(plugin, "setup", "check")
    seen: set[str] = set()
    for provider in plugin.providers:
        yield from _provider(provider)
        if provider.name in seen:
            yield "provider_twice", {"provider": provider.name}
        seen.add(provider.name)


def _titles(cls: type[Provider[Any]]) -> Iterator[Mistake]:
    if not isinstance(getattr(cls, "name", None), str) or not NAME.fullmatch(cls.name):
        yield "bad_name", {"cls": cls.__name__, "name": getattr(cls, "name", None)}
    if not isinstance(getattr(cls, "title", None), str) or not cls.title.strip():
        yield "no_title", {"cls": cls.__name__}


def _provider(provider: object) -> Iterator[Mistake]:
    if not (isinstance(provider, type) and issubclass(provider, Provider) and issubclass(provider, tuple(KINDS))):
        yield "not_a_provider", {"provider": getattr(provider, "__name__", repr(provider))}
        return
    yield from _titles(provider)
    if missing := sorted(getattr(provider, "__abstractmethods__", ())):
        yield "abstract", {"cls": provider.__name__, "methods": ", ".join(missing)}
    yield from _settings(provider)
    yield from _forms(provider, "setup", "check", "choose", "steps", "accept", "deadlines")


def _settings(cls: type[Provider[Any]]) -> Iterator[Mistake]:
    named = argument_of(cls)
    if named is None:
        return
    if not (isinstance(named, type) and issubclass(named, msgspec.Struct)):
        yield "settings_type", {"cls": cls.__name__, "settings": getattr(named, "__name__", repr(named))}
        return
    facts: dict[str, object] = {"cls": cls.__name__, "settings": named.__name__}
    if not named.__struct_config__.frozen:
        yield "settings_not_frozen", facts
    for field in msgspec.structs.fields(named):
        if isinstance(field.default, Secret) or field.default_factory is Secret:
            yield "secret_default", facts | {"field": field.name}
    try:
        schema_of(named)
    except Exception as error:  # noqa: BLE001 - msgspec says no in many ways
        yield "settings_unusable", facts | {"cause": described(error)}
    for field in types.type_info(named).fields:  # type: ignore[attr-defined]
        if _among_others(field.type, False, set()):
            yield "secret_in_list", facts | {"field": field.name}


def _among_others(kind: types.Type, listed: bool, seen: set[object]) -> bool:
    """Whether it leads to a `Secret` in a list: rows have no names by which one that is not shown could stay with its row."""
    match kind:
        case types.CustomType():
            return listed and kind.cls is Secret
        case types.Metadata():
            return _among_others(kind.type, listed, seen)
        case types.CollectionType():
            return _among_others(kind.item_type, True, seen)
        case types.TupleType():
            return any(_among_others(item, True, seen) for item in kind.item_types)
        case types.DictType():
            return _among_others(kind.key_type, True, seen) or _among_others(kind.value_type, True, seen)
        case types.UnionType():
            return any(_among_others(one, listed, seen) for one in kind.types)
        case types.StructType() | types.DataclassType() | types.TypedDictType() | types.NamedTupleType():
            if (kind.cls, listed) in seen:
                return False
            seen.add((kind.cls, listed))
            return any(_among_others(field.type, listed, seen) for field in kind.fields)
    return False


def _hooks(plugin: type[Plugin[Any]]) -> Iterator[Mistake]:
    for method, function in _own(plugin):
        marked = hasattr(function, "besedka_impl")
        if method in HOOKS:
            if not marked:
                yield "unmarked", {"hook": method}
            yield from _signature(method, function)
        elif marked or method.startswith(PREFIXES):
            meant = difflib.get_close_matches(method, HOOKS, n=1, cutoff=0.4) or [min(HOOKS)]
            yield "misspelt", {"method": method, "meant": meant[0]}


def _own(cls: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The methods that a plugin's author wrote, those of their own parent classes included."""
    seen: set[str] = set()
    for parent in cls.__mro__:
        if parent in OURS:
            continue
        for name, value in vars(parent).items():
            if name not in seen and inspect.isfunction(value):
                yield name, value
            seen.add(name)


def _signature(hook: str, function: Callable[..., Any]) -> Iterator[Mistake]:
    wanted = list(inspect.signature(HOOKS[hook]).parameters)
    theirs = list(inspect.signature(function).parameters)
    if theirs != wanted:
        yield "parameters", {"hook": hook, "theirs": ", ".join(theirs), "wanted": ", ".join(wanted)}
    yield from _colour(hook, function, HOOKS[hook])


def _forms(cls: type[Provider[Any]], *names: str) -> Iterator[Mistake]:
    own = dict(_own(cls))
    for name in names:
        if name in own and (specified := _specified(cls, name)) is not None:
            yield from _colour(name, own[name], specified)


def _specified(cls: type, name: str) -> Callable[..., Any] | None:
    return next((vars(parent)[name] for parent in cls.__mro__ if parent in OURS and name in vars(parent)), None)


def _colour(name: str, function: Callable[..., Any], specified: Callable[..., Any]) -> Iterator[Mistake]:
    asynchronous = inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
    if inspect.iscoroutinefunction(specified) and not asynchronous:
        yield "must_be_async", {"method": name}
    elif asynchronous and not inspect.iscoroutinefunction(specified):
        yield "must_be_plain", {"method": name}
