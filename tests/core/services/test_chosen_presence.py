"""OP-5: online, invisible, offline; the choice is remembered, and only online is online."""

from typing import Any

from databases import Database
from people import Office, OperatorPeer
from serving import serving


async def state(peer: OperatorPeer, of: OperatorPeer) -> str:
    items = (await peer.get("/operators"))["items"]
    return next(str(operator["state"]) for operator in items if operator["id"] == of.me["id"])


async def seen(by: OperatorPeer, begun: int, of: OperatorPeer, state: str) -> None:
    def fits(frame: dict[str, Any]) -> bool:
        return any(o["id"] == of.me["id"] and o["state"] == state for o in frame["operators"])

    await by.frames.wait_until("presence", fits, begun)


async def test_who_is_invisible_is_seen_so_by_colleagues_and_not_by_clients(office: Office) -> None:
    """OP-5"""
    anna = await office.hire("Anna")
    await office.owner.connect()
    await anna.connect()
    for chosen in ("invisible", "offline", "online"):
        begun = len(office.owner.frames.all)
        await anna.say(type="presence", state=chosen)
        await seen(office.owner, begun, anna, chosen)
        assert await state(office.owner, anna) == chosen
    await office.owner.say(type="presence", state="offline")
    await anna.say(type="presence", state="invisible")
    await anna.frames.wait_until("presence", lambda f: {o["state"] for o in f["operators"]} == {"invisible", "offline"})
    assert (await office.visitor_session()).session["config"]["online"] is False


async def test_the_choice_outlives_a_restart(database: Database) -> None:
    """OP-5"""
    async with serving(database) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.owner.connect()
        begun = len(office.owner.frames.all)
        await office.owner.say(type="presence", state="invisible")
        await seen(office.owner, begun, office.owner, "invisible")
        assert (await office.owner.get("/session"))["presence"] == "invisible"
        await office.close()
    async with serving(database) as server:
        office = Office(server.url, "")
        owner = await office.sign_in("olga@shop.example")
        assert owner.me["presence"] == "invisible"
        await owner.connect()
        assert await state(owner, owner) == "invisible"
        await office.close()


async def test_nonsense_is_no_presence(office: Office) -> None:
    """OP-5: bad input"""
    await office.owner.connect()
    await office.owner.say(type="presence", state="lunch")
    assert (await office.owner.frames.wait("error"))["code"] == "bad_frame"
