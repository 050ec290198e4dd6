"""The rules of a chat's life, on their own: hypothesis drives them through every state."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from besedka.domain.chat import Chat, Status
from besedka.domain.commands import AddNote, Command, Expire, MarkRead, Return, SendMessage, SetStatus, Take, Transfer
from besedka.domain.decide import decide
from besedka.domain.people import Operator, Robot, Visitor
from besedka.domain.rights import may_see
from besedka.plugin.errors import Refused

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
STATUSES = {
    1: Status(id=1, name="", group="in_progress", colour="green", star=True, builtin="in_progress"),
    2: Status(id=2, name="", group="closed", colour="grey", star=False, builtin="done"),
    3: Status(id=3, name="", group="closed", colour="red", star=False, builtin="spam"),
    4: Status(id=4, name="At the warehouse", group="in_progress", colour="blue", star=False, builtin=None),
}
ANNA, IVAN, CHIEF = Operator(id=1), Operator(id=2), Operator(id=3, administrator=True)
VISITOR, STRANGER = Visitor(identity=1, client=1), Visitor(identity=2, client=2)
EMPTY = Chat(id=7, connection=1, identity=1, client=1, client_name=None, state="empty")

actors = st.sampled_from([ANNA, IVAN, CHIEF, VISITOR, STRANGER])
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(SendMessage, actor=actors, chat=st.just(7), text=st.text(min_size=1, max_size=300)),
    st.builds(AddNote, actor=actors, chat=st.just(7), text=st.text(min_size=1, max_size=10)),
    st.builds(Take, actor=actors, chat=st.just(7)),
    st.builds(Return, actor=actors, chat=st.just(7)),
    st.builds(Transfer, actor=actors, chat=st.just(7), operator=st.integers(1, 3)),
    st.builds(Expire, actor=st.just(Robot()), chat=st.just(7)),
    st.builds(SetStatus, actor=actors, chat=st.just(7), status=st.integers(0, 4)),
    st.builds(MarkRead, actor=actors, chat=st.just(7), seq=st.integers(0, 1000)),
)


@given(st.lists(st.tuples(commands, st.integers(0, 20)), max_size=40))
def test_whatever_is_asked_the_chat_stays_sound(story: list[tuple[Command, int]]) -> None:
    """CH-1, ST-1, RT-2"""
    chat, now = EMPTY, NOW
    for command, days in story:
        now += timedelta(days=days)
        try:
            change = decide(chat, command, now, STATUSES, {})
        except Refused:
            continue
        assert may_see(command.actor, chat), "who cannot see a chat changes nothing of it"
        assert [event.seq for event in change.events] == list(range(chat.seq + 1, change.chat.seq + 1))
        assert all(event.at == now for event in change.events)
        if not change.events:
            assert change.chat == chat
        if change.mark:
            assert 0 <= change.mark.seq <= chat.seq
        chat = change.chat
        _check(chat)


def _check(chat: Chat) -> None:
    match chat.state:
        case "empty":
            assert (chat.operator, chat.status, chat.opened_at, chat.seq) == (None, None, None, 0)
        case "queue":
            assert (chat.operator, chat.status) == (None, None)
            assert chat.opened_at
        case "in_progress":
            assert chat.operator
            assert STATUSES[chat.status or 0].group == "in_progress"
            assert chat.closed_at is None
        case "closed":
            assert STATUSES[chat.status or 0].group == "closed"
            assert chat.closed_at
    assert chat.blocked == (chat.state == "closed" and chat.status == 3)


def test_the_clock_of_waiting_starts_with_the_first_unanswered_message() -> None:
    asked = decide(EMPTY, SendMessage(actor=VISITOR, chat=7, text="a"), NOW, STATUSES, {}).chat
    later = NOW + timedelta(minutes=5)
    again = decide(asked, SendMessage(actor=VISITOR, chat=7, text="b"), later, STATUSES, {}).chat
    assert (again.waiting_since, again.client_messages) == (NOW, 2)
    taken = decide(again, Take(actor=ANNA, chat=7), later, STATUSES, {}).chat
    noted = decide(taken, AddNote(actor=ANNA, chat=7, text="hm"), later, STATUSES, {}).chat
    assert noted.waiting_since == NOW, "a note is no answer"
    answered = decide(noted, SendMessage(actor=ANNA, chat=7, text="c"), later, STATUSES, {}).chat
    assert answered.waiting_since is None


@pytest.mark.parametrize("end", [SetStatus(actor=CHIEF, chat=7, status=2), Expire(actor=Robot(), chat=7)])
def test_closing_answers_nobody(end: Command) -> None:
    """CH-6, CO-1, SL-1: a chat closed without an answer and reopened waits since its first unanswered message"""
    asked = decide(EMPTY, SendMessage(actor=VISITOR, chat=7, text="a"), NOW, STATUSES, {}).chat
    closed = decide(asked, end, NOW + timedelta(days=31), STATUSES, {}).chat
    reopened = decide(closed, SetStatus(actor=CHIEF, chat=7, status=1), NOW + timedelta(days=32), STATUSES, {}).chat
    assert (closed.state, reopened.state, reopened.waiting_since) == ("closed", "in_progress", NOW)


def test_a_status_within_progress_is_only_a_status() -> None:
    taken = decide(
        decide(EMPTY, SendMessage(actor=VISITOR, chat=7, text="a"), NOW, STATUSES, {}).chat,
        Take(actor=ANNA, chat=7),
        NOW,
        STATUSES,
        {},
    ).chat
    change = decide(taken, SetStatus(actor=ANNA, chat=7, status=4), NOW, STATUSES, {})
    assert [event.kind for event in change.events] == ["status"]
    assert (change.chat.state, change.chat.status) == ("in_progress", 4)


@pytest.mark.parametrize("actor", [ANNA, CHIEF])
@pytest.mark.parametrize("ask", [AddNote(actor=ANNA, chat=7, text="hm"), SetStatus(actor=ANNA, chat=7, status=2)])
def test_of_an_empty_chat_nobody_is_told_that_another_leads_it(actor: Operator, ask: Command) -> None:
    """CH-7"""
    with pytest.raises(Refused, match="wrong_state"):
        decide(EMPTY, replace(ask, actor=actor), NOW, STATUSES, {})


@pytest.mark.parametrize(
    "command", [SendMessage(actor=VISITOR, chat=7, text="a"), SendMessage(actor=VISITOR, chat=8, text="a")]
)
def test_the_hash_of_a_request_leaves_the_chat_out(command: Command) -> None:
    assert command.request_hash() == SendMessage(actor=VISITOR, chat=9, text="a").request_hash()
    assert command.request_hash() != AddNote(actor=VISITOR, chat=9, text="a").request_hash()
    assert command.request_hash() != SendMessage(actor=VISITOR, chat=9, text="b").request_hash()
