"""Secrets that running plugins hold turn up as •••• wherever something is written about them: logs, faults, traces."""

import contextlib
import json
import logging
import re
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from besedka.plugin import Secret

MASK = "••••"
SHORTEST = 4

_held: Counter[str] = Counter()
_pattern: re.Pattern[str] | None = None


def mask(text: str) -> str:
    """`text` without any held secret."""
    return text if _pattern is None else _pattern.sub(MASK, text)


def held() -> int:
    """How many spellings of secrets are looked for now."""
    return len(_held)


class Holder:
    """The secrets of one running part; forgotten together."""

    def __init__(self) -> None:
        self._spellings: list[str] = []

    def hold(self, found: Iterable[Secret]) -> None:
        new = [spelling for secret in found for spelling in _spellings(secret.reveal())]
        self._spellings += new
        _held.update(new)
        _compile()

    def release(self) -> None:
        for spelling in self._spellings:
            _held[spelling] -= 1
            if _held[spelling] <= 0:
                del _held[spelling]
        self._spellings.clear()
        _compile()


def _spellings(value: str) -> set[str]:
    """The value as it is, and as it looks in a repr, in JSON and in an address. What is too short would mask half of the log."""
    if len(value) < SHORTEST:
        return set()
    return {value, repr(value)[1:-1], json.dumps(value)[1:-1], quote(value, safe="")}


def _compile() -> None:
    global _pattern
    longest_first = sorted(_held, key=len, reverse=True)
    _pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


@contextlib.contextmanager
def masked_logs() -> Iterator[None]:
    """Mask every log record of the process where it is made: no logger and no handler is past that."""
    before = logging.getLogRecordFactory()

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = before(*args, **kwargs)
        if _pattern is not None:
            _mask(record)
        return record

    logging.setLogRecordFactory(make)
    try:
        yield
    finally:
        # Whoever came later keeps their factory: ours stays below it and masks on, which hurts nobody.
        if logging.getLogRecordFactory() is make:
            logging.setLogRecordFactory(before)


def _mask(record: logging.LogRecord) -> None:
    try:
        message = record.getMessage()
    except Exception:  # noqa: BLE001 - the handler will complain about wrong arguments, as it always does
        return
    if (clean := mask(message)) != message:
        record.msg, record.args = clean, None
    if record.exc_info and record.exc_info[0] is not None:
        trace = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        if (clean := mask(trace)) != trace:
            record.exc_text, record.exc_info = clean, None
    if record.stack_info:
        record.stack_info = mask(record.stack_info)
