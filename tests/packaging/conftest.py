"""The wheel and the sdist, built once; a fresh environment to install them in; and the server in it."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from ports import free_port

ROOT = Path(__file__).parent.parent.parent
WITHOUT_NODE = {**os.environ, "PATH": "/usr/bin:/bin", "BESEDKA_UI": ""}
Serve = Callable[[Path, Path], AbstractContextManager[tuple[str, str]]]


@pytest.fixture(scope="session")
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


@pytest.fixture
def serve() -> Serve:
    """Runs `besedka serve` of an environment on a data folder: its address, and the line that says so."""

    @contextmanager
    def run(python: Path, folder: Path) -> Iterator[tuple[str, str]]:
        port = free_port()
        command = [str(python.parent / "besedka"), "serve", "--port", str(port)]
        process = subprocess.Popen(
            command, env={**WITHOUT_NODE, "BESEDKA_DATA_DIR": str(folder)}, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        try:
            lines = [process.stdout.readline().decode() for _ in range(3)]
            assert all(lines)
            yield f"http://127.0.0.1:{port}", lines[0]
        finally:
            process.terminate()
            process.wait(60)
            process.stdout.close()

    return run
