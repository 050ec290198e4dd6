"""One process has a data folder: the server, or a command that must not run beside it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from besedka.config import Config
from besedka.plugin.errors import BesedkaError

LOCK = "server.lock"


class Busy(BesedkaError):
    """Somebody else has the port or the data folder."""


@contextmanager
def only_server(config: Config) -> Iterator[None]:
    """The data folder is ours until the end of the block.

    Raises:
        Busy: a server is running on it.
    """
    lock = config.data_dir / LOCK
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Busy(f"{lock} cannot be opened ({error.strerror}): remove it, if no server is running") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Busy(
            f"another server is running on {config.data_dir}: stop it, or name another folder in BESEDKA_DATA_DIR"
        ) from None
    else:
        yield
    finally:
        os.close(descriptor)
