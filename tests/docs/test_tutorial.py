"""The tutorial holds: whoever types what it says has a plugin that is tested, built and found. Its types: test_pages.py."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOUND = """
import sys
from importlib.metadata import distribution

import pluggy

from besedka.plugin import API, Hooks, NoSettings, Plugin

(point,) = distribution("besedka-freest").entry_points
assert point.group == "besedka.plugins", point.group
plugin = point.load()
assert plugin.__module__ == "besedka_freest" and sys.modules["besedka_freest"].__file__.startswith(sys.path[1])
assert issubclass(plugin, Plugin) and (plugin.name, plugin.api) == (point.name, API)
hooks = pluggy.PluginManager("besedka")
hooks.add_hookspecs(Hooks)
hooks.register(plugin(NoSettings(), None), plugin.name)
hooks.check_pending()
print(*(provider.name for provider in plugin.providers))
"""

Blocks = list[tuple[str, str, str]]


@pytest.fixture
def steps(blocks_of: Callable[[str], Blocks]) -> Blocks:
    return blocks_of("first-plugin")


def written(steps: Blocks, folder: Path) -> Path:
    """Do what the page says, in its order: write the files, and run the commands that are marked `run`."""
    for language, told, code in steps:
        if told.startswith('title="'):
            (folder / told.removeprefix('title="').rstrip('"')).write_text(code)
        elif told == "run":
            assert language == "sh"
            subprocess.run(["sh", "-euc", code], cwd=folder, check=True)
    return folder


def run(*command: str, cwd: Path) -> str:
    paths = os.pathsep.join([str(ROOT / "core"), str(cwd)])
    env = {**os.environ, "PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_has_all_its_steps(steps: Blocks) -> None:
    assert [told for _, told, _ in steps if told] == [
        'title="besedka_freest.py"',
        'title="pyproject.toml"',
        'title="besedka_freest.py"',
        "run",
        'title="besedka_freest/texts/ru.json"',
        'title="test_freest.py"',
    ]


def test_its_own_test_passes(steps: Blocks, tmp_path: Path) -> None:
    told = run("pytest", "-q", "-p", "no:cacheprovider", cwd=written(steps, tmp_path))
    assert "3 passed" in told


def test_the_first_version_chooses(steps: Blocks, tmp_path: Path) -> None:
    """The page's own test is of the last version; the first one has no settings yet."""
    (code,) = [code for _, told, code in steps[:4] if told == 'title="besedka_freest.py"']
    test = next(code for _, told, code in steps if told == 'title="test_freest.py"')
    (tmp_path / "besedka_freest.py").write_text(code)
    test = test.replace("Freest, FreestSettings", "Freest").replace("FreestSettings(pause_s=pause_s)", "NoSettings()")
    (tmp_path / "test_freest.py").write_text(test.replace("    Context,", "    Context,\n    NoSettings,"))
    run("pytest", "-q", "-p", "no:cacheprovider", "-k", "part or nobody", cwd=tmp_path)


@pytest.mark.parametrize("stage", ["module", "package"])
def test_it_is_built_and_found(steps: Blocks, tmp_path: Path, stage: str) -> None:
    project, site = tmp_path / "project", tmp_path / "site"
    project.mkdir()
    titles = [told for _, told, _ in steps]
    written(steps[: titles.index("run")] if stage == "module" else steps, project)
    about = tomllib.loads((project / "pyproject.toml").read_text())
    assert about["project"]["entry-points"] == {"besedka.plugins": {"freest": "besedka_freest:FreestPlugin"}}
    run("hatchling", "build", "-t", "wheel", cwd=project)
    (wheel,) = (project / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
        names = {name for name in archive.namelist() if "dist-info" not in name}
    package = {f"besedka_freest/{name}" for name in ("__init__.py", "py.typed", "texts/ru.json")}
    assert names == ({"besedka_freest.py"} if stage == "module" else package)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT / "core")])}
    found = subprocess.run(
        [sys.executable, "-c", FOUND], env=env, cwd=site, capture_output=True, text=True, check=False
    )
    assert found.stdout == "freest\n", found.stderr


def test_the_translation_has_each_text_and_no_other(steps: Blocks, tmp_path: Path) -> None:
    project = written(steps, tmp_path)
    texts = json.loads((project / "besedka_freest/texts/ru.json").read_text())
    source = (project / "besedka_freest/__init__.py").read_text()
    assert set(re.findall(r'(?:title|description|reason) ?= ?"(.+)"', source)) == set(texts)
