"""CH-3: what nobody takes for thirty days leaves the queue."""

from datetime import timedelta

from besedka import clock
from besedka.db import jobs
from jobs_at_work import until
from people import Office
from serving import Serving


async def test_chats_leave_the_queue_after_thirty_days(office: Office, server: Serving) -> None:
    """CH-3: closed as expired, without a rating, kept in history; whoever writes then gets a new chat"""
    old, taken = await office.visitor(), await office.visitor()
    for visitor in (old, taken):
        await visitor.send("hello")
    await office.owner.take(taken.chat)
    clock.shift(timedelta(days=29))
    young = await office.visitor()
    await young.send("hello")
    clock.shift(timedelta(days=30, seconds=1))
    await jobs.put("expiry", "expiry", clock.now())
    closed = await old.event("closed", old.chat, reason="done")
    assert "rating" not in str(closed)
    owner = await office.sign_in("olga@shop.example")

    async def is_closed() -> bool:
        row: dict[str, object] = await owner.get(f"/chats/{old.chat}")
        return row["state"] == "closed"

    await until(is_closed)
    events = (await owner.get(f"/chats/{old.chat}/events"))["items"]
    assert (events[-1]["kind"], events[-1]["data"]["reason"]) == ("closed", "expired")
    assert [(await owner.get(f"/chats/{v.chat}"))["state"] for v in (taken, young)] == ["in_progress", "queue"]
    assert old.frames.of("ask") == []
    assert (await old.send("still there?"))["chat"] != old.chat


async def test_there_is_nothing_to_expire(office: Office, server: Serving) -> None:
    """CH-3"""
    visitor = await office.visitor()
    await visitor.send("hello")
    clock.shift(timedelta(days=30))
    before = await jobs.next_due(["expiry"])
    assert before is not None, "it is looked for by itself"
