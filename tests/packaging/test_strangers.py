"""PL-1: strangers' plugins, each a package of its own, installed beside the wheel: found, switched on, used, switched off."""

import asyncio
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from people import Office

EXAMPLES = Path(__file__).parent.parent / "plugins" / "examples"
CLASSES = {
    "business_hours_answer": "AnswerPlugin",
    "longest_idle": "LongestIdlePlugin",
    "night_owl": "NightOwl",
    "nps": "NpsPlugin",
}
PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "besedka-{name}"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["besedka"]

[project.entry-points."besedka.plugins"]
{name} = "{name}:{cls}"

[tool.hatch.build.targets.wheel]
only-include = ["{name}.py"]
"""
CARD, MASKED = "4111 1111 1111 1111", "•••• •••• •••• ••••"


def packages(folder: Path) -> list[str]:
    """The projects, as their authors would lay them out."""
    for name, cls in CLASSES.items():
        project = folder / name
        project.mkdir(parents=True)
        (project / "pyproject.toml").write_text(PYPROJECT.format(name=name, cls=cls))
        (project / f"{name}.py").write_bytes((EXAMPLES / f"{name}.py").read_bytes())
    return [str(folder / name) for name in CLASSES]


def test_they_install_run_and_pass_mypy(
    built: Path, python: Path, tmp_path: Path, serve: Callable[[Path, Path], AbstractContextManager[tuple[str, str]]]
) -> None:
    """PL-1, PL-4"""
    pip = [str(python), "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, str(next(built.glob("*.whl"))), *packages(tmp_path / "projects")], check=True)
    with serve(python, tmp_path / "data") as (url, line):
        asyncio.run(use(url, line.partition("#key=")[2].split()[0]))
    examples = [str(EXAMPLES / f"{name}.py") for name in CLASSES]
    mypy = [str(python), "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), *examples]
    checked = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


async def use(url: str, key: str) -> None:
    office = Office(url, key)
    owner = await office.found()
    try:
        listed = {row["name"]: row for row in (await owner.get("/plugins"))["items"]}
        for name in CLASSES:
            assert (listed[name]["state"], listed[name]["distribution"]) == ("disabled", f"besedka-{name}")
            assert (await owner.post(f"/plugins/{name}/enable"))["state"] == "active"
        for plugin, provider in (("longest_idle",) * 2, ("nps",) * 2, ("business_hours_answer", "answer")):
            await owner.post(f"/plugins/{plugin}/instances", 201, provider=provider, name=provider, values={})
        await owner.choose(strategy="longest_idle", flow="nps")
        await owner.connect()
        visitor = await office.visitor()
        await visitor.send(CARD)
        await visitor.event("taken", visitor.chat)
        await owner.watch_now(visitor.chat)
        await owner.event("message", visitor.chat, text=MASKED)
        await owner.frames.wait_until("chat", lambda f: f["id"] == visitor.chat and f["due_at"])
        await owner.set_status(visitor.chat, "done")
        assert (await visitor.frames.wait("ask"))["steps"][0]["high"] == 10
        for word, text, state in (("disable", CARD, "disabled"), ("enable", MASKED, "active")):
            assert (await owner.post(f"/plugins/night_owl/{word}"))["state"] == state
            other = await office.visitor()
            await other.send(CARD)
            await other.event("message", other.chat, text=text)
    finally:
        await office.close()
