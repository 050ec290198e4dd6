"""GR-3: the rule in SQL and the rule in memory are one rule."""

import asyncio
import itertools
import tempfile
from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from piccolo.querystring import QueryString

from besedka import clock
from besedka.db import reading, tables
from besedka.db.bind import bind
from besedka.db.migrate import migrate
from besedka.db.sqlite import SqliteEngine
from besedka.db.visible import in_states, visible_chats
from besedka.domain.chat import State
from besedka.domain.people import Operator, QueueMode
from besedka.domain.rights import may_see

OPERATORS = 3
CHOICES = [states for size in range(1, 5) for states in itertools.combinations(get_args(State), size)]
CHATS = st.lists(
    st.tuples(st.sampled_from(get_args(State)), st.sampled_from([None, *range(1, OPERATORS + 1)])), max_size=12
)


@settings(max_examples=40, deadline=None)
@given(
    rows=CHATS, administrator=st.booleans(), me=st.integers(1, OPERATORS), queue=st.sampled_from(get_args(QueueMode))
)
def test_sql_and_memory_agree(
    rows: list[tuple[str, int | None]], administrator: bool, me: int, queue: QueueMode
) -> None:
    asyncio.run(_compare(rows, Operator(id=me, administrator=administrator, queue=queue)))


async def _compare(rows: list[tuple[str, int | None]], actor: Operator) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = SqliteEngine(Path(folder) / "test.sqlite3")
        bind(engine)
        await engine.open()
        await migrate(engine)
        await _fill(rows)
        everything = await reading.chats_where(QueryString("ORDER BY chat.id"))
        for states in CHOICES:
            asked = QueryString(f"WHERE {in_states(states)} AND {{}} ORDER BY chat.id", visible_chats(actor, states))
            visible = await reading.chats_where(asked)
            expected = [chat.id for chat in everything if chat.state in states and may_see(actor, chat)]
            assert [chat.id for chat in visible] == expected
        visible = await reading.chats_where(QueryString("WHERE {} ORDER BY chat.id", visible_chats(actor)))
        await engine.close()
    assert len(everything) == len(rows)
    assert [chat.id for chat in visible] == [chat.id for chat in everything if may_see(actor, chat)]


async def _fill(rows: list[tuple[str, int | None]]) -> None:
    now = clock.now()
    for id in range(1, OPERATORS + 1):
        await tables.Operator.insert(tables.Operator(name="x", display_name="x", email=str(id), created_at=now))
    for number, (state, operator) in enumerate(rows, start=1):
        await tables.Client.insert(tables.Client(created_at=now))
        await tables.Identity.insert(tables.Identity(connection=1, external_id=str(number), client=number))
        await tables.Chat.insert(
            tables.Chat(identity=number, client=number, state=state, operator=operator, created_at=now)
        )
