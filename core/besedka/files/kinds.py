"""What a file is, by its bytes: the pictures that every browser shows, with their sizes. What its sender says counts nothing."""

import struct
from typing import BinaryIO, NamedTuple

ANYTHING = "application/octet-stream"
MAGIC = {b"%PDF-": "application/pdf", b"PK\x03\x04": "application/zip"}
MOST_PIXELS = 100_000_000  # a picture of more is a bomb for whoever looks at it
SIZES = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
"""The markers of JPEG that begin a frame, which has the size."""
MOST_SEGMENTS = 1000
ORIENTATION = 0x0112
TURNED = (5, 6, 7, 8)


class Kind(NamedTuple):
    """A media type; the size in pixels of what may be shown."""

    type: str
    width: int | None = None
    height: int | None = None


def kind_of(file: BinaryIO) -> Kind:
    """What a file is. Only JPEG, PNG, GIF and WebP are pictures; SVG is a document that runs scripts.

    Args:
        file: at its beginning.
    """
    head = file.read(32)
    try:
        found = _picture(head, file)
    except (struct.error, ValueError):  # it ends too early
        found = None
    if found is not None and 0 < found[1] * found[2] <= MOST_PIXELS:
        return Kind(*found)
    return Kind(next((type for magic, type in MAGIC.items() if head.startswith(magic)), ANYTHING))


def _picture(head: bytes, file: BinaryIO) -> tuple[str, int, int] | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return "image/png", *struct.unpack(">II", head[16:24])
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif", *struct.unpack("<HH", head[6:10])
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(head)
    if head[:3] == b"\xff\xd8\xff":
        file.seek(2)
        return _jpeg(file)
    return None


def _webp(head: bytes) -> tuple[str, int, int] | None:
    match head[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return "image/webp", width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits = struct.unpack("<I", head[21:25])[0]
            return "image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
            return "image/webp", width, height
    return None


def _jpeg(file: BinaryIO) -> tuple[str, int, int] | None:
    """Segment by segment up to the frame; a phone's picture says before it which way up it is."""
    turned = False
    for _ in range(MOST_SEGMENTS):
        mark, marker = file.read(2)
        if mark != 0xFF:
            return None
        if marker == 0xFF:  # fill
            file.seek(-1, 1)
            continue
        length = max(2, *struct.unpack(">H", file.read(2)))
        if marker in SIZES:
            height, width = struct.unpack(">xHH", file.read(5))
            return ("image/jpeg", height, width) if turned else ("image/jpeg", width, height)
        if marker == 0xE1:
            turned = _orientation(file.read(length - 2)) in TURNED or turned
        else:
            file.seek(length - 2, 1)
    return None


def _orientation(exif: bytes) -> int:
    """Which way up a picture is; 1 where it does not say."""
    if exif[:6] != b"Exif\0\0" or exif[6:8] not in (b"II", b"MM"):
        return 1
    order, tiff = "<" if exif[6:8] == b"II" else ">", exif[6:]
    try:
        (at,) = struct.unpack(f"{order}I", tiff[4:8])
        (entries,) = struct.unpack(f"{order}H", tiff[at : at + 2])
        for entry in range(at + 2, at + 2 + 12 * entries, 12):
            tag, value = struct.unpack(f"{order}H6xH", tiff[entry : entry + 10])
            if tag == ORIENTATION:
                return int(value)
    except struct.error:
        pass
    return 1
