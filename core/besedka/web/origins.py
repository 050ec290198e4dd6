"""Which sites may talk to us: our own pages, and the sites that a placement names. Compared exactly, never by pattern."""

from collections.abc import Mapping
from typing import Any

from besedka.config import Config
from besedka.host.host import Host

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def header(scope: Mapping[str, Any], name: bytes) -> str:
    """A request header, or an empty text."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return ""


class Origins:
    """The rules for Origin, the same for HTTP and sockets."""

    def __init__(self, config: Config, host: Host) -> None:
        self._public_url = config.public_url
        self._host = host

    def is_ours(self, scope: Mapping[str, Any]) -> bool:
        """Whether the Origin header names the address under which we were asked, or our public one. Absent is not ours."""
        return header(scope, b"origin") in self._own(scope)

    def may_embed(self, scope: Mapping[str, Any]) -> bool:
        """Whether visitors may come from there: absent (not a browser), ours, or a site of a placement, on or off."""
        origin = header(scope, b"origin")
        return not origin or origin in self._own(scope) or origin in self._host.sites

    def _own(self, scope: Mapping[str, Any]) -> set[str]:
        own = {self._public_url} if self._public_url else set()
        host = header(scope, b"host")
        if _without_port(host) in LOOPBACK:
            scheme = {"ws": "http", "wss": "https"}.get(scope["scheme"], scope["scheme"])
            own.add(f"{scheme}://{host}")
        return own


def _without_port(host: str) -> str:
    return host if host.endswith("]") else host.rpartition(":")[0] or host
