"""F6: who says hello while the database cannot be written is told to come again, and finds everything where it was."""

import asyncio
import json

import pytest
from websockets.asyncio.client import connect

from people import WAIT_S, Office
from serving import Serving


@pytest.mark.parametrize(
    "engine_name", ["sqlite"]
)  # PostgreSQL answers: a hello to a chat that is there writes nothing
async def test_hello_to_a_database_that_is_held_is_for_later(
    office: Office, server: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = await office.visitor()
    ack = await visitor.send("before")
    hello = json.dumps({"type": "hello", "v": 1, "token": visitor.token})
    async with server.database.held(), connect(server.url.replace("http", "ws") + "/ws/visitor") as socket:
        await socket.send(hello)
        async with asyncio.timeout(WAIT_S):
            error = json.loads(await socket.recv())
            await socket.wait_closed()
    assert (error["type"], error["code"], socket.close_code) == ("error", "unavailable", 1013)
    assert not [record for record in caplog.records if record.exc_info]
    again = await office.visitor(visitor.token)
    assert again.chat == ack["chat"]
    assert (await again.send("after"))["type"] == "ack"
