"""What tests do to the database of a server process, and only with `BESEDKA_TEST=1`.

`BESEDKA_TEST_FAIL=before_commit:kill` or `…:kill@20` ends the process at once at a named place (at the 20th time); the names are
`before_commit`, `in_commit` and `after_commit`. `BESEDKA_TEST_MAX_PAGES=200` is a disk that has no room for more.
"""

import os
import signal


def _wish(name: str) -> str:
    return os.environ.get(name, "") if os.environ.get("BESEDKA_TEST") == "1" else ""


def _armed() -> tuple[str, int]:
    wish = _wish("BESEDKA_TEST_FAIL")
    name, _, action = wish.partition(":")
    kind, _, count = action.partition("@")
    return (name, int(count or 1)) if kind == "kill" else ("", 0)


_name, _left = _armed()
MAX_PAGES = int(_wish("BESEDKA_TEST_MAX_PAGES") or 0)


def hit(name: str) -> None:
    """The process dies here by SIGKILL if this failpoint is armed."""
    global _left
    if name == _name:
        _left -= 1
        if _left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
