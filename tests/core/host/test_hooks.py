"""Hooks at work: filters in their order and time, events in theirs, and the guilty named."""

import asyncio
import logging
import re
import sys
from contextlib import nullcontext
from typing import Any

import pytest
from msgspec.structs import replace

from besedka.host import ask
from besedka.host.faults import PluginFault
from besedka.host.host import Host
from besedka.plugin import Drop
from core.host.conftest import QUICK, Hosting, until
from distributions import Distributions
from facts import chat, message, opened, operator

FILTER = """
@hookimpl{must}
async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop | None:
    {body}
"""
RAISES = [
    "raise ValueError('boom')", "raise asyncio.CancelledError", "raise SystemExit(1)", "raise KeyboardInterrupt",
    "raise GeneratorExit", "raise MemoryError", "raise StopIteration", "raise StopAsyncIteration",
    "return self.filter_incoming_again()", "return await (lambda f: f(f))(lambda f: f(f))",
    "await asyncio.sleep(60)", "asyncio.current_task().cancel(); await asyncio.sleep(1)",
]  # fmt: skip
NONSENSE = [
    "return 'text'", "return replace(message, chat=2)", "return replace(message, seq=7)", "return chat",
    "return replace(message, author='operator')", "return replace(message, text=5)", "return Drop(reason=5)",
    "return replace(message, text='nul\\0')", "return replace(message, text='\\ud800')", "return Message",
    "return replace(message, files=type('Evil', (), {'__ne__': lambda *_: exit(1), '__eq__': lambda *_: exit(1)})())",
]  # fmt: skip
UPPER = "return replace(message, text=message.text.upper())"
HASTY = replace(QUICK, filters_s=0.25)


def filter_(body: str, *, must: bool = False) -> str:
    return FILTER.format(body=body, must="(must=True)" if must else "")


async def on(host: Host, *names: str) -> None:
    for name in names:
        await host.set_wish(name, True)
        found = await host.info(name)
        assert found.state == "active", found.trouble


async def text(host: Host) -> str:
    result = await host.filter_incoming(message(), chat())
    assert not isinstance(result, Drop)
    return result.text


async def test_filters_are_a_chain_in_the_order_of_names(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("bb", filter_("return replace(message, text=message.text + '!')"))
    plugins.add("aa", filter_(UPPER))
    plugins.add("cc", filter_("return Drop(reason='spam') if 'HELLO!' not in message.text else None"))
    async with hosting() as host:
        assert not host.wants("filter_incoming")
        assert await text(host) == "hello"
        await on(host, "cc")
        assert await host.filter_incoming(message(), chat()) == Drop(reason="spam")
        await on(host, "bb", "aa")
        assert host.wants("filter_incoming")
        assert not host.wants("filter_outgoing")
        assert await text(host) == "HELLO!"
        await host.set_wish("aa", False)
        await host.set_wish("cc", False)
        assert await text(host) == "hello!"


@pytest.mark.parametrize("body", RAISES + NONSENSE)
async def test_a_plain_filter_that_fails_is_left_out_and_named(
    plugins: Distributions, hosting: Hosting, body: str
) -> None:
    plugins.add("bad", filter_(body))
    plugins.add("good", filter_(UPPER))
    late = "sleep(60)" in body
    async with hosting(timing=HASTY if late else QUICK) as host:
        await on(host, "bad", "good")
        assert await text(host) == ("hello" if late else "HELLO")  # it has used up the time of both
        fault = host.fault("bad")
        assert fault is not None
        assert fault.what == "filter_incoming"
        assert host.fault("good") is None
        assert (await host.info("bad")).state == "active"


@pytest.mark.parametrize("body", ["raise ValueError('boom')", "await asyncio.sleep(60)", "return 5"])
async def test_a_must_filter_that_fails_stops_the_message(plugins: Distributions, hosting: Hosting, body: str) -> None:
    plugins.add("mask", filter_(body, must=True))
    async with hosting(timing=HASTY) as host:
        await on(host, "mask")
        for _ in range(7):  # also while the breaker leaves it out: nothing goes on unmasked
            with pytest.raises(PluginFault, match="mask failed in filter_incoming"):
                await text(host)


async def test_a_slow_filter_takes_no_time_from_a_must_filter(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("aa_slow", filter_("await asyncio.sleep(60)"))
    plugins.add("mask", filter_(UPPER, must=True))
    async with hosting(timing=HASTY) as host:
        await on(host, "aa_slow", "mask")
        assert await text(host) == "HELLO"
        fault = host.fault("aa_slow")
        assert fault is not None
        assert re.search(r"longer than 0\.(2|1\d+) s", fault.cause), (
            fault.cause
        )  # of the time of both something has passed


async def test_whoever_keeps_failing_is_left_out_and_tried_again(plugins: Distributions, hosting: Hosting) -> None:
    module = plugins.add("bad", "calls = 0\nbroken = True\n" + filter_(
        "Made.calls += 1\n    if Made.broken: raise ValueError('boom')\n    " + UPPER))  # fmt: skip
    pause_s = 2  # longer than eight calls may take
    async with hosting(timing=replace(QUICK, breaker_pause_s=pause_s)) as host:
        await on(host, "bad")
        made = sys.modules[module].Made
        for _ in range(8):
            assert await text(host) == "hello"
        assert made.calls == 5
        found = await host.info("bad")
        assert found.state == "active"
        assert found.trouble is not None
        assert found.trouble.summary["en"] == "filter_incoming failed 5 times"
        assert "boom" in str(found.trouble.trace)
        await asyncio.sleep(pause_s * 1.2)
        await text(host)
        await text(host)
        assert made.calls == 6
        made.broken = False
        await asyncio.sleep(pause_s * 1.2)
        assert await text(host) == "HELLO"
        assert (await host.info("bad")).trouble is None


async def test_a_filter_that_swallows_its_cancellation_fails_the_plugin(
    plugins: Distributions, hosting: Hosting
) -> None:
    plugins.add("bad", filter_("""while True:
        try: await asyncio.sleep(60)
        except asyncio.CancelledError: pass"""))  # fmt: skip
    async with hosting(timing=HASTY) as host:
        await on(host, "bad")
        assert await text(host) == "hello"
        found = await until(host, "bad", "failed")
        assert found.trouble is not None
        assert found.trouble.code == "stuck"
        assert not host.wants("filter_incoming")


BEGUN = """
begun, ended = asyncio.Event(), asyncio.Event()

async def begin(self) -> None:
    self.begun.set()
    await asyncio.sleep(60)
"""


async def test_cancelling_the_caller_cancels_the_plugin(plugins: Distributions, hosting: Hosting) -> None:
    module = plugins.add("slow", BEGUN + filter_("""try: await self.begin()
    finally: self.ended.set()"""))  # fmt: skip
    async with hosting() as host:
        await on(host, "slow")
        made = sys.modules[module].Made
        task = asyncio.create_task(host.filter_incoming(message(), chat()))
        await made.begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await made.ended.wait()
        assert host.fault("slow") is None


async def test_switching_off_ends_what_runs(plugins: Distributions, hosting: Hosting) -> None:
    module = plugins.add("slow", BEGUN + filter_("await self.begin()", must=True))
    async with hosting(timing=replace(QUICK, filters_s=30)) as host:
        await on(host, "slow")
        task = asyncio.create_task(host.filter_incoming(message(), chat()))
        await sys.modules[module].Made.begun.wait()
        await host.set_wish("slow", False)
        with pytest.raises(PluginFault, match="switched off"):
            await task
        assert (await host.info("slow")).state == "disabled"
        assert await text(host) == "hello"


CONTACTS = filter_("return replace(message, text=str(chat.client.emails))")


async def test_contacts_are_for_plugins_with_the_permission(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("nosy", CONTACTS)
    async with hosting() as host:
        await on(host, "nosy")
        assert await text(host) == "()"


async def test_contacts_with_the_permission(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("nosy", 'permissions = frozenset({"contacts"})\n' + CONTACTS)
    async with hosting() as host:
        await on(host, "nosy")
        assert "cleo@shop.example" in await text(host)


EVENTS = """
heard = []

@hookimpl
async def on_chat_opened(self, event: ChatOpened) -> None:
    if event.chat.id == 13: raise SystemExit
    if event.chat.id == 14: await asyncio.sleep(60)
    await asyncio.sleep(0)
    self.heard.append(event.chat.id)
"""


async def test_events_come_in_order_and_faults_stop_nothing(plugins: Distributions, hosting: Hosting) -> None:
    module = plugins.add("ear", EVENTS)
    async with hosting(timing=replace(QUICK, event_s=0.5)) as host:
        host.tell(opened())
        await on(host, "ear")
        assert host.wants("on_chat_opened")
        for id in (1, 13, 2, 14, 3):
            host.tell(opened(id=id))
        heard = sys.modules[module].Made.heard
        async with asyncio.timeout(20):
            while 3 not in heard:  # noqa: ASYNC110 - it is told last
                await asyncio.sleep(0.01)
        assert heard == [1, 2, 3]
        fault = host.fault("ear")
        assert fault is not None
        assert "longer than" in fault.cause


async def test_a_full_queue_drops_and_says_so_once(
    plugins: Distributions, hosting: Hosting, caplog: pytest.LogCaptureFixture
) -> None:
    plugins.add("ear", EVENTS)
    async with hosting() as host:
        await on(host, "ear")
        for id in range(100, 1300):
            host.tell(opened(id=id))
        await host.set_wish("ear", False)
    assert [r.getMessage() for r in caplog.records if "too slow" in r.getMessage()] == [
        "ear is too slow: 1 events of on_chat_opened were dropped, for 1000 wait already"
    ]


OFFERS = """
@hookimpl
def register_console_panels(self) -> list[Panel]:
    return [Panel(id="orders", title="Orders", load=self.orders)]

async def orders(self, chat: Chat, operator: Operator) -> list[PanelRow]:
    return {rows}

@hookimpl
def register_jobs(self) -> list[Job]:
    return [Job(name="sweep", every=timedelta(hours=1), run=self.sweep)]

async def sweep(self) -> None:
    {job}

@hookimpl
def register_routes(self) -> list[Route]:
    return [Route(access=Access.OPERATOR, handler=len)]
"""


async def test_panels_jobs_and_routes(plugins: Distributions, hosting: Hosting) -> None:
    rows = "[PanelRow(label='Sum', value='5', url='https://shop.example'), PanelRow(label='By', value=operator.name)]"
    plugins.add("orders", OFFERS.format(rows=rows, job="1 / 0"), texts='{"Orders": "Заказы", "Sum": "Сумма"}')
    async with hosting() as host:
        assert (host.panels, host.jobs, host.routes("orders")) == ((), (), ())
        await on(host, "orders")
        (panel,), (job,), (route,) = host.panels, host.jobs, host.routes("orders")
        assert (panel.id, panel.title["ru"], route.access.value) == ("orders.orders", "Заказы", "operator")
        assert (job.key, job.plugin) == ("orders.sweep", "orders")
        shown = await ask.load_panel(panel, chat(), operator(), "ru")
        assert [(row.label, row.value) for row in shown] == [("Сумма", "5"), ("By", "Op 1")]
        with pytest.raises(PluginFault, match="job sweep: ZeroDivisionError"):
            await ask.run_job(job)
        await host.set_wish("orders", False)
        assert (host.panels, host.jobs, host.routes("orders")) == ((), (), ())
        with pytest.raises(PluginFault, match="switched off"):
            await ask.run_job(job)


async def test_a_job_that_fails_each_time_is_trouble_until_it_goes_well(
    plugins: Distributions, hosting: Hosting
) -> None:
    flaky = "self.runs = getattr(self, 'runs', 0) + 1; assert self.runs in (3, 7)"
    plugins.add("orders", OFFERS.format(rows="[]", job=flaky))
    async with hosting(timing=replace(QUICK, breaker_faults=6)) as host:
        await on(host, "orders")
        (job,) = host.jobs
        told: list[str | None] = []

        for run in range(1, 8):
            with nullcontext() if run in (3, 7) else pytest.raises(PluginFault):
                await ask.run_job(job)
            trouble = (await host.info("orders")).trouble
            told.append(trouble.summary["en"] if trouble else None)
        assert told == [None] * 5 + ["The job sweep keeps failing", None]
        assert host.fault_count("orders") == 5
        await host.set_wish("orders", False)
        await on(host, "orders")
        assert (host.fault_count("orders"), host.fault("orders")) == (0, None)


@pytest.mark.parametrize(
    "rows",
    [
        "5", "[1]", "[PanelRow(label=1, value='')]", "[PanelRow(label='', value='', url='javascript:alert(1)')]",
        "await asyncio.sleep(60)", "1 / 0", "[PanelRow(label='', value='', url='http://[')]",
    ],
)  # fmt: skip
async def test_a_panel_that_cannot_be_shown(plugins: Distributions, hosting: Hosting, rows: str) -> None:
    plugins.add("orders", OFFERS.format(rows=rows, job="pass"))
    async with hosting(timing=replace(QUICK, panel_s=0.1)) as host:
        await on(host, "orders")
        with pytest.raises(PluginFault, match="panel orders"):
            await ask.load_panel(host.panels[0], chat(), operator(), "en")


@pytest.mark.parametrize(
    ("hook", "gives"),
    [
        ("jobs", "[Job(name='a', every=timedelta(0), run=self.setup)]"),
        ("jobs", "[Job(name='a', every=timedelta(1), run=self.setup)] * 2"),
        ("jobs", "[Job(name='a', every=5, run=self.setup)]"),
        ("jobs", "None"),
        ("routes", "[Route(access=None, handler=len)]"),
        ("routes", "[5]"),
        ("console_panels", "[Panel(id='', title='x', load=len)]"),
        ("console_panels", "[Panel(id='a', title=3, load=len)]"),
        ("console_panels", "1 / 0"),
    ],
)
async def test_offers_that_cannot_be_used_fail_the_start(
    plugins: Distributions, hosting: Hosting, hook: str, gives: str
) -> None:
    plugins.add("bad", f"@hookimpl\ndef register_{hook}(self):\n    return {gives}")
    async with hosting() as host:
        await host.set_wish("bad", True)
        found = await host.info("bad")
        assert (found.state, found.trouble and found.trouble.code) == ("failed", "start")
        assert f"register_{hook}" in str(found.error)
        await host.set_wish("bad", True)
        await host.set_wish("bad", False)


async def test_listeners_that_fail_hurt_nobody(
    plugins: Distributions, hosting: Hosting, caplog: pytest.LogCaptureFixture
) -> None:
    plugins.add("plain")
    told: list[Any] = []

    def fail() -> None:
        raise ValueError

    async with hosting() as host:
        host.on_change(fail)
        host.on_change(lambda: told.append(1))
        await on(host, "plain")
        await asyncio.sleep(0)
    assert told
    assert next(r.levelno for r in caplog.records if "listener" in r.getMessage()) == logging.ERROR
