"""Which settings a provider or plugin class has: its type argument, also through generic classes in between."""

from typing import Any, TypeVar, get_args, get_origin

import msgspec

from besedka.plugin import NoSettings, Provider


def settings_of(cls: type[Provider[Any]]) -> type[msgspec.Struct]:
    """The settings Struct that `cls` names, as `class Nps(RatingFlow[NpsSettings])` does; `NoSettings` if it names none."""
    found = argument_of(cls)
    return found if isinstance(found, type) and issubclass(found, msgspec.Struct) else NoSettings


def argument_of(cls: type[Provider[Any]]) -> Any:
    """What `cls` names as its settings, whatever that is; None if it names nothing."""
    found = _argument(cls, {})
    return None if isinstance(found, TypeVar) else found


def _argument(cls: type, known: dict[TypeVar, Any]) -> Any:
    if cls is Provider:
        return next(iter(known.values()), None)
    for base in _original_bases(cls):
        origin = get_origin(base) or base
        if not (isinstance(origin, type) and issubclass(origin, Provider)):
            continue
        values = [known.get(a, a) if isinstance(a, TypeVar) else a for a in get_args(base)]
        parameters = getattr(origin, "__parameters__", ())
        if (found := _argument(origin, dict(zip(parameters, values, strict=False)))) is not None:
            return found
    return None


def _original_bases(cls: type) -> tuple[Any, ...]:
    # Read from the class's own dict: a subclass without type arguments would otherwise inherit its parent's.
    bases: tuple[Any, ...] = cls.__dict__.get("__orig_bases__", cls.__bases__)
    return bases
