"""The writer: an answer means stored, a refusal costs nobody else, and a bad row is found by halving."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import msgspec
import pytest

from besedka import clock
from besedka.cli.database import open_store
from besedka.db import tables
from besedka.db.engine import Engine
from besedka.db.store import Store, Unavailable
from besedka.db.writer import Done, Writer
from besedka.domain.administration import HandOver
from besedka.domain.chat import Score
from besedka.domain.commands import AnswerForm, Assign, Command, MarkRead, Open, SendMessage, SetStatus, Take, Transfer
from besedka.domain.hints import Committed
from besedka.domain.people import Operator, Robot, Visitor
from besedka.plugin.errors import Refused
from besedka.services.statuses import StatusBook
from databases import Database

POISON = {
    "sqlite": "CREATE TRIGGER poison BEFORE INSERT ON chat_event WHEN NEW.body = 'poison' BEGIN SELECT RAISE(ABORT, 'no'); END",
    "postgresql": "ALTER TABLE chat_event ADD CHECK (body <> 'poison')",
}


class Bench:
    """A writer over a real database, and what it published."""

    def __init__(self, database: Database, engine: Engine, store: Store, book: StatusBook) -> None:
        self.published: list[list[Committed]] = []
        self.gone: set[int] = set()
        self.writer = Writer(store, lambda: book.all, self._publish, engine.availability, lambda: self.gone)
        self.database = database

    def _publish(self, batch: Sequence[Committed]) -> None:
        self.published.append(list(batch))

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        return [tuple(row.values()) for row in self.database.rows(statement)]

    async def chats(self, number: int) -> list[tuple[Visitor, int]]:
        """That many visitors, each with an empty chat."""
        now, found = clock.now(), []
        for _ in range(number):
            client = (await tables.Client.insert(tables.Client(created_at=now)))[0]["id"]
            identity = tables.Identity(connection=1, external_id=str(client), client=client)
            visitor = Visitor(identity=(await tables.Identity.insert(identity))[0]["id"], client=client)
            found.append((visitor, (await self.writer.submit(Open(visitor=visitor))).chat_id))
        return found

    async def engine_turns(self) -> None:
        """Long enough for a batch, if one could be written."""
        for _ in range(5):
            await tables.Chat.count()

    async def all(self, commands: Sequence[Command | Open]) -> list[Done | BaseException]:
        """All in one batch: what each came to."""
        return await asyncio.gather(*(self.writer.submit(c) for c in commands), return_exceptions=True)


@pytest.fixture
async def bench(engine: Engine, database: Database) -> AsyncIterator[Bench]:
    await tables.Operator.insert(tables.Operator(name="A", display_name="A", email="a", created_at=clock.now()))
    book = StatusBook()
    await book.load()
    async with open_store(database.config(), engine) as store:
        bench = Bench(database, engine, store, book)
        task = asyncio.create_task(bench.writer.run())
        yield bench
        bench.writer.stop()
        await task


def message(visitor: Visitor, chat: int, text: str, key: str | None = None) -> SendMessage:
    return SendMessage(actor=visitor, chat=chat, text=text, key=key)


@pytest.mark.parametrize(("status", "code"), [("done", None), ("spam", "chat_ended")])
async def test_who_opens_in_the_batch_of_a_close_does_not_get_the_closed_chat(
    bench: Bench, status: str, code: str | None
) -> None:
    [(visitor, chat)] = await bench.chats(1)
    await bench.writer.submit(message(visitor, chat, "hello"))
    await bench.writer.submit(Take(actor=Operator(id=1), chat=chat))
    [(id,)] = bench.sql(f"SELECT id FROM status WHERE builtin = '{status}'")
    close = SetStatus(actor=Operator(id=1), chat=chat, status=int(str(id)))
    _, opened, again = await bench.all([close, Open(visitor=visitor), Open(visitor=visitor)])
    if code is None:
        assert isinstance(opened, Done)
        assert isinstance(again, Done)
        assert opened.chat is not None
        assert (opened.chat.state, opened.chat_id == chat, again.chat_id) == ("empty", False, opened.chat_id)
        later = await bench.writer.submit(Open(visitor=visitor))
        assert later.chat_id == opened.chat_id
    else:
        assert isinstance(opened, Refused)
        assert opened.code == code


async def test_who_opens_in_the_batch_that_goes_on_with_a_chat_gets_that_one(bench: Bench) -> None:
    """CH-7: a batch is its commands one after the other"""
    [(visitor, chat)] = await bench.chats(1)
    [(done,)] = bench.sql("SELECT id FROM status WHERE builtin = 'done'")
    [(star,)] = bench.sql("SELECT id FROM status WHERE star")
    anna = Operator(id=1)
    await bench.all([message(visitor, chat, "hello"), Take(actor=anna, chat=chat)])
    await bench.writer.submit(SetStatus(actor=anna, chat=chat, status=int(str(done))))
    newer = (await bench.writer.submit(Open(visitor=visitor))).chat_id
    _, reopened, _, written = await bench.all(
        [
            SetStatus(actor=anna, chat=chat, status=int(str(star))),
            Open(visitor=visitor),
            message(visitor, newer, "another thing"),
            Open(visitor=visitor),
        ]
    )
    assert [done.chat_id for done in (reopened, written) if isinstance(done, Done)] == [chat, newer]


async def test_a_whole_conversation_in_one_batch_leaves_the_next_empty_chat(bench: Bench) -> None:
    """CH-7: of empty chats there is one, so such a batch is halved"""
    [(visitor, chat)] = await bench.chats(1)
    [(done,)] = bench.sql("SELECT id FROM status WHERE builtin = 'done'")
    close = SetStatus(actor=Operator(id=1, administrator=True), chat=chat, status=int(str(done)))
    results = await bench.all([message(visitor, chat, "hello"), close, Open(visitor=visitor), Open(visitor=visitor)])
    said, closed, opened, again = (done for done in results if isinstance(done, Done))
    assert (said.chat_id, said.seq, closed.seq) == (chat, 1, 2)
    assert opened.chat_id == again.chat_id != chat
    assert bench.sql("SELECT state FROM chat ORDER BY id") == [("closed",), ("empty",)]


async def test_who_was_marked_as_spam_is_not_offered_the_empty_chat(bench: Bench) -> None:
    """CH-6"""
    [(visitor, chat)] = await bench.chats(1)
    [(spam,)] = bench.sql("SELECT id FROM status WHERE builtin = 'spam'")
    [(done,)] = bench.sql("SELECT id FROM status WHERE builtin = 'done'")
    chief = Operator(id=1, administrator=True)
    await bench.writer.submit(message(visitor, chat, "hello"))
    await bench.writer.submit(SetStatus(actor=chief, chat=chat, status=int(str(done))))
    empty = (await bench.writer.submit(Open(visitor=visitor))).chat_id
    _, refused = await bench.all([SetStatus(actor=chief, chat=chat, status=int(str(spam))), Open(visitor=visitor)])
    assert isinstance(refused, Refused)
    with pytest.raises(Refused, match="chat_ended"):
        await bench.writer.submit(Open(visitor=visitor))
    _, lifted = await bench.all([SetStatus(actor=chief, chat=chat, status=int(str(done))), Open(visitor=visitor)])
    assert isinstance(lifted, Done)
    assert lifted.chat_id == empty


async def test_a_chat_that_is_opened_as_spam_is_lifted_is_not_that_of_a_blocked_visitor(bench: Bench) -> None:
    """CH-6"""
    [(visitor, chat)] = await bench.chats(1)
    [(spam,)] = bench.sql("SELECT id FROM status WHERE builtin = 'spam'")
    [(done,)] = bench.sql("SELECT id FROM status WHERE builtin = 'done'")
    chief = Operator(id=1, administrator=True)
    await bench.writer.submit(message(visitor, chat, "hello"))
    await bench.writer.submit(SetStatus(actor=chief, chat=chat, status=int(str(spam))))
    _, opened = await bench.all([SetStatus(actor=chief, chat=chat, status=int(str(done))), Open(visitor=visitor)])
    assert isinstance(opened, Done)
    assert opened.chat is not None
    assert not opened.chat.blocked


async def test_a_comment_stays_with_its_rating(bench: Bench) -> None:
    """RA-3: no answer keeps the earlier one"""
    [(visitor, chat)] = await bench.chats(1)
    [(done,)] = bench.sql("SELECT id FROM status WHERE builtin = 'done'")
    await bench.writer.submit(message(visitor, chat, "hello"))
    await bench.writer.submit(SetStatus(actor=Operator(id=1, administrator=True), chat=chat, status=int(str(done))))
    form = AnswerForm(actor=visitor, chat=chat, form_seq=2, flow="stars", values={}, answers={}, comment="so so")
    for rating, comment in ((Score(score=3, out_of=5, bad=True), "so so"), (None, "")):
        await bench.writer.submit(msgspec.structs.replace(form, rating=rating, comment=comment))
    assert bench.sql("SELECT score, comment FROM rating") == [(3.0, "so so")]


async def test_an_answer_means_that_it_is_on_disk(bench: Bench) -> None:
    [(visitor, chat)] = await bench.chats(1)
    for number in range(10):
        done = await bench.writer.submit(message(visitor, chat, f"text {number}"))
        stored = bench.sql(f"SELECT body FROM chat_event WHERE chat = {chat} AND seq = {done.seq}")
        assert stored == [(f"text {number}",)]


async def test_a_batch_numbers_each_chat_without_holes(bench: Bench) -> None:
    (one, first), (two, second) = await bench.chats(2)
    await bench.all([message(*pair, f"{n}") for n in range(100) for pair in ((one, first), (two, second))])
    for chat in (first, second):
        assert bench.sql(f"SELECT seq FROM chat_event WHERE chat = {chat} ORDER BY id") == [(n,) for n in range(1, 101)]
        assert bench.sql(f"SELECT seq, client_messages FROM chat WHERE id = {chat}") == [(100, 100)]


async def test_a_refusal_costs_the_others_nothing(bench: Bench) -> None:
    (one, first), (two, second) = await bench.chats(2)
    results = await bench.all([message(one, first, "a"), message(one, second, "not mine"), message(two, second, "b")])
    assert isinstance(results[0], Done)
    assert isinstance(results[1], Refused)
    assert results[1].code == "not_found"
    assert isinstance(results[2], Done)


async def test_the_same_key_within_one_batch(bench: Bench) -> None:
    [(visitor, chat)] = await bench.chats(1)
    same = [message(visitor, chat, "x", "k")] * 3
    first, *others, wrong = await bench.all([*same, message(visitor, chat, "y", "k")])
    assert isinstance(first, Done)
    assert [(o.seq, o.at) for o in others if isinstance(o, Done)] == [(first.seq, first.at)] * 2
    assert isinstance(wrong, Refused)
    assert wrong.code == "key_reused"
    assert bench.sql("SELECT COUNT(*) FROM chat_event") == [(1,)]


async def test_authors_may_call_their_messages_alike(bench: Bench) -> None:
    pairs = await bench.chats(3)
    results = await bench.all([message(*pair, "x", "1") for pair in pairs] * 2)
    assert [(r.chat_id, r.seq) for r in results if isinstance(r, Done)] == [(chat, 1) for _, chat in pairs] * 2


async def test_a_row_that_the_database_refuses_is_found_by_halving(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    [(visitor, chat)] = await bench.chats(1)
    await bench.database.change(POISON[bench.database.engine])
    texts = [f"text {number}" for number in range(20)]
    texts[13] = "poison"
    results = await bench.all([message(visitor, chat, text, f"k{n}") for n, text in enumerate(texts)])
    assert [n for n, result in enumerate(results) if isinstance(result, Unavailable)] == [13]
    assert f"could not be stored: SendMessage in chat {chat}, key k13" in caplog.text
    assert "poison" not in caplog.text, "what people write is not for the log"
    stored = bench.sql("SELECT seq, body FROM chat_event ORDER BY seq")
    assert stored == list(enumerate([text for text in texts if text != "poison"], start=1))
    published = [event.text for batch in bench.published for c in batch for event in c.events]
    assert published == [text for text in texts if text != "poison"]


async def test_a_database_held_by_somebody_else_is_waited_for_and_then_refused(bench: Bench) -> None:
    """F6: neither a fake answer nor a blocked loop"""
    [(visitor, chat)] = await bench.chats(1)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    async with bench.database.held():
        with pytest.raises(Unavailable):
            await bench.writer.submit(message(visitor, chat, "while it is held", "k"))
        assert ticks > 5, "the loop went on"
        waiting = asyncio.create_task(bench.writer.submit(message(visitor, chat, "while it is held", "k")))
        await asyncio.sleep(0.1)
    assert (await waiting).seq == 1
    ticking.cancel()


async def test_one_empty_chat_a_visitor(bench: Bench) -> None:
    """CH-7"""
    [(visitor, chat)] = await bench.chats(1)
    results = await bench.all([Open(visitor=visitor)] * 5)
    assert {result.chat_id for result in results if isinstance(result, Done)} == {chat}


async def test_two_take_in_one_batch(bench: Bench) -> None:
    """CH-2"""
    [(visitor, chat)] = await bench.chats(1)
    await tables.Operator.insert(tables.Operator(name="B", display_name="B", email="b", created_at=clock.now()))
    await bench.writer.submit(message(visitor, chat, "hello"))
    takes = [Take(actor=Operator(id=id), chat=chat) for id in (2, 1)]
    won, lost = await bench.all(takes)
    assert isinstance(won, Done)
    assert isinstance(lost, Refused)
    assert (lost.code, lost.facts["holder"]) == ("chat_taken", 2)


async def test_marks_only_go_forward(bench: Bench) -> None:
    [(visitor, chat)] = await bench.chats(1)
    await bench.all([message(visitor, chat, str(n)) for n in range(5)])
    for seq in (3, 1, 99):
        await bench.writer.submit(MarkRead(actor=visitor, chat=chat, seq=seq))
        assert bench.sql("SELECT MAX(seq) FROM read_mark") == [(5 if seq == 99 else 3,)]


async def test_stopping_writes_what_was_taken_and_takes_no_more(bench: Bench) -> None:
    [(visitor, chat)] = await bench.chats(1)
    pending = [asyncio.create_task(bench.writer.submit(message(visitor, chat, str(n)))) for n in range(300)]
    await asyncio.sleep(0)
    bench.writer.stop()
    done = await asyncio.gather(*pending)
    assert [d.seq for d in done] == list(range(1, 301))
    with pytest.raises(Unavailable):
        await bench.writer.submit(message(visitor, chat, "too late"))


async def test_who_is_gone_does_nothing_and_gets_nothing(bench: Bench) -> None:
    """OP-4: whatever was on its way when they were deleted"""
    [(visitor, chat)] = await bench.chats(1)
    await bench.writer.submit(message(visitor, chat, "hello"))
    bench.gone.add(1)
    why = {"en": "the oldest"}
    late = [
        Take(actor=Operator(id=1), chat=chat),
        Assign(actor=Robot(), chat=chat, operator=1, limit=5, reason=why),
        HandOver(actor=Robot(), chat=chat, source=2, target=1, reason=why),
        Transfer(actor=Operator(id=2, administrator=True), chat=chat, operator=1),
    ]
    refused = await bench.all(late)
    codes = [r.code if isinstance(r, Refused) else r for r in refused]
    assert codes == ["sign_in", *["operator_gone"] * 3]
    assert bench.sql(f"SELECT state FROM chat WHERE id = {chat}") == [("queue",)]


async def test_nothing_is_written_while_the_writer_rests(bench: Bench) -> None:
    """ST-2: what is changed meanwhile holds from the next command on"""
    [(visitor, chat)] = await bench.chats(1)
    async with bench.writer.still():
        sent = asyncio.create_task(bench.writer.submit(message(visitor, chat, "hello")))
        await bench.engine_turns()
        assert bench.sql(f"SELECT seq FROM chat WHERE id = {chat}") == [(0,)]
    assert (await sent).seq == 1
