"""The plugin itself: the class that an entry point names."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, TypeAlias

from besedka.plugin.hooks import Hooks
from besedka.plugin.provider import Provider
from besedka.plugin.settings import SettingsT

Permission: TypeAlias = Literal["contacts", "say", "note", "update", "close"]


class Plugin(Provider[SettingsT], Hooks):
    """What an entry point of the group `besedka.plugins` names. Each start of it is a new instance, registered with pluggy.

    Its settings are shared by its providers (`self.ctx.plugin.settings`); changing them restarts the providers. A plugin
    without providers is all hooks; one with providers usually has no hooks. Its author and version are those of its package.

    Attributes:
        name: the same as the entry point's.
        api: the version of this contract that the plugin was written for, such as "0.1".
        permissions: what it may see and do; shown to administrators before they enable it.
            "contacts": e-mails and phones of clients; the others: the methods of `ctx.desk` of the same name.
        providers: the provider classes that it brings.
        piccolo_app: the dotted name of its Piccolo app, if it has tables; its migrations run when it is enabled.

    Example:
        class WebchatPlugin(Plugin):
            name = "webchat"
            title = "Website chat"
            api = "0.1"
            providers = (Webchat,)
    """

    api: ClassVar[str]
    permissions: ClassVar[frozenset[Permission]] = frozenset()
    providers: ClassVar[tuple[type[Provider[Any]], ...]] = ()
    piccolo_app: ClassVar[str | None] = None
