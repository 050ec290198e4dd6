"""What is wrong with a request, in words: msgspec names the place and the rule that is broken, in English."""

import re
from typing import Any

from litestar.exceptions import HTTPException
from msgspec import ValidationError

from besedka.texts import say

PLACE = re.compile(r"(.*) - at `\$\.?(.*)`", re.DOTALL)
BODY = re.compile(r"^data(?:\.|$)")
NAMED = re.compile(r"(required|unknown) (?:\w+ )*(?:field `|parameter ')(\w+)")
BOUND = re.compile(r"(of length )?([<>]=?) (\d+)$")


def faults(error: HTTPException, language: str) -> list[dict[str, str]]:
    """Each guilty field with what is wrong with it."""
    told = [str(error.__cause__)] if isinstance(error.__cause__, ValidationError) else _told(error)
    return [_fault(message, language) for message in told]


def is_of_client(error: HTTPException) -> bool:
    """Whether it is the body that is wrong. Litestar calls it the server's fault if the field is named like one of our parts."""
    place = PLACE.fullmatch(str(error.__cause__)) if isinstance(error.__cause__, ValidationError) else None
    return place is not None and BODY.match(place[2]) is not None


def _told(error: HTTPException) -> list[str]:
    extra: Any = error.extra
    found = [e for e in extra if isinstance(e, dict)] if isinstance(extra, list) else []
    return [f"{e.get('message', '')} - at `$.{e.get('key', '')}`" for e in found] or [error.detail]


def _fault(text: str, language: str) -> dict[str, str]:
    place = PLACE.fullmatch(text)
    message, path = (place[1], BODY.sub("", place[2])) if place else (text, "")
    if named := NAMED.search(message):
        path = ".".join(filter(None, (path, named[2])))
        return {
            "field": BODY.sub("", path),
            "detail": say(language, "field.missing" if named[1] == "required" else "field.unknown"),
        }
    if bound := BOUND.search(message):
        key = (
            ("shorter" if bound[1] else "at_most")
            if bound[2].startswith("<")
            else ("longer" if bound[1] else "at_least")
        )
        return {"field": path, "detail": say(language, f"field.{key}", limit=bound[3])}
    key = "field.choice" if message.startswith("Invalid enum value") else "field.kind"
    return {"field": path, "detail": say(language, key)}
