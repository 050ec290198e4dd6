"""CO-8: who else has the chat open, and who is answering in it."""

from people import Office, OperatorPeer


def _states(frame: dict[str, object], *who: OperatorPeer) -> list[object]:
    found = {one["id"]: one["state"] for one in frame["operators"]}  # type: ignore[attr-defined]
    return [found.get(one.me["id"]) for one in who]


async def test_who_has_a_chat_open_is_told_who_else_has(office: Office) -> None:
    """CO-8: an administrator who only looks is seen, and is gone when they leave"""
    anna, chief = await office.hire("Anna"), await office.hire("Chief", administrator=True)
    for who in (anna, chief):
        await who.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await anna.take(visitor.chat)
    await anna.watch_now(visitor.chat)
    await chief.watch_now(visitor.chat)
    both = await anna.frames.wait_until("viewers", lambda frame: len(frame["operators"]) == 2)
    assert _states(both, anna, chief) == ["viewing", "viewing"]
    assert both["operators"][0]["name"].endswith("Ivanov")
    await chief.frames.wait_until("viewers", lambda frame: len(frame["operators"]) == 2)
    await chief.say(type="typing", chat=visitor.chat)
    answering = await anna.frames.wait_until("viewers", lambda frame: _states(frame, chief) == ["answering"])
    seen = anna.frames.all.index(answering)
    await anna.frames.wait_until("viewers", lambda frame: _states(frame, chief) == ["viewing"], seen)
    tab = office.console(anna)
    await tab.connect()
    await tab.watch_now(visitor.chat)
    await tab.frames.wait_until("viewers", lambda frame: len(frame["operators"]) == 2)
    seen = len(anna.frames.all)
    await chief.say(type="unwatch", chat=visitor.chat)
    left = await anna.frames.wait("viewers", seen, chat=visitor.chat)
    assert _states(left, anna, chief) == ["viewing", None]


async def test_who_may_not_see_a_chat_does_not_look_at_it(office: Office) -> None:
    """GR-3: neither are they told who does, nor is told that they do"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    for who in (anna, ivan, office.owner):
        await who.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    for who in (anna, ivan, office.owner):
        await who.watch_now(visitor.chat)
    for who in (anna, ivan):
        await who.frames.wait_until("viewers", lambda frame: len(frame["operators"]) == 3)
    seen, ours = len(ivan.frames.all), len(anna.frames.all)
    await anna.take(visitor.chat)
    await ivan.frames.wait("gone", seen, chat=visitor.chat)
    two = await anna.frames.wait("viewers", ours, chat=visitor.chat)
    assert _states(two, anna, ivan) == ["viewing", None]
    await ivan.say(type="watch", chat=visitor.chat, after=0)
    await ivan.frames.wait("error", seen, code="not_found")
    assert ivan.frames.of("viewers", chat=visitor.chat)[-1] in ivan.frames.all[:seen]


async def test_what_a_strategy_gives_is_told_at_once(office: Office) -> None:
    """CO-6: an assignment that one has not made oneself; what one takes oneself is no news"""
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await office.owner.take(visitor.chat)
    chief = await office.hire("Chief", administrator=True)
    await chief.post(f"/chats/{visitor.chat}/return")
    await chief.post(f"/chats/{visitor.chat}/transfer", operator=office.owner.me["id"])
    told = await office.owner.frames.wait("assigned", chat=visitor.chat)
    assert told["by"]["id"] == chief.me["id"]
    assert told["client"]["id"]
    assert len(office.owner.frames.of("assigned")) == 1
