"""The plugins of this process: found, run as their rows say, and asked by the rest of the server through typed calls."""

from collections.abc import Mapping
from typing import Any, cast

from besedka.host.dispatch import HOOK_OF
from besedka.host.fleet import Fleet
from besedka.host.live import Live, LiveJob, LivePanel, LiveRoute, Placement
from besedka.host.words import NO_TEXTS, Words
from besedka.plugin import Chat, DistributionStrategy, Drop, Event, Message, RatingFlow, SlaRule


class Host(Fleet):
    """Finds plugins, switches them, and knows what runs: filters and events are called here, what runs is asked by `host.ask`."""

    def translate(self, plugin: str, text: str, language: str, values: Mapping[str, str] | None = None) -> str:
        """A text of a plugin in `language`, with `values` where it has `{name}`. An unknown plugin's stay as they are."""
        runner = self._runners.get(plugin)
        return (runner.found.texts if runner else NO_TEXTS).say(text, language, values)

    def title(self, plugin: str) -> Words:
        """The title of a plugin in every language; its name while it is not loaded."""
        found = self._runner(plugin).found
        return found.texts.words(found.plugin.title if found.plugin else plugin)

    def author(self, id: int, language: str) -> str | None:
        """What the plugin of that row is called; its bare name if it is no longer installed."""
        if (name := self._names.get(id)) is None:
            return None
        return self.title(name)[language] if name in self._runners else name

    @property
    def sites(self) -> frozenset[str]:
        """Origins of all sites that have been set to show the widget, whether it is switched on now or not: those that ask
        while it is off are to be told so."""
        return frozenset(site for sites in self._sites.values() for site in sites)

    def placement(self, name: str) -> Placement:
        """The running placement of that name.

        Raises:
            Refused: `channel_off` while the website channel is switched off or broken, `no_placement`.
        """
        return self._published.placement(name)

    @property
    def placements(self) -> list[Placement]:
        return list(self._published.placements.values())

    async def change_placement(self, name: str, changes: dict[str, Any], language: str = "en") -> Placement:
        """Change settings of a running placement.

        Raises:
            Refused: what `placement` says, or `bad_setting`.
        """
        await self.editing.change(self.placement(name).id, values=changes, language=language)
        return self.placement(name)

    def strategy(self, connection: int | None) -> Live[DistributionStrategy] | None:
        """The running strategy of that connection; None: there is none, or it does not run."""
        return self._of_kind(connection, DistributionStrategy)

    def flow(self, connection: int | None) -> Live[RatingFlow] | None:
        """The running rating flow of that connection; None: there is none, or it does not run."""
        return self._of_kind(connection, RatingFlow)

    def _of_kind(self, connection: int | None, kind: type[Any]) -> Live[Any] | None:
        live = self._published.live.get(connection) if connection is not None else None
        return live if live is not None and isinstance(live.provider, kind) else None

    def policies(self) -> list[Live[SlaRule]]:
        """All running SLA policies."""
        found = [live for live in self._published.live.values() if isinstance(live.provider, SlaRule)]
        return cast("list[Live[SlaRule]]", found)

    def wants(self, hook: str) -> bool:
        """Whether any running plugin implements a hook, such as "filter_incoming"."""
        return hook in self._published.hooks

    async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop:
        """A client's message through all filters; see `Chain.run`.

        Raises:
            PluginFault: a filter failed without which no message may go on.
        """
        return await self._published.incoming.run(message, chat)

    async def filter_outgoing(self, message: Message, chat: Chat) -> Message | Drop:
        """A message to the client through all filters.

        Raises:
            PluginFault: a filter failed without which no message may go on.
        """
        return await self._published.outgoing.run(message, chat)

    def tell(self, event: Event) -> None:
        """Tell an event to whoever listens. It waits for nobody and never fails."""
        hook = HOOK_OF[type(event)]
        for ears in self._published.ears[hook]:
            ears.tell(hook, event)

    @property
    def panels(self) -> tuple[LivePanel, ...]:
        return self._published.panels

    def routes(self, plugin: str) -> tuple[LiveRoute, ...]:
        """The routes of a running plugin; none while it is off."""
        return self._published.routes.get(plugin, ())

    @property
    def jobs(self) -> tuple[LiveJob, ...]:
        return self._published.jobs
