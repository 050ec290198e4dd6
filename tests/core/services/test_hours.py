"""AD-8: working hours, and deadlines that count by them."""

from datetime import UTC, datetime, timedelta

from besedka import clock
from people import Office


async def test_without_hours_the_company_is_always_open(office: Office) -> None:
    """AD-8"""
    hours = await office.owner.get("/hours")
    assert (hours["stretches"], hours["open_now"]) == ([], True)


async def test_hours_are_kept_in_order_and_may_not_overlap(office: Office) -> None:
    """AD-8: several stretches a day, over midnight"""
    stretches = [
        {"day": 4, "start": "20:00", "end": "02:00"},
        {"day": 0, "start": "14:00", "end": "18:00"},
        {"day": 0, "start": "09:00", "end": "13:00"},
    ]
    hours = await office.owner.put("/hours", stretches=stretches)
    assert [(s["day"], s["start"]) for s in hours["stretches"]] == [(0, "09:00"), (0, "14:00"), (4, "20:00")]
    assert await office.owner.get("/hours") == hours
    late = {"day": 5, "start": "01:00", "end": "05:00"}
    problem = await office.owner.put("/hours", 400, stretches=[*stretches, late])
    assert (problem["code"], problem["field"]) == ("hours_overlap", "stretches.3")
    for bad in ({"day": 7, "start": "09:00", "end": "10:00"}, {"day": 0, "start": "9", "end": "10:00"}):
        await office.owner.put("/hours", 400, stretches=[bad])
    assert await office.owner.get("/hours") == hours


async def test_hours_are_meant_in_the_companys_zone(office: Office) -> None:
    """AD-8, AD-1: also right after it was changed"""
    await office.owner.patch("/company", zone="Asia/Tokyo")
    assert (await office.owner.get("/hours"))["zone"] == "Asia/Tokyo"


async def test_deadlines_count_working_time(office: Office) -> None:
    """AD-8, SL-1: what comes on Friday evening is due on Monday morning"""
    await office.owner.connect()
    days = [{"day": day, "start": "09:00", "end": "18:00"} for day in range(5)]
    await office.owner.put("/hours", stretches=days)
    now = clock.now()
    friday = (now + timedelta(days=(4 - now.weekday()) % 7)).replace(hour=20, minute=0, second=0)
    clock.shift(friday - datetime.now(UTC))
    visitor = await office.visitor()
    await visitor.send("Is anybody there?")
    row = await office.owner.frames.wait_until("chat", lambda f: f["id"] == visitor.chat and f["due_at"] is not None)
    due = datetime.fromisoformat(row["due_at"])
    assert (due.weekday(), due.hour, due.minute) == (0, 9, 5)
