"""A company's working week as it is stored and shown."""

from typing import Annotated

import msgspec
from msgspec import Meta

Minute = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Stretch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Working time that begins on a day of the week (0 Monday … 6 Sunday), in the company's time zone. `end` before or equal to
    `start` means that time of the next day."""

    day: Annotated[int, Meta(ge=0, le=6)]
    start: Minute
    end: Minute
