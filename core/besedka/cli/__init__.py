"""The command line: `besedka serve`, `owner`, `plugins`."""

import os
import sys


def main() -> None:
    """The entry point of `besedka`."""
    # The commands are imported by a worker only: the parent of a server stays as small as Python itself.
    from besedka.cli import parent

    if os.environ.pop(parent.WORKER, ""):
        parent.follow()
    elif sys.argv[1:2] == ["serve"]:
        sys.exit(parent.run())
    from besedka.cli.commands import main as commands

    commands()
