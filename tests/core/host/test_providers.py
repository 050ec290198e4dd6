"""Providers are asked in time, and their answers are checked before they go on."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from besedka.host import ask
from besedka.host.faults import PluginFault
from besedka.host.host import Host
from besedka.host.live import Live
from besedka.plugin import Choice, ChoiceStep, InvalidAnswer, Wait
from besedka.plugin.errors import Refused
from core.host.conftest import QUICK, Hosting
from distributions import Distributions
from facts import candidate, chat, progress

SOURCE = """
class Odd({kind}):
    name = "odd_one"
    title = "Odd one"
    {body}

class Made(Plugin):
    name = "odd"
    title = "Odd"
    api = "0.1"
    providers = (Odd,)
"""
CHOOSE = "async def choose(self, chat, candidates, now): "
FLOW = "def steps(self, chat, locale, answers): {steps}\n    def accept(self, chat, answers): {accept}"
RULE = "def deadlines(self, chat, progress, calendar): "
NOW = datetime.now(UTC)


class Always:
    """A calendar without hours."""

    zone = ZoneInfo("UTC")

    def add(self, start: datetime, working: timedelta) -> datetime:
        return start + working

    def between(self, start: datetime, end: datetime) -> timedelta:
        return end - start

    def is_open(self, at: datetime) -> bool:
        return True


async def live(host: Host) -> Live[Any]:
    await host.set_wish("odd", True)
    id = await host.editing.add("odd", "odd_one", "mine", {})
    (info,) = await host.instances("odd")
    assert info.state == "running", info.trouble
    found = host.strategy(id) or host.flow(id) or next((p for p in host.policies() if p.id == id), None)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("return None", None),
        (
            "return Choice(operator=candidates[1].operator.id, reason='idle {s}', values={'s': '5'})",
            Choice(operator=2, reason="idle {s}", values={"s": "5"}),  # type: ignore[arg-type]
        ),
        ("return Wait(until=now + timedelta(minutes=1))", Wait(until=NOW + timedelta(minutes=1))),
    ],
)
async def test_a_strategy_chooses(plugins: Distributions, hosting: Hosting, answer: str, wanted: object) -> None:
    plugins.add("odd", source=SOURCE.format(kind="DistributionStrategy", body=CHOOSE + answer))
    async with hosting() as host:
        strategy = await live(host)
        assert await ask.choose(strategy, chat(), [candidate(1), candidate(2)], NOW) == wanted
        assert host.fault("odd") is None


@pytest.mark.parametrize(
    "answer",
    [
        "return 5", "return Choice(operator=9, reason='x')", "return Choice(operator=1, reason=5)",
        "return Choice(operator=1, reason='', values={'a': 1})", "return Wait(until=now)",
        "return Wait(until=now + timedelta(days=2))", "return Wait(until=datetime(2026, 1, 1))", "return Wait(until=5)",
        "raise ValueError", "await asyncio.sleep(9)", "return candidates[7]", "return Choice(operator=[], reason='')",
    ],
)  # fmt: skip
async def test_a_choice_that_cannot_be_used_is_none(plugins: Distributions, hosting: Hosting, answer: str) -> None:
    plugins.add("odd", source=SOURCE.format(kind="DistributionStrategy", body=CHOOSE + answer))
    async with hosting(timing=replace(QUICK, choose_s=0.5)) as host:
        strategy = await live(host)
        assert await ask.choose(strategy, chat(), [candidate(1)], NOW) is None
        assert host.fault("odd") is not None


async def test_a_rating_is_asked_in_the_clients_language(plugins: Distributions, hosting: Hosting) -> None:
    steps = "return [ScaleStep(id='s', title='Stars'), ChoiceStep(id='c', title='Solved?', options={'y': 'Yes'})]"
    accept = "return Rating(score=int(answers['s']), out_of=5, bad=False)"
    texts = '{"Stars": "Звёзды", "Yes": "Да"}'
    body = FLOW.format(steps=steps, accept=accept)
    plugins.add("odd", source=SOURCE.format(kind="RatingFlow", body=body), texts=texts)
    async with hosting() as host:
        flow = await live(host)
        scale, choice = ask.steps(flow, chat(), "ru", {})
        assert scale.title == "Звёзды"
        assert isinstance(choice, ChoiceStep)
        assert (choice.title, choice.options) == ("Solved?", {"y": "Да"})
        assert ask.accept(flow, chat(), {"s": "4"}).score == 4.0


@pytest.mark.parametrize(
    "steps",
    [
        "return None", "return [5]", "return [ScaleStep(id='a', title='x')] * 2", "return [ScaleStep(id='', title='x')]",
        "return [ScaleStep(id='a', title='')]", "return [ScaleStep(id='a', title='x', low=5, high=5)]",
        "return [ScaleStep(id='a', title='x', low=0, high=10**9)]", "return [ScaleStep(id='a', title='x', low='1')]",
        "return [TextStep(id=str(n), title='x') for n in range(21)]", "return [ChoiceStep(id='a', title='x', options={})]",
        "return [ChoiceStep(id='a', title='x', options=[1])]", "raise SystemExit", "return iter([])",
        "return [type('Evil', (ScaleStep,), {'__repr__': lambda *_: exit(1)})(id=5, title='')]",
    ],
)  # fmt: skip
async def test_steps_that_cannot_be_asked(plugins: Distributions, hosting: Hosting, steps: str) -> None:
    plugins.add("odd", source=SOURCE.format(kind="RatingFlow", body=FLOW.format(steps=steps, accept="pass")))
    async with hosting() as host:
        flow = await live(host)
        with pytest.raises(PluginFault, match="steps"):
            ask.steps(flow, chat(), "en", {})


@pytest.mark.parametrize(
    "accept",
    [
        "return None", "return Rating(score=6, out_of=5, bad=False)", "return Rating(score=-1, out_of=5, bad=False)",
        "return Rating(score=float('nan'), out_of=5, bad=False)", "return Rating(score=0, out_of=0, bad=False)",
        "return Rating(score=1, out_of=101, bad=False)", "return Rating(score=1, out_of=float('inf'), bad=False)",
        "return Rating(score='1', out_of=5, bad=False)", "return Rating(score=1, out_of=5, bad=None)",
        "return Rating(score=1, out_of=5, bad=False, comment=5)", "raise KeyError('s')", "return Rating",
    ],
)  # fmt: skip
async def test_ratings_that_are_none(plugins: Distributions, hosting: Hosting, accept: str) -> None:
    plugins.add("odd", source=SOURCE.format(kind="RatingFlow", body=FLOW.format(steps="return []", accept=accept)))
    async with hosting() as host:
        flow = await live(host)
        with pytest.raises(PluginFault, match="accept"):
            ask.accept(flow, chat(), {})


async def test_an_invalid_answer_is_the_clients_and_no_fault(plugins: Distributions, hosting: Hosting) -> None:
    body = FLOW.format(steps="return []", accept="raise InvalidAnswer('s', 'choose')")
    plugins.add("odd", source=SOURCE.format(kind="RatingFlow", body=body))
    async with hosting() as host:
        flow = await live(host)
        with pytest.raises(InvalidAnswer, match="s: choose"):
            ask.accept(flow, chat(), {})
        assert host.fault("odd") is None


async def test_a_policy_sets_deadlines(plugins: Distributions, hosting: Hosting) -> None:
    body = RULE + "return [Deadline(key='a', title='A', due=calendar.add(progress.opened_at, timedelta(hours=1)))]"
    plugins.add("odd", source=SOURCE.format(kind="SlaRule", body=body))
    async with hosting() as host:
        policy = await live(host)
        (deadline,) = ask.deadlines(policy, chat(), progress(), Always())
        assert deadline.due == progress().opened_at + timedelta(hours=1)


@pytest.mark.parametrize(
    "answer",
    [
        "return None", "return [5]", "return [Deadline(key='a', title='A', due=datetime(2026, 1, 1))]",
        "return [Deadline(key='a', title='A', due=datetime(1, 1, 1, tzinfo=UTC))]",
        "return [Deadline(key='a', title='A', due=datetime(9999, 1, 1, tzinfo=UTC))]",
        "return [Deadline(key='a', title='A', due=progress.opened_at, warn_at=datetime(2026, 1, 1))]",
        "return [Deadline(key='a', title='A', due=progress.opened_at)] * 2",
        "return [Deadline(key=str(n), title='A', due=progress.opened_at) for n in range(21)]",
        "return [Deadline(key='', title='A', due=progress.opened_at)]",
        "return [Deadline(key='a', title=1, due=progress.opened_at)]", "1 / 0", "return [Deadline(key='a', title='', due=1)]",
    ],
)  # fmt: skip
async def test_deadlines_that_cannot_stand(plugins: Distributions, hosting: Hosting, answer: str) -> None:
    plugins.add("odd", source=SOURCE.format(kind="SlaRule", body=RULE + answer))
    async with hosting() as host:
        policy = await live(host)
        with pytest.raises(PluginFault, match="deadlines"):
            ask.deadlines(policy, chat(), progress(), Always())


async def test_a_slow_plain_function_is_named_and_counts(plugins: Distributions, hosting: Hosting) -> None:
    body = "import time\n    " + RULE + "self.time.sleep(0.12); return []"
    plugins.add("odd", source=SOURCE.format(kind="SlaRule", body=body))
    async with hosting(timing=replace(QUICK, compute_s=0.1)) as host:
        policy = await live(host)
        assert ask.deadlines(policy, chat(), progress(), Always()) == ()
        fault = host.fault("odd")
        assert fault is not None
        assert "it was slow" in fault.cause


CHANNEL = """
    @property
    def sites(self): {sites}
"""


@pytest.mark.parametrize("sites", ["return [5]", "return 5", "1 / 0", "raise SystemExit"])
async def test_a_channel_that_says_nonsense_fails_alone(plugins: Distributions, hosting: Hosting, sites: str) -> None:
    plugins.add("odd", source=SOURCE.format(kind="SocketChannel", body=CHANNEL.format(sites=sites).strip()))
    async with hosting() as host:
        await host.set_wish("odd", True)
        await host.editing.add("odd", "odd_one", "kiosk", {})
        (instance,) = await host.instances("odd")
        assert instance.state == "failed"
        assert [placement.name for placement in host.placements] == ["default"]


async def test_one_name_for_two_kinds_in_two_plugins_is_no_mix_up(plugins: Distributions, hosting: Hosting) -> None:
    flow = SOURCE.format(kind="RatingFlow", body=FLOW.format(steps="return []", accept="pass"))
    plugins.add("odd", source=flow)
    plugins.add("rule", source=SOURCE.format(kind="SlaRule", body=RULE + "return []").replace('"odd"', '"rule"'))
    async with hosting() as host:
        await host.set_wish("odd", True)
        await host.set_wish("rule", True)
        first = await host.editing.add("odd", "odd_one", "mine", {})
        second = await host.editing.add("rule", "odd_one", "theirs", {})
        assert host.flow(first) is not None
        assert host.flow(second) is None
        assert [policy.id for policy in host.policies() if policy.plugin == "rule"] == [second]
        assert [instance.id for instance in await host.instances("odd")] == [first]
        assert (await host.info("rule")).running == 1


async def test_placements(hosting: Hosting) -> None:
    async with hosting() as host:
        changed = await host.change_placement("default", {"sites": ["shop.example/about"], "greeting": "Hi"})
        assert (changed.channel.sites, changed.channel.greeting) == (("https://shop.example",), "Hi")
        with pytest.raises(Refused, match="bad_setting") as refused:
            await host.change_placement("default", {"sites": ["ftp://x"]}, "en")
        assert refused.value.facts["field"] == "sites"
        with pytest.raises(Refused, match="no_placement"):
            host.placement("nothing")
        await host.set_wish("webchat", False)
        assert host.placements == []
        with pytest.raises(Refused, match="channel_off"):
            host.placement("default")
        await host.set_wish("webchat", True)
        assert host.placement("default") == changed
