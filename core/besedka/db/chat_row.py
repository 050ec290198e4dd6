"""A chat as SQL gives it: one list of columns and its reading, for both engines and all queries."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from besedka.domain.chat import Chat, Last, Score, Standing
from besedka.domain.people import Author

decode_tags = msgspec.json.Decoder(tuple[str, ...]).decode
decode_deadlines = msgspec.json.Decoder(tuple[Standing, ...]).decode

SELECT = """
    SELECT chat.id, chat.identity, chat.client, client.name, chat.state, chat.seq, chat.status, chat.operator,
        chat.opened_at, chat.closed_at, chat.waiting_since, chat.client_messages, identity.blocked,
        chat.last_kind, chat.last_author_type, chat.last_author, chat.last_text, chat.last_at, chat.last_seq,
        chat.assigned_at, chat.form_seq, chat.rating_score, chat.rating_out_of, chat.rating_bad,
        chat.severity, chat.tags, chat.deadlines, chat.overdue_since, identity.connection,
        chat.last_files, chat.last_image
    FROM chat JOIN identity ON identity.id = chat.identity JOIN client ON client.id = chat.client
"""


def _as_is(time: Any) -> datetime:
    return time  # type: ignore[no-any-return]


def chat_from(row: Sequence[Any], time: Callable[[Any], datetime] = _as_is) -> Chat:
    """The chat of a row of SELECT; `time` reads a stored time that is not None."""
    last = None
    if row[13] is not None:
        author = Author(type=row[14], id=row[15])
        last = Last(
            kind=row[13],
            author=author,
            text=row[16],
            at=time(row[17]),
            seq=row[18],
            files=row[29] or 0,
            image=bool(row[30]),
        )
    return Chat(
        id=row[0],
        connection=row[28],
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
        assigned_at=None if row[19] is None else time(row[19]),
        form_seq=row[20],
        rating=None if row[21] is None else Score(score=row[21], out_of=row[22], bad=bool(row[23])),
        severity=row[24],
        tags=() if row[25] == "[]" else decode_tags(row[25]),
        deadlines=() if row[26] is None else decode_deadlines(row[26]),
        overdue_since=None if row[27] is None else time(row[27]),
    )
