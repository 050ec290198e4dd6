"""Website chat: the channel behind the widget. Its transport is the core's own sockets; here are its settings."""

import re
from ipaddress import IPv6Address
from typing import Annotated
from unicodedata import category
from urllib.parse import SplitResult, urlsplit

from msgspec import Meta, Struct

from besedka.plugin import Context, InvalidSettings, Plugin, SocketChannel

HOST = re.compile(r"[a-z0-9._-]+")


class WebchatSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of one placement."""

    sites: Annotated[
        tuple[Annotated[str, Meta(max_length=253)], ...],
        Meta(
            title="Sites",
            description="Addresses of the sites that show this button, such as https://shop.example.",
            max_length=50,
        ),
    ] = ()
    greeting: Annotated[
        str, Meta(title="Greeting", description="Stands above an empty conversation.", max_length=120)
    ] = ""
    tracking: Annotated[
        bool,
        Meta(
            title="See visitors at once",
            description="Shows who is on the site before they open the window, so that operators can write first.",
        ),
    ] = True


class Webchat(SocketChannel[WebchatSettings]):
    """A placement: one button, on one or several sites."""

    name = "webchat"
    title = "Website chat"
    description = "A chat window for your web site."

    def __init__(self, settings: WebchatSettings, ctx: Context) -> None:
        super().__init__(settings, ctx)
        self._sites = tuple(dict.fromkeys(_origin(site) for site in settings.sites))

    @property
    def sites(self) -> tuple[str, ...]:
        return self._sites

    @property
    def greeting(self) -> str:
        return " ".join("".join(" " if category(c) == "Cc" else c for c in self.settings.greeting).split())

    @property
    def tracking(self) -> bool:
        return self.settings.tracking


class WebchatPlugin(Plugin):
    """Brings the website channel."""

    name = "webchat"
    title = "Website chat"
    description = "A chat window for your web site, with history, several tabs and no cookies."
    api = "0.1"
    providers = (Webchat,)


def _origin(site: str) -> str:
    """What a browser sends as Origin from this site: people paste whole addresses, with a path or without a scheme."""
    site = site.strip()
    try:
        parts = urlsplit(site if "://" in site else f"https://{site}")
        host, port = _host(parts), parts.port
        if parts.scheme not in ("http", "https") or parts.username is not None or port == 0 or not site.isprintable():
            raise ValueError
    except ValueError:
        raise InvalidSettings("sites", "type an address such as https://shop.example") from None
    default_port = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{host}" + ("" if port in (None, default_port) else f":{port}")


def _host(parts: SplitResult) -> str:
    """Raises:
    ValueError: no such name can be.
    """
    name = parts.hostname or ""
    if "[" in parts.netloc:
        if "%" in name:  # a network card of one machine
            raise ValueError(name)
        return f"[{IPv6Address(name)}]"
    name = name.removesuffix(".").encode("idna").decode()
    if not HOST.fullmatch(name):
        raise ValueError(name)
    return name
