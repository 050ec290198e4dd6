"""The built pages: console, widget, demo shop. Read once, compressed once, served with what browsers need to be strict."""

import gzip
import hashlib
import mimetypes
import secrets
from pathlib import Path
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.di import NamedDependency as Given
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from besedka.host.host import Host
from besedka.plugin.errors import Refused

STATIC = Path(__file__).parent.parent / "static"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
COMPRESSED = ("text/", "application/json", "image/svg+xml", "application/manifest+json")
LOADER_CONFIG = b'"__BESEDKA_CONFIG__"'
NONCE = b"__CSP_NONCE__"
STRICT = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
NOT_BUILT = "The pages are not built yet: run `python hatch_build.py` in the checkout, or install the wheel."

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a build."""

    body: bytes
    type: str
    etag: str
    compressed: bytes | None


class Pages:
    """Files by their path under the static folder, kept once they were asked for."""

    def __init__(self, host: Host, folder: Path = STATIC) -> None:
        self._host = host
        files = (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
        self._files = {file.relative_to(folder).as_posix(): file for file in files}
        self._assets: dict[str, Asset] = {}

    def asset(self, path: str) -> Asset:
        """Raises:
        NotFoundException: there is no such file.
        """
        if path not in self._assets:
            try:
                body = self._files[path].read_bytes()
            except (KeyError, FileNotFoundError):
                # The second: a newer release was put in its place, and its pages ask for others.
                raise NotFoundException from None
            self._assets[path] = _asset(body, path)
        return self._assets[path]

    def loader(self) -> Asset:
        """The loader, told whether to look for visitors at once and whether there is a chat at all."""
        try:
            tracking, on = self._host.placement("default").channel.tracking, True
        except Refused:
            tracking, on = False, False
        config = msgspec.json.encode({"tracking": tracking, "on": on})
        return _asset(self.asset("widget/loader.js").body.replace(LOADER_CONFIG, config), "loader.js")

    def console(self) -> Response[bytes]:
        """The console's page, with a fresh nonce for the styles that Mantine writes."""
        try:
            page = self.asset("console/index.html").body
        except NotFoundException:
            return Response(NOT_BUILT.encode(), media_type=MediaType.TEXT, status_code=503)
        nonce = secrets.token_urlsafe(16)
        policy = (
            f"{STRICT}; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:;"
            " connect-src 'self' ws: wss:; object-src 'none'"
        )
        headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
        return Response(page.replace(NONCE, nonce.encode()), media_type=MediaType.HTML, headers=headers)


def _asset(body: bytes, name: str) -> Asset:
    type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    compressed = gzip.compress(body, 9, mtime=0) if type.startswith(COMPRESSED) and len(body) > 1000 else None
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return Asset(body=body, type=type, etag=etag, compressed=compressed)


def _serve(request: Request[Any, Any, Any], asset: Asset, cache: str, **headers: str) -> Response[bytes]:
    headers |= {"Cache-Control": cache, "ETag": asset.etag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == asset.etag:
        return Response(b"", status_code=304, headers=headers)
    body = asset.body
    if asset.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body = asset.compressed
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=asset.type, headers=headers)


@get(
    ["/", "/login", "/welcome", "/chats", "/chats/{rest:path}", "/settings", "/settings/{rest:path}"],
    include_in_schema=False,
)
async def console_page(pages: Given[Pages]) -> Response[bytes]:
    """Every address of the console is the same page; its own router does the rest."""
    return pages.console()


@get("/demo", include_in_schema=False)
async def demo_page(request: Request[Any, Any, Any], pages: Given[Pages]) -> Response[bytes]:
    """The sample shop."""
    return _serve(request, pages.asset("widget/demo.html"), ASK_AGAIN, **{"Content-Security-Policy": STRICT})


@get("/widget.js", include_in_schema=False)
async def loader(request: Request[Any, Any, Any], pages: Given[Pages]) -> Response[bytes]:
    """The one script that a site includes."""
    return _serve(request, pages.loader(), ASK_AGAIN, **{"Cross-Origin-Resource-Policy": "cross-origin"})


@get("/static/{path:path}", include_in_schema=False)
async def static_file(request: Request[Any, Any, Any], path: FromPath[str], pages: Given[Pages]) -> Response[bytes]:
    """Built files; the hashed ones never change."""
    path = path.lstrip("/")
    headers = {}
    if path.startswith("widget/"):  # foreign pages import these as modules
        headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    return _serve(request, pages.asset(path), FOREVER if "/assets/" in path else ASK_AGAIN, **headers)


HANDLERS: list[HTTPRouteHandler] = [console_page, demo_page, loader, static_file]
