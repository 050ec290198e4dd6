"""GR-3: rights count from the moment that they change, on sockets too."""

from functools import partial
from typing import Any

from people import Office


def _shows_both(chat: int, viewers: dict[str, Any]) -> bool:
    return viewers["chat"] == chat and len(viewers["operators"]) == 2


async def test_who_is_no_administrator_any_more_loses_what_they_watch_and_what_they_list(office: Office) -> None:
    anna = await office.hire("Anna")
    chief = await office.hire("Chief", administrator=True)
    for who in (office.owner, anna, chief):
        await who.connect()
    watched, listed, queued, closed = [await office.visitor() for _ in range(4)]
    for visitor in (watched, listed, queued, closed):
        await visitor.send("hello")
    for visitor in (watched, listed, closed):
        await anna.take(visitor.chat)
    await anna.set_status(closed.chat, "done")
    for who in (chief, office.owner):
        for visitor in (watched, queued, closed):
            await who.watch_now(visitor.chat)
    for who in (chief, office.owner):
        for visitor in (watched, queued, closed):
            await who.frames.wait_until("viewers", partial(_shows_both, visitor.chat))
    begun = len(chief.frames.all)
    demoted = await office.owner.http.patch(f"/api/v1/operators/{chief.me['id']}", json={"administrator": False})
    assert demoted.status_code == 200
    await watched.say(type="typing", text="canary")
    await watched.say(type="read", seq=2)
    await watched.send("canary")
    await queued.say(type="typing", text="still to be seen")
    for visitor in (watched, listed, closed):
        await chief.frames.wait("gone", begun, chat=visitor.chat)
    await chief.frames.wait("typing", begun, chat=queued.chat)
    await office.owner.frames.wait("typing", chat=watched.chat)
    await office.owner.frames.wait("read", chat=watched.chat, by="visitor")
    await office.owner.event("message", watched.chat, text="canary")
    hidden = {watched.chat, listed.chat, closed.chat}
    assert {f["type"] for f in chief.frames.all[begun:] if f.get("chat") in hidden} == {"gone"}
    assert not chief.frames.of("gone", chat=queued.chat)


async def test_who_asks_for_somebody_elses_chat_hears_nothing_of_it_meanwhile(office: Office) -> None:
    """Watching is answered after a look into the database; until then it is not allowed."""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    await anna.connect()
    await ivan.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await anna.take(visitor.chat)
    await ivan.frames.wait("gone", chat=visitor.chat)
    seen = len(ivan.frames.all)
    for number in range(50):
        await ivan.watch(visitor.chat)
        await visitor.say(type="typing", text=f"canary {number}")
    await anna.frames.wait("typing", text="canary 49")
    await ivan.send("", chat=visitor.chat)
    assert "canary" not in str(ivan.frames.all[seen:])
    assert not [f for f in ivan.frames.all[seen:] if f["type"] in ("typing", "read", "event")]


async def test_a_queue_that_becomes_hidden_is_gone_for_operators(office: Office) -> None:
    anna = await office.hire("Anna")
    chief = await office.hire("Chief", administrator=True)
    watched, listed = await office.visitor(), await office.visitor()
    for visitor in (watched, listed):
        await visitor.send("hello")
    for who in (anna, chief):
        await who.connect()
        await who.watch_now(watched.chat)
    begun = len(anna.frames.all)
    await office.owner.choose(strategy="oldest_first")
    await watched.say(type="typing", text="canary")
    for visitor in (watched, listed):
        gone = await anna.frames.wait("gone", begun, chat=visitor.chat)
        assert "holder" not in gone
    await chief.frames.wait("typing", chat=watched.chat, text="canary")
    await anna.watch(watched.chat)
    await anna.frames.wait("error", begun, code="not_found")
    assert not [f for f in anna.frames.all[begun:] if f["type"] in ("typing", "event")]
    assert not chief.frames.of("gone")
