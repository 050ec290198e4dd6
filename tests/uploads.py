"""Files that tests send, and sending them: whole over HTTP, or as far as a test likes over a bare socket."""

import asyncio
import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from people import OperatorPeer, VisitorPeer
from serving import Serving

BOUNDARY = "----besedka"
WAIT_S = 20


def png(width: int, height: int, colour: tuple[int, int, int] = (0, 136, 204)) -> bytes:
    """A picture of one colour that browsers show."""
    return png_of([bytes(colour) * width] * height)


def png_of(lines: Sequence[bytes]) -> bytes:
    """A picture of these lines, three bytes a point."""
    rows = zlib.compress(b"".join(b"\0" + line for line in lines))
    header = struct.pack(">IIBBBBB", len(lines[0]) // 3, len(lines), 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def form(name: str, body: bytes, part: str = "file") -> bytes:
    """A form as browsers send it."""
    quoted = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{part}"; filename="{quoted}"\r\n'
    return f"{head}Content-Type: text/plain\r\n\r\n".encode() + body + f"\r\n--{BOUNDARY}--\r\n".encode()


async def post(http: httpx.AsyncClient, path: str, content: bytes, expect: int = 201, **headers: str) -> dict[str, Any]:
    """Send a form."""
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    answer = await http.post(path, content=content, headers={"Content-Type": kind, **headers})
    assert answer.status_code == expect, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def upload(
    http: httpx.AsyncClient, of: OperatorPeer | VisitorPeer, name: str, body: bytes, expect: int = 201
) -> dict[str, Any]:
    """A file of an operator or a visitor: what the server says of it."""
    if isinstance(of, OperatorPeer):
        return await post(of.http, "/api/v1/files", form(name, body), expect)
    return await post(http, "/api/widget/v1/files", form(name, body), expect, Authorization=f"Bearer {of.token}")


async def break_off(server: Serving, of: VisitorPeer, body: bytes, bytes_sent: int) -> None:
    """Send so much of a file's request and go away, once the server has begun to write, or with the last byte."""
    content = form("tea.bin", body)
    _, writer = await asyncio.open_connection("127.0.0.1", server.config.port)
    head = f"POST /api/widget/v1/files HTTP/1.1\r\nHost: 127.0.0.1:{server.config.port}\r\n"
    head += f"Authorization: Bearer {of.token}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
    writer.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content[:bytes_sent])
    if bytes_sent < len(content):
        await writer.drain()
        await until(lambda: bool(stored(server)))
    writer.close()
    await writer.wait_closed()


async def until(true: Callable[[], bool]) -> None:
    """Wait for what the server does by itself."""
    async with asyncio.timeout(WAIT_S):
        while not true():  # noqa: ASYNC110 - a folder tells nobody
            await asyncio.sleep(0.005)


def folder(server: Serving) -> Path:
    return server.config.data_dir / "files"


def stored(server: Serving) -> list[Path]:
    """All files in the folder, whole or not."""
    return [path for path in folder(server).rglob("*") if path.is_file()]
