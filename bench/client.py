"""The load: visitors and operators over raw sockets, without a WebSocket library, so that the client costs little.

    python bench/client.py saturate|paced|idle besedka|echo PORT SECONDS < the server's line of JSON

Prints one line of JSON with what it measured.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import uvloop

TEXT = "x" * 100
RATE = 1000
WARM_UP_S = 2
WINDOWS = 5


class Peer(asyncio.Protocol):
    """One WebSocket. Frames go out with an empty mask; whatever comes in is given to `hear` as bytes."""

    def __init__(self, request: bytes, hear: Callable[[bytes], None]) -> None:
        self._request = request
        self._buffer = b""
        self._hear = hear
        self._shaken = False
        self.open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        data = self._buffer + data if self._buffer else data
        if not self._shaken:
            head, separator, data = data.partition(b"\r\n\r\n")
            if not separator:
                self._buffer = head
                return
            if b" 101 " not in head[:30]:
                raise SystemExit(f"no socket: {head[:200]!r}")
            self._shaken = True
            self.open.set_result(None)
        at = 0
        while len(data) - at >= 2:
            size, start = data[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            if len(data) < start + size:
                break
            if data[at] == 0x89:
                self.transport.write(b"\x8a\x80\0\0\0\0" if not size else self._pong(data[start : start + size]))
            else:
                self._hear(data[start : start + size])
            at = start + size
        self._buffer = data[at:]

    def _pong(self, payload: bytes) -> bytes:
        return b"\x8a" + bytes([0x80 | len(payload)]) + b"\0\0\0\0" + payload

    def say(self, payload: bytes) -> None:
        size = len(payload)
        head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
        self.transport.write(head + b"\0\0\0\0" + payload)


class Chat:
    """A visitor and the operator who watches; the next message goes out when both have heard of the last."""

    def __init__(self, number: int, on_done: Callable[["Chat", float], None]) -> None:
        self.number = number
        self._on_done = on_done
        self._sent = 0
        self._sent_at = 0.0
        self._missing = 0
        self.visitor: Peer
        self.operator: Peer

    def send(self) -> None:
        self._sent += 1
        self._missing = 2
        self._sent_at = time.perf_counter()
        self.visitor.say(b'{"type":"send","id":"m%d-%d","chat":%d,"text":"%s"}' % (
            self.number, self._sent, self.number, TEXT.encode()))  # fmt: skip

    def visitor_hears(self, frame: bytes) -> None:
        if frame.startswith(b'{"type":"ack"'):
            self._heard()
        elif frame.startswith(b'{"type":"error"'):
            raise SystemExit(frame)

    def operator_hears(self, frame: bytes) -> None:
        if frame.startswith(b'{"type":"event"'):
            self._heard()
        elif frame.startswith(b'{"type":"error"'):
            raise SystemExit(frame)

    def _heard(self) -> None:
        self._missing -= 1
        if self._missing == 0:
            self._on_done(self, time.perf_counter() - self._sent_at)


def handshake(path: str, port: int, cookie: str = "") -> bytes:
    lines = [
        f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13", f"Origin: http://127.0.0.1:{port}",
    ]  # fmt: skip
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode()


async def connect(port: int, path: str, hear: Callable[[bytes], None], hello: dict[str, Any], cookie: str = "") -> Peer:
    loop = asyncio.get_running_loop()
    _, peer = await loop.create_connection(lambda: Peer(handshake(path, port, cookie), hear), "127.0.0.1", port)
    await peer.open
    peer.say(json.dumps(hello, separators=(",", ":")).encode())
    return peer


async def join(chat: Chat, kind: str, port: int, people: dict[str, Any]) -> None:
    n = chat.number
    echo = kind == "echo"
    hello: dict[str, Any] = {"type": "hello", "v": 1} | ({"chat": n} if echo else {"token": people["visitors"][n - 1]})
    chat.visitor = await connect(port, "/ws/visitor", chat.visitor_hears, hello)
    hello = {"type": "hello", "v": 1} | ({} if echo else {"ticket": people["tickets"][n - 1]})
    cookie = "" if echo else people["cookies"][n - 1]
    chat.operator = await connect(port, "/ws/console", chat.operator_hears, hello, cookie)
    chat.operator.say(b'{"type":"watch","chat":%d,"after":0}' % n)


async def saturate(kind: str, port: int, seconds: float, people: dict[str, Any], count: int) -> dict[str, Any]:
    done = 0

    def again(chat: Chat, took_s: float) -> None:
        nonlocal done
        done += 1
        chat.send()

    chats = [Chat(n, again) for n in range(1, count + 1)]
    for chat in chats:
        await join(chat, kind, port, people)
    await asyncio.sleep(0.5)
    for chat in chats:
        chat.send()
    await asyncio.sleep(WARM_UP_S)
    print(json.dumps({"mark": "start"}), flush=True)
    before, busy, started = done, time.process_time(), time.perf_counter()
    await asyncio.sleep(seconds)
    took_s = time.perf_counter() - started
    result = {"messages": done - before, "seconds": took_s, "client_busy": (time.process_time() - busy) / took_s}
    print(json.dumps({"mark": "end"}), flush=True)
    return result


async def paced(kind: str, port: int, seconds: float, people: dict[str, Any], count: int) -> dict[str, Any]:
    took: list[float] = []
    chats = [Chat(n, lambda _, took_s: took.append(took_s)) for n in range(1, count + 1)]
    for chat in chats:
        await join(chat, kind, port, people)
    await asyncio.sleep(0.5)
    loop = asyncio.get_running_loop()
    started, sent, windows = loop.time() + 0.1, 0, []
    length_s = seconds / WINDOWS
    for window in range(WINDOWS + 1):  # the first warms up
        took.clear()
        until = started + (window + 1) * length_s
        while (now := loop.time()) < until:
            while sent < (now - started) * RATE:
                chats[sent % count].send()
                sent += 1
            await asyncio.sleep(0.001)
        windows.append(sorted(took)[int(len(took) * 0.99)] * 1000 if took else float("nan"))
    return {"p99_ms": sorted(windows[1:])[WINDOWS // 2], "windows": windows[1:]}


async def idle(port: int, seconds: float, people: dict[str, Any]) -> dict[str, Any]:
    peers = []
    for token in people["visitors"]:
        hello = {"type": "hello", "v": 1, "token": token}
        peers.append(await connect(port, "/ws/visitor", lambda _: None, hello))
    await asyncio.sleep(seconds)
    return {"connections": len(peers)}


async def main() -> None:
    what, kind, port, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    people = json.loads(sys.stdin.readline() or "{}")
    count = int(sys.argv[5]) if len(sys.argv) > 5 else 200
    match what:
        case "saturate":
            result = await saturate(kind, port, seconds, people, count)
        case "paced":
            result = await paced(kind, port, seconds, people, count)
        case _:
            result = await idle(port, seconds, people)
    print(json.dumps(result), flush=True)
    if what == "idle":
        await asyncio.sleep(3600)


if __name__ == "__main__":
    uvloop.run(main())
