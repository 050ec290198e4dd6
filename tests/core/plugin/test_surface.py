"""What besedka.plugin promises as a whole: it is small, its data are frozen, everything says what it does."""

import ast
import inspect
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import besedka
from besedka import plugin
from besedka.plugin import Event, Hooks, InvalidAnswer, InvalidSettings, NotReady, Plugin, Provider, Refused
from samples import CHAT, NOWHERE, candidate, message

PUBLIC = {name: getattr(plugin, name) for name in plugin.__all__}
CLASSES: dict[str, type[Any]] = {name: value for name, value in PUBLIC.items() if inspect.isclass(value)}
STRUCTS = {name: value for name, value in CLASSES.items() if issubclass(value, msgspec.Struct)}
PROVIDERS = {name: value for name, value in CLASSES.items() if issubclass(value, Provider)}
HOOKS = {name: value for name, value in vars(Hooks).items() if not name.startswith("_")}

PROBE = """
import sys
sys.modules["typing_extensions"] = None  # msgspec takes it where it is; we do without
import msgspec, pluggy, zoneinfo  # the last brings the platform's own module along
before = set(sys.modules)
import besedka.plugin
print(*set(sys.modules) - before)
"""


def test_it_imports_msgspec_and_pluggy_only() -> None:
    """Also in an environment that has nothing else."""
    where = str(Path(besedka.__file__).parent.parent)
    loaded = subprocess.check_output(
        [sys.executable, "-c", PROBE], text=True, env={**os.environ, "PYTHONPATH": where}
    ).split()
    assert {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names == {"besedka"}
    assert [name for name in loaded if re.match(r"besedka\.(?!plugin\b)", name)] == []


def test_all_is_all_there_is() -> None:
    assert len(set(plugin.__all__)) == len(plugin.__all__)
    modules = {name for name, value in vars(plugin).items() if inspect.ismodule(value)}
    assert {name for name in vars(plugin) if not name.startswith("_")} - modules == set(plugin.__all__)


@pytest.mark.parametrize("name", STRUCTS)
def test_data_are_frozen_and_made_by_name(name: str) -> None:
    struct = STRUCTS[name]
    assert struct.__struct_config__.frozen
    kinds = {parameter.kind for parameter in inspect.signature(struct).parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}


def test_there_is_data_to_look_at() -> None:
    assert len(STRUCTS) > 25
    assert {"Provider", "SocketChannel", "RatingFlow", "DistributionStrategy", "SlaRule", "Plugin"} == set(PROVIDERS)


def test_what_was_given_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        CHAT.state = "closed"  # type: ignore[misc]


def members() -> Iterator[tuple[str, Any]]:
    """Each public class and function, and each public method of the classes."""
    for name, value in PUBLIC.items():
        if inspect.isclass(value) or inspect.isfunction(value):
            yield name, value
        if inspect.isclass(value):
            for inner, member in vars(value).items():
                plain = member.__func__ if isinstance(member, classmethod) else member
                if not inner.startswith("_") and (inspect.isfunction(plain) or isinstance(plain, property)):
                    yield f"{name}.{inner}", plain


@pytest.mark.parametrize(("name", "member"), list(members()), ids=lambda value: value if isinstance(value, str) else "")
def test_everything_says_what_it_does(name: str, member: Any) -> None:
    told = vars(member).get("__doc__") if inspect.isclass(member) else member.__doc__
    assert told, name


@pytest.mark.parametrize(("name", "member"), [*PROVIDERS.items(), *HOOKS.items(), ("hookimpl", plugin.hookimpl)])
def test_each_provider_and_hook_has_an_example(name: str, member: Any) -> None:
    assert "Example:\n" in inspect.getdoc(member), name  # type: ignore[operator]


def test_examples_are_python() -> None:
    read = 0
    for _, member in members():
        for block in re.findall(r"Example:\n((?:    .*\n?|\n)+)", inspect.getdoc(member) or ""):
            ast.parse(textwrap.dedent(block))
            read += 1
    assert read > 20


def test_the_prefix_of_a_hook_fixes_its_form() -> None:
    assert len(HOOKS) == 10
    for name, hook in HOOKS.items():
        assert inspect.iscoroutinefunction(hook) == (not name.startswith("register_")), name
        arguments = list(inspect.signature(hook).parameters)[1:]
        wanted = {"register": [], "filter": ["message", "chat"], "on": ["event"]}[name.partition("_")[0]]
        assert arguments == wanted, name


def test_each_event_hook_takes_one_event() -> None:
    told = {inspect.get_annotations(hook, eval_str=True).get("event") for hook in HOOKS.values()} - {None}
    assert told == {value for value in CLASSES.values() if issubclass(value, Event) and value is not Event}


def test_the_repr_of_a_message_has_no_text() -> None:
    shown = repr(message("my card is 4111 1111 1111 1111"))
    assert "4111" not in shown
    assert "chars=30" in shown


def test_errors_carry_what_is_shown() -> None:
    assert (InvalidSettings("token", "no").field, InvalidAnswer("stars", "no").problem) == ("token", "no")
    assert (NotReady("later", retry_after_s=60).retry_after_s, NotReady("later").retry_after_s) == (60, None)
    refused = Refused("chat_closed", chat=7)
    assert (refused.code, refused.facts) == ("chat_closed", {"chat": 7})


async def test_a_plugin_that_says_nothing_does_nothing() -> None:
    class Silent(Plugin):
        name, title, api = "silent", "Silent", "0.1"

    silent = Silent(plugin.NoSettings(), NOWHERE)
    assert (silent.providers, silent.permissions, silent.piccolo_app) == ((), frozenset(), None)
    assert await silent.check() is None
    await silent.setup()
    assert Silent.upgrade_settings(1, {"a": 1}) == {"a": 1}
    assert (silent.register_routes(), silent.register_jobs(), silent.register_console_panels()) == ((), (), ())
    assert await silent.filter_incoming(message(), CHAT) is None


def test_a_choice_without_values_has_its_own() -> None:
    first, second = (plugin.Choice(operator=candidate().operator.id, reason="x") for _ in range(2))
    assert first.values == second.values == {}
    assert first.values is not second.values
