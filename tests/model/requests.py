"""What the actors of the model may ask for: few chats, people and keys, so that they get in each other's way."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from besedka.db.filters import Filter
from besedka.domain.administration import HandOver, Relabel
from besedka.domain.chat import Score, Standing, State
from besedka.domain.commands import (
    AddNote,
    AnswerForm,
    Assign,
    Command,
    Delete,
    Edit,
    Expire,
    MarkRead,
    MeetDeadlines,
    Open,
    Return,
    SendMessage,
    SetDeadlines,
    SetStatus,
    Take,
    Transfer,
    Update,
)
from besedka.domain.files import File
from besedka.domain.people import Actor, Operator, Robot, Visitor

START = datetime(2026, 11, 25, 12, tzinfo=UTC)
VISITORS = [Visitor(identity=1, client=1), Visitor(identity=2, client=1), Visitor(identity=3, client=2)]
ANNA, IVAN, CHIEF = Operator(id=1), Operator(id=2), Operator(id=3, administrator=True)
OPERATORS = [
    ANNA,
    IVAN,
    CHIEF,
    *(Operator(id=operator.id, queue=queue) for operator in (ANNA, IVAN) for queue in ("read", "hidden")),
    Operator(id=3, administrator=True, queue="hidden"),
]
ROBOTS = [Robot(), Robot(id=1, name="night_owl", title={"en": "Night owl", "ru": "Сова"})]
REASONS = [None, {"en": "the oldest", "ru": "самый старый"}]
OWN = 1000
"""From here on a number counts round what the actor has said in the chat by the time the command is given."""
CHATS = 7
SEEN, ASTRAY = 15, 50
"""Up to the first a number counts round the chats that the actor sees, up to the second those of them in which the request makes
sense; beyond it are the numbers of chats, whether there are such or not."""
FITTING: Mapping[type[Command], tuple[State, ...]] = {
    Take: ("queue",),
    Assign: ("queue",),
    Transfer: ("queue", "in_progress"),
    Expire: ("queue",),
    Return: ("in_progress",),
    AnswerForm: ("closed",),
    SetStatus: ("in_progress", "closed"),
    Relabel: ("in_progress",),
    HandOver: ("in_progress",),
}
STATUSES = 6
FILES = [
    File(id=letter * 32, name=f"{letter}.png", type="image/png", size_bytes=9, width=4, height=3)
    if letter in "ab"
    else File(id=letter * 32, name=f"{letter} ё.pdf", type="application/pdf", size_bytes=9)
    for letter in "abcdef"
]
"""Each may go into one message."""

visitors = st.sampled_from(VISITORS)
operators = st.sampled_from(OPERATORS)
robots = st.sampled_from(ROBOTS)
statuses = st.integers(0, STATUSES)
anybody: st.SearchStrategy[Actor] = visitors | operators | robots
chats = st.integers(0, ASTRAY + CHATS)
keys = st.none() | st.sampled_from("abcdefghijkl")
texts = st.sampled_from(["hello", "hello", "", "привет", "{x} %s ' \"", "\N{SMILING FACE WITH SMILING EYES}" * 161])
files = st.just(()) | st.lists(st.sampled_from(FILES), max_size=2, unique=True).map(tuple)
some_tag = st.sampled_from(["vip", "VIP", "ё", "{}", "'", "[1]"])
tags = st.lists(some_tag, max_size=3).map(tuple)
filters = st.builds(Filter, holder=st.none() | st.integers(1, 3), status=st.none() | statuses, tag=st.none() | some_tag)
own = st.integers(OWN, OWN + 12)
mentions = st.lists(st.integers(1, 3), unique=True, max_size=3).map(tuple)
answers = st.dictionaries(st.sampled_from(["stars", "why"]), st.sampled_from(["", "1", "5", "so так"]), max_size=2)
scores = st.builds(Score, score=st.sampled_from([1, 4.5, 5]), out_of=st.just(5.0), bad=st.booleans())
times = st.integers(-20, 20).map(lambda quarters: START + timedelta(minutes=15 * quarters))
deadlines = st.builds(
    Standing,
    policy=st.integers(1, 2),
    key=st.sampled_from(["first", "every"]),
    title=st.just({"en": "Answer {x}", "ru": "Ответ"}),
    since=times,
    due=times,
    silent=st.booleans(),
)


OPEN_FORM = 0
"""Stands for the form of the chat that is open when the command is given."""

HEART = 6
ordinary: list[st.SearchStrategy[Command | Open]] = [  # the first are the heart of each story
    st.builds(Open, visitor=visitors),
    st.builds(SendMessage, actor=visitors, chat=chats, key=keys, text=texts, files=files),
    st.builds(SendMessage, actor=visitors, chat=chats, key=keys, text=texts, sent=texts),
    st.builds(Take, actor=operators, chat=chats, key=keys),
    st.builds(SendMessage, actor=operators | robots, chat=chats, key=keys, text=texts, files=files),
    st.builds(SetStatus, actor=st.just(CHIEF), chat=chats, key=keys, status=statuses),
    st.builds(AddNote, actor=operators | robots, chat=chats, key=keys, text=texts, files=files),
    st.builds(Take, actor=operators, chat=chats, key=keys, reason=st.sampled_from(REASONS)),
    st.builds(
        Assign,
        actor=robots,
        chat=chats,
        key=keys,
        operator=st.integers(1, 3),
        limit=st.integers(1, 3),
        reason=st.sampled_from(REASONS[1:]),
    ),
    st.builds(Return, actor=operators, chat=chats, key=keys),
    st.builds(
        Transfer,
        actor=operators,
        chat=chats,
        key=keys,
        operator=st.integers(1, 3),
        note=st.sampled_from([None, "", "{x} ' ё"]),
    ),
    st.builds(Expire, actor=st.just(Robot()), chat=chats),
    st.builds(SetStatus, actor=operators | robots, chat=chats, key=keys, status=statuses),
    st.builds(Relabel, actor=operators, chat=chats, key=keys, source=statuses, target=statuses),
    st.builds(
        HandOver,
        actor=robots,
        chat=chats,
        key=keys,
        source=st.integers(1, 3),
        target=st.none() | st.integers(1, 3),
        reason=st.sampled_from(REASONS[1:]),
    ),
    st.builds(
        Update,
        actor=operators | robots,
        chat=chats,
        key=keys,
        severity=st.none() | st.integers(1, 5),
        add_tags=tags,
        remove_tags=tags,
        fields=st.dictionaries(st.sampled_from(["city", "{x}"]), texts, max_size=2),
    ),
    st.builds(
        AnswerForm,
        actor=visitors,
        chat=chats,
        key=keys,
        form_seq=st.sampled_from([OPEN_FORM, OPEN_FORM, 1, 5]),
        flow=st.sampled_from(["stars", "nps"]),
        values=answers,
        answers=answers,
        rating=st.none() | scores,
        comment=st.sampled_from(["", "thanks"]),
        over=st.booleans(),
    ),
    st.builds(
        SetDeadlines,
        actor=st.just(Robot()),
        chat=chats,
        standing=st.lists(deadlines, max_size=3).map(tuple),
        quietly=st.booleans(),
    ),
    st.builds(MeetDeadlines, actor=st.just(Robot()), chat=chats),
    st.builds(MarkRead, actor=visitors | operators, chat=chats, seq=st.integers(-1, 12)),
    st.builds(AddNote, actor=operators, chat=chats, key=keys, text=texts, mentions=mentions),
    st.builds(Edit, actor=operators, chat=chats, key=keys, seq=own | st.integers(-1, 12), text=texts),
    st.builds(Edit, actor=operators, chat=chats, seq=own, text=texts, sent=texts, mentions=st.none() | mentions),
    st.builds(Delete, actor=operators, chat=chats, key=keys, seq=own | st.integers(-1, 12)),
]
misplaced: list[st.SearchStrategy[Command]] = [  # from whoever may not ask for such things
    st.builds(Take, actor=anybody, chat=chats),
    st.builds(Return, actor=anybody, chat=chats),
    st.builds(AddNote, actor=anybody, chat=chats, text=texts),
    st.builds(SetStatus, actor=anybody, chat=chats, status=statuses),
    st.builds(Transfer, actor=anybody, chat=chats, operator=st.integers(1, 3)),
    st.builds(Expire, actor=anybody, chat=chats),
    st.builds(Relabel, actor=anybody, chat=chats, source=statuses, target=statuses),
    st.builds(MeetDeadlines, actor=anybody, chat=chats),
    st.builds(MarkRead, actor=anybody, chat=chats, seq=st.integers(1, 12)),
    st.builds(Edit, actor=anybody, chat=chats, seq=st.integers(1, 12), text=texts),
    st.builds(Delete, actor=anybody, chat=chats, seq=st.integers(1, 12)),
]
every: st.SearchStrategy[Command | Open] = st.one_of(*ordinary, *ordinary[:HEART], st.one_of(misplaced))


@st.composite
def requests(draw: st.DrawFn) -> Command | Open:
    """Anything that may be asked. A function, because Hypothesis would spell out all of it whenever it draws again."""
    return draw(every)


pauses = st.sampled_from(
    [
        *[timedelta()] * 6,  # most of it happens at once, so that the others are met exactly
        timedelta(microseconds=1),
        timedelta(seconds=10),
        timedelta(seconds=10, microseconds=1),
        timedelta(minutes=50),
        timedelta(days=30),
        timedelta(days=-1),
    ]
)
