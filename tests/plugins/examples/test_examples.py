"""The contract is right when these files run unchanged, stay this short, and pass mypy strict."""

import importlib.util
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pluggy
import pytest

from besedka.plugin import Choice, Hooks, InvalidAnswer, NoSettings, OperatorId, Plugin, Progress, ScaleStep
from samples import CHAT, NOON, NOWHERE, candidate, message

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
EXAMPLES = sorted(path for path in HERE.glob("*.py") if path != Path(__file__))
WRITTEN = next((found for up in ROOT.parents if (found := up / "shared/contract/examples").is_dir()), None)


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_four() -> None:
    assert [path.stem for path in EXAMPLES] == ["business_hours_answer", "longest_idle", "night_owl", "nps"]


@pytest.mark.skipif(WRITTEN is None, reason="the contract by example is kept elsewhere")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_they_are_unchanged(path: Path) -> None:
    assert WRITTEN is not None
    assert path.read_bytes() == (WRITTEN / path.name).read_bytes()


def test_they_pass_mypy_strict() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", *map(str, EXAMPLES)]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_pluggy_takes_them(path: Path) -> None:
    module = load(path.stem)
    (plugin,) = (
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Plugin) and value is not Plugin
    )
    hooks = pluggy.PluginManager("besedka")
    hooks.add_hookspecs(Hooks)
    hooks.register(plugin(NoSettings(), NOWHERE), plugin.name)
    hooks.check_pending()
    assert (plugin.name, plugin.api) == (path.stem, "0.1")


async def test_the_longest_idle_gets_the_chat() -> None:
    strategy = load("longest_idle").LongestIdle(NoSettings(), NOWHERE)
    rested = candidate(2, last_assigned_at=NOON - timedelta(minutes=5))
    choice = await strategy.choose(CHAT, [candidate(1), rested], NOON)
    assert choice == Choice(
        operator=OperatorId(2), reason="idle for {seconds} s, the longest", values={"seconds": "300"}
    )
    assert await strategy.choose(CHAT, [], NOON) is None


def test_six_of_ten_is_bad() -> None:
    module = load("nps")
    flow = module.Nps(module.NpsSettings(), NOWHERE)
    scale = flow.steps(CHAT, "en", {})[0]
    assert isinstance(scale, ScaleStep)
    assert (scale.low, scale.high) == (0, 10)
    assert [flow.accept(CHAT, {"score": score}).bad for score in ("0", "6", "7", "10")] == [True, True, False, False]
    with pytest.raises(InvalidAnswer):
        flow.accept(CHAT, {})


async def test_card_numbers_are_masked() -> None:
    module = load("night_owl")
    owl = module.NightOwl(module.OwlSettings(), NOWHERE)
    masked = await owl.filter_incoming(message("pay from 4111 1111 1111 1111 please"), CHAT)
    assert masked.text == "pay from •••• •••• •••• •••• please"
    assert await owl.filter_incoming(message("hello"), CHAT) is None
    assert owl.filter_incoming.besedka_must


def test_no_answer_is_due_while_nobody_waits() -> None:
    module = load("business_hours_answer")
    rule = module.Answer(module.AnswerSettings(), NOWHERE)
    progress = Progress(
        opened_at=NOON, first_answer_at=NOON, waiting_since=None, last_operator_at=NOON, held_until=None, turns=()
    )
    assert rule.deadlines(CHAT, progress, None) == []
