"""PL-1: plugins listed, switched and configured by administrators, without a restart."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from distributions import installed
from people import Office, OperatorPeer

CLUMSY = """
@hookimpl
def register_jobs(self) -> list[Job]:
    return [Job(name="sweep", every=timedelta(hours=1), run=self.sweep)]

async def sweep(self) -> None:
    1 / 0
"""


@pytest.fixture
def clumsy(tmp_path: Path) -> Iterator[None]:
    """A server that starts after this finds it."""
    with installed(tmp_path / "site") as site:
        site.add("clumsy", CLUMSY)
        yield


async def plugin(owner: OperatorPeer, name: str) -> dict[str, Any]:
    return next(row for row in (await owner.get("/plugins"))["items"] if row["name"] == name)


async def test_only_administrators_see_and_change_plugins(office: Office) -> None:
    """PL-1, GR-3"""
    anna = await office.hire("Anna")
    for path in ("/plugins", "/plugins/stars", "/rules"):
        assert (await anna.get(path, 403))["code"] == "forbidden"
    for path in ("/plugins/stars/disable", "/plugins/stars/enable"):
        await anna.post(path, 403)
    await anna.put("/plugins/stars/settings", 403, values={})
    await anna.put("/rules", 403, strategy=None, flow=None, chat_limit=5)
    await anna.put("/hours", 403, stretches=[])
    await anna.post("/plugins/stars/instances", 403, provider="stars", name="x", values={})
    await anna.patch("/instances/1", 403, enabled=False)
    assert (await anna.http.delete("/api/v1/instances/1")).status_code == 403


async def test_a_plugin_has_a_page_in_the_readers_language(office: Office) -> None:
    """PL-1, PL-4: translations"""
    page = await office.owner.get("/plugins/answer_time")
    (policy,) = page["instances"]
    assert (policy["provider"], policy["state"], policy["chosen"]) == ("answer_time", "running", False)
    russian = await office.owner.http.get("/api/v1/plugins/answer_time", headers={"Accept-Language": "ru"})
    english, schema = policy["form"]["schema"], russian.json()["instances"][0]["form"]["schema"]
    field = next(iter(english["properties"]))
    assert schema["properties"][field]["title"] != english["properties"][field]["title"]
    assert (await office.owner.get("/plugins/nope", 404))["code"] == "no_plugin"


async def test_a_bad_setting_is_told_at_its_field_and_nothing_is_saved(office: Office) -> None:
    """PL-1: out of range, of the wrong type, unknown"""
    owner = office.owner
    (policy,) = (await owner.get("/plugins/answer_time"))["instances"]
    id, before = policy["id"], policy["form"]["values"]
    for values, field in (
        ({"every_answer_min": -1}, "every_answer_min"),
        ({"every_answer_min": "soon"}, "every_answer_min"),
        ({"first_answer_min": 10**30}, "first_answer_min"),
        ({"nonsense": 1}, "nonsense"),
    ):
        problem = await owner.patch(f"/instances/{id}", 400, values=values)
        assert (problem["code"], problem["field"]) == ("bad_setting", field)
        assert problem["detail"]
    (policy,) = (await owner.get("/plugins/answer_time"))["instances"]
    assert policy["form"]["values"] == before
    saved = await owner.patch(f"/instances/{id}", values={"every_answer_min": 7}, version=policy["form"]["version"])
    assert saved["form"]["values"]["every_answer_min"] == 7
    late = await owner.patch(f"/instances/{id}", 409, values={"every_answer_min": 8}, version=0)
    assert late["code"] == "changed_meanwhile"


async def test_instances_come_and_go(office: Office) -> None:
    """PL-1: several policies; what the company works by cannot be removed"""
    owner = office.owner
    made = await owner.post(
        "/plugins/answer_time/instances", 201, provider="answer_time", name="Night", values={"first_answer_min": 60}
    )
    assert (made["name"], made["state"]) == ("Night", "running")
    twin = await owner.http.post(
        "/api/v1/plugins/answer_time/instances", json={"provider": "answer_time", "name": "Night", "values": {}}
    )
    assert (twin.status_code, twin.json()["code"]) == (409, "name_taken")
    off = await owner.patch(f"/instances/{made['id']}", enabled=False)
    assert (off["enabled"], off["state"]) == (False, "off")
    assert (await plugin(owner, "answer_time"))["instances"] == {"total": 2, "running": 1}
    assert (await owner.http.delete(f"/api/v1/instances/{made['id']}")).status_code == 204
    strategy = (await owner.get("/rules"))["strategy"]
    assert (await owner.http.delete(f"/api/v1/instances/{strategy}")).json()["code"] == "in_use"


async def test_the_placement_is_alone_and_keeps_its_name(office: Office) -> None:
    """WG-5: the code on the sites names it"""
    owner = office.owner
    page = await owner.get("/plugins/webchat")
    (placement,), (provider,) = page["instances"], page["providers"]
    assert not provider["several"]
    body = {"provider": "webchat", "name": "second", "values": {}}
    assert (await owner.post("/plugins/webchat/instances", 409, **body))["code"] == "only_one"
    assert (await owner.patch(f"/instances/{placement['id']}", 409, name="mine"))["code"] == "name_stays"
    assert (await owner.patch(f"/instances/{placement['id']}", name="default"))["state"] == "running"
    assert len((await owner.get("/plugins/webchat"))["instances"]) == 1
    visitor = await office.visitor()
    assert (await visitor.send("hello"))["type"] == "ack"


async def test_numbers_that_no_database_holds(office: Office) -> None:
    """PL-1"""
    owner = office.owner
    rules = {key: (await owner.get("/rules"))[key] for key in ("strategy", "flow", "chat_limit")}
    (policy,) = (await owner.get("/plugins/answer_time"))["instances"]
    for number in (2**31, 2**63, 2**64, 10**30):
        assert (await owner.patch(f"/instances/{number}", 404, enabled=False))["code"] == "no_instance"
        gone = await owner.http.delete(f"/api/v1/instances/{number}")
        assert (gone.status_code, gone.json()["code"]) == (404, "no_instance")
        for field in ("strategy", "flow"):
            assert (await owner.put("/rules", 400, **rules | {field: number}))["field"] == field
        late = await owner.patch(f"/instances/{policy['id']}", 400, values={}, version=number)
        assert late["field"] == "version"
        tried = await owner.post("/plugins/answer_time/check", 400, provider="answer_time", instance=number, values={})
        assert tried["field"] == "instance"
    assert (await owner.patch(f"/instances/{2**31 - 1}", 404, enabled=False))["code"] == "no_instance"
    assert (await owner.put("/rules", 404, **rules | {"strategy": 2**31 - 1}))["field"] == "strategy"


async def test_two_browsers_that_toggle_one_plugin_end_in_one_state(office: Office) -> None:
    """PL-1"""
    owner, other = office.owner, office.console(office.owner)

    async def toggle(who: OperatorPeer, verb: str) -> None:
        assert (await who.http.post(f"/api/v1/plugins/stars/{verb}")).status_code == 200

    for _ in range(5):
        await asyncio.gather(
            *(toggle(who, verb) for who in (owner, other) for verb in ("disable", "enable", "disable"))
        )
    await toggle(owner, "enable")
    row = await plugin(owner, "stars")
    assert (row["enabled"], row["state"], row["trouble"]) == (True, "active", None)


async def test_what_becomes_of_open_work_is_said_before(office: Office) -> None:
    """PL-1"""
    visitor = await office.visitor()
    await visitor.send("hello")
    (sentence,) = (await office.owner.get("/plugins/webchat"))["when_off"]
    assert "1" in sentence
    assert len((await office.owner.get("/plugins/manual"))["when_off"]) == 1
    assert (await office.owner.get("/plugins/oldest_first"))["when_off"] == []


async def test_pages_elsewhere_hear_of_changes(office: Office) -> None:
    """PL-1: by the revision"""
    await office.owner.connect()
    first = (await office.owner.frames.wait("desk"))["revision"]
    begun = len(office.owner.frames.all)
    await office.owner.post("/plugins/stars/disable")
    await office.owner.frames.wait_until("desk", lambda frame: frame["revision"] > first, begun)
    assert (await office.owner.get("/plugins"))["revision"] > first


async def test_a_fault_stands_on_the_page_of_its_plugin(clumsy: None, office: Office) -> None:
    """PL-4: also a single one, which leaves the plugin as it was"""
    owner = office.owner
    assert (await owner.get("/plugins/stars"))["faults"] == {"count": 0, "last": None}
    await owner.post("/plugins/clumsy/enable")
    async with asyncio.timeout(30):
        while not (page := await owner.get("/plugins/clumsy"))["faults"]["count"]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    last = page["faults"]["last"]
    assert (last["what"], last["cause"]) == ("job sweep", "ZeroDivisionError: division by zero")
    assert "1 / 0" in last["trace"]
    assert last["at"]
    assert page["plugin"]["state"] == "active"
