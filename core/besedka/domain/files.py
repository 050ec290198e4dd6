"""Files as messages carry them."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec


class File(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that was received whole. `type` is what its bytes are; a picture has a size in pixels."""

    id: str
    name: str
    type: str
    size_bytes: int
    width: int | None = None
    height: int | None = None


def with_files(data: dict[str, Any], files: Sequence[File]) -> dict[str, Any]:
    """An event's data with what it carries."""
    return {**data, "files": [msgspec.to_builtins(file) for file in files]} if files else data


def files_of(data: Mapping[str, Any]) -> tuple[File, ...]:
    """What an event carries."""
    return msgspec.convert(data.get("files", ()), tuple[File, ...])


def are_pictures(files: Sequence[File]) -> bool:
    """Whether they are pictures, all of them."""
    return bool(files) and all(file.width is not None for file in files)
