"""Follows what is written, so that search finds it: a little at a time, so that nobody who writes waits for it."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence

from besedka.bus import Bus
from besedka.db.search_index import follow_events, follow_names
from besedka.db.store import Unavailable
from besedka.domain.hints import Committed, Hint

log = logging.getLogger("besedka.search")

PIECE = 250
REST = 10  # times as long as a piece took: under load no more than a tenth goes to the index
LONGEST_PAUSE_S = 2.0


class SearchIndex:
    """`run` works until it is cancelled. `building`: there is more to do than one piece.

    Args:
        pause_s: what is written is found after about that time.
        look_s: names that somebody else has changed are found after that.
    """

    def __init__(self, bus: Bus, pause_s: float, look_s: float) -> None:
        self.building = True
        self._pause_s = pause_s
        self._look_s = look_s
        self._wake = asyncio.Event()
        bus.subscribe(self._hear)

    async def run(self) -> None:
        while True:
            self._wake.clear()
            began = time.monotonic()
            try:
                self.building = await self._piece()
            except Unavailable as error:
                log.info("nothing could be noted for the search: %s", error)
            except Exception:
                log.exception("nothing could be noted for the search")
            took_s = time.monotonic() - began
            await asyncio.sleep(min(max(self._pause_s, took_s * REST), LONGEST_PAUSE_S))
            if not self.building:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._look_s):
                        await self._wake.wait()

    async def _piece(self) -> bool:
        events, names = await follow_events(PIECE), await follow_names(PIECE)
        return PIECE in (events, names)

    def _hear(self, hints: Sequence[Hint]) -> None:
        if any(isinstance(hint, Committed) and hint.events for hint in hints):
            self._wake.set()
