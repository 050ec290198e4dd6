"""The command line: `besedka serve`, `owner`, `plugins`."""

from besedka.cli.main import main

__all__ = ["main"]
