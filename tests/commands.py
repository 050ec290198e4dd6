"""Commands as somebody types them, each in a process of its own."""

import asyncio
import os
import sys

COMMAND = [sys.executable, "-c", "from besedka.cli import main; main()"]


async def besedka(*arguments: str, given: str | bytes = "", **environment: str) -> tuple[int, str, str]:
    """Run a command: exit code, standard output, standard error."""
    running = await asyncio.create_subprocess_exec(
        *COMMAND,
        *arguments,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    given = given if isinstance(given, bytes) else given.encode()
    out, err = await asyncio.wait_for(running.communicate(given), 90)
    return running.returncode or 0, out.decode(), err.decode()


async def refusal(*arguments: str, **environment: str) -> str:
    """Run a command that cannot be done: its one sentence."""
    code, out, err = await besedka(*arguments, **environment)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    return err.removeprefix("besedka: ").rstrip()
