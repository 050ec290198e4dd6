"""A chat as SQL gives it: one list of columns and its reading, for both engines and all queries."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from besedka.domain.chat import Chat, Last
from besedka.domain.people import Author

SELECT = """
    SELECT chat.id, chat.identity, chat.client, client.name, chat.state, chat.seq, chat.status, chat.operator,
        chat.opened_at, chat.closed_at, chat.waiting_since, chat.client_messages, identity.blocked,
        chat.last_kind, chat.last_author_type, chat.last_author, chat.last_text, chat.last_at, chat.last_seq
    FROM chat JOIN identity ON identity.id = chat.identity JOIN client ON client.id = chat.client
"""


def _as_is(time: Any) -> datetime:
    return time  # type: ignore[no-any-return]


def chat_from(row: Sequence[Any], time: Callable[[Any], datetime] = _as_is) -> Chat:
    """The chat of a row of SELECT; `time` reads a stored time that is not None."""
    last = None
    if row[13] is not None:
        author = Author(type=row[14], id=row[15])
        last = Last(kind=row[13], author=author, text=row[16], at=time(row[17]), seq=row[18])
    return Chat(
        id=row[0],
        identity=row[1],
        client=row[2],
        client_name=row[3],
        state=row[4],
        seq=row[5],
        status=row[6],
        operator=row[7],
        opened_at=None if row[8] is None else time(row[8]),
        closed_at=None if row[9] is None else time(row[9]),
        waiting_since=None if row[10] is None else time(row[10]),
        client_messages=row[11],
        blocked=bool(row[12]),
        last=last,
    )
