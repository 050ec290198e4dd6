"""A proxy of the kind that companies have: HTTP passes, WebSocket handshakes are refused."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Proxy:
    """Passes connections on to a port of loopback. `refuses_sockets` may be changed at any time."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.refuses_sockets = True
        self.refused = 0
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection. A browser's handshake comes first on a connection of its own, so the first header decides."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if self.refuses_sockets and b"\r\nupgrade: websocket" in head.lower():
                self.refused += 1
                writer.write(REFUSAL)
            else:
                await self._pass_on(head, reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # either side has gone
        finally:
            writer.close()

    async def _pass_on(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._to)
        server_writer.write(head)
        ways = [asyncio.create_task(_pour(reader, server_writer)), asyncio.create_task(_pour(server_reader, writer))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            server_writer.close()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


@contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """A running proxy, in a thread of its own, until the block ends."""
    running = Proxy(port)
    ready, stop = threading.Event(), asyncio.Event()

    async def run() -> None:
        server = await asyncio.start_server(running.take, "127.0.0.1", 0)
        running.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        server.close()

    def work() -> None:
        with runner:
            runner.run(run())

    runner = asyncio.Runner()
    loop = runner.get_loop()
    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    try:
        yield running
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
