"""SE: a secret goes where its owner sends it, and nowhere by itself."""

import copy
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from besedka.plugin import Secret

VALUE = "tok-4f1c"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    token: Secret
    spare: Secret | None = None


HELD = Settings(token=Secret(VALUE))
SHOWN: dict[str, Callable[[], str]] = {
    "repr": lambda: repr(Secret(VALUE)),
    "str": lambda: str(Secret(VALUE)),
    "format": lambda: f"{Secret(VALUE)} {Secret(VALUE)!r}",
    "percent": lambda: "%s %r" % (Secret(VALUE), Secret(VALUE)),  # noqa: UP031
    "struct": lambda: repr(HELD),
    "error": lambda: str(ValueError(Secret(VALUE))),
    "log": lambda: logging.LogRecord("x", 20, "", 1, "%s", (Secret(VALUE),), None).getMessage(),
}
REFUSED: dict[str, Callable[[Any], Any]] = {
    "json": msgspec.json.encode,
    "msgpack": msgspec.msgpack.encode,
    "builtins": msgspec.to_builtins,
    "pickle": pickle.dumps,
    "pickle 0": lambda value: pickle.dumps(value, 0),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "vars": vars,
    "width": lambda value: f"{value:>20}",
}


@pytest.mark.parametrize("way", SHOWN)
def test_it_shows_nothing(way: str) -> None:
    shown = SHOWN[way]()
    assert VALUE not in shown
    assert "Secret(…)" in shown


@pytest.mark.parametrize("way", REFUSED)
def test_it_is_not_encoded_pickled_or_copied(way: str) -> None:
    with pytest.raises(TypeError) as refused:
        REFUSED[way](Secret(VALUE))
    assert VALUE not in str(refused.value)


@pytest.mark.parametrize("way", ["json", "msgpack", "builtins", "pickle", "deepcopy"])
def test_nor_inside_of_settings(way: str) -> None:
    with pytest.raises(TypeError):
        REFUSED[way](HELD)


def test_a_traceback_with_locals_shows_nothing() -> None:
    def fail(secret: Secret) -> None:
        held = Settings(token=secret)
        raise ValueError(f"cannot log in with {held.token}")

    try:
        fail(Secret(VALUE))
    except ValueError as error:
        told = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "held = Settings(token=Secret(…)" in told
    assert VALUE not in told


def test_it_reveals_its_value_on_purpose() -> None:
    assert Secret(VALUE).reveal() == VALUE


def test_it_is_equal_by_value() -> None:
    """So that saving settings unchanged restarts nothing."""
    assert Secret("пароль") == Secret("пароль")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    assert Settings(token=Secret("a")) == Settings(token=Secret("a"))
