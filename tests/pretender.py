"""What is no PostgreSQL of use to Besedka, but speaks its protocol as far as that shows: an old release, or a pooler."""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

TEXT = 25  # the type's number
COLUMN = struct.pack("!h", 1) + b"value\0" + struct.pack("!ihihih", 0, 0, TEXT, -1, -1, 0)


@asynccontextmanager
async def pretender(settings: Mapping[str, str], refusal: tuple[str, str] | None = None) -> AsyncIterator[int]:
    """A server on a free port of loopback, which the block is given.

    Args:
        settings: what it says of itself, and answers to SHOW.
        refusal: code and message of the error that whoever connects is sent away with.
    """

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            await _body(reader)  # may it be encrypted?
            writer.write(b"N")
            await _body(reader)  # who and which database
            writer.write(_refused(*refusal) if refusal else _greeting(settings))
            asked = ""
            while not refusal and (kind := await reader.readexactly(1)) != b"X":
                body = await _body(reader)
                if kind == b"P":
                    asked = body.split(b"\0")[1].decode().removeprefix("SHOW ")
                writer.write(_answer(kind, settings.get(asked, "")))
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def _body(reader: asyncio.StreamReader) -> bytes:
    (size,) = struct.unpack("!i", await reader.readexactly(4))
    return await reader.readexactly(size - 4)


def _message(kind: bytes, body: bytes = b"") -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body


def _greeting(settings: Mapping[str, str]) -> bytes:
    told = [_message(b"S", f"{name}\0{value}\0".encode()) for name, value in settings.items()]
    return _message(b"R", struct.pack("!i", 0)) + b"".join(told) + _message(b"Z", b"I")


def _refused(code: str, message: str) -> bytes:
    return _message(b"E", f"SFATAL\0VFATAL\0C{code}\0M{message}\0\0".encode())


def _answer(kind: bytes, value: str) -> bytes:
    """To parse, describe, bind, execute, close, and sync."""
    row = struct.pack("!hi", 1, len(value)) + value.encode()
    return {
        b"P": _message(b"1"),
        b"D": _message(b"t", struct.pack("!h", 0)) + _message(b"T", COLUMN),
        b"B": _message(b"2"),
        b"E": _message(b"D", row) + _message(b"C", b"SHOW\0"),
        b"C": _message(b"3"),
        b"S": _message(b"Z", b"I"),
    }.get(kind, b"")
