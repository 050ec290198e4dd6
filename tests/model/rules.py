"""The desk as spec.md tells it, in plain Python: a chat is the list of its events, and what it is follows from them.

Written beside the code, not from it: where both differ, one of them is wrong.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from msgspec.structs import replace

from besedka.db.writer import Done
from besedka.domain.administration import HandOver, Relabel
from besedka.domain.change import Answered, Mark
from besedka.domain.chat import Chat, Status
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
    Saying,
    SendMessage,
    SetDeadlines,
    SetStatus,
    Take,
    Transfer,
    Update,
)
from besedka.domain.hints import Committed
from besedka.domain.people import Actor, Author, Operator, Robot, Visitor, author_of
from besedka.plugin.errors import Refused
from model.asked import WHO, what_was_asked
from model.requests import FILES
from model.story import Story, said_by, taken_as

RACE = timedelta(seconds=10)  # so long the loser of a take is told who was faster
RETURN = timedelta(days=30)
MAX_TAGS = 50


class Request(NamedTuple):
    """What a key stands for, and what its sender was told."""

    what: tuple[object, ...]
    done: Done


class DeskModel:
    """One command after the other.

    Args:
        statuses: all statuses by id.
    """

    def __init__(self, statuses: Mapping[int, Status]) -> None:
        self._statuses = statuses
        self._star = next(id for id, status in statuses.items() if status.star)
        self._done = next(id for id, status in statuses.items() if status.builtin == "done")
        self._spam = next(id for id, status in statuses.items() if status.builtin == "spam")
        self.stories: dict[int, Story] = {}
        self.blocked: set[int] = set()
        self.files = {file.id for file in FILES}
        self.fields: dict[int, dict[str, str]] = {}
        self.ratings: dict[tuple[int, int], Answered] = {}
        self.told: list[Committed] = []
        self._requests: dict[tuple[Author, str], Request] = {}
        self._rules: Mapping[type[Command], Callable[[Story, Chat, Any, datetime], Mark | None]] = {
            SendMessage: self._send,
            AddNote: self._note,
            Take: self._take,
            Assign: self._assign,
            Transfer: self._transfer,
            Return: self._return,
            Expire: self._expire,
            SetStatus: self._set_status,
            Relabel: self._relabel,
            HandOver: self._hand_over,
            Update: self._update,
            AnswerForm: self._answer,
            SetDeadlines: self._set_deadlines,
            MeetDeadlines: self._meet_deadlines,
            MarkRead: self._read,
            Edit: self._edit,
            Delete: self._delete,
        }

    def chat(self, id: int) -> Chat:
        """What the events of a chat add up to."""
        story = self.stories[id]
        return story.chat(blocked=story.visitor.identity in self.blocked)

    @property
    def chats(self) -> list[Chat]:
        return [self.chat(id) for id in self.stories]

    def ask(self, command: Command | Open, now: datetime) -> Done:
        """Do what a command asks for; `told` grows by what the others hear of it.

        Raises:
            Refused: as the spec says.
        """
        if isinstance(command, Open):
            return self._open(command.visitor, now)
        author = author_of(command.actor)
        if command.key is not None and (known := self._requests.get((author, command.key))):
            if known.what != what_was_asked(command):
                raise Refused("key_reused")
            return known.done
        story = self._story_for(command, now)
        before, said = self.chat(story.id), len(story.events)
        mark = self._rules[type(command)](story, before, command, now)
        chat, events = self.chat(story.id), tuple(story.events[said:])
        if events or mark or chat != before:
            self.told.append(Committed(before=before, chat=chat, events=events, mark=mark))
        done = Done(chat_id=story.id, seq=chat.seq, at=now, chat=chat)
        if command.key is not None and events:
            self._requests[author, command.key] = Request(
                what_was_asked(command), Done(chat_id=story.id, seq=chat.seq, at=now)
            )
        return done

    def sees(self, actor: Actor, chat: Chat) -> bool:
        """GR-3; of a queue that is handed out operators see nothing (DI-2)."""
        match actor:
            case Visitor():
                return chat.identity == actor.identity
            case Operator(administrator=False):
                seen = {"empty", "queue"} if actor.queue != "hidden" else {"empty"}
                return chat.state in seen or chat.operator == actor.id
        return True

    def _open(self, visitor: Visitor, now: datetime) -> Done:
        """CH-7: one empty chat a visitor, reused; none for who was marked as spam (CH-6)."""
        mine = [chat for chat in self.chats if chat.identity == visitor.identity]
        chat = max((c for c in mine if c.state in ("queue", "in_progress")), key=lambda c: c.id, default=None)
        if chat is None:
            if visitor.identity in self.blocked:
                raise Refused("chat_ended")
            chat = next((c for c in mine if c.state == "empty"), None)
        if chat is None:
            id = len(self.stories) + 1
            self.stories[id] = Story(id, visitor, self._star)
            chat = self.chat(id)
            self.told.append(Committed(before=None, chat=chat))
        return Done(chat_id=chat.id, seq=chat.seq, at=now, chat=chat)

    def _story_for(self, command: Command, now: datetime) -> Story:
        """The chat, if the actor may ask this of it; else it might as well not exist (§5: unknown and forbidden are one)."""
        story, actor = self.stories.get(command.chat), command.actor
        if story is None:
            raise Refused("not_found")
        chat = self.chat(story.id)
        given_out = isinstance(command, Take) and command.reason is not None and chat.state == "queue"
        if not self.sees(actor, chat) and not given_out:
            faster = chat.state == "in_progress" and chat.assigned_at is not None and now - chat.assigned_at <= RACE
            if faster and isinstance(command, Take) and isinstance(actor, Operator) and actor.queue != "hidden":
                raise Refused("chat_taken", holder=chat.operator)
            raise Refused("not_found")
        if not isinstance(actor, WHO[type(command)]):
            raise Refused("not_found")
        return story

    def _send(self, story: Story, chat: Chat, command: SendMessage, now: datetime) -> None:
        """CH-12, CH-6"""
        match command.actor, chat.state:
            case Visitor(), "closed":
                raise Refused("chat_ended" if chat.status == self._spam else "chat_closed")
            case Visitor(), "empty" if chat.blocked:
                raise Refused("chat_ended")
            case _, "closed":
                raise Refused("chat_closed")
            case Operator(), "queue":
                raise Refused("take_first")
            case Robot(), "empty":
                raise Refused("wrong_state")
        self._attach(command)
        if isinstance(command.actor, Operator) and chat.state == "empty":
            story.add("taken", command, now, {"operator": command.actor.id}, keyed=False)
        story.say("message", command, now)

    def _note(self, story: Story, chat: Chat, command: AddNote, now: datetime) -> None:
        """GR-3: in one's own chats; there is nothing to note in an empty one."""
        if chat.state == "empty":
            raise Refused("wrong_state")
        self._check_leads(chat, command.actor)
        self._attach(command)
        story.say("note", command, now)

    def _attach(self, command: Saying) -> None:
        """CO-4: each file in one message."""
        files = {file.id for file in command.files}
        if not files <= self.files:
            raise Refused("no_file")
        self.files -= files

    def _edit(self, story: Story, chat: Chat, command: Edit, now: datetime) -> None:
        """CH-4: at any time, by whoever said it; what it said is kept."""
        said = said_by(story, command.actor, command.seq)
        mentioned = list(said.data.get("mentions", []))
        mentions = list(command.mentions) if command.mentions is not None and said.kind == "note" else mentioned
        if (said.text, mentioned) == (command.text, mentions):
            return
        data: dict[str, Any] = {"seq": said.seq, "of": said.kind}
        if mentions or mentioned:
            data["mentions"] = mentions
        if called := [id for id in mentions if id not in mentioned]:
            data["called"] = called
        data_now = {"mentions": mentions} if mentions else {}
        story.change(said, "edited", command, now, data, text=command.text, data=data_now, edited_at=now)

    def _delete(self, story: Story, chat: Chat, command: Delete, now: datetime) -> None:
        """CH-4"""
        said = said_by(story, command.actor, command.seq)
        told = {"seq": said.seq, "of": said.kind}
        story.change(said, "deleted", command, now, told, text=None, data={}, deleted_at=now)

    def _take(self, story: Story, chat: Chat, command: Take, now: datetime) -> None:
        """CH-2; where chats are handed out only administrators choose (DI-2, DI-3)."""
        actor = command.actor
        assert isinstance(actor, Operator)
        match chat.state:
            case "empty":
                raise Refused("wrong_state")
            case "closed":
                raise Refused("chat_closed")
            case "in_progress" if chat.operator == actor.id and command.reason is None:
                return
            case "in_progress":
                raise Refused("chat_taken", holder=chat.operator)
        if actor.queue != "take" and not actor.administrator and command.reason is None:
            raise Refused("choosing_off")
        story.add("taken", command, now, taken_as(actor.id, command.reason))

    def _assign(self, story: Story, chat: Chat, command: Assign, now: datetime) -> None:
        """DI-3, DI-7"""
        if chat.state != "queue":
            raise Refused("chat_taken", holder=chat.operator)
        if sum(c.state == "in_progress" and c.operator == command.operator for c in self.chats) >= command.limit:
            raise Refused("limit_reached", chats=command.limit)
        story.add("taken", command, now, taken_as(command.operator, command.reason))

    def _transfer(self, story: Story, chat: Chat, command: Transfer, now: datetime) -> None:
        """CH-3: by the holder or an administrator, to anybody, at any age; from the queue by administrators."""
        match chat.state:
            case "closed":
                raise Refused("chat_closed")
            case "empty":
                raise Refused("wrong_state")
        self._check_leads(chat, command.actor)
        if chat.operator == command.operator:
            return
        data: dict[str, Any] = {"operator": command.operator}
        if chat.operator is not None:
            data["from"] = chat.operator
        if command.note:
            data["note"] = command.note
        story.add("transferred", command, now, data)

    def _expire(self, story: Story, chat: Chat, command: Expire, now: datetime) -> None:
        """CH-3: nobody has taken it for thirty days; no rating is asked for."""
        if chat.state == "queue" and chat.opened_at is not None and now - chat.opened_at > RETURN:
            story.add("closed", command, now, {"status": self._done, "reason": "expired"})
            story.form, story.standing = None, ()

    def _return(self, story: Story, chat: Chat, command: Return, now: datetime) -> None:
        """CH-3"""
        match chat.state:
            case "closed":
                raise Refused("chat_closed")
            case "empty" | "queue":
                raise Refused("wrong_state")
        assert chat.opened_at is not None
        if now - chat.opened_at > RETURN:
            raise Refused("too_old")
        story.add("returned", command, now)

    def _set_status(self, story: Story, chat: Chat, command: SetStatus, now: datetime) -> None:
        """ST-1, ST-3, CH-6"""
        status, actor = self._statuses.get(command.status), command.actor
        if status is None or status.hidden:
            raise Refused("no_status")
        if chat.state == "empty":
            raise Refused("wrong_state")
        self._check_leads(chat, actor)
        if status.id == chat.status:
            return
        if status.group == "closed":
            spam = status.id == self._spam
            story.add("closed", command, now, {"status": status.id, "reason": "spam" if spam else "done"})
            story.form, story.standing = None if spam else len(story.events), ()
        elif chat.state == "in_progress":
            story.add("status", command, now, {"status": status.id})
        elif chat.state == "queue" or (chat.operator is None and isinstance(actor, Robot)):
            raise Refused("wrong_state")
        else:
            story.add("reopened", command, now, {"status": status.id})
            story.form = None
        if chat.status == self._spam:
            self.blocked.discard(chat.identity)
        if status.id == self._spam:
            self.blocked.add(chat.identity)

    def _relabel(self, story: Story, chat: Chat, command: Relabel, now: datetime) -> None:
        """ST-2: administrators empty a status before it goes."""
        assert isinstance(command.actor, Operator)
        if not command.actor.administrator:
            raise Refused("forbidden")
        target = self._statuses.get(command.target)
        if target is None or target.hidden or target.group == "closed":
            raise Refused("no_status")
        if chat.state == "in_progress" and chat.status == command.source != target.id:
            story.add("status", command, now, {"status": target.id})

    def _hand_over(self, story: Story, chat: Chat, command: HandOver, now: datetime) -> None:
        """OP-4: the open chats of who is gone, however old they are."""
        if chat.state != "in_progress" or chat.operator != command.source:
            return
        if command.target is None:
            story.add("returned", command, now)
        else:
            facts = {"operator": command.target, "from": command.source, "reason": dict(command.reason)}
            story.add("transferred", command, now, facts)

    def _update(self, story: Story, chat: Chat, command: Update, now: datetime) -> None:
        """CH-8"""
        if chat.state == "empty":
            raise Refused("wrong_state")
        self._check_leads(chat, command.actor)
        kept = [tag for tag in chat.tags if tag not in command.remove_tags]
        new = [tag for tag in command.add_tags if tag not in command.remove_tags]
        added = [tag for i, tag in enumerate(new) if tag.casefold() not in [o.casefold() for o in (*kept, *new[:i])]]
        added = added[: max(0, MAX_TAGS - len(kept))]
        data: dict[str, Any] = {
            "severity": command.severity if command.severity != chat.severity else None,
            "added_tags": added,
            "removed_tags": [tag for tag in chat.tags if tag not in kept],
            "fields": dict(command.fields),
        }
        if data := {name: value for name, value in data.items() if value}:
            story.add("updated", command, now, data)
        if command.fields:
            self.fields.setdefault(chat.client, {}).update(command.fields)

    def _answer(self, story: Story, chat: Chat, command: AnswerForm, now: datetime) -> None:
        """RA-1, RA-3"""
        if story.form is None or story.form != command.form_seq:
            raise Refused("form_gone")
        earlier, rating = self.ratings.get((chat.id, command.form_seq)), command.rating
        self.ratings[chat.id, command.form_seq] = Answered(
            chat=chat.id,
            form_seq=command.form_seq,
            flow=earlier.flow if earlier else command.flow,
            operator=chat.operator,
            answers=command.answers,
            rating=rating or (earlier.rating if earlier else None),
            comment=earlier.comment if earlier and rating is None else command.comment,
            at=now,
        )
        if command.over:
            story.form = None
        if rating is not None:
            data = {"score": rating.score, "out_of": rating.out_of, "bad": rating.bad, "comment": command.comment}
            story.add("rated", command, now, data)

    def _set_deadlines(self, story: Story, chat: Chat, command: SetDeadlines, now: datetime) -> None:
        """SL-1: what was missed stays missed while the same deadline stands."""
        if chat.state in ("queue", "in_progress"):
            known = {(d.policy, d.key, d.due): d.missed for d in chat.deadlines}
            story.standing = tuple(
                replace(d, missed=known.get((d.policy, d.key, d.due), False) or (command.quietly and d.due <= now))
                for d in command.standing
            )

    def _meet_deadlines(self, story: Story, chat: Chat, command: MeetDeadlines, now: datetime) -> None:
        """SL-1"""
        for deadline in chat.deadlines:
            if deadline.due <= now and not deadline.missed:
                story.add("overdue", command, now, {"title": dict(deadline.title), "due": deadline.due})
        story.standing = tuple(replace(d, missed=d.missed or d.due <= now) for d in chat.deadlines)

    def _read(self, story: Story, chat: Chat, command: MarkRead, now: datetime) -> Mark | None:
        """RT-1: marks go forward; the others hear of one that is ahead of all marks of its side."""
        reader, seq = author_of(command.actor), min(command.seq, chat.seq)
        ahead = seq > max((at for other, at in story.marks.items() if other.type == reader.type), default=0)
        if seq > story.marks.get(reader, 0):
            story.marks[reader] = seq
        return Mark(chat=chat.id, reader=reader, seq=seq) if ahead else None

    def _check_leads(self, chat: Chat, actor: Actor) -> None:
        if isinstance(actor, Operator) and not actor.administrator and chat.operator != actor.id:
            raise Refused("take_first")  # others see no more than the queue
