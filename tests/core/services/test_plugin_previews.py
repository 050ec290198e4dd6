"""PL-4: lists say whose the last words are, also if they are a plugin's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from distributions import Distributions, installed
from people import Office

BODY = """
    permissions = frozenset({"note"})

    @hookimpl
    async def on_message_added(self, event: MessageAdded) -> None:
        await self.ctx.desk.note(event.chat.id, "noted", key="once")
"""


@pytest.fixture
def plugins(tmp_path: Path) -> Iterator[Distributions]:
    with installed(tmp_path / "site") as site:
        site.add("notary", BODY, texts='{"Notary": "Нотариус"}')
        yield site


@pytest.mark.usefixtures("plugins")
async def test_a_plugins_note_names_the_plugin(office: Office) -> None:
    """The title, in the language of the company: a row goes to everybody."""
    owner = office.owner
    assert (await owner.post("/plugins/notary/enable"))["state"] == "active"
    visitor = await office.visitor()
    await visitor.send("hello")
    await owner.connect()
    await owner.watch_now(visitor.chat)
    await owner.event("note", visitor.chat)
    (row,) = (await owner.get("/chats?view=queue"))["items"]
    title = (await owner.get("/plugins/notary"))["plugin"]["title"]
    assert (row["last"]["text"], row["last"]["author"]) == ("noted", {"type": "plugin", "name": title})
