"""The parent of a server: it starts the worker, passes signals on, ends as the worker ends, and starts it again when the
watchdog has ended it. It imports nothing of the server, so it costs little and no plugin can block it."""

import json
import os
import signal
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

WORKER = "BESEDKA_WORKER"
PIPES = "BESEDKA_PIPES"
BLOCKED = "BESEDKA_BLOCKED"
LOG_FORMAT = "BESEDKA_LOG_FORMAT"
DUMP = "blocked.txt"
PLUGIN_PATHS = "plugin_paths.json"

STOPS = (signal.SIGINT, signal.SIGTERM)
UNEXPLAINED = 3
WITHIN_S = 300

_tell: int | None = None


def run() -> int:
    """Run the server in a process of its own until it ends: the exit code."""
    return Parent().run()


def follow() -> None:
    """In a worker: die when the parent dies, however it died."""
    global _tell
    pipes = os.environ.pop(PIPES, "")
    if not pipes:
        return
    life, _tell = map(int, pipes.split(","))
    for end in (life, _tell):
        os.set_inheritable(end, False)

    def watch() -> None:
        os.read(life, 1)
        os.kill(os.getpid(), signal.SIGKILL)

    import threading

    threading.Thread(target=watch, name="parent", daemon=True).start()


def tell(folder: Path) -> None:
    """In a worker: from now on the dump in this folder is about this worker."""
    if _tell is not None:
        os.write(_tell, os.fsencode(folder))


class Parent:
    """One worker after another."""

    def __init__(self) -> None:
        self._pid = 0
        self._asked: int | None = None
        named = os.environ.get(BLOCKED, "")
        self._blocked = named.split(",") if named else []  # the worker checks them
        self._unexplained: list[float] = []

    def run(self) -> int:
        """Until a worker ends otherwise than by the watchdog, or does so too often: the exit code."""
        for number in STOPS:
            signal.signal(number, self._stop)
        while True:
            code, folder = self._serve()
            dump = _read(folder / DUMP) if folder and code == 1 else ""
            if self._asked or not folder or not dump or not self._again(folder, dump):
                return self._end(code)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._asked = number
        # Never SIGINT: a terminal has sent that to the worker as well, and a second one would cut its stop short.
        with suppress(ProcessLookupError):
            if self._pid:
                os.kill(self._pid, signal.SIGTERM)

    def _serve(self) -> tuple[int, Path | None]:
        """A worker from start to end: how it ended, and its data folder if it got so far."""
        (life, held), (told, tell) = os.pipe(), os.pipe()
        try:
            self._spawn(life, tell)
            os.close(life)
            os.close(tell)
            code = self._wait()
            # Not until the end of the file: something that a plugin has forked may hold the other end.
            os.set_blocking(told, False)
            with suppress(BlockingIOError):
                if folder := os.read(told, 65536):
                    return code, Path(os.fsdecode(folder))
            return code, None
        finally:
            os.close(held)
            os.close(told)

    def _spawn(self, life: int, tell: int) -> None:
        """As this process was started itself."""
        for end in (life, tell):
            os.set_inheritable(end, True)
        environment = {**os.environ, WORKER: "1", PIPES: f"{life},{tell}", BLOCKED: ",".join(self._blocked)}
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        try:
            # The worker begins deaf to SIGINT: a Ctrl+C while it imports is no traceback, `_stop` ends it.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            command = [sys.executable, *sys.orig_argv[1:]]
            self._pid = os.posix_spawn(sys.executable, command, environment, setsigmask=mask)
            signal.signal(signal.SIGINT, self._stop)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if self._asked:  # before there was a worker to pass it on to
            os.kill(self._pid, signal.SIGTERM)

    def _wait(self) -> int:
        while True:
            # Any child: as process 1 of a container this one is given orphans.
            pid, status = os.wait()
            if pid == self._pid:
                self._pid = 0
                return os.waitstatus_to_exitcode(status)

    def _again(self, folder: Path, dump: str) -> bool:
        """Keep the dump, say who blocked the server, and tell whether to start it again."""
        from besedka.cli.blame import guilty, read_paths

        names = guilty(dump, read_paths(folder / PLUGIN_PATHS))
        traces = [folder / f"blocked-{name}.txt" for name in names] or [folder / "blocked_elsewhere.txt"]
        with suppress(OSError):
            for trace in traces[1:]:
                trace.write_text(dump)
            (folder / DUMP).replace(traces[0])
        if names:
            # One that is named already has been switched on again since: it is left out of the next start as well.
            left_out = {name.strip() for name in self._blocked}
            self._blocked += [name for name in names if name not in left_out]
            _say(
                f"the plugin {', '.join(names)} blocked the server, which starts again without it (trace: {traces[0]})"
            )
            return True
        return self._once_more(traces[0])

    def _once_more(self, trace: Path) -> bool:
        """Nobody can be left out: the same may happen again, but not for ever."""
        now = time.monotonic()
        self._unexplained = [*(at for at in self._unexplained if now - at < WITHIN_S), now]
        if len(self._unexplained) <= UNEXPLAINED:
            _say(f"something that is no plugin blocked the server, which starts again (trace: {trace})")
            return True
        _say(
            f"the server was blocked {len(self._unexplained)} times in {WITHIN_S // 60} minutes, and by no plugin:"
            f" it stays down (trace: {trace})"
        )
        return False

    def _end(self, code: int) -> int:
        if code >= 0:
            return code
        # A worker that was still starting ends by the signal that it was sent; the shell is told which one came here.
        number = self._asked if self._asked and -code in STOPS else -code
        with suppress(OSError):
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        return 128 + number  # process 1 survives what it sends itself


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""


def _say(sentence: str) -> None:
    line = f"besedka: {sentence}"
    if os.environ.get(LOG_FORMAT) == "json":  # as the worker writes it
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = json.dumps({"event": sentence, "timestamp": at, "level": "error", "logger": "besedka.parent"})
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
