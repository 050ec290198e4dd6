"""A start costs what it needs and no more: what is big and of no use is not imported."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LISTED = "import sys, {imports}; print(*{{name.partition('.')[0] for name in sys.modules}})"
SERVE = """
import asyncio, pathlib, sys
import besedka.cli.serve
from besedka.cli.desk import run_desk
from besedka.config import Config

async def run():
    async with run_desk(Config(data_dir=pathlib.Path(sys.argv[1]))):
        print(*{name.partition(".")[0] for name in sys.modules})

asyncio.run(run())
"""


def modules(script: str, *arguments: str) -> set[str]:
    """The top-level modules that a process ends with."""
    return set(subprocess.check_output([sys.executable, "-c", script, *arguments], text=True).split())


@pytest.mark.parametrize("command", ["besedka.cli.plugins", "besedka.cli.owner", "besedka.cli.doctor"])
def test_a_command_imports_no_server(command: str) -> None:
    loaded = modules(LISTED.format(imports=f"besedka.cli.commands, {command}"))
    assert {"besedka", "piccolo"} <= loaded
    assert not loaded & {"litestar", "uvicorn", "websockets", "pydantic", "black"}


def test_a_server_imports_nothing_for_nobody(tmp_path: Path, blank_database: Path) -> None:
    """A new database may: the migrations of Piccolo want its whole command line."""
    shutil.copy(blank_database, tmp_path)
    loaded = modules(SERVE, str(tmp_path))
    assert {"litestar", "uvicorn", "piccolo"} <= loaded
    assert not loaded & {"pydantic", "attr", "black", "jinja2", "rich", "IPython", "httpx", "hypothesis"}
