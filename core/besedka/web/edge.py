"""The outermost layer: sends sockets their way, and holds for HTTP what no handler may forget: Origin rules, CORS, safe headers."""

import msgspec
from litestar import Litestar

from besedka.texts import accepted
from besedka.web.console_socket import ConsoleSockets
from besedka.web.origins import Origins, header
from besedka.web.problems import problem
from besedka.web.socket import App, Message, Receive, Scope, Send, reject
from besedka.web.visitor_socket import VisitorSockets

WIDGET_API = "/api/widget/"
PLUGINS = "/plugins/"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
NOTHING = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, POST"),
    (b"access-control-allow-headers", b"authorization, content-type, accept-language"),
    (b"access-control-max-age", b"600"),
]


class Edge:
    """The ASGI application."""

    def __init__(
        self,
        http: Litestar,
        plugins: App,
        visitor_sockets: VisitorSockets,
        console_sockets: ConsoleSockets,
        origins: Origins,
    ) -> None:
        self._http = http
        self._plugins = plugins
        self._sockets: dict[str, App] = {"/ws/visitor": visitor_sockets, "/ws/console": console_sockets}
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "websocket":
                await self._sockets.get(scope["path"], _no_socket)(scope, receive, send)
            case "http":
                await self._serve(scope, receive, send)
            case _:
                await self._http(scope, receive, send)  # type: ignore[arg-type]

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitors = scope["path"].startswith(WIDGET_API)
        plugins = scope["path"].startswith(PLUGINS)
        if (visitors or plugins) and scope["method"] == "OPTIONS":
            await self._preflight(scope, send)
        elif plugins:
            more = self._cors(scope) if self._origins.may_embed(scope) else []
            await self._plugins(scope, receive, _with_headers(send, [*HEADERS, *more]))
        elif not self._is_allowed(scope, visitors):
            await _answer_problem(scope, send)
        else:
            more = self._cors(scope) if visitors else []
            asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope  # uvicorn leaves the body out
            await self._http(asked, receive, _with_headers(send, [*HEADERS, *more]))  # type: ignore[arg-type]

    def _is_allowed(self, scope: Scope, visitors: bool) -> bool:
        if visitors:
            return self._origins.may_embed(scope)
        return scope["method"] in SAFE_METHODS or self._origins.is_ours(scope)

    def _cors(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        origin = header(scope, b"origin")
        return [(b"vary", b"Origin"), (b"access-control-allow-origin", origin.encode("latin-1"))] if origin else []

    async def _preflight(self, scope: Scope, send: Send) -> None:
        headers = [*self._cors(scope), *PREFLIGHT] if self._origins.may_embed(scope) else []
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _with_headers(send: Send, headers: list[tuple[bytes, bytes]]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = [name.lower() for name, _ in message["headers"]]
            strict = [] if b"content-security-policy" in present else [NOTHING]
            message["headers"] = [*message["headers"], *headers, *strict]
        await send(message)

    return sending


async def _answer_problem(scope: Scope, send: Send) -> None:
    document = problem(accepted(header(scope, b"accept-language")), "origin")
    headers = [(b"content-type", b"application/problem+json"), *HEADERS, NOTHING]
    await send({"type": "http.response.start", "status": document["status"], "headers": headers})
    await send({"type": "http.response.body", "body": msgspec.json.encode(document)})


async def _no_socket(scope: Scope, receive: Receive, send: Send) -> None:
    await reject(send)
