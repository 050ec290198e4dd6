"""Takes away what nobody will ask for again."""

from collections.abc import Collection
from datetime import timedelta

from piccolo.querystring import QueryString

from besedka import clock
from besedka.db import drafts, tables

EMPTY_FOR = timedelta(days=7)


async def remove_empty_chats(present: Collection[int]) -> int:
    """Remove chats in which nobody has ever written, a week after they were made.

    Args:
        present: identities of visitors who are on the site; theirs stay.

    Returns:
        How many were removed.
    """
    # The newest chat stays in any case: a number must never be given to another chat.
    stay = QueryString(",".join(map(str, present)) or "0")
    old = QueryString(
        "state = 'empty' AND created_at < {} AND id <> (SELECT MAX(id) FROM chat) AND identity NOT IN ({})",
        clock.now() - EMPTY_FOR,
        stay,
    )
    removed = await tables.Chat.raw("DELETE FROM chat WHERE {} RETURNING id", old)  # without events: nobody has read it
    await drafts.remove_lost()
    return len(removed)
