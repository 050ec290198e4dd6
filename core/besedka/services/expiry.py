"""Takes out of the queue what has been there for too long."""

from besedka import clock
from besedka.db import routing
from besedka.db.writer import Writer
from besedka.domain.chat import RETURN_WITHIN
from besedka.domain.commands import Expire
from besedka.domain.people import Robot

AT_ONCE = 200


async def expire_old_chats(writer: Writer) -> int:
    """Close the chats of the queue that are older than thirty days.

    Returns:
        How many there were.

    Raises:
        Unavailable: not all of them could be closed.
    """
    expired = 0
    while ids := await routing.queued_before(clock.now() - RETURN_WITHIN, AT_ONCE):
        for id in ids:
            await writer.submit(Expire(actor=Robot(), chat=id))
        expired += len(ids)
        if len(ids) < AT_ONCE:
            break
    return expired
