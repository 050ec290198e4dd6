"""GR-3: the rule in SQL and the rule in memory are one rule."""

import asyncio
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from piccolo.querystring import QueryString

from besedka import clock
from besedka.cli.database import open_database
from besedka.db import reading, tables
from besedka.db.visible import visible_chats
from besedka.domain.chat import State
from besedka.domain.people import Operator, QueueMode
from besedka.domain.rights import may_see
from databases import Database

OPERATORS = 3
CHATS = st.lists(
    st.tuples(st.sampled_from(get_args(State)), st.sampled_from([None, *range(1, OPERATORS + 1)])), max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=CHATS, administrator=st.booleans(), me=st.integers(1, OPERATORS), queue=st.sampled_from(get_args(QueueMode))
)
def test_sql_and_memory_agree(
    database: Database, rows: list[tuple[str, int | None]], administrator: bool, me: int, queue: QueueMode
) -> None:
    """One database for all examples, emptied before each."""
    asyncio.run(_compare(database, rows, Operator(id=me, administrator=administrator, queue=queue)))


async def _compare(database: Database, rows: list[tuple[str, int | None]], actor: Operator) -> None:
    async with open_database(database.config()):
        await _fill(rows)
        everything = await reading.chats_where(QueryString("ORDER BY chat.id"))
        visible = await reading.chats_where(QueryString("WHERE {} ORDER BY chat.id", visible_chats(actor)))
    assert len(everything) == len(rows)
    assert [chat.id for chat in visible] == [chat.id for chat in everything if may_see(actor, chat)]


async def _fill(rows: list[tuple[str, int | None]]) -> None:
    now = clock.now()
    for table in (tables.Chat, tables.Identity, tables.Client, tables.Operator):
        await table.delete(force=True)
    for id in range(1, OPERATORS + 1):
        await tables.Operator.raw(
            "INSERT INTO operator (id, name, display_name, email, created_at) VALUES ({}, 'x', 'x', {}, {})",
            id,
            str(id),
            now,
        )
    for number, (state, operator) in enumerate(rows, start=1):
        (client,) = await tables.Client.insert(tables.Client(created_at=now))
        identity = tables.Identity(connection=1, external_id=str(number), client=client["id"])
        (identified,) = await tables.Identity.insert(identity)
        await tables.Chat.insert(
            tables.Chat(identity=identified["id"], client=client["id"], state=state, operator=operator, created_at=now)
        )
