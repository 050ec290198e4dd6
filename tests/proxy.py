"""A TCP proxy on loopback whose network goes wrong when a test says so."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

CHUNK_BYTES = 65_536
Side = Literal["client", "server"]


class Proxy:
    """Leads to a port of this machine; `port` is its own."""

    def __init__(self, to_port: int) -> None:
        self.port = 0
        self._to_port = to_port
        self._ways = {"client": asyncio.Event(), "server": asyncio.Event()}
        self._last_word: tuple[bytes, Side] | None = None
        self._cut = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()
        self.thaw()

    def freeze(self, *to: Side) -> None:
        """From now on nothing reaches these sides (none named: both), and nobody is told, not even that the other has gone."""
        for side in to or self._ways:
            self._ways[side].clear()

    def thaw(self) -> None:
        """What was held up goes on."""
        for way in self._ways.values():
            way.set()

    async def cut_at(self, word: bytes, to: Side) -> None:
        """Lose the next connection on which `word` goes to a side, just before it gets there; come back when that has happened."""
        self._cut.clear()
        self._last_word = word, to
        await self._cut.wait()

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.create_task(self._connection(reader, writer))
        self._connections.add(connection)
        connection.add_done_callback(lambda _: writer.transport.abort())
        connection.add_done_callback(self._connections.discard)

    async def close(self) -> None:
        """End all connections."""
        connections = list(self._connections)
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Until either side ends it, which ends both."""
        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self._to_port)
        except OSError:
            return
        ways = [
            asyncio.create_task(self._carry(reader, to_server, "server")),
            asyncio.create_task(self._carry(from_server, writer, "client")),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            to_server.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, to: Side) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                data = await reader.read(CHUNK_BYTES)
                await self._ways[to].wait()
                if not data or self._is_last(data, to):
                    return
                writer.write(data)
                await writer.drain()

    def _is_last(self, data: bytes, to: Side) -> bool:
        if self._last_word is None or self._last_word[1] != to or self._last_word[0] not in data:
            return False
        self._last_word = None
        self._cut.set()
        return True


@asynccontextmanager
async def proxy(to_port: int) -> AsyncIterator[Proxy]:
    """A proxy on a free port, until the block ends."""
    made = Proxy(to_port)
    listener = await asyncio.start_server(made.connected, "127.0.0.1", 0)
    made.port = listener.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        listener.close()
        await made.close()
