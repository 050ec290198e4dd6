"""CH-4: plugins check what is edited as what is sent, and read nothing of what was deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from distributions import Distributions, installed
from people import Office

BODY = """
    permissions = frozenset({"note"})

    @hookimpl(must=True)
    async def filter_outgoing(self, message: Message, chat: Chat) -> Message | Drop | None:
        return replace(message, text=message.text.replace("4111", "****"))

    @hookimpl
    async def on_message_added(self, event: MessageAdded) -> None:
        if event.message.text == "read to me":
            texts = [message.text for message in await self.ctx.desk.messages(event.chat.id)]
            await self.ctx.desk.note(event.chat.id, " | ".join(texts), key="texts")
"""


@pytest.fixture
def plugins(tmp_path: Path) -> Iterator[Distributions]:
    with installed(tmp_path / "site") as site:
        site.add("guard", BODY)
        yield site


@pytest.mark.usefixtures("plugins")
async def test_what_plugins_see_of_edits(office: Office) -> None:
    owner = office.owner
    assert (await owner.post("/plugins/guard/enable"))["state"] == "active"
    visitor = await office.visitor()
    chat = (await visitor.send("hello"))["chat"]
    await owner.connect()
    await owner.take(chat)
    await owner.watch_now(chat)
    kept, gone = [(await owner.send(text, chat=chat))["seq"] for text in ("card", "to be deleted")]
    await owner.say(type="edit", id="edit-1", chat=chat, seq=kept, text="card 4111")
    assert (await visitor.event("edited", chat))["data"]["text"] == "card ****"
    again = len(owner.frames.all)
    await owner.say(type="edit", id="edit-1", chat=chat, seq=kept, text="card 4111")
    assert (await owner.answered("edit-1", again))["type"] == "ack"
    await owner.say(type="delete", id="delete-1", chat=chat, seq=gone)
    await visitor.event("deleted", chat)
    await visitor.send("read to me")
    assert (await owner.event("note", chat))["data"]["text"] == "hello | card **** | read to me"
