"""PL: hooks as pluggy sees them."""

from typing import Any

import pluggy
import pytest

from besedka.plugin import Chat, ChatOpened, Drop, Hooks, Job, Message, NoSettings, Plugin, hookimpl
from samples import NOWHERE


class Masks(Plugin):
    name, title, api = "masks", "Masks", "0.1"

    @hookimpl(must=True)
    async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop | None:
        return Drop(reason="test")

    @hookimpl(must=False)
    async def filter_outgoing(self, message: Message, chat: Chat) -> Message | Drop | None:
        return None

    @hookimpl
    def register_jobs(self) -> list[Job]:
        return []


def registered(plugin: Plugin) -> pluggy.PluginManager:
    hooks = pluggy.PluginManager("besedka")
    hooks.add_hookspecs(Hooks)
    hooks.register(plugin, plugin.name)
    hooks.check_pending()
    return hooks


def test_only_what_is_marked_takes_part() -> None:
    hooks = registered(Masks(NoSettings(), NOWHERE))
    callers = hooks.get_hookcallers(hooks.get_plugin("masks"))
    assert callers is not None
    assert {caller.name for caller in callers} == {"filter_incoming", "filter_outgoing", "register_jobs"}


def test_a_filter_says_that_it_must_run() -> None:
    marked: list[Any] = [Masks.filter_incoming, Masks.filter_outgoing, Masks.register_jobs]
    assert [function.besedka_must for function in marked] == [True, False, False]


def test_a_misspelt_hook_is_found() -> None:
    class Misspelt(Plugin):
        name, title, api = "misspelt", "Misspelt", "0.1"

        @hookimpl
        async def on_chat_openned(self, event: ChatOpened) -> None: ...

    with pytest.raises(pluggy.PluginValidationError, match="on_chat_openned"):
        registered(Misspelt(NoSettings(), NOWHERE))


def test_an_argument_that_the_hook_does_not_have_is_found() -> None:
    class Wants(Plugin):
        name, title, api = "wants", "Wants", "0.1"

        @hookimpl
        async def on_chat_opened(self, event: ChatOpened, weather: str) -> None: ...  # type: ignore[override]

    with pytest.raises(pluggy.PluginValidationError, match="weather"):
        registered(Wants(NoSettings(), NOWHERE))
