"""GR-3: the rule in SQL and the rule in memory are one rule, on both engines, for every chat and operator that there may be."""

import itertools
from typing import get_args

from piccolo.querystring import QueryString

from besedka import clock
from besedka.db import reading, tables
from besedka.db.engine import Engine
from besedka.db.visible import in_states, visible_chats
from besedka.domain.chat import State
from besedka.domain.people import Operator, QueueMode
from besedka.domain.rights import may_see

IDS = range(1, 4)
CHOICES = [states for size in range(1, 5) for states in itertools.combinations(get_args(State), size)]
CHATS = list(itertools.product(get_args(State), (None, *IDS)))
ACTORS = [
    Operator(id=id, administrator=administrator, queue=queue)
    for id, administrator, queue in itertools.product(IDS, (False, True), get_args(QueueMode))
]


async def test_sql_and_memory_agree(engine: Engine) -> None:
    await _fill()
    everything = await reading.chats_where(QueryString("ORDER BY chat.id"))
    assert [(chat.state, chat.operator) for chat in everything] == CHATS
    for actor, states in itertools.product(ACTORS, CHOICES):
        asked = QueryString(f"WHERE {in_states(states)} AND {{}} ORDER BY chat.id", visible_chats(actor, states))
        expected = [chat for chat in everything if chat.state in states and may_see(actor, chat)]
        assert await reading.chats_where(asked) == expected, (actor, states)


async def _fill() -> None:
    now = clock.now()
    for id in IDS:
        await tables.Operator.insert(tables.Operator(name="x", display_name="x", email=str(id), created_at=now))
    for number, (state, operator) in enumerate(CHATS, start=1):
        await tables.Client.insert(tables.Client(created_at=now))
        await tables.Identity.insert(tables.Identity(connection=1, external_id=str(number), client=number))
        await tables.Chat.insert(
            tables.Chat(identity=number, client=number, state=state, operator=operator, created_at=now)
        )
