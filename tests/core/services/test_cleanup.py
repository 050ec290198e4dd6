"""CH-7: empty chats go after a week, and no number is given twice."""

from datetime import timedelta

from besedka import clock
from besedka.db import tables
from besedka.services.cleanup import remove_empty_chats
from people import Office


async def test_empty_chats_go_after_a_week_unless_somebody_is_there(office: Office) -> None:
    """CH-7"""
    gone, here, wrote = await office.visitor_session(), await office.visitor(), await office.visitor()
    await wrote.send("hello")
    newest = await office.visitor_session()
    identity = (await tables.Chat.select(tables.Chat.identity).where(tables.Chat.id == here.chat))[0]["identity"]
    assert await remove_empty_chats([identity]) == 0
    clock.shift(timedelta(days=8))  # from now on the server does it as well, and may be first
    await remove_empty_chats([identity])
    left = {row["id"] for row in await tables.Chat.select(tables.Chat.id)}
    assert left == {here.chat, wrote.chat, newest.chat}
    again = await office.visitor_session(gone.token)
    assert again.chat > newest.chat
    assert (await again.connect())["chat"] == again.chat
