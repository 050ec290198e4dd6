"""Providers: the classes that a plugin names, made once for each configured instance at each start."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol

from besedka.plugin.settings import SettingsT


class Context(Protocol):
    """The surroundings of a plugin or provider. What is begun through it ends with it."""

    def now(self) -> datetime:
        """The time of day: aware, UTC."""
        ...


class Provider(Generic[SettingsT]):
    """Made anew for each configured instance (a placement, a bot, a policy) at each start.

    The type argument names the settings: `class Webchat(SocketChannel[WebchatSettings])`; without one they are `NoSettings`.
    `settings` never change in the life of an instance: other settings make another instance.

    Attributes:
        name: lower-case Latin letters, digits and `_`; unique among the providers of one kind.
        title: an English text, the key of its translations.
        description: one or two sentences for the admin pages.
        settings_version: raised when a release of the plugin changes its settings.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str] = ""
    settings_version: ClassVar[int] = 1

    settings: SettingsT
    ctx: Context

    def __init__(self, settings: SettingsT, ctx: Context) -> None:
        self.settings = settings
        self.ctx = ctx


class SocketChannel(Provider[SettingsT]):
    """A channel whose transport is the core's own sockets: the website.

    Each configured instance is a placement: a button on one or several sites. The core keeps the visitors, their sockets and
    their history, and asks the placement what is below.

    Example:
        class Kiosk(SocketChannel[KioskSettings]):
            name = "kiosk"
            title = "Kiosk"

            @property
            def sites(self) -> tuple[str, ...]:
                return (self.settings.address,)
    """

    @property
    def sites(self) -> tuple[str, ...]:
        """Origins (`https://shop.example`) that may show the widget, beside the server's own."""
        return ()

    @property
    def greeting(self) -> str:
        """What stands above an empty conversation; empty: the catalogue's greeting."""
        return ""

    @property
    def tracking(self) -> bool:
        """Whether visitors are seen from the moment a page is open, or only once they open the window."""
        return True


class Plugin(Provider[SettingsT]):
    """What an entry point of the group `besedka.plugins` names. Each start of it is a new instance, registered with pluggy.

    Attributes:
        api: the version of this contract that the plugin was written for, such as "0.1".
        providers: the provider classes that it brings.

    Example:
        class WebchatPlugin(Plugin):
            name = "webchat"
            title = "Website chat"
            api = "0.1"
            providers = (Webchat,)
    """

    api: ClassVar[str]
    providers: ClassVar[tuple[type[Provider[Any]], ...]] = ()
