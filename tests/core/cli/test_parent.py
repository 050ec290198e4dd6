"""The parent of a server, with workers that cost nothing; and whom a dump accuses."""

import asyncio
import json
import signal
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from besedka.cli.blame import guilty
from besedka.cli.watchdog import plugin_paths

# A parent repeats the command that it was started by, hence this is both.
BOTH = """
import os, sys
from pathlib import Path
from besedka.cli import parent

if not os.environ.pop(parent.WORKER, ""):
    sys.exit(parent.run())
parent.follow()
folder = Path(sys.argv[1])
"""
BLOCKED = (
    'parent.tell(folder); (folder / "blocked.txt").write_text(sys.argv[2]); print("worker", flush=True); os._exit(1)'
)

PATHS = {"one": ["/srv/acme", "/srv/acme/one.py"], "two": ["/srv/acme", "/srv/acme/two.py"], "ru": ["/srv/чат"]}


def dump(*files: str, others: tuple[str, ...] = (), end: str = "") -> str:
    """As faulthandler writes it, the main thread last."""

    def thread(number: int, files: tuple[str, ...]) -> str:
        frames = "".join(f'  File "{file}", line {7 + at} in work\n' for at, file in enumerate(files))
        return f"Thread 0x{number:016x} (most recent call first):\n{frames}"

    return f"Timeout (0:00:15)!\n{thread(2, others)}\n{thread(1, files)}{end}"


async def run(worker: str, *arguments: str) -> tuple[int, list[str], str]:
    """Exit code, what the workers printed, and standard error."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", BOTH + worker, *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 90)
    return process.returncode or 0, out.decode().splitlines(), err.decode()


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("sys.exit(0)", 0),
        ("sys.exit(2)", 2),
        ("parent.tell(folder); sys.exit(1)", 1),
        ("os.kill(os.getpid(), 11)", -signal.SIGSEGV),
        ("os.kill(os.getpid(), 9)", -signal.SIGKILL),
    ],
)
async def test_it_ends_as_its_worker_ends(tmp_path: Path, end: str, code: int) -> None:
    assert await run(f'print("worker", flush=True); {end}', str(tmp_path)) == (code, ["worker"], "")


async def test_a_dump_of_another_worker_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "blocked.txt").write_text(dump("/srv/acme/one.py"))
    assert await run("sys.exit(1)", str(tmp_path)) == (1, [], "")


async def test_what_no_plugin_did_is_tried_four_times(tmp_path: Path) -> None:
    code, out, err = await run(BLOCKED, str(tmp_path), dump("/usr/lib/python3/asyncio/runners.py"))
    assert (code, out) == (1, ["worker"] * 4)
    *tries, last = err.splitlines()
    trace = tmp_path / "blocked_elsewhere.txt"
    again = f"besedka: something that is no plugin blocked the server, which starts again (trace: {trace})"
    assert tries == [again] * 3
    assert last == (
        f"besedka: the server was blocked 4 times in 5 minutes, and by no plugin: it stays down (trace: {trace})"
    )
    assert trace.exists()


async def test_it_speaks_as_its_worker_is_told_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OB-2: with JSON logs each line is an object, also the parent's"""
    monkeypatch.setenv("BESEDKA_LOG_FORMAT", "json")
    _, _, err = await run(BLOCKED, str(tmp_path), dump("/usr/lib/python3/asyncio/runners.py"))
    told = [json.loads(line) for line in err.splitlines()]
    assert {(line["logger"], line["level"]) for line in told} == {("besedka.parent", "error")}
    assert "it stays down" in told[-1]["event"]


async def test_a_plugin_that_is_switched_on_again_is_left_out_each_time(tmp_path: Path) -> None:
    """However often it blocks, it is the plugin: the server never stays down for it."""
    (tmp_path / "plugin_paths.json").write_text(json.dumps(PATHS))
    six_times = 'print(os.environ["BESEDKA_BLOCKED"], flush=True); life = folder / "life";'
    six_times += 'life.write_text(life.read_text() + "x" if life.exists() else "x");'
    six_times += "len(life.read_text()) > 6 and sys.exit(0);"
    code, out, err = await run(six_times + BLOCKED, str(tmp_path), dump("/srv/acme/shared.py"))
    assert (code, out[::2]) == (0, ["", *["one,two"] * 6])
    trace = tmp_path / "blocked-one.txt"
    assert err == (
        f"besedka: the plugin one, two blocked the server, which starts again without it (trace: {trace})\n" * 6
    )
    assert trace.read_text() == (tmp_path / "blocked-two.txt").read_text()
    assert not (tmp_path / "blocked_elsewhere.txt").exists()


async def test_one_plugin_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "plugin_paths.json").write_text(json.dumps(PATHS))
    first_two = 'print(names := os.environ["BESEDKA_BLOCKED"], flush=True); sys.argv.pop(2) if names else 0;'
    first_two += 'names.count(",") and sys.exit(0);'
    code, out, err = await run(
        first_two + BLOCKED, str(tmp_path), dump("/srv/acme/two.py"), dump("/srv/\\u0447\\u0430\\u0442/x.py")
    )
    assert (code, out) == (0, ["", "worker", "two", "worker", "two,ru"])
    assert err.count("blocked the server, which starts again without it") == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (dump("/usr/lib/socket.py", "/srv/acme/two.py", "/srv/acme/one.py"), ["two"]),
        (dump("/srv/acme/shared.py", "/srv/acme/one.py"), ["one"]),
        (dump("/srv/acme/shared.py", "/srv/\\u0447\\u0430\\u0442/x.py"), ["one", "two"]),
        (dump("/srv/\\u0447\\u0430\\u0442/x.py", "/srv/acme/one.py"), ["ru"]),
        (dump("/usr/lib/socket.py", "/srv/acme_other/one.py"), []),
        (dump("/usr/lib/socket.py", others=("/srv/acme/one.py",)), []),
        (dump("/srv/acme/one.py", end="...\n"), []),
        ("", []),
    ],
)
def test_whom_a_dump_accuses(text: str, names: list[str]) -> None:
    assert guilty(text, PATHS) == names


def test_the_files_of_a_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    for file in (
        "zz_pack/__init__.py",
        "zz_pack/one.py",
        "zz_pack/deep/__init__.py",
        "zz_space/mine/__init__.py",
        "zz_file.py",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("raise AssertionError('imported')")

    def paths(value: str) -> list[str]:
        found = plugin_paths(EntryPoint("name", value, "besedka.plugins"))
        return [str(Path(path).relative_to(tmp_path)) for path in found]

    assert paths("zz_pack:Plugin") == ["zz_pack"]
    assert paths("zz_pack.one:Plugin") == ["zz_pack", "zz_pack/one.py"]
    assert paths("zz_pack.deep:Plugin") == ["zz_pack", "zz_pack/deep"]
    assert paths("zz_space.mine:Plugin") == ["zz_space/mine"]
    assert paths("zz_file:Plugin") == ["zz_file.py"]
    assert paths("zz_none:Plugin") == paths("not a module!") == paths("sys:Plugin") == []
