"""PL-2: plugins that cannot be imported, raise, hang, lie or leak hurt nobody, and are named with what they did.

Each poison is an installed distribution, beside a good one that must go on working.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.host.test_tables import CREATE
from core.host.test_tables import add as add_tables
from databases import Database
from distributions import Distributions, installed
from faults import poison_kit as kit
from people import Office
from serving import QUICK, serving

Opening = Callable[[], AbstractAsyncContextManager[Office]]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Distributions]:
    with installed(tmp_path / "site") as site:
        site.add("good", kit.GOOD)
        yield site


@pytest.fixture
def opening(database: Database) -> Opening:
    """Opens the office with what is installed by then, the good plugin on."""

    @asynccontextmanager
    async def run() -> AsyncIterator[Office]:
        async with serving(database, timing=replace(QUICK, plugins=kit.QUICK_PLUGINS)) as server:
            office = Office(server.url, server.owner_key)
            await office.found()
            await kit.enable(office, "good")
            try:
                yield office
            finally:
                await office.close()

    return run


async def test_what_cannot_be_loaded(site: Distributions, opening: Opening, database: Database) -> None:
    """PL-2: twelve of them at once"""
    site.add("gone", source="import besedka_nowhere")
    site.add("raising", source="1 / 0")
    site.add("exiting", source="raise SystemExit(3)")
    site.add("garbled", source="this is no Python")
    site.add("nameless", cls="Elsewhere")
    site.add("classless", source="Made = 5")
    site.add("old", 'api = "7.3"')
    site.add("misspelt", "@hookimpl\nasync def on_chat_open(self, event: ChatOpened) -> None: ...")
    site.add("unmarked", "async def on_chat_opened(self, event: ChatOpened) -> None: ...")
    for twin in ("aa_twin", "bb_twin"):
        kit.provider(site, twin, "SlaRule", f"{kit.RULE}: return []", provider="twin")
    site.add("good", "", distribution="zz-impostor")
    async with opening() as office:
        states = {name: row["state"] for name, row in (await kit.plugins(office)).items() if not row["bundled"]}
        assert states == {
            "gone": "broken", "raising": "broken", "exiting": "broken", "garbled": "broken", "nameless": "broken",
            "classless": "broken", "old": "incompatible", "misspelt": "broken", "unmarked": "broken",
            "aa_twin": "disabled", "bb_twin": "broken", "good": "active", "good@zz-impostor": "broken",
        }  # fmt: skip
        guilty = await kit.plugins(office)
        for name, word in (
            ("gone", "besedka_nowhere"), ("raising", "ZeroDivisionError"), ("exiting", "SystemExit"),
            ("garbled", "SyntaxError"), ("nameless", "Elsewhere"), ("old", "7.3"), ("misspelt", "on_chat_opened"),
            ("unmarked", "hookimpl"), ("bb_twin", "aa_twin"), ("good@zz-impostor", "dist-good"),
        ):  # fmt: skip
            assert word in kit.guilt(guilty[name]), name
            answer = await office.owner.http.post(f"/api/v1/plugins/{name}/enable")
            assert answer.status_code in (200, 409), answer.text
            assert (await kit.plugins(office))[name]["state"] in ("broken", "incompatible"), name
        await kit.conversation(office, database)


@pytest.mark.parametrize(
    "ways",
    [kit.ASYNC, {"hangs": kit.LATE["hangs"]}, {"swallows": kit.LATE["swallows"]}],
    ids=["fails", "hangs", "swallows"],
)
async def test_poison_in_every_hook(
    site: Distributions, opening: Opening, database: Database, ways: dict[str, str]
) -> None:
    """PL-2: one plugin for each hook and each way to fail, all at once"""
    working, failing = {}, {}
    for how, body in ways.items():
        for name in (*kit.EVENTS, *kit.FILTERS):
            working[f"bad_{name}_{kit.slug(how)}"] = (name, kit.hook(name, body))
        for name in kit.REGISTERS:
            failing[f"bad_{name}_{kit.slug(how)}"] = (name, kit.hook(name, kit.SYNC.get(how, "return 5")))
        failing[f"bad_setup_{kit.slug(how)}"] = ("setup", kit.method("async def setup(self)", body))
        made = kit.method("def __init__(self, settings, ctx)", kit.SYNC.get(how, "1 / 0"))
        failing[f"bad_init_{kit.slug(how)}"] = ("__init__", made)
    for plugin, (_, body) in (working | failing).items():
        site.add(plugin, body)
    async with opening() as office:
        await kit.enable(office, *working, *failing)
        talk = kit.Talk(office)
        for _ in range(2):
            visitor, operator = await talk.open()
            await talk.both(visitor, operator)
            await talk.finish(visitor, operator)
            assert (await talk.rate(visitor, stars="5"))["type"] == "ack"
        guilty = await kit.named(office, [*working, *failing])
        for plugin, (name, _) in (working | failing).items():
            ends = plugin in failing or "swallows" in ways
            assert (guilty[plugin]["state"], plugin) == ("failed" if ends else "active", plugin)
            assert name in kit.guilt(guilty[plugin])
        visitor, operator = await talk.open("and again")
        await talk.others_work(visitor, operator)
        await talk.check(database)


async def test_a_must_filter_holds_messages_back(site: Distributions, opening: Opening, database: Database) -> None:
    """PL-2, PL-4: nothing goes on unmasked; the sender is told and keeps the text, and colleagues can still write"""
    for how, body in (kit.ASYNC | kit.LATE).items():
        site.add(f"mask_{kit.slug(how)}", kit.hook("filter_incoming", body, must=True))
    async with opening() as office:
        talk = kit.Talk(office)
        visitor, operator = await talk.open()
        for plugin in [f"mask_{kit.slug(how)}" for how in kit.ASYNC | kit.LATE]:
            await kit.enable(office, plugin)
            for _ in range(1 if "swallows" in plugin else 3):  # that one is stopped, and is asked no more
                answer = await visitor.send("my card is 4111 1111", chat=visitor.chat)
                assert (answer["type"], answer.get("code")) == ("error", "filter_failed"), plugin
                await talk.say(operator, visitor, "we can still write")
            row = (await kit.named(office, [plugin]))[plugin]
            assert "filter_incoming" in kit.guilt(row)
            await office.owner.post(f"/plugins/{plugin}/disable")
            await talk.both(visitor, operator, 1)
        await talk.others_work(visitor, operator)
        await talk.check(database)
    assert "4111 1111" not in database.dump()


CHOOSE = {
    **kit.ASYNC,
    **kit.LATE,
    "chooses a stranger": "return Choice(operator=999, reason='x')",
    "chooses nonsense": "return Choice(operator='Anna', reason=5)",
    "waits in the past": "return Wait(until=now - timedelta(days=1))",
    "returns a number": "return 5",
}
STEPS = {**kit.SYNC, "returns a number": "return 5", "returns itself": "return [self]"}
ACCEPT = {
    **kit.SYNC,
    "900 of 5": "return Rating(score=900, out_of=5, bad=False)",
    "not a number": "return Rating(score=float('nan'), out_of=5, bad=False)",
    "returns a number": "return 5",
}
DUE = {
    **kit.SYNC,
    "1970": "return [Deadline(key='a', title='a', due=datetime(1970, 1, 1, tzinfo=UTC))]",
    "no zone": "return [Deadline(key='a', title='a', due=datetime.now())]",
    "a million": "return [Deadline(key=str(n), title='a', due=datetime.now(UTC)) for n in range(1_000_000)]",
    "returns a number": "return 5",
}


async def added(office: Office, name: str) -> None:
    """Switch a plugin on, and make an instance of its provider."""
    await kit.enable(office, name)
    made = await office.owner.post(f"/plugins/{name}/instances", 201, provider=name, name=name, values={})
    assert made["state"] == "running"


async def test_poison_in_strategies(site: Distributions, opening: Opening, database: Database) -> None:
    """PL-2, DI-7: operators take chats themselves while nobody hands them out"""
    for how, body in CHOOSE.items():
        choose = kit.method("async def choose(self, chat, candidates, now)", body)
        kit.provider(site, f"bad_{kit.slug(how)}", "DistributionStrategy", choose)
    async with opening() as office:
        talk = kit.Talk(office)
        operator = await talk.operator()
        for how in CHOOSE:
            plugin = f"bad_{kit.slug(how)}"
            await added(office, plugin)
            begun = len(operator.frames.all)
            await office.owner.choose(strategy=plugin)
            await operator.frames.wait("desk", begun, queue="read")
            visitor, _ = await talk.open(begun=len(operator.frames.all))
            await talk.both(visitor, operator, 1)
            row = (await kit.named(office, [plugin]))[plugin]
            assert row["state"] == ("failed" if how == "swallows" else "active")
            assert "choose" in kit.guilt(row)
        await talk.others_work(visitor, operator)
        await talk.check(database)


async def test_poison_in_ratings(site: Distributions, opening: Opening, database: Database) -> None:
    """PL-2, RA-1: the client is not asked, or told that it did not work"""
    one = "return [ScaleStep(id='stars', title='How?')]"
    for how, body in STEPS.items():
        kit.provider(
            site, f"steps_{kit.slug(how)}", "RatingFlow", kit.method(kit.STEPS, body), kit.method(kit.ACCEPT, "1 / 0")
        )
    for how, body in ACCEPT.items():
        kit.provider(
            site, f"accept_{kit.slug(how)}", "RatingFlow", kit.method(kit.STEPS, one), kit.method(kit.ACCEPT, body)
        )
    flows = [f"steps_{kit.slug(how)}" for how in STEPS] + [f"accept_{kit.slug(how)}" for how in ACCEPT]
    async with opening() as office:
        talk = kit.Talk(office)
        for flow in flows:
            await added(office, flow)
            await office.owner.choose(flow=flow)
            visitor, operator = await talk.open()
            await talk.finish(visitor, operator)
            if flow.startswith("accept"):
                answers = [await talk.rate(visitor, stars="5") for _ in range(2)]
                assert [(a["type"], a.get("code")) for a in answers] == [("error", "plugin_failed")] * 2
            else:
                assert not (await office.visitor(visitor.token)).frames.of("ask")
            row = (await kit.named(office, [flow]))[flow]
            assert row["state"] == "active"
            assert flow.partition("_")[0] in kit.guilt(row)
            assert (await operator.get(f"/chats/{visitor.chat}"))["rating"] is None
        visitor, operator = await talk.open()
        await talk.others_work(visitor, operator)
        await talk.check(database)


async def test_poison_in_policies(site: Distributions, opening: Opening, database: Database) -> None:
    """PL-2, SL-1: the good policy's deadline stands all the same"""
    policies = {f"due_{kit.slug(how)}": body for how, body in DUE.items()}
    for name, body in policies.items():
        kit.provider(site, name, "SlaRule", kit.method(kit.RULE, body))
    async with opening() as office:
        for name in policies:
            await added(office, name)
        talk = kit.Talk(office)
        visitor, operator = await talk.open()
        await operator.frames.wait_until("chat", lambda f: f["id"] == visitor.chat and f["due_at"])
        await talk.both(visitor, operator)
        guilty = await kit.named(office, policies)
        for name in policies:
            assert guilty[name]["state"] == "active"
            assert "deadlines" in kit.guilt(guilty[name])
        await talk.others_work(visitor, operator)
        await talk.check(database)


async def test_poison_in_the_start_and_the_check_of_instances(
    site: Distributions, opening: Opening, database: Database
) -> None:
    """PL-2"""
    ways = kit.ASYNC | kit.LATE
    for how, body in ways.items():
        made = kit.method("def __init__(self, settings, ctx)", kit.SYNC.get(how, "1 / 0"))
        for name, method in (
            ("setup", kit.method("async def setup(self)", body)),
            ("init", made),
            ("check", kit.method("async def check(self)", body)),
        ):
            kit.provider(site, f"{name}_{kit.slug(how)}", "SlaRule", f"{kit.RULE}: return []", method)
    async with opening() as office:
        owner = office.owner
        for how in map(kit.slug, ways):
            await kit.enable(office, f"setup_{how}", f"init_{how}", f"check_{how}")
            new = {"provider": f"setup_{how}", "name": "a", "values": {}}
            instance = await owner.post(f"/plugins/setup_{how}/instances", 201, **new)
            assert (instance["state"], instance["trouble"] is None) == ("failed", False), how
            assert "setup" in kit.guilt({"name": how, **instance})
            new = {"provider": f"init_{how}", "name": "b", "values": {}}
            refused = await owner.http.post(f"/api/v1/plugins/init_{how}/instances", json=new)
            assert (refused.json()["code"], f"init_{how}" in refused.text) == ("plugin_fault", True)
            checked = await owner.post(f"/plugins/check_{how}/check", provider=f"check_{how}", values={})
            assert (checked["ok"], bool(checked["problem"])) == (False, True)
        await kit.conversation(office, database)


@pytest.mark.parametrize("after", ["1 / 0", "raise SystemExit", "import asyncio; await asyncio.sleep(3600)"])
async def test_a_failing_migration(site: Distributions, opening: Opening, database: Database, after: str) -> None:
    """PL-2, PL-4: taken back, named, and whoever writes meanwhile waits a moment at most"""
    add_tables(site, (CREATE, after))
    async with opening() as office:
        talk = kit.Talk(office)
        visitor, operator = await talk.open()
        await asyncio.gather(kit.enable(office, "notes"), talk.both(visitor, operator))
        row = (await kit.named(office, ["notes"]))["notes"]
        assert row["state"] == "failed"
        assert "migration" in kit.guilt(row)
        await talk.others_work(visitor, operator)
        await talk.check(database)


SETTINGS = """
class Options(Struct, frozen=True, kw_only=True):
    {field}

class Made(Plugin[Options]):
    name = "fussy"
    title = "Fussy"
    api = "0.1"
"""


async def test_settings_that_no_longer_fit(tmp_path: Path, database: Database, opening: Opening) -> None:
    """PL-2: after an upgrade the plugin waits for its administrator, and is corrected on its page"""
    with installed(tmp_path / "site") as site:
        site.add("good", kit.GOOD)
        site.add("fussy", source=SETTINGS.format(field="size: int = 5"))
        async with opening() as office:
            await kit.enable(office, "fussy")
            await office.owner.put("/plugins/fussy/settings", values={"size": 7})
            email = office.owner.me["email"]
    with installed(tmp_path / "upgraded") as site:
        site.add("good", kit.GOOD)
        site.add("fussy", source=SETTINGS.format(field="size: Annotated[int, Meta(le=3)] = 3"), version="2.0")
        async with serving(database, timing=replace(QUICK, plugins=kit.QUICK_PLUGINS)) as server:
            office = Office(server.url, "")
            office.owner = await office.sign_in(email)
            row = (await kit.plugins(office))["fussy"]
            assert (row["state"], row["version"]) == ("failed", "2.0")
            assert "size" in kit.guilt(row)
            await kit.conversation(office, database)
            await office.owner.put("/plugins/fussy/settings", values={"size": 2})
            assert (await kit.plugins(office))["fussy"]["state"] == "active"
            await office.close()
