"""A PostgreSQL of the tests' own: Debian's binaries, a free port of loopback, an unprivileged user, and nothing left behind.

A database is some hundred files: to make and remove it costs a disk half a second of work, and memory a tenth of that. So who asks
for no safe disk has none where there is room.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alive import runs
from ports import free_port

SUPERUSER = "besedka"
# No test waits for a disk; what was written outlives the server, since the kernel keeps it. Nor does anything happen by itself.
QUICK = (
    "fsync=off", "full_page_writes=off", "autovacuum=off", "max_connections=200", "shared_buffers=64MB", "max_wal_size=128MB",
)  # fmt: skip
MEMORY = Path("/dev/shm")
ROOM_BYTES = 10**9


def binaries() -> Path:
    """The folder of the newest release that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    assert found, "install the package postgresql"
    return found[-1].parent


class PrivatePostgres:
    """Made stopped; it may be started, frozen, killed, and started again on its port.

    Args:
        settings: as after `-c`; without any, `QUICK`.
    """

    def __init__(self, *settings: str) -> None:
        self.port = free_port()
        self._settings = settings or QUICK
        self._server: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="besedka-postgres-", dir=_place(self._settings)))
        self._user = _unprivileged(self.folder)
        self._run(
            "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={SUPERUSER}", "--no-sync"
        )

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    @property
    def processes(self) -> list[int]:
        """The server's process and its children."""
        assert self._server is not None
        pid = self._server.pid
        return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]

    def start(self, *settings: str) -> None:
        """Start, and come back once it answers."""
        self.begin(*settings)
        ready = [str(binaries() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode != 0:
            assert self._server is not None
            assert self._server.poll() is None, self.log
            time.sleep(0.02)

    def begin(self, *settings: str) -> None:
        """Start, and do not wait."""
        listen = (f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=")
        options = [word for setting in (*listen, *self._settings, *settings) for word in ("-c", setting)]
        command = [str(binaries() / "postgres"), "-D", str(self.folder / "data"), *options]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(command, stdout=log, stderr=log, **self._user)

    def freeze(self) -> None:
        """All of it stands still."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """kill -9 of all of it, until nothing of it is left: what still ends keeps the next one from starting."""
        if self._server is not None:
            self._server.send_signal(signal.SIGSTOP)  # it forks no more
            all_of_it = self.processes
            self._signal(signal.SIGKILL)
            self._server.wait()
            self._server = None
            while any(map(runs, all_of_it)):
                time.sleep(0.002)

    def stop(self) -> None:
        """A quick but orderly stop: sessions are ended."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(60)
            self._server = None

    def remove(self) -> None:
        """Kill it, and remove its folder."""
        self.kill()
        shutil.rmtree(self.folder)

    def _signal(self, number: int) -> None:
        """To all of it: the first process, which starts the others, stands still before they are counted."""
        assert self._server is not None
        os.kill(self._server.pid, signal.SIGSTOP)
        for pid in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(binaries() / program), "-D", str(self.folder / "data"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, **self._user)
        assert done.returncode == 0, done.stderr


@contextmanager
def private_postgres(*settings: str) -> Iterator[PrivatePostgres]:
    """A server that is running, until the end of the block."""
    server = PrivatePostgres(*settings)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def _place(settings: tuple[str, ...]) -> Path | None:
    """Memory for whoever does not wait for the disk, if there is enough; else the machine's own folder for such."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES
    return MEMORY if roomy and "fsync=off" in settings else None


def _unprivileged(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: whom to start it as, with the folder made theirs."""
    if os.geteuid() != 0:
        return {}
    who = next(entry for name in ("postgres", "nobody") if (entry := _entry(name)) is not None)
    os.chown(folder, who.pw_uid, who.pw_gid)
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": [], "cwd": folder}


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
