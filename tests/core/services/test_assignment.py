"""DI-7, PL-1: a stranger's strategy hands out chats; who may be given one, and how many, is decided by the server."""

import asyncio
import json
from collections import Counter
from typing import Any

import pytest

from databases import Database
from distributions import Distributions
from people import Office, OperatorPeer, VisitorPeer

pytestmark = pytest.mark.usefixtures("examples")

WAITS = """
class Patient(DistributionStrategy):
    name = "patient"
    title = "Patient"
    asked = 0

    async def choose(self, chat: Chat, candidates: Sequence[Candidate], now: datetime) -> Choice | Wait | None:
        Patient.asked += 1
        if Patient.asked < 4 or not candidates:
            return Wait(until=now + timedelta(milliseconds=200))
        return Choice(operator=candidates[0].operator.id, reason="asked {times} times", values={"times": "many"})

class Made(Plugin):
    name = "patient"
    title = "Patient"
    api = "0.1"
    providers = (Patient,)
"""


async def by_strategy(office: Office, name: str, **rules: Any) -> None:
    """Switch the stranger on, make an instance, and work by it."""
    row = await office.owner.post(f"/plugins/{name}/enable")
    assert (row["state"], row["trouble"], row["kinds"]) == ("active", None, ["distribution"])
    made = await office.owner.post(f"/plugins/{name}/instances", 201, provider=name, name=name, values={})
    assert made["state"] == "running"
    await office.owner.choose(strategy=name, **rules)


async def online(office: Office, *names: str) -> list[OperatorPeer]:
    operators = [await office.hire(name) for name in names]
    for operator in operators:
        await operator.connect()
    return operators


async def written(office: Office) -> VisitorPeer:
    visitor = await office.visitor()
    assert (await visitor.send("hello"))["type"] == "ack"
    return visitor


async def given(visitor: VisitorPeer) -> str:
    """Wait until the visitor's chat has its operator: the name."""
    taken = await visitor.event("taken", visitor.chat)
    assert taken["author"] == {"type": "system"}
    assert set(taken["data"]) == {"operator"}, "the reason is for colleagues"
    return str(taken["data"]["operator"]["name"])


def holders(database: Database) -> tuple[Counter[int], Counter[int]]:
    """How many chats each operator holds now, and the most they have held at any moment: from the log, in its order."""
    now: Counter[int] = Counter()
    most: Counter[int] = Counter()
    holder: dict[int, int] = {}
    for row in database.rows("SELECT chat, kind, data FROM chat_event ORDER BY id"):
        chat, kind, operator = row["chat"], row["kind"], json.loads(row["data"] or "{}").get("operator")
        if kind == "taken":
            holder[chat] = operator
            now[operator] += 1
            most[operator] = max(most[operator], now[operator])
        elif kind == "closed" and chat in holder:
            now[holder.pop(chat)] -= 1
    return now, most


async def test_chats_go_to_whoever_has_waited_longest(office: Office) -> None:
    """DI-7, PL-1: in turn, by themselves"""
    await online(office, "Anna", "Boris")
    await by_strategy(office, "longest_idle")
    assert [await given(await written(office)) for _ in range(4)] == ["Anna", "Boris", "Anna", "Boris"]


async def test_why_me_is_stored_in_both_languages(office: Office) -> None:
    """DI-7: the reason, as the plugin's own texts have it"""
    (anna,) = await online(office, "Anna")
    await by_strategy(office, "longest_idle")
    visitor = await written(office)
    await anna.frames.wait("chat", id=visitor.chat, state="in_progress")
    taken = (await anna.get(f"/chats/{visitor.chat}/events"))["items"][-1]
    assert (taken["kind"], taken["author"]["type"], taken["data"]["operator"]["id"]) == (
        "taken",
        "system",
        anna.me["id"],
    )
    reason = taken["data"]["reason"]
    assert reason["en"].startswith("idle for ")
    assert reason["en"].endswith(" s, the longest")
    assert reason["ru"].startswith("ждёт дольше всех: ")


async def test_never_a_sixth_under_a_rush(office: Office, database: Database) -> None:
    """DI-7: forty at once for four operators, then each is served as places get free; the oldest first"""
    operators = await online(office, "Anna", "Boris", "Vera", "Gleb")
    await by_strategy(office, "longest_idle", chat_limit=5)
    visitors = [await office.visitor() for _ in range(40)]
    await asyncio.gather(*(visitor.send("hello") for visitor in visitors))
    await until_held(database, 20)
    now, most = holders(database)
    assert set(now.values()) == set(most.values()) == {5}
    assert len((await office.owner.get("/chats?view=queue"))["items"]) == 20

    async def serve(operator: OperatorPeer) -> None:
        """Close what one has until nothing more comes."""
        closed: set[int] = set()
        while True:
            rows = (await operator.get("/chats?view=in_progress&holder=me"))["items"]
            if not rows and not (await office.owner.get("/chats?view=queue"))["items"]:
                return
            for row in rows:
                assert row["id"] not in closed
                closed.add(row["id"])
                await operator.set_status(row["id"], "done")

    async with asyncio.timeout(120):
        await asyncio.gather(*(serve(operator) for operator in operators))
    now, most = holders(database)
    assert max(most.values()) == 5
    assert not +now
    await asyncio.gather(*(given(visitor) for visitor in visitors))
    assert all(len(visitor.frames.of("event", kind="taken")) == 1 for visitor in visitors)


async def until_held(database: Database, wanted: int) -> None:
    async with asyncio.timeout(60):
        while (await asyncio.to_thread(holders, database))[0].total() < wanted:  # noqa: ASYNC110 - read as a report would
            await asyncio.sleep(0.02)


async def test_taking_by_hand_beside_the_strategy_keeps_to_the_limit(office: Office, database: Database) -> None:
    """DI-7: administrators take from the queue while it is handed out"""
    await office.owner.connect()
    (anna,) = await online(office, "Anna")
    await by_strategy(office, "longest_idle", chat_limit=3)
    visitors = [await office.visitor() for _ in range(12)]

    async def write_and_grab(visitor: VisitorPeer) -> None:
        await visitor.send("hello")
        await office.owner.http.post(f"/api/v1/chats/{visitor.chat}/take")

    await asyncio.gather(*(write_and_grab(visitor) for visitor in visitors))
    await asyncio.gather(*(visitor.event("taken", visitor.chat) for visitor in visitors))
    assert all(len(visitor.frames.of("event", kind="taken")) == 1 for visitor in visitors)
    assert holders(database)[1][anna.me["id"]] <= 3


async def test_the_invisible_and_the_absent_are_given_none(office: Office) -> None:
    """DI-7"""
    anna, boris = await online(office, "Anna", "Boris")
    await office.hire("Vera")
    await anna.say(type="presence", state="invisible")
    await boris.say(type="presence", state="offline")
    me = anna.me["id"]
    await anna.frames.wait_until(
        "presence", lambda f: any((o["id"], o["state"]) == (me, "invisible") for o in f["operators"])
    )
    await boris.frames.wait_until(
        "presence", lambda f: any((o["id"], o["state"]) == (boris.me["id"], "offline") for o in f["operators"])
    )
    await by_strategy(office, "longest_idle")
    first, second = await written(office), await written(office)
    assert len((await office.owner.get("/chats?view=queue"))["items"]) == 2
    await anna.say(type="presence", state="online")
    assert [await given(first), await given(second)] == ["Anna", "Anna"]


async def test_whoever_comes_online_is_given_the_oldest_at_once(office: Office) -> None:
    """DI-7"""
    await by_strategy(office, "longest_idle", chat_limit=1)
    first, second = await written(office), await written(office)
    await online(office, "Anna")
    await given(first)
    assert not second.frames.of("event", kind="taken")


async def test_a_closed_chat_makes_room_for_the_next(office: Office) -> None:
    """DI-7"""
    (anna,) = await online(office, "Anna")
    await by_strategy(office, "longest_idle", chat_limit=1)
    first = await written(office)
    await given(first)
    second = await written(office)
    await anna.set_status(first.chat, "done")
    await given(second)


async def test_a_higher_limit_makes_room_for_the_next(office: Office) -> None:
    """DI-7: the operator's own, and the company's"""
    (anna,) = await online(office, "Anna")
    await by_strategy(office, "longest_idle", chat_limit=1)
    first, second, third = [await written(office) for _ in range(3)]
    await given(first)
    await office.owner.patch(f"/operators/{anna.me['id']}", chat_limit=2)
    await given(second)
    await office.owner.patch(f"/operators/{anna.me['id']}", chat_limit=None)
    assert not third.frames.of("event", kind="taken")
    await office.owner.choose(chat_limit=3)
    await given(third)


async def test_who_is_switched_off_is_asked_no_more_and_operators_take_themselves(office: Office) -> None:
    """PL-1, DI-1"""
    (anna,) = await online(office, "Anna")
    await by_strategy(office, "longest_idle", chat_limit=1)
    await anna.frames.wait("desk", queue="read", on_request=False)
    await given(await written(office))
    waiting = await written(office)
    assert (await anna.post(f"/chats/{waiting.chat}/take", 409))["code"] == "choosing_off"
    begun = len(anna.frames.all)
    assert (await office.owner.post("/plugins/longest_idle/disable"))["state"] == "disabled"
    await anna.frames.wait("desk", begun, queue="take")
    assert not waiting.frames.of("event", kind="taken")
    await anna.take(waiting.chat)
    rules = await office.owner.get("/rules")
    chosen = next(option for option in rules["strategies"] if option["id"] == rules["strategy"])
    assert (chosen["name"], chosen["available"]) == ("longest_idle", False)
    await office.owner.post("/plugins/longest_idle/enable")
    await anna.frames.wait("desk", begun, queue="read")
    await online(office, "Boris")
    await given(await written(office))


@pytest.fixture
def patient(examples: Distributions) -> None:
    examples.add("patient", source=WAITS)


@pytest.mark.usefixtures("patient")
async def test_whoever_waits_is_asked_again_when_the_time_is_up(office: Office) -> None:
    """DI-7: nothing else happens meanwhile"""
    await online(office, "Anna")
    await by_strategy(office, "patient")
    assert await given(await written(office)) == "Anna"
