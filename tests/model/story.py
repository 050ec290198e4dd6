"""A chat of the model: the list of its events, and what follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from msgspec.structs import asdict, replace

from besedka.domain.chat import Chat, Event, Kind, Last, Score, Standing, Words
from besedka.domain.commands import AddNote, Command, Saying
from besedka.domain.people import Actor, Author, Robot, Visitor, author_of
from besedka.plugin.errors import Refused

PREVIEW_CHARS = 160


@dataclass
class Story:
    """What is kept of a chat: its events, and the little that they do not tell."""

    id: int
    visitor: Visitor
    star: int
    events: list[Event] = field(default_factory=list)
    form: int | None = None
    standing: tuple[Standing, ...] = ()
    marks: dict[Author, int] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=lambda: {"state": "empty"})

    def add(
        self,
        kind: Kind,
        command: Command,
        now: datetime,
        data: dict[str, Any] | None = None,
        *,
        text: str | None = None,
        keyed: bool = True,
    ) -> None:
        """One more event; `keyed`: it is the one that the command's key stands for."""
        key = command.key if keyed else None
        seq, author = len(self.events) + 1, author_of(command.actor)
        event = Event(chat=self.id, seq=seq, kind=kind, author=author, at=now, text=text, data=data or {}, key=key)
        self.events.append(event)
        self.facts |= _after(event, self.facts, self.star)

    def say(self, kind: Kind, command: Saying, now: datetime) -> None:
        """One more message or note with what it carries; a plugin's says whose it is, a colleague's whom it mentions."""
        actor, data = command.actor, dict[str, Any]()
        if isinstance(actor, Robot):
            data = {"plugin": {"name": actor.name, "title": dict(actor.title)}}
        elif isinstance(command, AddNote) and command.mentions:
            data = {"mentions": list(command.mentions)}
        if command.files:
            data["files"] = [{k: v for k, v in asdict(file).items() if v is not None} for file in command.files]
        self.add(kind, command, now, data, text=command.text)

    def change(
        self, said: Event, kind: Kind, command: Command, now: datetime, told: dict[str, Any], **changed: Any
    ) -> None:
        """An earlier message is another one from now on; the event says what it was, and lists show what it is."""
        self.add(kind, command, now, told, text=said.text)
        self.events[-1] = replace(self.events[-1], text_now=changed["text"])
        self.events[said.seq - 1] = replace(said, **changed)
        last = self.facts["last"]
        if last.seq == said.seq:
            carried = {"files": 0, "image": False} if changed["text"] is None else {}
            self.facts["last"] = replace(last, text=(changed["text"] or "")[:PREVIEW_CHARS], **carried)

    def as_read(self) -> list[Event]:
        """The events as they are read later: an edit tells what the message says by then."""
        return [
            replace(event, text_now=self.events[event.data["seq"] - 1].text) if event.kind == "edited" else event
            for event in self.events
        ]

    def chat(self, *, blocked: bool) -> Chat:
        """What the events add up to."""
        return Chat(
            id=self.id,
            connection=1,
            identity=self.visitor.identity,
            client=self.visitor.client,
            client_name=None,
            seq=len(self.events),
            blocked=blocked,
            form_seq=self.form,
            deadlines=self.standing,
            overdue_since=min((d.due for d in self.standing if d.missed and not d.silent), default=None),
            **self.facts,
        )


def _after(event: Event, facts: Mapping[str, Any], star: int) -> dict[str, Any]:
    """What of a chat an event changes."""
    at, data = event.at, event.data
    match event.kind:
        case "message" | "note":
            return {"last": _last(event), **_after_words(event, facts)}
        case "taken":
            held = {"state": "in_progress", "status": star, "operator": data["operator"]}
            return {"opened_at": facts.get("opened_at") or at, **held, "assigned_at": at}
        case "transferred":
            status = star if facts["state"] == "queue" else facts["status"]
            return {"state": "in_progress", "status": status, "operator": data["operator"], "assigned_at": at}
        case "returned":
            return {"state": "queue", "status": None, "operator": None}
        case "status" | "closed" | "reopened":
            return {"status": data["status"], **_after_status(event, facts)}
        case "rated":
            return {"rating": Score(score=data["score"], out_of=data["out_of"], bad=data["bad"])}
        case "updated":
            tags = [tag for tag in facts.get("tags", ()) if tag not in data.get("removed_tags", ())]
            severity = data.get("severity", facts.get("severity", 5))
            return {"tags": (*tags, *data.get("added_tags", ())), "severity": severity}
    return {}


def _after_words(event: Event, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A client's message opens the chat and waits, an operator's answers; notes and what is automatic do neither."""
    match event.kind, event.author.type:
        case "message", "visitor":
            return {
                "state": "queue" if facts["state"] == "empty" else facts["state"],
                "opened_at": facts.get("opened_at") or event.at,
                "waiting_since": facts.get("waiting_since") or event.at,
                "client_messages": facts.get("client_messages", 0) + 1,
            }
        case "message", "operator":
            return {"waiting_since": None}
    return {}


def _after_status(event: Event, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Who closes a chat holds it on, and answers nobody; one that nobody held is held by whoever reopens it."""
    match event.kind:
        case "closed":
            return {"state": "closed", "closed_at": event.at}
        case "reopened":
            holder = facts.get("operator") or event.author.id
            return {"state": "in_progress", "operator": holder, "closed_at": None}
    return {}


def _last(event: Event) -> Last:
    assert event.text is not None
    text = event.text[:PREVIEW_CHARS]
    files = event.data.get("files", [])
    image = bool(files) and all("width" in file for file in files)
    return Last(
        kind=event.kind, author=event.author, text=text, at=event.at, seq=event.seq, files=len(files), image=image
    )


def said_by(story: Story, actor: Actor, seq: int) -> Event:
    said = story.events[seq - 1] if 0 < seq <= len(story.events) else None
    if said is None or said.kind not in ("message", "note"):
        raise Refused("not_found")
    if said.author != author_of(actor):
        raise Refused("not_author")
    if said.deleted_at:
        raise Refused("message_deleted")
    return said


def taken_as(to: int, reason: Words | None) -> dict[str, Any]:
    return {"operator": to, "reason": dict(reason)} if reason else {"operator": to}
