"""Providers: the classes that a plugin names, made once for each configured instance at each start."""

from __future__ import annotations

from typing import Any, ClassVar, Generic

import msgspec

from besedka.plugin.settings import SettingsT
from besedka.plugin.surroundings import Context


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a connection logs in as.

    Attributes:
        id: the service's own, unique among the connections of a provider.
        name: for administrators.
        link: where clients write to it.
    """

    id: str
    name: str
    link: str = ""


class Provider(Generic[SettingsT]):
    """Made anew for each configured instance (a placement, a bot, a policy) at each start.

    The type argument names the settings: `class Webchat(SocketChannel[WebchatSettings])`; without one they are `NoSettings`.
    `settings` never change in the life of an instance: other settings make another instance. Nothing survives it but the
    store, tables and settings. Strategies, rating flows and SLA rules live in every process, a connection in one.

    Attributes:
        name: lower-case Latin letters, digits and `_`; unique among the providers of one kind.
        title: an English text, the key of its translations.
        description: one or two sentences for the admin pages.
        settings_version: raised when a release of the plugin changes its settings.
        settings: as configured, checked.
        ctx: the surroundings.

    Example:
        class Fewest(DistributionStrategy):
            name = "fewest"
            title = "Fewest chats"

            async def choose(self, chat: Chat, candidates: Sequence[Candidate], now: datetime) -> Choice | None:
                if not candidates:
                    return None
                best = min(candidates, key=lambda candidate: candidate.open_chats)
                return Choice(operator=best.operator.id, reason="the fewest chats")
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

    async def setup(self) -> None:
        """Open what the instance needs: clients on `ctx.stack`, tasks by `ctx.spawn`. Called at each start.

        Raises:
            NotReady: it cannot start now; it is tried again.
            NeedsAuth: it cannot start until an administrator logs in anew.
            InvalidSettings: it cannot start with these settings.
        """

    async def check(self) -> Account | None:
        """The button "check": try the settings, without side effects, and say whom they log in as; None if nobody.

        Raises:
            NotReady, NeedsAuth, InvalidSettings: as in `setup`; shown beside the button.
        """
        return None

    @classmethod
    def upgrade_settings(cls, version: int, raw: dict[str, Any]) -> dict[str, Any]:
        """Settings stored by an older release, in today's form. Called before they are checked, if `version` is lower than ours.

        Args:
            version: the `settings_version` that they were stored with.
            raw: the stored fields, as plain values; secrets in it are `Secret`.

        Example:
            if version < 2:
                raw["warn_min"] = raw.pop("warn_s") // 60
            return raw
        """
        return raw


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
