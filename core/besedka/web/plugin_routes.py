"""`/plugins/<name>/…`: pages and calls that plugins bring. Who asks is found out here; a plugin never sees a cookie or a token."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, Router
from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler
from litestar.types import ExceptionHandlersMap

from besedka.config import Rate
from besedka.domain.people import Operator, Visitor
from besedka.host.calls import Calls
from besedka.host.faults import PluginFault
from besedka.host.host import Host
from besedka.host.live import LiveRoute
from besedka.plugin import Access, Client, ClientId
from besedka.plugin.errors import Refused
from besedka.services.for_plugins import ForPlugins
from besedka.services.team import Team
from besedka.services.throttle import Throttle
from besedka.web.auth import Auth
from besedka.web.edge import PLUGINS
from besedka.web.origins import Origins
from besedka.web.problems import exception_handlers, problem_response
from besedka.web.socket import App, Message, Receive, Scope, Send, address_of

MAX_BODY_BYTES = 1_000_000
DEADLINE_S = 30.0
PER_ADDRESS = Rate(burst=60, per_s=10)
ASKERS = "besedka.askers"
# They would reach beyond the plugin's own pages: into the console's cookies and storage, other sites, the whole host.
OURS_ALONE = frozenset(
    (
        b"clear-site-data",
        b"content-security-policy",
        b"service-worker-allowed",
        b"set-cookie",
        b"strict-transport-security",
        b"x-frame-options",
    )
)
CORS = b"access-control-"
PRIVATE_HEADERS = (b"cookie", b"authorization", b"proxy-authorization")
SANDBOX = (
    b"sandbox allow-forms; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
)


class Askers(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands behind a request: an operator, a visitor, both, or nobody."""

    operator: Operator | None
    visitor: Visitor | None
    ours: bool
    embedded: bool


class PluginRoutes:
    """The one mount of all plugins; each running plugin has an application of its own."""

    def __init__(self, host: Host, auth: Auth, origins: Origins, team: Team, for_plugins: ForPlugins) -> None:
        self._host = host
        self._auth = auth
        self._origins = origins
        self._for_plugins = for_plugins
        self._handlers = exception_handlers(team)
        self._throttle = Throttle(PER_ADDRESS)
        self._apps: dict[Calls, Litestar] = {}
        host.on_change(self._forget)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request below the prefix."""
        name, _, rest = scope["path"].removeprefix(PLUGINS).partition("/")
        routes = self._host.routes(name)
        started = _Started(send)
        try:
            if wait_s := self._throttle.wait_s(address_of(scope)):
                raise Refused("too_many", retry_after=max(1, round(wait_s)))
            if not routes:
                raise Refused("not_found")
            inner = self._inside(scope, f"/{rest}", await self._askers(scope))
            calls = routes[0].calls
            app: App = self._app(calls, routes)  # type: ignore[assignment]
            # A client that sends slowly is no fault of the plugin: its time begins once the body is there.
            await calls.call("a page", DEADLINE_S, app, inner, await _whole(receive), started)
        except (Refused, PluginFault) as error:
            if not started.started:
                await self._refuse(error, scope, receive, started)

    def _forget(self) -> None:
        """Applications end with their plugins: they hold them."""
        self._apps = {calls: app for calls, app in self._apps.items() if not calls.closed}

    async def _refuse(self, error: Refused | PluginFault, scope: Scope, receive: Receive, send: Send) -> None:
        refused = error if isinstance(error, Refused) else Refused("plugin_failed", plugin=error.plugin)
        response = problem_response(Request(scope), refused)  # type: ignore[arg-type]
        await response.to_asgi_response(None, Request(scope))(scope, receive, send)  # type: ignore[arg-type]

    async def _askers(self, scope: Scope) -> Askers:
        # In a state of its own: what was read of the request is kept there, cookies too, and the plugin sees the scope's.
        request: Request[Any, Any, Any] = Request({**scope, "state": {}})  # type: ignore[arg-type]
        return Askers(
            operator=await _or_nobody(self._auth.actor, request),
            visitor=await _or_nobody(self._auth.visitor, request),
            ours=request.method in ("GET", "HEAD") or self._origins.is_ours(scope),
            embedded=self._origins.may_embed(scope),
        )

    def _inside(self, scope: Scope, path: str, askers: Askers) -> Scope:
        headers = [(name, value) for name, value in scope["headers"] if name not in PRIVATE_HEADERS]
        own = {"path": path, "raw_path": path.encode(), "root_path": "", "headers": headers, "state": {}}
        return {**scope, **own, ASKERS: askers}

    def _app(self, calls: Calls, routes: Sequence[LiveRoute]) -> Litestar:
        """The application of one start of a plugin; it goes with it."""
        if calls not in self._apps:
            self._apps[calls] = Litestar(
                route_handlers=[
                    Router("/", route_handlers=[route.handler], guards=[self._guard(route.access)]) for route in routes
                ],
                exception_handlers=self._blaming(calls),
                request_max_body_size=MAX_BODY_BYTES,
                openapi_config=None,
                logging_config=None,
            )
        return self._apps[calls]

    def _guard(self, access: Access) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]:
        def check(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
            scope: dict[str, Any] = connection.scope  # type: ignore[assignment]
            scope["user"] = self._let_in(access, scope[ASKERS])

        return check

    def _let_in(self, access: Access, askers: Askers) -> Any:
        """Who the handler is told that asks.

        Raises:
            Refused: `sign_in`, `forbidden`, `origin`.
        """
        match access:
            case Access.PUBLIC:
                return None
            case Access.VISITOR:
                if not askers.embedded:
                    raise Refused("origin")
                if askers.visitor is None:
                    raise Refused("sign_in")
                return _client(askers.visitor)
            case Access.OPERATOR | Access.ADMINISTRATOR:
                if askers.operator is None:
                    raise Refused("sign_in")
                if not askers.ours:
                    raise Refused("origin")
                if access is Access.ADMINISTRATOR and not askers.operator.administrator:
                    raise Refused("forbidden")
                return self._for_plugins.operator(askers.operator.id)

    def _blaming(self, calls: Calls) -> ExceptionHandlersMap:
        def failed(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
            calls.faults.note(f"{request.method} {request.url.path}", error)
            return problem_response(request, Refused("plugin_failed", plugin=calls.plugin))

        return {**self._handlers, Exception: failed}


async def _whole(receive: Receive) -> Receive:
    """The request's body, read, as the messages that Litestar expects.

    Raises:
        Refused: `too_large`.
    """
    read: list[Message] = []
    size = 0
    more = True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY_BYTES:
            raise Refused("too_large")
        read.append(message)
        more = message["type"] == "http.request" and message.get("more_body", False)
    messages = iter(read)

    async def again() -> Message:
        return next(messages, None) or await receive()

    return again


class _Started:
    """Sends, without headers that are ours alone and within a sandbox, and knows whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            message["headers"] = [*_harmless(message["headers"]), (b"content-security-policy", SANDBOX)]
        await self._send(message)


def _harmless(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(k, v) for k, v in headers if (name := k.lower()) not in OURS_ALONE and not name.startswith(CORS)]


async def _or_nobody(find: Callable[[Request[Any, Any, Any]], Any], request: Request[Any, Any, Any]) -> Any:
    try:
        return await find(request)
    except Refused:
        return None


def _client(visitor: Visitor) -> Client:
    return Client(
        id=ClientId(visitor.client), name="", emails=(), phones=(), fields={}, manager=None, last_operator=None
    )
