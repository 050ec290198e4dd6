"""Visitors and operators as tests play them: over HTTP and real sockets, with what a good client does: an outbox, gap checks."""

import asyncio
import contextlib
import itertools
import json
import ssl
from collections.abc import Callable
from typing import Any, TypeVar

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PASSWORD = "samovar on the veranda"
WAIT_S = 30  # far longer than anything takes: only what never comes is waited for so long
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # else each client reads the machine's certificates anew
# The server ends a connection that has rested for five seconds: nobody uses one that it may be about to end.
RESTED = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=1)
_numbers = itertools.count(1)
P = TypeVar("P", bound="Peer")


class NoFrame(AssertionError):
    """What was waited for did not come: not in time, or the socket has ended."""


class Frames:
    """What a socket has brought, and waiting for what it will bring."""

    def __init__(self) -> None:
        self.all: list[dict[str, Any]] = []
        self._ended = False
        self._arrived = asyncio.Condition()

    def begin(self) -> int:
        """Another socket goes on: the number of its first frame."""
        self._ended = False
        return len(self.all)

    async def end(self) -> None:
        """The socket has ended, and nothing more will come."""
        async with self._arrived:
            self._ended = True
            self._arrived.notify_all()

    async def add(self, frame: dict[str, Any]) -> None:
        async with self._arrived:
            self.all.append(frame)
            self._arrived.notify_all()

    async def wait(self, type: str, after: int = 0, **fields: Any) -> dict[str, Any]:
        """The first frame (from number `after` on) of that type with those fields, now or within `WAIT_S`."""
        return await self.wait_until(type, lambda frame: _fits(frame, type, fields), after)

    async def wait_until(self, type: str, fits: Callable[[dict[str, Any]], bool], after: int = 0) -> dict[str, Any]:
        """The first frame (from number `after` on) of that type that fits, now or within `WAIT_S`."""
        return await self.first(type, lambda frame: frame["type"] == type and fits(frame), after)

    async def first(self, what: str, fits: Callable[[dict[str, Any]], bool], after: int = 0) -> dict[str, Any]:
        """The first frame (from number `after` on) that fits, now or within `WAIT_S`.

        Raises:
            NoFrame: `what` did not come.
        """

        def found() -> dict[str, Any] | None:
            return next(filter(fits, self.all[after:]), None)

        async with self._arrived:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(WAIT_S):
                    await self._arrived.wait_for(lambda: found() is not None or self._ended)
            if (frame := found()) is None:
                raise NoFrame(f"no such {what} among {self.all[after:]}")
            return frame

    def of(self, type: str, **fields: Any) -> list[dict[str, Any]]:
        return [frame for frame in self.all if _fits(frame, type, fields)]


def _fits(frame: dict[str, Any], type: str, fields: dict[str, Any]) -> bool:
    return frame["type"] == type and all(frame.get(key) == value for key, value in fields.items())


class Peer:
    """One socket, and the events of each chat as a client keeps them: in order, checked for gaps."""

    def __init__(self, url: str, path: str) -> None:
        self.url = url
        self._path = path
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self.frames = Frames()
        self.events: dict[int, dict[int, dict[str, Any]]] = {}
        self.acked: dict[str, dict[str, Any]] = {}
        self.closes: list[int] = []
        self._resync: set[int] = set()

    async def open(self, hello: dict[str, Any], **headers: str) -> dict[str, Any]:
        """Connect and say hello: the welcome."""
        self._socket = await connect(
            self.url.replace("http", "ws") + self._path, additional_headers=headers, max_size=None, compression=None
        )
        begun = self.frames.begin()
        self._reader = asyncio.create_task(self._read(self._socket))
        await self.say(**{"type": "hello", "v": 1, **hello})
        return await self.frames.wait("welcome", begun)

    async def say(self, **frame: Any) -> None:
        assert self._socket is not None
        await self._socket.send(json.dumps(frame))

    async def raw(self, data: str | bytes) -> None:
        assert self._socket is not None
        await self._socket.send(data)

    async def send(self, text: str, id: str | None = None, **fields: Any) -> dict[str, Any]:
        """Send a message: the ack, or the error."""
        id = id or new_id()
        begun = len(self.frames.all)
        await self.say(type="send", id=id, text=text, **fields)
        return await self.answered(id, begun)

    async def answered(self, id: str, begun: int) -> dict[str, Any]:
        """Wait for what becomes of the frame `id`: the ack, or the error."""
        return await self.frames.first(
            "answer", lambda frame: frame["type"] in ("ack", "error") and frame.get("id") == id, begun
        )

    async def event(self, kind: str, chat: int | None = None, **data: Any) -> dict[str, Any]:
        """Wait for an event of that kind, with that data."""
        fields = {"kind": kind} | ({} if chat is None else {"chat": chat}) | ({"data": data} if data else {})
        return await self.frames.wait("event", 0, **fields)

    async def closed(self) -> int:
        """Wait until the server closes: the code."""
        assert self._socket is not None
        async with asyncio.timeout(WAIT_S):
            await self._socket.wait_closed()
        return self._socket.close_code or 0

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader

    async def lose(self) -> None:
        """The network goes away without a word."""
        assert self._socket is not None
        self._socket.transport.abort()
        assert self._reader is not None
        await self._reader

    def view(self, chat: int) -> list[dict[str, Any]]:
        """What this client would show of a chat."""
        return [event for _, event in sorted(self.events.get(chat, {}).items())]

    def texts(self, chat: int) -> list[str]:
        return [event["data"]["text"] for event in self.view(chat) if event["kind"] in ("message", "note")]

    async def _read(self, socket: ClientConnection) -> None:
        try:
            with contextlib.suppress(ConnectionClosed):
                async for data in socket:
                    frame = json.loads(data)
                    self._apply(frame)
                    await self.frames.add(frame)
        finally:
            self.closes.append(socket.close_code or 0)
            await self.frames.end()

    def _apply(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "resync":
                self.events[frame["chat"]] = {}
                self._resync.add(frame["chat"])
            case "event":
                known = self.events.setdefault(frame["chat"], {})
                last = max(known, default=0)
                if frame["chat"] in self._resync:
                    self._resync.discard(frame["chat"])
                else:
                    assert frame["prev"] == last, f"a gap: {last} is the last one known, but {frame}"
                assert frame["seq"] > last, f"out of order after {last}: {frame}"
                known[frame["seq"]] = frame
            case "ack":
                self.acked[frame["id"]] = frame


class VisitorPeer(Peer):
    """A tab of a visitor."""

    def __init__(self, url: str, session: dict[str, Any]) -> None:
        super().__init__(url, "/ws/visitor")
        self.session = session
        self.token: str = session["token"]
        self.chat: int = session["chat"]

    async def connect(self, **fields: Any) -> dict[str, Any]:
        """Connect, or connect again where it was."""
        known = self.events.get(self.chat)
        resume = {"chat": self.chat, "after": max(known), "epoch": self.session["epoch"]} if known else {}
        return await self.open({"token": self.token, **resume, **fields})


class OperatorPeer(Peer):
    """A tab of an operator, with the REST client of the same cookie."""

    def __init__(self, url: str, http: httpx.AsyncClient, me: dict[str, Any]) -> None:
        super().__init__(url, "/ws/console")
        self.http = http
        self.me = me

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    async def connect(self) -> dict[str, Any]:
        ticket = (await self.http.post("/api/v1/socket-ticket")).json()["ticket"]
        return await self.open({"ticket": ticket}, Cookie=self.cookie, Origin=self.url)

    async def watch(self, chat: int) -> None:
        """Follow a chat from the last event known of it."""
        await self.say(type="watch", chat=chat, after=max(self.events.get(chat, {}), default=0))

    async def watch_now(self, chat: int) -> None:
        """Follow a chat, and come back once it is followed: the frames of a socket are handled in order."""
        await self.watch(chat)
        assert (await self.send("", chat=chat))["code"] == "bad_text"

    async def post(self, path: str, expect: int = 200, **body: Any) -> Any:
        answer = await self.http.post(f"/api/v1{path}", json=body or None)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def get(self, path: str, expect: int = 200) -> Any:
        answer = await self.http.get(f"/api/v1{path}")
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def put(self, path: str, expect: int = 200, **body: Any) -> Any:
        answer = await self.http.put(f"/api/v1{path}", json=body)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def patch(self, path: str, expect: int = 200, **body: Any) -> Any:
        answer = await self.http.patch(f"/api/v1{path}", json=body)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def choose(self, **rules: Any) -> Any:
        """Change the company's rules: `strategy` and `flow` by the names of providers, `chat_limit`."""
        now = await self.get("/rules")
        chosen = {key: now[key] for key in ("strategy", "flow", "chat_limit")}
        for key, options in (("strategy", now["strategies"]), ("flow", now["flows"])):
            if rules.get(key) is not None:
                rules[key] = next(option["id"] for option in options if option["name"] == rules[key])
        return await self.put("/rules", **(chosen | rules))

    async def take(self, chat: int, expect: int = 200) -> Any:
        return await self.post(f"/chats/{chat}/take", expect)

    async def set_status(self, chat: int, builtin: str, expect: int = 200) -> Any:
        statuses = await self.get("/statuses")
        id = next(status["id"] for status in statuses if status["builtin"] == builtin)
        return await self.post(f"/chats/{chat}/status", expect, status=id)


class Office:
    """A server, its people, and whatever has to be closed after them."""

    def __init__(self, url: str, owner_key: str) -> None:
        self.url = url
        self._owner_key = owner_key
        self._peers: list[Peer] = []
        self._clients: list[httpx.AsyncClient] = []
        self.owner: OperatorPeer

    def http(self, **headers: str) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            base_url=self.url, headers={"Origin": self.url, **headers}, timeout=WAIT_S, verify=NO_TLS, limits=RESTED
        )
        self._clients.append(client)
        return client

    async def found(self) -> OperatorPeer:
        """The first run: the owner."""
        http = self.http()
        body = {"key": self._owner_key, "name": "Olga Owner", "email": "olga@shop.example", "password": PASSWORD}
        answer = await http.post("/api/v1/setup/owner", json=body)
        assert answer.status_code == 201, answer.text
        self.owner = self._add(OperatorPeer(self.url, http, answer.json()))
        return self.owner

    async def hire(self, name: str, *, administrator: bool = False) -> OperatorPeer:
        """An operator, signed in."""
        email = f"{name.lower()}{next(_numbers)}@shop.example"
        body = {"name": f"{name} Ivanov", "display_name": name, "email": email, "password": PASSWORD}
        await self.owner.post("/operators", 201, **body, administrator=administrator)
        return await self.sign_in(email)

    async def sign_in(self, email: str) -> OperatorPeer:
        http = self.http()
        answer = await http.post("/api/v1/session", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        return self._add(OperatorPeer(self.url, http, answer.json()))

    def console(self, of: OperatorPeer) -> OperatorPeer:
        """Another tab of the same operator."""
        return self._add(OperatorPeer(self.url, of.http, of.me))

    async def visitor(self, token: str | None = None, url: str = "https://shop.example/tea") -> VisitorPeer:
        """A browser on the site, connected."""
        peer = await self.visitor_session(token, url)
        await peer.connect()
        return peer

    async def visitor_session(self, token: str | None = None, url: str = "https://shop.example/tea") -> VisitorPeer:
        """A browser on the site that has not opened its socket."""
        body = {"token": token, "page": {"url": url, "title": "Tea"}}
        answer = await self.http().post("/api/widget/v1/default/session", json=body)
        assert answer.status_code == 201, answer.text
        return self._add(VisitorPeer(self.url, answer.json()))

    async def close(self) -> None:
        for peer in self._peers:
            await peer.close()
        for client in self._clients:
            await client.aclose()

    def _add(self, peer: P) -> P:
        self._peers.append(peer)
        return peer


def new_id() -> str:
    """An id such as a client gives its message."""
    return f"m-{next(_numbers)}"
