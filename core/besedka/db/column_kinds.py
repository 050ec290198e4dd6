"""What a value of SQLite is on PostgreSQL, by the type of its column there. SQLite has numbers, texts and bytes only; Piccolo
writes everything else as one of these."""

import json
import struct
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

Turn = Callable[[Any], Any]


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """`taken` turns a value of SQLite into that which the driver of PostgreSQL takes. `alike` makes what PostgreSQL gives back, and
    what it was given, the same where it keeps another form than it was given. None: the value is as it is."""

    taken: Turn | None = None
    alike: Turn | None = None


def kind_of(type: str) -> Kind | None:
    """Args:
    type: PostgreSQL's short name, such as `int8` or `timestamptz`; that of a list begins with an underscore.

    Returns:
        None: no column of SQLite is moved to such a one.
    """
    if not type.startswith("_"):
        return KINDS.get(type)
    one = KINDS.get(type[1:])
    return one and Kind(taken=partial(_list, one.taken), alike=partial(_each, one.alike) if one.alike else None)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _json(value: Any) -> str:
    """SQLite keeps a document that is nothing but a number as a number."""
    return value if isinstance(value, str) else json.dumps(value)


def _sorted_json(text: str) -> str:
    return json.dumps(json.loads(text, parse_int=float), sort_keys=True)


def _single(number: float) -> float:
    """With no more digits than four bytes hold."""
    [rounded] = struct.unpack("f", struct.pack("f", number))
    return float(rounded)


def _decimal(number: float | str) -> Decimal:
    return Decimal(str(number))


def _list(taken: Turn | None, text: str) -> list[Any]:
    return [*_each(taken, json.loads(text))]


def _each(turn: Turn | None, values: list[Any]) -> list[Any]:
    return [
        _each(turn, value) if isinstance(value, list) else turn(value) if turn and value is not None else value
        for value in values
    ]


AS_IT_IS = Kind()
KINDS = {
    "bool": Kind(taken=bool),
    "int2": AS_IT_IS,
    "int4": AS_IT_IS,
    "int8": AS_IT_IS,
    "float4": Kind(taken=_single),
    "float8": Kind(taken=float),
    "numeric": Kind(taken=_decimal, alike=Decimal.normalize),
    "text": AS_IT_IS,
    "varchar": AS_IT_IS,
    "json": Kind(taken=_json),
    "jsonb": Kind(taken=_json, alike=_sorted_json),
    "bytea": AS_IT_IS,
    "timestamptz": Kind(taken=_moment),
    "timestamp": Kind(taken=datetime.fromisoformat),
    "date": Kind(taken=date.fromisoformat),
    "time": Kind(taken=time.fromisoformat),
    "interval": Kind(taken=lambda seconds: timedelta(seconds=seconds)),
    "uuid": Kind(taken=UUID),
}
