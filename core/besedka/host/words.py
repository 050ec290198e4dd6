"""Texts for people: the server's own from its catalogues, a plugin's from the texts/ folder of its package."""

import logging
import re
import sys
from collections.abc import Mapping
from importlib import resources
from typing import TypeAlias

import msgspec

from besedka.texts import LANGUAGES, say

log = logging.getLogger("besedka.host")

Words: TypeAlias = Mapping[str, str]
"""One text in every language, so that it can be kept before its reader is known."""

BLANK = re.compile(r"\{(\w+)\}")


def words(key: str, **facts: object) -> Words:
    """The catalogue's sentence of `key` in every language. A fact may itself be `Words`."""
    return {
        language: say(language, key, **{name: _in(language, fact) for name, fact in facts.items()})
        for language in LANGUAGES
    }


def _in(language: str, fact: object) -> object:
    return fact.get(language, "") if isinstance(fact, Mapping) else fact


class PluginTexts:
    """The texts of one plugin: English texts are the keys, a missing translation shows English."""

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        self._catalogues = catalogues

    def say(self, text: str, language: str, values: Mapping[str, str] | None = None) -> str:
        """`text` in `language`, with `values` where it has `{name}`."""
        text = self._catalogues.get(language, {}).get(text, text)
        return BLANK.sub(lambda blank: str(values.get(blank[1], blank[0])), text) if values else text

    def words(self, text: str, values: Mapping[str, str] | None = None) -> Words:
        """`text` in every language."""
        return {language: self.say(text, language, values) for language in LANGUAGES}


NO_TEXTS = PluginTexts({})


def texts_of(cls: type) -> PluginTexts:
    """What the package of `cls` brings in texts/<language>.json; a file that cannot be read is named in the log."""
    package = _package(cls.__module__)
    if package is None:
        return NO_TEXTS
    catalogues = {}
    for language in LANGUAGES:
        path = resources.files(package) / "texts" / f"{language}.json"
        try:
            catalogues[language] = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            continue
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            log.warning("the texts of %s are left out: texts/%s.json cannot be read (%s)", package, language, error)
    return PluginTexts(catalogues)


def _package(module: str) -> str | None:
    """The package nearest to `module`, itself included, that has a folder of texts."""
    while module:
        if hasattr(sys.modules.get(module), "__path__") and (resources.files(module) / "texts").is_dir():
            return module
        module = module.rpartition(".")[0]
    return None
