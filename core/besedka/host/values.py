"""Values of settings: what was typed becomes the plugin's Struct, or a sentence at each field that is wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from besedka.host.faults import described
from besedka.host.schema import at, schema_of
from besedka.host.words import PluginTexts, Words, words
from besedka.plugin import InvalidSettings, Secret
from besedka.plugin.errors import BesedkaError

Raw = dict[str, Any]
PLACE = re.compile(r" - at `\$(.*)`$")
STEP = re.compile(r"\.([^.\[\]]+)|\[([^\]]*)\]")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A setting that cannot be used: `path` as "sites.2", empty for the whole."""

    path: str
    text: Words


class BadSettings(BesedkaError):
    """Settings that cannot be used."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.path}: {problem.text['en']}" for problem in problems))
        self.problems = problems


def convert(raw: Mapping[str, Any], settings: type[msgspec.Struct], texts: PluginTexts) -> msgspec.Struct:
    """The Struct with the values of `raw`; secrets are texts or `Secret`.

    Raises:
        BadSettings: with all problems, field by field.
    """
    fields = msgspec.structs.fields(settings)
    schema = schema_of(settings)
    problems = [
        Problem(path=name, text=words("setting.unknown"))
        for name in raw
        if name not in {field.encode_name for field in fields}
    ]
    for field in fields:
        if field.encode_name in raw:
            problems += _field(raw[field.encode_name], field.type, field.encode_name, schema, texts)
        elif field.required:
            problems.append(Problem(path=field.encode_name, text=_sentence(at(schema, [field.encode_name]))))
    if problems:
        raise BadSettings(problems)
    return _whole(raw, settings, schema, texts)


def _field(value: Any, kind: Any, name: str, schema: Raw, texts: PluginTexts) -> Iterator[Problem]:
    for key, fits in (("setting.unknown", _open), ("setting.characters", _storable)):
        if not fits(value):
            yield Problem(path=name, text=words(key))
            return
    try:
        msgspec.convert(value, kind, dec_hook=_secret)
    except msgspec.ValidationError as error:
        yield _problem(error, [name], schema, texts)
    except InvalidSettings as error:
        yield said(error, texts)
    except Exception as error:  # noqa: BLE001 - a plugin's __post_init__ can raise anything
        yield Problem(path=name, text=words("setting.refused", cause=described(error)))


def _whole(raw: Mapping[str, Any], settings: type[msgspec.Struct], schema: Raw, texts: PluginTexts) -> msgspec.Struct:
    try:
        return msgspec.convert(dict(raw), settings, dec_hook=_secret)
    except msgspec.ValidationError as error:
        raise BadSettings([_problem(error, [], schema, texts)]) from None
    except InvalidSettings as error:
        raise BadSettings([said(error, texts)]) from None
    except Exception as error:  # noqa: BLE001 - a plugin's __post_init__ can raise anything
        raise BadSettings([Problem(path="", text=words("setting.refused", cause=described(error)))]) from None


def said(error: InvalidSettings, texts: PluginTexts) -> Problem:
    """What a plugin says of its settings."""
    return Problem(path=str(error.field), text=texts.words(str(error.problem)))


def _secret(kind: type, value: Any) -> Any:
    if kind is not Secret:
        raise NotImplementedError
    if isinstance(value, Secret):
        return value
    if not isinstance(value, str) or not value:
        raise ValueError("Expected a secret")
    return Secret(value)


def _open(value: Any) -> bool:
    """Whether nothing in it tries to pass for a sealed secret."""
    return not (isinstance(value, dict) and "$secret" in value) and all(map(_open, _parts(value)))


def _storable(value: Any) -> bool:
    return not (isinstance(value, str) and "\0" in value) and all(map(_storable, _parts(value)))


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _problem(error: msgspec.ValidationError, path: list[str], schema: Raw, texts: PluginTexts) -> Problem:
    message = str(error)
    if place := PLACE.search(message):
        path = path + [name or ("" if inner == "..." else inner) for name, inner in STEP.findall(place[1])]
        message = message[: place.start()]
    if missing := re.match(r"Object missing required field `(.+)`", message):
        path = [*path, missing[1]]
    elif unknown := re.match(r"Object contains unknown field `(.+)`", message):
        return Problem(path=_dotted([*path, unknown[1]]), text=words("setting.unknown"))
    # What msgspec says begins in a few ways; anything else is the plugin's own sentence, from its __post_init__.
    own = not re.match(r"Expected |Object |Invalid |Integer |Number |Duplicate |Can't ", message)
    return Problem(path=_dotted(path), text=texts.words(message) if own else _sentence(at(schema, path)))


def _dotted(path: list[str]) -> str:
    return ".".join(step for step in path if step)


def _sentence(node: Raw) -> Words:
    """What may be typed at a place of the schema."""
    if node.get("format") == "secret":
        return words("setting.secret")
    if "enum" in node:
        return words("setting.choice", choices=", ".join(map(str, node["enum"])))
    match node.get("type"):
        case "integer" | "number" as kind:
            return _number(node, "whole" if kind == "integer" else "number")
        case "string":
            return _text(node)
        case "boolean":
            return words("setting.yes_no")
        case "array":
            return _bounds(node.get("minItems"), node.get("maxItems"), "setting.list")
    return words("setting.other")


def _number(node: Raw, kind: str) -> Words:
    range = _range(node)
    if "multipleOf" in node:
        of = node["multipleOf"]
        return words("setting.multiple_in", of=of, range=range) if range else words("setting.multiple", of=of)
    if {"minimum", "maximum"} <= node.keys():
        kind = "number"  # shorter, and what is within these bounds is plain enough
    return words(f"setting.{kind}_in", range=range) if range else words(f"setting.{kind}")


def _range(node: Raw) -> Words | None:
    if {"minimum", "maximum"} <= node.keys():
        return words("range.between", low=node["minimum"], high=node["maximum"])
    low = high = None
    if "minimum" in node:
        low = words("range.from", low=node["minimum"])
    elif "exclusiveMinimum" in node:
        low = words("range.more", low=node["exclusiveMinimum"])
    if "maximum" in node:
        high = words("range.to", high=node["maximum"])
    elif "exclusiveMaximum" in node:
        high = words("range.less", high=node["exclusiveMaximum"])
    return words("range.both", low=low, high=high) if low and high else low or high


def _text(node: Raw) -> Words:
    if "format" in node:
        return words("setting.format", format=node["format"])
    if "pattern" in node:
        return words("setting.pattern", pattern=node["pattern"])
    low = node.get("minLength")
    return _bounds(low, node.get("maxLength"), "setting.text")


def _bounds(low: float | None, high: float | None, key: str) -> Words:
    match low, high:
        case None, None:
            return words(key)
        case None, _:
            return words(f"{key}_to", high=high)
        case _, None:
            return words(f"{key}_from", low=low)
    return words(f"{key}_between", low=low, high=high)
