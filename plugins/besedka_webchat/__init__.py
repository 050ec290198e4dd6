"""Website chat: the channel behind the widget. Its transport is the core's own sockets; here are its settings."""

from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta, Struct

from besedka.plugin import Context, InvalidSettings, Plugin, SocketChannel


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
        return self.settings.greeting

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
    try:
        parts = urlsplit(site.strip() if "://" in site else f"https://{site.strip()}")
        host, port = parts.hostname, parts.port
        if parts.scheme not in ("http", "https") or not host or parts.username is not None:
            raise ValueError
        host = host.encode("idna").decode()
    except ValueError:
        raise InvalidSettings("sites", "type an address such as https://shop.example") from None
    default_port = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{host}" + ("" if port in (None, default_port) else f":{port}")
