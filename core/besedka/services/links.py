"""Addresses of files: whoever has one may have the file, for a day or so. What stands in them cannot be guessed or changed."""

import hmac
from datetime import timedelta
from urllib.parse import quote

from besedka import clock
from besedka.domain.view import Reader

STEP_S = int(timedelta(hours=12).total_seconds())
STEPS = 2
"""Links last for more than so many steps and for less than one more. They end at full steps, so that a page that is opened again
finds its pictures in the browser's cache."""
READERS: tuple[Reader, ...] = ("visitor", "operator")


class Links:
    """Args: `key` is the installation's own, for this purpose only."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def link(self, id: str, name: str, reader: Reader) -> str:
        """The address of a file below the server's own, for readers of one kind."""
        until = (int(clock.now().timestamp()) // STEP_S + STEPS + 1) * STEP_S
        return f"/files/{id}/{quote(name, safe='')}?until={until}&key={self._sign(id, until, reader)}"

    def reader(self, id: str, until: int, key: str) -> Reader | None:
        """For whom an address was made; None: it is not ours, or has had its time."""
        if clock.now().timestamp() > until:
            return None
        given = key.encode()
        return next((r for r in READERS if hmac.compare_digest(self._sign(id, until, r).encode(), given)), None)

    def _sign(self, id: str, until: int, reader: Reader) -> str:
        return hmac.digest(self._key, f"{reader}\n{id}\n{until}".encode(), "sha256")[:20].hex()
