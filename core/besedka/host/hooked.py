"""pluggy knows which hooks a running plugin implements; what is called later is collected here when it is enabled."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pluggy

from besedka.host.calls import Calls
from besedka.host.dispatch import HOOK_OF, Ears, Filter
from besedka.host.live import Offers, offers
from besedka.host.vetting import HOOKS
from besedka.host.words import PluginTexts
from besedka.plugin import Hooks, Plugin


class Hooked(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a plugin in hooks."""

    incoming: Filter | None
    outgoing: Filter | None
    ears: Ears | None
    offers: Offers


class Registry(pluggy.PluginManager):
    """pluggy's registry of running plugins. It looks at hooks only: other attributes may be properties that raise."""

    def __init__(self) -> None:
        super().__init__("besedka")
        self.add_hookspecs(Hooks)

    def parse_hookimpl_opts(self, plugin: object, name: str) -> Any:
        return super().parse_hookimpl_opts(plugin, name) if name in HOOKS else None

    def add(self, plugin: Plugin[Any], calls: Calls, texts: PluginTexts) -> Hooked:
        """Register a plugin, and ask what it offers.

        Raises:
            PluginFault: it gives what cannot be used; it is not registered then.
        """
        calls.compute("registration", calls.timing.compute_s, self.register, plugin, calls.plugin)
        try:
            return self._collect(plugin, calls, texts)
        except BaseException:
            self.remove(calls.plugin)
            raise

    def remove(self, name: str) -> None:
        """Forget a plugin."""
        if self.has_plugin(name):
            self.unregister(name=name)

    def _collect(self, plugin: Plugin[Any], calls: Calls, texts: PluginTexts) -> Hooked:
        callers = self.get_hookcallers(plugin) or []
        own: dict[str, Any] = {
            caller.name: implementation.function
            for caller in callers
            for implementation in caller.get_hookimpls()
            if implementation.plugin is plugin
        }
        contacts = "contacts" in plugin.permissions
        heard = {hook: own[hook] for hook in HOOK_OF.values() if hook in own}
        return Hooked(
            incoming=_filter("filter_incoming", own, calls, contacts=contacts),
            outgoing=_filter("filter_outgoing", own, calls, contacts=contacts),
            ears=Ears(heard, calls, contacts=contacts) if heard else None,
            offers=offers(plugin, set(own), calls, texts, contacts=contacts),
        )


def _filter(hook: str, own: dict[str, Any], calls: Calls, *, contacts: bool) -> Filter | None:
    if hook not in own:
        return None
    must = bool(getattr(own[hook], "besedka_must", False))
    return Filter(hook=hook, must=must, function=own[hook], calls=calls, contacts=contacts)


def chain(filters: Sequence[Filter | None]) -> list[Filter]:
    """The filters that there are, in the order of their plugins' names."""
    return sorted((found for found in filters if found is not None), key=lambda found: found.calls.plugin)
