"""What a file is by its bytes: pictures with their sizes, and nothing else is shown."""

import io
import struct

import pytest

from besedka.files.kinds import Kind, kind_of
from uploads import png


def jpeg(width: int, height: int, *before: bytes, marker: int = 0xC0) -> bytes:
    frame = struct.pack(">BBHBHHB", 0xFF, marker, 11, 8, height, width, 1)
    return b"\xff\xd8" + b"".join(before) + frame + b"\x01\x11\x00\xff\xd9"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(orientation: int, order: str) -> bytes:
    tiff = struct.pack(f"{order}2sHI", b"II" if order == "<" else b"MM", 42, 8)
    entries = struct.pack(f"{order}H", 2) + struct.pack(f"{order}HHII", 0x0100, 4, 1, 7)
    entries += struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\0\0" + tiff + entries)


def webp(kind: bytes, body: bytes) -> bytes:
    return b"RIFF\x40\0\0\0WEBP" + kind + b"\x20\0\0\0" + body + bytes(40)


PICTURES = {
    "png": (png(3, 5), Kind("image/png", 3, 5)),
    "gif": (b"GIF89a" + struct.pack("<HH", 640, 480) + bytes(20), Kind("image/gif", 640, 480)),
    "jpeg": (jpeg(320, 200), Kind("image/jpeg", 320, 200)),
    "progressive": (jpeg(320, 200, segment(0xE0, b"JFIF\0" + bytes(9)), marker=0xC2), Kind("image/jpeg", 320, 200)),
    "fill bytes": (jpeg(8, 9, b"\xff\xff" + segment(0xFE, b"note")[1:]), Kind("image/jpeg", 8, 9)),
    "a long profile": (jpeg(8, 9, *[segment(0xE2, bytes(65_000))] * 9), Kind("image/jpeg", 8, 9)),
    "upright": (jpeg(320, 200, exif(1, "<")), Kind("image/jpeg", 320, 200)),
    "turned": (jpeg(320, 200, exif(6, "<")), Kind("image/jpeg", 200, 320)),
    "turned, big-endian": (jpeg(320, 200, exif(8, ">")), Kind("image/jpeg", 200, 320)),
    "webp": (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 300, 100)), Kind("image/webp", 300, 100)),
    "webp, lossless": (
        webp(b"VP8L", b"\x2f" + struct.pack("<I", 299 | 99 << 14)),
        Kind("image/webp", 300, 100),
    ),
    "webp, extended": (webp(b"VP8X", bytes(4) + b"\x2b\x01\0" + b"\x63\0\0"), Kind("image/webp", 300, 100)),
}
OTHERS = {
    "pdf": (b"%PDF-1.7\n", "application/pdf"),
    "zip": (b"PK\x03\x04" + bytes(30), "application/zip"),
    **dict.fromkeys(["empty"], (b"", "application/octet-stream")),
    **{
        name: (body, "application/octet-stream")
        for name, body in {
            "html": b"<!doctype html><script>alert(1)</script>",
            "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
            "xml": b"<?xml version='1.0'?><a/>",
            "exe": b"MZ" + bytes(60),
            "text": b"hello",
            "png without an end": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0",
            "png of nothing": png(1, 1)[:16] + struct.pack(">II", 0, 5) + bytes(9),
            "png bomb": png(1, 1)[:16] + struct.pack(">II", 65_535, 65_535) + bytes(9),
            "jpeg that ends": b"\xff\xd8\xff\xe0\x00",
            "jpeg without a frame": b"\xff\xd8" + segment(0xE0, bytes(10)) + b"tea and cakes",
            "jpeg, endless": b"\xff\xd8" + b"\xff" * 100,
            "jpeg of empty segments": b"\xff\xd8" + b"\xff\xe0\0\0" * 5000,
            "webp of another kind": webp(b"ALPH", bytes(20)),
            "riff": b"RIFF\0\0\0\0WAVEfmt " + bytes(40),
        }.items()
    },
}


@pytest.mark.parametrize(("body", "kind"), PICTURES.values(), ids=PICTURES)
def test_pictures_and_their_sizes(body: bytes, kind: Kind) -> None:
    """CO-4, WG-2: space is reserved for them."""
    assert kind_of(io.BytesIO(body)) == kind


@pytest.mark.parametrize(("body", "type"), OTHERS.values(), ids=OTHERS)
def test_nothing_else_is_a_picture(body: bytes, type: str) -> None:
    """SE-1, D04"""
    assert kind_of(io.BytesIO(body)) == Kind(type)
