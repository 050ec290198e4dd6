"""The tree keeps its own rules: what is named where, how long files are, what lock files name."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WRITTEN = (".py", ".ts", ".tsx", ".css", ".html", ".md")
UNREADABLE = (  # made from other files
    "widget/src/schema.d.ts",
    "admin_ui/src/api/schema.d.ts",
    "widget/demo.html",
    "docs/plugins/reference.md",
)
VAGUE = {"utils", "helpers", "common", "manager", "base", "misc"}


def tracked(*suffixes: str) -> list[Path]:
    names = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True).splitlines()
    return [ROOT / name for name in names if name.endswith(suffixes) and (ROOT / name).is_file()]


def test_folders_are_packages_are_entry_points() -> None:
    folders = {path.name for path in (ROOT / "plugins").iterdir() if (path / "__init__.py").is_file()}
    packages = {Path(path).name for path in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]}
    points = PROJECT["project"]["entry-points"]["besedka.plugins"]
    assert packages == {"besedka", *folders}
    assert {value.partition(":")[0] for value in points.values()} == folders
    assert {f"besedka_{name}" for name in points} == folders
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == {"besedka", *folders}


@pytest.mark.parametrize("path", tracked(*WRITTEN), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_short(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in UNREADABLE:
        assert len(path.read_text().splitlines()) <= 400


def test_functions_stay_short() -> None:
    long = []
    for path in tracked(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > 50:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {lines} lines")
    assert long == []


def test_names_say_what_is_inside() -> None:
    assert [path for path in tracked(*WRITTEN) if path.stem in VAGUE] == []


def test_every_module_says_its_job() -> None:
    silent = [
        path for path in tracked(".py") if path.read_text() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_public_things_say_what_they_do() -> None:
    """The whole of besedka.plugin."""
    silent = []
    for path in tracked(".py"):
        if "core/besedka/plugin/" in str(path):
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                    continue
                overload = "overload" in map(ast.unparse, node.decorator_list)
                if not (node.name.startswith("_") or overload or ast.get_docstring(node)):
                    silent.append(f"{path.name}: {node.name}")
    assert silent == []


def test_lock_files_name_no_host_but_the_public_index() -> None:
    python = {urlsplit(url).hostname for url in re.findall(r'https?://[^"\s]+', (ROOT / "uv.lock").read_text())}
    assert python <= {"pypi.org", "files.pythonhosted.org"}
    resolved = re.findall(r'"resolved": "(.*)"', (ROOT / "package-lock.json").read_text())
    assert [place for place in resolved if "://" in place] == []


def test_no_unfinished_business() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        str(path.relative_to(ROOT))
        for path in tracked(".py", ".ts", ".tsx", ".css", ".html", ".json", ".toml")
        if path != Path(__file__) and path.name != "package-lock.json" and marks.search(path.read_text())
    ]
    assert found == []
