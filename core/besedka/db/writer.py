"""The one writer of chats: takes what is pending, decides it under lock, commits once for all, then answers.

An answer means that the change is on disk. A refusal costs the other commands of a batch nothing; an error of the database
over some row splits the batch until the guilty command is alone.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import NamedTuple

import msgspec

from besedka import clock
from besedka.db import failpoints
from besedka.db.availability import Availability
from besedka.db.store import BATCH, Batch, Key, Place, Receipt, Store, Unavailable, Writes
from besedka.domain.administration import among_the_present
from besedka.domain.change import Answered, Change, Mark, Timer
from besedka.domain.chat import Chat, Event, Statuses, current
from besedka.domain.commands import Assign, Command, Delete, Edit, MarkRead, Open, Saying
from besedka.domain.decide import decide
from besedka.domain.hints import Committed
from besedka.domain.people import Author, author_of
from besedka.plugin.errors import BesedkaError, Refused

log = logging.getLogger("besedka.writer")

PATIENCE_S = 4


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a command: `seq` and `at` of its event. `chat` is None when a repeated key got the stored answer."""

    chat_id: int
    seq: int
    at: datetime
    chat: Chat | None = None


class Pending(NamedTuple):
    command: Command | Open
    answer: asyncio.Future[Done]


class Writer:
    """Started by `run`, which ends once `stop` was called and everything taken is answered.

    Args:
        store: the engine.
        statuses: gives the statuses as of now.
        on_commit: is given each batch, in the order of the commits, before the loop does anything else.
        availability: hears when nothing can be stored.
        gone: gives the operators who were deleted, as of now.
    """

    def __init__(
        self,
        store: Store,
        statuses: Callable[[], Statuses],
        on_commit: Callable[[Sequence[Committed]], None],
        availability: Availability,
        gone: Callable[[], Collection[int]] = tuple,
    ) -> None:
        self._store = store
        self._statuses = statuses
        self._on_commit = on_commit
        self._availability = availability
        self._gone = gone
        self._batch = asyncio.Lock()
        self._pending: list[Pending] = []
        self._wake = asyncio.Event()
        self._stopping = False

    async def submit(self, command: Command | Open) -> Done:
        """Have a command decided and stored.

        Raises:
            Refused: the rules say no.
            Unavailable: it could not be stored; nothing happened.
        """
        if self._stopping:
            raise Unavailable("the server is stopping")
        answer: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._pending.append(Pending(command, answer))
        self._wake.set()
        return await answer

    def stop(self) -> None:
        """Take no more commands; what is pending is still written."""
        self._stopping = True
        self._wake.set()

    @asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Nothing is decided or written until the end of the block: what it changes holds from the next command on."""
        async with self._batch:
            yield

    async def run(self) -> None:
        while True:
            idle = not self._wake.is_set()
            await self._wake.wait()
            if idle or self._store.worth_a_wait:
                await asyncio.sleep(0)  # whatever has already arrived joins this batch: one commit for more
            batch, self._pending = self._pending[:BATCH], self._pending[BATCH:]
            if batch:
                await self._write_while_telling(batch)
            if not self._pending:
                self._wake.clear()
                if self._stopping:
                    return

    async def _write(self, batch: list[Pending]) -> None:
        work = _Work(self._statuses(), self._gone(), clock.now())
        try:
            async with self._store.transaction(lambda: bool(self._pending)) as open_batch:
                answers = await work.do(open_batch, [pending.command for pending in batch])
                failpoints.hit("before_commit")
        except Unavailable as error:
            log.error("nothing was stored: %s", error)
            self._refuse_all(batch, error)
        except Exception as error:  # noqa: BLE001 - each engine has its own tree of errors
            await self._split(batch, error)
        else:
            failpoints.hit("after_commit")
            _answer(batch, answers)
            # The senders' acknowledgements are already scheduled, so they go out before the events do.
            asyncio.get_running_loop().call_soon(self._on_commit, work.committed)

    async def _write_while_telling(self, batch: list[Pending]) -> None:
        """When the database hangs, or does not say what became of a commit, nobody waits longer than `PATIENCE_S`. What turns out
        to be stored is published all the same, and whoever repeats a key is told then."""
        loop = asyncio.get_running_loop()

        def tell() -> None:
            self._refuse_all(batch, Unavailable(f"the database has not answered for {PATIENCE_S} s", "database_away"))
            timers.append(loop.call_later(PATIENCE_S, tell))

        timers = [loop.call_later(PATIENCE_S, tell)]
        try:
            async with self._batch:
                await self._write(batch)
        finally:
            timers[-1].cancel()

    def _take_all(self) -> list[Pending]:
        pending, self._pending = self._pending, []
        return pending

    def _refuse_all(self, batch: Sequence[Pending], error: Unavailable) -> None:
        self._availability.refused(error)
        commands = [*batch, *self._take_all()]
        _answer(commands, [error] * len(commands))

    async def _split(self, batch: list[Pending], error: Exception) -> None:
        if len(batch) == 1:
            log.error("a command could not be stored: %s", _name(batch[0].command), exc_info=error)
            _answer(batch, [Unavailable(f"this could not be stored: {error}")])
            return
        middle = len(batch) // 2
        await self._write(batch[:middle])
        await self._write(batch[middle:])


class _Work:
    """One batch: what its commands come to."""

    def __init__(self, statuses: Statuses, gone: Collection[int], now: datetime) -> None:
        self._statuses = statuses
        self._gone = gone
        self._now = now
        self._chats: dict[int, Chat] = {}
        self._receipts: dict[Key, Receipt] = {}
        self._open_chats: dict[int, int] = {}
        self._changeable: set[Place] = set()
        self._messages: dict[Place, Event] = {}
        self._amended: dict[Place, Event] = {}
        self._free_files: set[str] = set()
        self._marks: dict[tuple[int, Author], int] = {}
        self._marked: list[Mark] = []
        self._said: set[int] = set()
        self._moved: set[int] = set()
        self._described: set[int] = set()
        self._timed: set[int] = set()
        self._blocked: dict[int, bool] = {}
        self._answered: list[Answered] = []
        self._timers: dict[int, Timer] = {}
        self._fields: list[tuple[int, Mapping[str, str]]] = []
        self.committed: list[Committed] = []

    async def do(self, batch: Batch, commands: Sequence[Command | Open]) -> list[Done | BesedkaError]:
        named = [c for c in commands if isinstance(c, Command)]
        keys = {(author_of(c.actor), c.key) for c in named if c.key is not None}
        self._chats, self._receipts = await batch.look_up({c.chat for c in named}, keys)
        self._open_chats = await batch.open_chats({c.operator for c in named if isinstance(c, Assign)})
        self._changeable = {(c.chat, c.seq) for c in named if isinstance(c, Edit | Delete)}
        self._messages = await batch.messages(self._changeable)
        self._marks = await batch.marks({c.chat for c in named if isinstance(c, MarkRead)})
        sent = {file.id for c in named if isinstance(c, Saying) for file in c.files}
        self._free_files = await batch.free_files(sent, self._now)
        answers: list[Done | BesedkaError] = []
        for command in commands:
            try:
                answers.append(await self._open(batch, command) if isinstance(command, Open) else self._decide(command))
            except BesedkaError as refusal:
                answers.append(refusal)
        await batch.write(self._writes())
        return answers

    def _writes(self) -> Writes:
        def chats(ids: set[int]) -> list[Chat]:
            return [self._chats[id] for id in ids]

        return Writes(
            said=chats(self._said),
            moved=chats(self._moved),
            described=chats(self._described),
            timed=chats(self._timed),
            events=[event for committed in self.committed for event in committed.events],
            amended=self._amended.values(),
            marks=self._marked,
            blocked=self._blocked.items(),
            answered=self._answered,
            timers=self._timers.values(),
            fields=self._fields,
        )

    async def _open(self, batch: Batch, command: Open) -> Done:
        visitor = command.visitor
        mine = [chat for chat in self._chats.values() if chat.identity == visitor.identity]
        if stored := await batch.current(visitor, [chat.id for chat in mine]):
            mine.append(stored)
        chat = current([self._as_of_now(chat) for chat in mine])
        if chat is None:
            if self._blocked.get(visitor.identity, await batch.is_blocked(visitor)):
                raise Refused("chat_ended")
            chat = self._as_of_now(await batch.open(visitor, self._now))
            self.committed.append(Committed(before=None, chat=chat))
        self._chats[chat.id] = chat
        return Done(chat_id=chat.id, seq=chat.seq, at=self._now, chat=chat)

    def _decide(self, command: Command) -> Done:
        if stored := self._stored(command):
            return stored
        before = self._chats.get(command.chat)
        if before is None:
            raise Refused("not_found")
        before = self._as_of_now(before)
        if self._gone:
            before = among_the_present(before, command, self._gone, self._statuses)
        change = decide(before, command, self._now, self._statuses, self._open_chats, self._messages)
        self._attach(command)
        self._keep(before, change)
        return Done(chat_id=command.chat, seq=change.chat.seq, at=self._now, chat=change.chat)

    def _attach(self, command: Command) -> None:
        """A file goes into one message, whoever sends it twice at once."""
        files = {file.id for file in command.files} if isinstance(command, Saying) else set()
        if not files <= self._free_files:
            raise Refused("no_file")
        self._free_files -= files

    def _as_of_now(self, chat: Chat) -> Chat:
        """The chat with what this batch has done to its visitor through other chats."""
        if chat.identity not in self._blocked:
            return chat
        return msgspec.structs.replace(chat, blocked=self._blocked[chat.identity])

    def _stored(self, command: Command) -> Done | None:
        receipt = command.key and self._receipts.get((author_of(command.actor), command.key))
        if not receipt:
            return None
        if receipt.request_hash != command.request_hash():
            raise Refused("key_reused")
        return Done(chat_id=receipt.chat, seq=receipt.seq, at=receipt.at)

    def _keep(self, before: Chat, change: Change) -> None:
        chat = self._chats[change.chat.id] = change.chat
        if change.events:
            self._said.add(chat.id)
        self._note_what_changed(before, chat)
        if change.answered is not None:
            self._answered.append(change.answered)
        if change.timer is not None:
            self._timers[chat.id] = change.timer
        if change.amended is not None:
            place = (change.amended.chat, change.amended.seq)
            self._messages[place] = self._amended[place] = change.amended
        if change.fields:
            self._fields.append((chat.client, change.fields))
        for event in change.events:
            if (event.chat, event.seq) in self._changeable:  # said and changed at once
                self._messages[event.chat, event.seq] = event
            if event.key is not None and event.request_hash is not None:
                self._receipts[event.author, event.key] = Receipt(
                    chat=event.chat, seq=event.seq, at=event.at, request_hash=event.request_hash
                )
        mark = self._advance(change.mark) if change.mark else None
        if change.events or mark or chat != before:
            self.committed.append(Committed(before=before, chat=chat, events=change.events, mark=mark))

    def _advance(self, mark: Mark) -> Mark | None:
        """Keep a mark that goes forward; the mark to tell of, if nobody of that side has read further."""
        if mark.seq <= self._marks.get((mark.chat, mark.reader), 0):
            return None
        side = [
            seq for (chat, reader), seq in self._marks.items() if (chat, reader.type) == (mark.chat, mark.reader.type)
        ]
        self._marks[mark.chat, mark.reader] = mark.seq
        self._marked.append(mark)
        return mark if mark.seq > max(side, default=0) else None

    def _note_what_changed(self, before: Chat, chat: Chat) -> None:
        if _place(chat) != _place(before):
            self._moved.add(chat.id)
            self._count(before, -1)
            self._count(chat, 1)
        if _description(chat) != _description(before):
            self._described.add(chat.id)
        if chat.deadlines is not before.deadlines:
            self._timed.add(chat.id)
        if chat.blocked != before.blocked:
            self._blocked[chat.identity] = chat.blocked

    def _count(self, chat: Chat, chats: int) -> None:
        if chat.state == "in_progress" and chat.operator in self._open_chats:
            self._open_chats[chat.operator] += chats


def _place(chat: Chat) -> tuple[object, ...]:
    return chat.state, chat.status, chat.operator, chat.opened_at, chat.closed_at, chat.assigned_at


def _description(chat: Chat) -> tuple[object, ...]:
    return chat.form_seq, chat.rating, chat.severity, chat.tags


def _name(command: Command | Open) -> str:
    """A command for the log, which never holds what people write."""
    if isinstance(command, Open):
        return f"Open for identity {command.visitor.identity}"
    return f"{type(command).__name__} in chat {command.chat}, key {command.key}"


def _answer(batch: Sequence[Pending], answers: Sequence[Done | BesedkaError]) -> None:
    for pending, answer in zip(batch, answers, strict=True):
        if pending.answer.done():  # its connection is gone
            continue
        if isinstance(answer, BesedkaError):
            pending.answer.set_exception(answer)
        else:
            pending.answer.set_result(answer)
