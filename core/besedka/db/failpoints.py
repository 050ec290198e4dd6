"""Named places where a test may end the process at once: `BESEDKA_TEST_FAIL=before_commit:kill` or `…:kill@20` (at the 20th
time), and only with `BESEDKA_TEST=1`. The names are `before_commit`, `in_commit` and `after_commit`."""

import os
import signal


def _armed() -> tuple[str, int]:
    wish = os.environ.get("BESEDKA_TEST_FAIL", "") if os.environ.get("BESEDKA_TEST") == "1" else ""
    name, _, action = wish.partition(":")
    kind, _, count = action.partition("@")
    return (name, int(count or 1)) if kind == "kill" else ("", 0)


_name, _left = _armed()


def hit(name: str) -> None:
    """The process dies here by SIGKILL if this failpoint is armed."""
    global _left
    if name == _name:
        _left -= 1
        if _left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
