"""Settings as JSON Schema: the form on the admin pages, in the reader's language."""

from typing import Any

import msgspec

from besedka.host.words import PluginTexts
from besedka.plugin import Secret
from besedka.texts import catalogue, say

SECRET = {"type": "string", "format": "secret", "writeOnly": True}


def schema_of(settings: type[msgspec.Struct]) -> dict[str, Any]:
    """An object schema; what it refers to lies in its `$defs`.

    Raises:
        TypeError: a field has a type that a form cannot show.
    """
    (top,), parts = msgspec.json.schema_components([settings], schema_hook=_hook)
    parts = {name: dict(part) for name, part in parts.items()}
    name = top["$ref"].rpartition("/")[2] if "$ref" in top else ""
    schema = {**parts.get(name, top), "additionalProperties": False}
    inner = {other: part for other, part in parts.items() if other != name}
    return schema | ({"$defs": inner} if inner else {})


def _hook(kind: type) -> dict[str, Any]:
    if kind is Secret:
        return dict(SECRET)
    raise TypeError(f"a form cannot show a {kind.__name__}")


def translated(schema: dict[str, Any], texts: PluginTexts, language: str) -> dict[str, Any]:
    """The schema with the plugin's own titles and descriptions in `language`; choices get their `labels` beside them, by value."""
    done: dict[str, Any] = {}
    for key, value in schema.items():
        match key, value:
            case (("title" | "description"), str()):
                done[key] = texts.say(value, language)
            case (("properties" | "$defs"), dict()):
                done[key] = {name: translated(part, texts, language) for name, part in value.items()}
            case (("items" | "additionalProperties"), dict()):
                done[key] = translated(value, texts, language)
            case (("anyOf" | "oneOf" | "prefixItems"), list()):
                done[key] = [translated(part, texts, language) for part in value]
            case "enum", list():
                done[key] = value
                done["labels"] = {str(choice): texts.say(str(choice), language) for choice in value}
            case "unit", str() if f"unit.{value}" in catalogue(language):
                done[key] = say(language, f"unit.{value}")
            case _:
                done[key] = value
    return done


def without_secrets(schema: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Values without what stands in the place of a secret, be it None: on a page a secret is given or absent, never empty."""
    return _open(schema, values, schema.get("$defs", {}))


def _open(node: dict[str, Any], values: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in values.items():
        inner = _resolved(node.get("properties", {}).get(name, {}), parts)
        if inner.get("format") != SECRET["format"]:
            found[name] = _open(inner, value, parts) if isinstance(value, dict) else value
    return found


def at(schema: dict[str, Any], path: list[str]) -> dict[str, Any]:
    """The part of a schema that a value at `path` has to fit; empty if it has none. `| None` is looked through."""
    parts = schema.get("$defs", {})
    node = _resolved(schema, parts)
    for step in path:
        if step in node.get("properties", {}):
            inner = node["properties"][step]
        elif isinstance(node.get("items"), dict):
            inner = node["items"]
        elif isinstance(node.get("additionalProperties"), dict):
            inner = node["additionalProperties"]
        else:
            return {}
        node = _resolved(inner, parts)
    return node


def _resolved(node: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    while True:
        if "$ref" in node:
            rest = {key: value for key, value in node.items() if key != "$ref"}
            node = {**parts[node["$ref"].rpartition("/")[2]], **rest}
        elif "anyOf" in node and len(real := [part for part in node["anyOf"] if part.get("type") != "null"]) == 1:
            node = {**{key: value for key, value in node.items() if key != "anyOf"}, **real[0], "nullable": True}
        else:
            return node
