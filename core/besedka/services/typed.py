"""What people type, as it is let in: texts and keys."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from besedka.plugin.errors import Refused

MAX_TAG_CHARS = 64
KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def clean_text(text: str, limit: int, *, needed: bool = True) -> str:
    """A message's text without spaces and blank lines around it.

    Args:
        needed: it must not be empty.

    Raises:
        Refused: `bad_text` if nothing is left that is needed, or it holds control characters, `too_long` with the fact `chars`.
    """
    text = text.replace("\r\n", "\n").strip()
    if len(text) > limit:
        raise Refused("too_long", chars=limit)
    if (needed and not text) or not (
        text.isprintable() or all(c in "\n\t" or unicodedata.category(c) != "Cc" for c in text)
    ):
        raise Refused("bad_text")
    return text


def clean_tag(text: str) -> str:
    """A tag on one line. Raises what `clean_text` does, beyond 64 characters."""
    return clean_text(" ".join(text.split()), MAX_TAG_CHARS)


def check_mentions(ids: Sequence[int], operators: Collection[int]) -> tuple[int, ...]:
    """Whom a note mentions, each once.

    Raises:
        Refused: `no_operator`: there is no such one.
    """
    if any(id not in operators for id in ids):
        raise Refused("no_operator")
    return tuple(dict.fromkeys(ids))


def check_key(key: str) -> str:
    """Raises:
    Refused: `bad_id`: not 1–64 of `A-Za-z0-9_-`.
    """
    if not KEY.fullmatch(key):
        raise Refused("bad_id")
    return key
