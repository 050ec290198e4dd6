"""What runs, at one moment: made anew after each change, looked up without waiting."""

from collections.abc import Iterable
from typing import Any

from besedka.host.dispatch import HOOK_OF, Chain, Ears
from besedka.host.hooked import chain
from besedka.host.live import Live, LiveJob, LivePanel, LiveRoute, Placement
from besedka.host.runner import Runner
from besedka.plugin import SocketChannel
from besedka.plugin.errors import Refused


class Published:
    """A snapshot; it does not change."""

    def __init__(self, runners: Iterable[Runner]) -> None:
        active = [runner for runner in runners if runner.hooked is not None and runner.unit.state == "active"]
        hooked = [runner.hooked for runner in active if runner.hooked is not None]
        self.incoming = Chain(chain([plugin.incoming for plugin in hooked]))
        self.outgoing = Chain(chain([plugin.outgoing for plugin in hooked]))
        self.ears: dict[str, tuple[Ears, ...]] = {
            hook: tuple(plugin.ears for plugin in hooked if plugin.ears is not None and hook in plugin.ears.hooks())
            for hook in HOOK_OF.values()
        }
        self.hooks = frozenset(
            [hook for hook, ears in self.ears.items() if ears]
            + (["filter_incoming"] if self.incoming else [])
            + (["filter_outgoing"] if self.outgoing else [])
        )
        self.panels: tuple[LivePanel, ...] = tuple(panel for plugin in hooked for panel in plugin.offers.panels)
        self.jobs: tuple[LiveJob, ...] = tuple(job for plugin in hooked for job in plugin.offers.jobs)
        self.routes: dict[str, tuple[LiveRoute, ...]] = {
            runner.name: runner.hooked.offers.routes for runner in active if runner.hooked is not None
        }
        instances = [instance for runner in active for instance in runner.instances.running]
        self.live: dict[int, Live[Any]] = {
            instance.live.id: instance.live for instance in instances if instance.live is not None
        }
        self.placements: dict[str, Placement] = {
            instance.placement.name: instance.placement for instance in instances if instance.placement is not None
        }
        self.has_channel = any(
            issubclass(provider, SocketChannel)
            for runner in active
            if runner.found.plugin is not None
            for provider in runner.found.plugin.providers
        )

    def placement(self, name: str) -> Placement:
        """Raises:
        Refused: `channel_off` while no website channel runs, `no_placement`.
        """
        if (found := self.placements.get(name)) is not None:
            return found
        raise Refused("no_placement" if self.has_channel else "channel_off")
