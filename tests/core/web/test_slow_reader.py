"""F12: who stops reading is cut off (4408) and resumes whole; nobody waits for them, and the memory stays flat."""

import asyncio
import json
import os
from pathlib import Path

from msgspec.structs import replace
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from databases import Database
from ledger import Ledger
from people import WAIT_S, Office
from serving import QUICK, UNLIMITED, Serving, serving

LONG = "x" * 3900


async def test_a_reader_that_stops_is_cut_and_resumes_whole(database: Database) -> None:
    timing = replace(QUICK, slow_close_s=600, ping_interval_s=600)  # it reads after all
    async with serving(database, timing=timing, limits=UNLIMITED) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.owner.connect()
        visitor = await office.visitor()
        await visitor.send("hello")
        await office.owner.take(visitor.chat)
        deaf = await connect(
            server.url.replace("http", "ws") + "/ws/visitor", compression=None, max_queue=(1, 1), ping_interval=None
        )
        await deaf.send(json.dumps({"type": "hello", "v": 1, "token": visitor.token}))
        ledger, before_kb = Ledger(), memory_kb()
        for number in range(3000):
            id = f"long-{number}"
            ledger.send(id, f"{number} {LONG}")
            await office.owner.say(type="send", id=id, chat=visitor.chat, text=f"{number} {LONG}")
            if number % 100 == 99:
                ledger.ack(await office.owner.frames.wait("ack", id=id))
        grown_kb = memory_kb() - before_kb
        last = await visitor.event("message", text=f"2999 {LONG}")
        assert last["seq"] == 3002
        heard, code = await hear(deaf)
        assert code == 4408
        assert heard < 3002, "it was cut before it had everything"
        again = await office.visitor_session(visitor.token)
        again.events[visitor.chat] = {3002 - 300: {}}
        await again.open(
            {"token": visitor.token, "chat": visitor.chat, "after": 3002 - 300, "epoch": visitor.session["epoch"]}
        )
        await again.frames.wait("event", seq=3002)
        ledger.ack(await office.owner.frames.wait("ack", id="long-2999"))
        ledger.sent |= {event["id"]: event["data"]["text"] for event in visitor.view(visitor.chat) if "id" in event}
        ledger.check(server.database, [("visitor", visitor.chat, visitor.view(visitor.chat))])
        assert grown_kb < 100_000, (
            "the test's own peers keep 12 MB thrice; what waited for the deaf one must not be here"
        )
        await office.close()


async def hear(socket: object) -> tuple[int, int]:
    """Read at last: the newest number, and the code of the close."""
    newest = 0
    try:
        async with asyncio.timeout(60):
            async for data in socket:  # type: ignore[attr-defined]
                frame = json.loads(data)
                newest = max(newest, frame.get("seq", 0))
    except ConnectionClosed:
        pass
    return newest, socket.close_code  # type: ignore[attr-defined]


def memory_kb() -> int:
    status = Path(f"/proc/{os.getpid()}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


async def test_a_reader_that_never_reads_again_is_dropped(office: Office, server: Serving) -> None:
    """Its TCP connection is ended, so that neither a socket nor its buffers stay."""
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await office.owner.take(visitor.chat)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.config.port, limit=1024)
    writer.write(
        b"GET /ws/visitor HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    await reader.readuntil(b"\r\n\r\n")
    hello = json.dumps({"type": "hello", "v": 1, "token": visitor.token}).encode()
    writer.write(b"\x81" + bytes([0x80 | len(hello)]) + b"\0\0\0\0" + hello)
    await reader.readuntil(b"welcome")
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    ends = server.config.port, writer.get_extra_info("sockname")[1]
    assert is_open(*ends)
    for number in range(1500):
        await office.owner.say(type="send", id=f"never-{number}", chat=visitor.chat, text=LONG)
        if number % 100 == 99:
            await office.owner.frames.wait("ack", id=f"never-{number}")
    async with asyncio.timeout(WAIT_S):
        while is_open(*ends):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
    writer.transport.abort()


def is_open(port: int, other: int) -> bool:
    """Whether a connection of loopback is open at this end, whose port is the first."""
    return f" 0100007F:{port:04X} 0100007F:{other:04X} 01 " in Path("/proc/net/tcp").read_text()
