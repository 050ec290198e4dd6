"""What the server says to people: catalogues en.json and ru.json, always with the same keys."""

from functools import cache
from importlib import resources

import msgspec

LANGUAGES = ("en", "ru")


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of a language."""
    return msgspec.json.decode((resources.files(__name__) / f"{language}.json").read_bytes(), type=dict[str, str])


def say(language: str, key: str, **facts: object) -> str:
    """The sentence of `key`, with facts where the catalogue has `{name}`."""
    return catalogue(language)[key].format(**facts)


def accepted(header: str) -> str:
    """The language of an `Accept-Language` header that we speak best; English if none."""
    wishes = []
    for part in header.split(","):
        tag, _, quality = part.partition(";q=")
        language = tag.strip().split("-")[0].lower()
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if language in LANGUAGES and weight > 0:
            wishes.append((-weight, language))
    return min(wishes, key=lambda wish: wish[0])[1] if wishes else "en"
