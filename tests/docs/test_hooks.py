"""Each hook and provider has its section, its example runs, and some test knows it by name."""

import inspect
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pluggy
import pytest

from besedka import plugin as contract
from besedka.plugin import (
    ChatAssigned,
    ChatClosed,
    ChatOpened,
    ChatRated,
    Choice,
    Context,
    Deadline,
    Drop,
    Hooks,
    MessageAdded,
    NoSettings,
    OperatorId,
    PanelRow,
    Plugin,
    Progress,
    Provider,
    Rating,
    Visit,
    Wait,
)
from samples import CHAT, NOON, candidate, message, operator

ROOT = Path(__file__).resolve().parent.parent.parent
HOOKS = [name for name in vars(Hooks) if not name.startswith("_")]
PROVIDERS = [
    name
    for name in contract.__all__
    if inspect.isclass(found := getattr(contract, name))
    and issubclass(found, Provider)
    and found not in (Provider, Plugin)
]
LABELS = ("For", "Called", "Runs", "Deadline", "On failure")

Blocks = list[tuple[str, str, str]]
Example = Callable[..., Any]


class Desk:
    """Remembers what it was asked to do."""

    def __init__(self) -> None:
        self.done: list[tuple[Any, ...]] = []

    async def say(self, chat: int, text: str, *, key: str) -> None:
        self.done.append(("say", chat, text, key))

    async def note(self, chat: int, text: str, *, key: str) -> None:
        self.done.append(("note", chat, text, key))

    async def update(self, chat: int, *, key: str, **changes: Any) -> None:
        self.done.append(("update", chat, changes, key))


class Store:
    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}

    async def get(self, key: str, type: Any) -> Any:
        return msgspec.json.decode(self.values[key], type=type) if key in self.values else None

    async def set(self, key: str, value: object) -> None:
        self.values[key] = msgspec.json.encode(value)


class Hours:
    """Open from 9 to 18, UTC. Of working time it knows nothing."""

    def is_open(self, at: datetime) -> bool:
        return 9 <= at.hour < 18

    def add(self, start: datetime, working: timedelta) -> datetime:
        return start + working


class Surroundings:
    def __init__(self) -> None:
        self.desk, self.store, self.calendar = Desk(), Store(), Hours()
        self.lines: list[tuple[str, dict[str, object]]] = []
        self.log = SimpleNamespace(info=lambda event, **ids: self.lines.append((event, ids)))

    def now(self) -> datetime:
        return NOON


@pytest.fixture
def ctx() -> Surroundings:
    return Surroundings()


@pytest.fixture
def example(blocks_of: Callable[[str], Blocks], ctx: Surroundings) -> Example:
    """The running plugin of a section; or its provider, where the section is about one."""

    def make(section: str, **settings: Any) -> Any:
        (code,) = (code for _, told, code in blocks_of("hooks") + blocks_of("providers") if told == f"hook={section}")
        module: dict[str, Any] = {"__name__": f"example_{section}"}
        exec(compile(code, f"the example of {section}", "exec"), module)
        classes = [
            value for value in module.values() if inspect.isclass(value) and value.__module__ == module["__name__"]
        ]
        (plugin,) = (found for found in classes if issubclass(found, Plugin))
        (cls,) = plugin.providers if section in PROVIDERS else (plugin,)
        known = [found for found in classes if issubclass(found, msgspec.Struct)]
        return cls((known[0] if known else NoSettings)(**settings), cast("Context", ctx))

    return make


def sections(page: str) -> dict[str, str]:
    text = (ROOT / f"docs/plugins/{page}.md").read_text()
    _, *parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("page", "name"), [*product(["hooks"], HOOKS), *product(["providers"], PROVIDERS)])
def test_each_has_its_section(page: str, name: str) -> None:
    section = sections(page).get(name)
    assert section is not None, f"docs/plugins/{page}.md has no section `## {name}`"
    assert f"[{name}](#{name.lower()})" in (ROOT / f"docs/plugins/{page}.md").read_text(), f"{name} is not in the table"
    told = re.findall(r"^- \*\*(.+?):\*\* \S", section, flags=re.MULTILINE)
    assert tuple(told) == LABELS
    assert section.count(f"```python hook={name}\n") == 1


def test_no_section_is_about_nothing() -> None:
    assert set(sections("hooks")) == {"Rules for all hooks", *HOOKS}
    assert set(sections("providers")) == {"Rules for all providers", *PROVIDERS}


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_is_known_to_a_test(hook: str) -> None:
    named = re.compile(rf"\b{hook}\b")
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if named.search(path.read_text())]
    assert tests, f"no test under tests/ names {hook}"


@pytest.mark.parametrize("hook", HOOKS)
def test_pluggy_takes_each_example(example: Example, hook: str) -> None:
    hooks = pluggy.PluginManager("besedka")
    hooks.add_hookspecs(Hooks)
    plugin = example(hook)
    hooks.register(plugin, plugin.name)
    hooks.check_pending()
    assert [caller.name for caller in hooks.get_hookcallers(plugin) or []] == [hook]
    assert plugin.api == contract.API


async def test_register_routes(example: Example) -> None:
    (route,) = example("register_routes").register_routes()
    assert route.access is contract.Access.PUBLIC
    assert route.handler.paths == {"/now"}
    assert await route.handler.fn() == {"open": True}


async def test_register_jobs(example: Example, ctx: Surroundings) -> None:
    (job,) = example("register_jobs", tips=("a", "b")).register_jobs()
    for number in (0, 1, 0):
        await job.run()
        assert await ctx.store.get("number", int) == number
    assert ctx.lines[-1] == ("another tip", {"number": 0})


async def test_register_console_panels(example: Example) -> None:
    (panel,) = example("register_console_panels").register_console_panels()
    assert await panel.load(CHAT, operator()) == []
    known = msgspec.structs.replace(CHAT.client, fields={"order": "A/7"})
    rows = await panel.load(msgspec.structs.replace(CHAT, client=known), operator())
    assert rows == [PanelRow(label="Order", value="A/7", url="https://shop.example/orders/A%2F7")]


async def test_filter_incoming(example: Example) -> None:
    filter_ = example("filter_incoming").filter_incoming
    assert await filter_(message("Best Casino!"), CHAT) == Drop(reason="advertising")
    assert await filter_(message("Hello"), CHAT) is None


async def test_filter_outgoing(example: Example) -> None:
    plugin = example("filter_outgoing")
    answer = await plugin.filter_outgoing(message("See https://wiki.internal/x?y for more"), CHAT)
    assert answer.text == "See (an internal page) for more"
    assert plugin.filter_outgoing.besedka_must


async def test_on_chat_opened(example: Example, ctx: Surroundings) -> None:
    plugin = example("on_chat_opened", text="Closed.")
    await plugin.on_chat_opened(ChatOpened(chat=CHAT, at=NOON))
    assert ctx.desk.done == []
    await plugin.on_chat_opened(ChatOpened(chat=CHAT, at=NOON.replace(hour=23)))
    assert ctx.desk.done == [("say", 7, "Closed.", "after-hours")]


async def test_on_chat_assigned(example: Example, ctx: Surroundings) -> None:
    visit = Visit(number=3, page="", title="", referrer="", campaign={}, country="", city="")
    again = msgspec.structs.replace(CHAT, visit=visit)
    for chat in (CHAT, again):
        event = ChatAssigned(chat=chat, at=NOON, operator=OperatorId(1), by=None, reason="")
        await example("on_chat_assigned").on_chat_assigned(event)
    assert ctx.desk.done == [("note", 7, "This is visit number 3.", "returning")]


async def test_on_chat_closed(example: Example, ctx: Surroundings) -> None:
    plugin = example("on_chat_closed")
    await plugin.on_chat_closed(ChatClosed(chat=CHAT, at=NOON + timedelta(minutes=8), reason="done"))
    await plugin.on_chat_closed(ChatClosed(chat=CHAT, at=NOON + timedelta(minutes=8), reason="spam"))
    assert ctx.lines == [("a conversation is over", {"chat": 7, "minutes": 8})]


async def test_on_message_added(example: Example, ctx: Surroundings) -> None:
    plugin = example("on_message_added")
    for text in ("Hello", "URGENT, please"):
        await plugin.on_message_added(MessageAdded(chat=CHAT, at=NOON, message=message(text)))
    assert ctx.desk.done == [("update", 7, {"severity": 2, "add_tags": ["urgent"]}, "urgent")]


async def test_on_chat_rated(example: Example, ctx: Surroundings) -> None:
    for bad in (False, True):
        rating = Rating(score=0, out_of=1, bad=bad)
        await example("on_chat_rated").on_chat_rated(ChatRated(chat=CHAT, at=NOON, rating=rating))
    assert [done[0] for done in ctx.desk.done] == ["note"]


def test_a_socket_channel(example: Example) -> None:
    kiosk = example("SocketChannel", site="https://hall.example")
    assert (kiosk.sites, kiosk.greeting, kiosk.tracking) == (("https://hall.example",), "How may we help?", False)


async def test_a_distribution_strategy(example: Example) -> None:
    strategy = example("DistributionStrategy")
    known = msgspec.structs.replace(CHAT.client, last_operator=OperatorId(2))
    again = msgspec.structs.replace(CHAT, client=known)
    busy, idle = candidate(2, open_chats=4), candidate(3, open_chats=1)
    minute = timedelta(minutes=1)

    async def chosen(chat: contract.Chat, *candidates: contract.Candidate, at: datetime = NOON) -> Any:
        answer = await strategy.choose(chat, candidates, at)
        return answer.operator if isinstance(answer, Choice) else answer

    assert await chosen(CHAT, busy, idle) == 3
    assert await chosen(again, busy, idle) == 2
    assert await chosen(again, idle) == Wait(until=NOON + minute)
    assert await chosen(again, idle, at=NOON + minute) == 3
    assert await chosen(CHAT) is None


def test_a_rating_flow(example: Example) -> None:
    flow = example("RatingFlow")
    assert [step.id for step in flow.steps(CHAT, "en", {})] == ["solved"]
    assert [step.id for step in flow.steps(CHAT, "en", {"solved": "no"})] == ["solved", "left"]
    assert flow.accept(CHAT, {"solved": "no", "left": "all"}) == Rating(score=0, out_of=1, bad=True, comment="all")


def test_an_sla_rule(example: Example) -> None:
    opened = datetime(2026, 3, 2, 10, tzinfo=UTC)
    progress = Progress(
        opened_at=opened, first_answer_at=None, waiting_since=opened, last_operator_at=None, held_until=None, turns=()
    )
    rule = example("SlaRule")
    hour = timedelta(hours=1)
    stands = Deadline(key="first", title="First answer", due=opened + hour, warn_at=opened + hour * 0.8)
    assert rule.deadlines(CHAT, progress, Hours()) == [stands]
    answered = msgspec.structs.replace(progress, first_answer_at=opened)
    assert rule.deadlines(CHAT, answered, Hours()) == []
