"""Whoever has not even asked yet costs little: headers and bodies have bounds in size and time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from besedka.web.http_protocol import MAX_HEADER_BYTES
from databases import Database
from people import WAIT_S
from serving import QUICK, Serving, serving

ASK = b"GET /api/v1/setup HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = b"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Length: 10\r\n"
TIMING = replace(QUICK, header_timeout_s=0.3, body_timeout_s=0.3)


class Connection:
    """A client that speaks HTTP by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self) -> int:
        """The status of the next answer."""
        async with asyncio.timeout(WAIT_S):
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            await self.reader.readexactly(length)
        return int(head.split()[1])

    async def closed(self) -> bytes:
        """Whatever comes until the server closes."""
        async with asyncio.timeout(WAIT_S):
            return await self.reader.read()


@contextlib.asynccontextmanager
async def connected(server: Serving) -> AsyncIterator[Connection]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.config.port)
    try:
        yield Connection(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


@pytest.fixture
async def hasty(database: Database) -> AsyncIterator[Serving]:
    async with serving(database, timing=TIMING) as server:
        yield server


@pytest.mark.parametrize("start", [b"GET /", ASK, ASK + b"X: "])
async def test_a_header_without_end_is_cut_off(server: Serving, start: bytes) -> None:
    async with connected(server) as client:
        await client.say(start + b"x" * MAX_HEADER_BYTES)
        assert await client.answer() == 431
        assert await client.closed() == b""


async def test_a_long_header_may_come_in_pieces_and_with_its_body(server: Serving) -> None:
    async with connected(server) as client:
        for _ in range(3):  # each request has the whole room
            await client.say(ASK)
            for number in range(5):
                await client.say(b"X-%d: " % number + b"x" * 10_000 + b"\r\n")
            await client.say(b"\r\n")
            assert await client.answer() == 200
        await client.say(POST.replace(b" 10", b" 200000") + b"\r\n" + b"x" * 200_000)
        assert await client.answer() == 400


@pytest.mark.parametrize("start", [b"", b"GET", ASK, POST + b"\r\n", POST + b"\r\n{", ASK + b"\r\n" + ASK])
async def test_whoever_does_not_go_on_is_let_go(hasty: Serving, start: bytes) -> None:
    async with connected(hasty) as client:
        await client.say(start)
        answers = await client.closed()
    assert answers.count(b"HTTP/1.1 ") == start.count(ASK + b"\r\n"), answers


async def test_the_time_of_a_header_is_not_that_of_its_pieces(hasty: Serving) -> None:
    async with connected(hasty) as client:
        await client.say(ASK)

        async def dribble() -> None:
            with contextlib.suppress(ConnectionError):
                while True:
                    await client.say(b"X: y\r\n")
                    await asyncio.sleep(0.05)

        dribbling = asyncio.create_task(dribble())
        with contextlib.suppress(ConnectionError):
            assert await client.closed() == b""
        dribbling.cancel()
