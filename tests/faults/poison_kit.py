"""Poison plugins as installed distributions, and people who talk while they work."""

import asyncio
import time
from collections.abc import Iterable
from typing import Any

from besedka.config import PluginTiming
from databases import Database
from distributions import Distributions
from ledger import Ledger
from people import Office, OperatorPeer, VisitorPeer, new_id

QUICK_PLUGINS = PluginTiming(
    setup_s=0.3,
    check_s=0.3,
    migrate_s=2,
    filters_s=0.3,
    choose_s=0.2,
    event_s=0.2,
    panel_s=0.2,
    finish_s=0.2,
    close_s=0.1,
    cancel_s=0.1,
    settle_s=2,
    follow_s=0.05,
    retry_first_s=0.05,
    breaker_faults=2,
)
BASE = "type('Oh', (BaseException,), {})()"
SWALLOWS = """
    while True:
        try: await asyncio.sleep(3600)
        except asyncio.CancelledError: pass
"""
LATE = {"hangs": "await asyncio.sleep(3600)", "swallows": SWALLOWS}
ASYNC = {
    "raises": "raise ValueError('poison')",
    "raises CancelledError": "raise asyncio.CancelledError",
    "raises SystemExit": "raise SystemExit(1)",
    "raises KeyboardInterrupt": "raise KeyboardInterrupt",
    "raises BaseException": f"raise {BASE}",
    "cancels itself": "asyncio.current_task().cancel(); await asyncio.sleep(1)",
    "leaks": "self.kept = asyncio.create_task(asyncio.sleep(3600)); raise ValueError('poison')",
}
SYNC = {
    "raises": "raise ValueError('poison')",
    "raises CancelledError": "raise asyncio.CancelledError",
    "raises SystemExit": "raise SystemExit(1)",
    "raises KeyboardInterrupt": "raise KeyboardInterrupt",
    "raises BaseException": f"raise {BASE}",
}
EVENTS = {
    "on_chat_opened": "ChatOpened",
    "on_chat_assigned": "ChatAssigned",
    "on_chat_closed": "ChatClosed",
    "on_message_added": "MessageAdded",
    "on_chat_rated": "ChatRated",
}
RULE = "def deadlines(self, chat, progress, calendar)"
STEPS = "def steps(self, chat, locale, answers)"
ACCEPT = "def accept(self, chat, answers)"
FILTERS = ("filter_incoming", "filter_outgoing")
REGISTERS = ("register_routes", "register_jobs", "register_console_panels")
GOOD = """
@hookimpl
async def filter_incoming(self, message: Message, chat: Chat) -> Message | Drop | None:
    return replace(message, text=message.text.replace("teh", "the"))

@hookimpl
def register_console_panels(self) -> list[Panel]:
    return [Panel(id="good", title="Good", load=self._rows)]

async def _rows(self, chat: Chat, operator: Operator) -> list[PanelRow]:
    return [PanelRow(label="All", value="well")]
"""


def hook(name: str, body: str, *, must: bool = False) -> str:
    """A hook with that body."""
    if name in EVENTS:
        head = f"async def {name}(self, event):"
    elif name in FILTERS:
        head = f"async def {name}(self, message, chat):"
    else:
        head = f"def {name}(self):"
    lines = body.strip("\n").splitlines() if "\n" in body else [f"    {body}"]
    return "\n".join([f"@hookimpl{'(must=True)' if must else ''}", head, *lines])


def method(head: str, body: str) -> str:
    """A method with that body."""
    return "\n".join([f"{head}:", *(body.strip("\n").splitlines() if "\n" in body else [f"    {body}"])])


def provider(site: Distributions, plugin: str, kind: str, *methods: str, provider: str = "") -> None:
    """A plugin with one provider, of its own name unless another one is given."""
    inner = "\n".join(methods).replace("\n", "\n    ")
    site.add(
        plugin,
        source=f"""
class Poison({kind}):
    name = "{provider or plugin}"
    title = "Poison"
    {inner}

class Made(Plugin):
    name = "{plugin}"
    title = "Poison"
    api = "0.1"
    providers = (Poison,)
""",
    )


class Talk:
    """Conversations in an office, and what was said in them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._ledger = Ledger()
        self._peers: list[tuple[VisitorPeer, OperatorPeer]] = []
        self._operator: OperatorPeer | None = None

    async def open(self, text: str = "hello", *, begun: int = 0) -> tuple[VisitorPeer, OperatorPeer]:
        """A visitor writes, and the operator takes the chat, once they may (told after frame number `begun`)."""
        visitor, operator = await self.office.visitor(), await self.operator()
        await self.say(visitor, visitor, text)
        await operator.frames.wait("desk", begun, queue="take")
        await operator.take(visitor.chat)
        await operator.watch_now(visitor.chat)
        self.follow(visitor, operator)
        return visitor, operator

    def follow(self, visitor: VisitorPeer, operator: OperatorPeer) -> None:
        """Their views are compared at the end."""
        self._peers.append((visitor, operator))

    async def operator(self) -> OperatorPeer:
        """The one operator of all conversations."""
        if self._operator is None:
            self._operator = await self.office.hire("Anna")
            await self._operator.connect()
        return self._operator

    async def both(self, visitor: VisitorPeer, operator: OperatorPeer, times: int = 3) -> None:
        """Both write, and both see it."""
        for turn in range(times):
            await self.say(visitor, visitor, f"question {turn}")
            await self.say(operator, visitor, f"answer {turn}")
        for peer in (visitor, operator):
            await peer.event("message", visitor.chat, text=f"answer {times - 1}")

    async def say(self, peer: VisitorPeer | OperatorPeer, visitor: VisitorPeer, text: str, stored: str = "") -> None:
        """One message, which must be acknowledged."""
        id = new_id()
        self._ledger.send(id, stored or text)
        answer = await peer.send(text, id, chat=visitor.chat)
        assert answer["type"] == "ack", answer
        self._ledger.ack(answer)

    def outbox(self, text: str) -> str:
        """A message that is sent until it is acknowledged: its id."""
        id = new_id()
        self._ledger.send(id, text)
        return id

    def acked(self, frame: dict[str, Any]) -> None:
        assert frame["type"] == "ack", frame
        self._ledger.ack(frame)

    async def finish(self, visitor: VisitorPeer, operator: OperatorPeer) -> None:
        """The operator closes, and the client gives a star if they are asked."""
        await operator.set_status(visitor.chat, "done")
        await visitor.event("closed", visitor.chat)

    async def rate(self, visitor: VisitorPeer, **values: str) -> dict[str, Any]:
        """The client answers the form: the ack, or the error."""
        form = (await visitor.frames.wait("ask", chat=visitor.chat))["form"]
        id, begun = new_id(), len(visitor.frames.all)
        self._ledger.send(id, "")
        await visitor.say(type="answer", id=id, form=form, values=values)
        return await visitor.answered(id, begun)

    async def others_work(self, visitor: VisitorPeer, operator: OperatorPeer) -> None:
        """The good plugin is at work, whatever the poison does."""
        await self.say(visitor, visitor, "teh tea", "the tea")
        await operator.event("message", visitor.chat, text="the tea")
        panels = {p["plugin"]: p for p in (await operator.get(f"/chats/{visitor.chat}/panels"))["items"]}
        assert [row["value"] for row in panels["good"]["rows"]] == ["well"]

    async def check(self, database: Database) -> None:
        """The oracle: nothing acknowledged is lost, nothing is doubled, and both sides see what is stored."""
        views = []
        for visitor, operator in self._peers:
            last = (await operator.get(f"/chats/{visitor.chat}"))["seq"]
            await operator.frames.wait("event", chat=visitor.chat, seq=last)
            views += [("visitor", visitor.chat, visitor.view(visitor.chat))]
            views += [("operator", visitor.chat, operator.view(visitor.chat))]
        self._ledger.check(database, views)


async def conversation(office: Office, database: Database) -> None:
    """One from its beginning to its end."""
    talk = Talk(office)
    visitor, operator = await talk.open()
    await talk.both(visitor, operator)
    await talk.others_work(visitor, operator)
    await talk.finish(visitor, operator)
    await talk.check(database)


async def plugins(office: Office) -> dict[str, dict[str, Any]]:
    """What administrators see."""
    return {row["name"]: row for row in (await office.owner.get("/plugins"))["items"]}


async def enable(office: Office, *names: str) -> None:
    """Switch them on, some at once."""
    for start in range(0, len(names), 8):
        some = names[start : start + 8]
        await asyncio.gather(*(office.owner.post(f"/plugins/{name}/enable") for name in some))


async def named(office: Office, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Wait until each has been told of; the last event of a conversation may still be on its way to them."""
    until = time.monotonic() + 20
    while True:
        guilty = await plugins(office)
        silent = [name for name in names if guilty[name]["trouble"] is None]
        if not silent:
            return guilty
        assert time.monotonic() < until, f"nobody says what is wrong with {silent}"


def slug(how: str) -> str:
    """A way to fail as a part of a plugin's name."""
    return how.lower().replace(" ", "_")


def guilt(row: dict[str, Any]) -> str:
    """What is told of a plugin's trouble, in one text."""
    trouble = row["trouble"]
    assert trouble is not None, f"{row['name']} is {row['state']}, and nobody says what is wrong"
    assert trouble["summary"]
    assert trouble["detail"]
    assert trouble["steps"]
    return f"{trouble['summary']} {trouble['detail']} {trouble['trace']}"
