"""The frames of both sockets, as docs/wire.md tells them. Times are ISO 8601 in UTC."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from besedka.db.store import Trouble
from besedka.domain.chat import Event, Kind
from besedka.domain.forms import Step
from besedka.domain.people import AuthorType, Chosen, QueueMode
from besedka.domain.view import Shown, ShownAuthor
from besedka.services.drafts import Mode
from besedka.services.ratings import Asked
from besedka.services.rows import ClientName, Row
from besedka.web.protocol import text_frame

Id = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Seq = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Mentions = Annotated[tuple[Id, ...], Meta(max_length=20)]
FileIds = Annotated[tuple[Annotated[str, Meta(max_length=64)], ...], Meta(max_length=100)]


class ClientFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """From the client."""


class VisitorHello(ClientFrame, frozen=True, kw_only=True, tag="hello"):
    """The first frame of a visitor: the token of the session call, and the newest event it has."""

    v: int
    token: str
    chat: Id | None = None
    after: Seq | None = None
    epoch: str | None = None
    language: str | None = None


class ConsoleHello(ClientFrame, frozen=True, kw_only=True, tag="hello"):
    """The first frame of a console: a one-time ticket."""

    v: int
    ticket: str
    epoch: str | None = None
    language: str | None = None


class Send(ClientFrame, frozen=True, kw_only=True, tag="send"):
    """A message or a note; `id` is the sender's own and stays the same through repetitions. With files the text may be empty."""

    id: str
    text: str
    chat: Id | None = None
    note: bool = False
    mentions: Mentions = ()
    files: FileIds = ()


class EditMessage(ClientFrame, frozen=True, kw_only=True, tag="edit"):
    """One's own message or note gets another text. Without `mentions` those of a note stay."""

    id: str
    chat: Id
    seq: Seq
    text: str
    mentions: Mentions | None = None


class DeleteMessage(ClientFrame, frozen=True, kw_only=True, tag="delete"):
    """One's own message or note goes."""

    id: str
    chat: Id
    seq: Seq


class Type(ClientFrame, frozen=True, kw_only=True, tag="typing"):
    """What is in the composer now; empty: stopped."""

    chat: Id | None = None
    text: str | None = None


class Read(ClientFrame, frozen=True, kw_only=True, tag="read"):
    """Everything up to `seq` has been seen."""

    seq: Seq
    chat: Id | None = None


class OpenPage(ClientFrame, frozen=True, kw_only=True, tag="page"):
    """The visitor is on this page now."""

    url: str
    title: str = ""


class Identify(ClientFrame, frozen=True, kw_only=True, tag="identify"):
    """What the site says of its visitor; what is not there stays as it was."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    fields: dict[str, str] = {}


class Watch(ClientFrame, frozen=True, kw_only=True, tag="watch"):
    """Send me this chat's events after `after`, and go on."""

    chat: Id
    after: Seq = 0


class Unwatch(ClientFrame, frozen=True, kw_only=True, tag="unwatch"):
    """No more of this chat."""

    chat: Id


class Answer(ClientFrame, frozen=True, kw_only=True, tag="answer"):
    """Answers to steps of a form, by the steps' ids; an empty text skips a step, no values at all end the form."""

    id: str
    form: Annotated[str, Meta(max_length=64)]
    values: Annotated[
        dict[Annotated[str, Meta(max_length=64)], Annotated[str, Meta(max_length=4000)]], Meta(max_length=20)
    ]


class ChoosePresence(ClientFrame, frozen=True, kw_only=True, tag="presence"):
    """How the operator wants to be shown."""

    state: Chosen


VisitorFrame = Send | Type | Read | OpenPage | Identify | Answer
ConsoleFrame = Send | EditMessage | DeleteMessage | Type | Read | Watch | Unwatch | ChoosePresence


class ServerFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """From the server."""


class Welcome(ServerFrame, frozen=True, kw_only=True, tag="welcome"):
    """Always first; again when a visitor's message opened a chat."""

    last: int
    epoch: str
    now: datetime
    chat: int | None = None


class Ack(ServerFrame, frozen=True, kw_only=True, tag="ack"):
    """Stored: the event's number and time."""

    id: str
    chat: int
    seq: int
    at: datetime


class EventFrame(ServerFrame, frozen=True, kw_only=True, tag="event"):
    """An event; `prev` is the number of the one given before it, `id` is there for its author only."""

    chat: int
    seq: int
    prev: int
    kind: Kind
    author: ShownAuthor
    at: datetime
    data: dict[str, Any]
    id: str | None = None


def event_frame(event: Event, shown: Shown, prev: int, id: str | None = None) -> EventFrame:
    """The frame of an event as one reader sees it."""
    return EventFrame(
        chat=event.chat,
        seq=event.seq,
        prev=prev,
        kind=shown.kind,
        author=shown.author,
        at=shown.at,
        data=shown.data,
        id=id,
    )


class ReadFrame(ServerFrame, frozen=True, kw_only=True, tag="read"):
    """How far somebody has read; `operator` and `unread` go to that operator's own consoles."""

    chat: int
    by: AuthorType
    seq: int
    operator: int | None = None
    unread: int | None = None


class TypingFrame(ServerFrame, frozen=True, kw_only=True, tag="typing"):
    """Somebody is typing; gone after six seconds. `text` is for operators."""

    chat: int
    by: AuthorType
    text: str | None = None
    operator: int | None = None


class PresentOperator(msgspec.Struct, frozen=True, kw_only=True):
    """An operator and whether they are here."""

    id: int
    name: str
    photo: str | None
    state: str


class PresenceFrame(ServerFrame, frozen=True, kw_only=True, tag="presence"):
    """All operators for consoles; for visitors those who are online, and the one who holds their chat."""

    operators: list[PresentOperator]


class ChatFrame(Row, frozen=True, kw_only=True, tag_field="type", tag="chat", omit_defaults=True):
    """A list item as it is now."""


class HolderFact(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds the chat that one was refused or has lost."""

    id: int
    name: str
    photo: str | None


class Gone(ServerFrame, frozen=True, kw_only=True, tag="gone"):
    """This chat is no longer yours to see; `holder` has just got it."""

    chat: int
    holder: HolderFact | None = None


class Assigned(ServerFrame, frozen=True, kw_only=True, tag="assigned"):
    """You have a chat that you did not take yourself: a strategy gave it, or `by` did."""

    chat: int
    client: ClientName
    by: HolderFact | None = None
    note: str | None = None


class DraftFrame(ServerFrame, frozen=True, kw_only=True, tag="draft", omit_defaults=False):
    """On some console of yours a draft has gone on."""

    chat: int
    mode: Mode
    text: str
    at: datetime


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """An operator who has the chat open; answering: writing to the client just now."""

    id: int
    name: str
    state: Literal["viewing", "answering"]


class ViewersFrame(ServerFrame, frozen=True, kw_only=True, tag="viewers", omit_defaults=False):
    """Everybody who has the chat open, oneself among them; told when somebody else is there, or is no more."""

    chat: int
    operators: list[Viewer]


class Mention(ServerFrame, frozen=True, kw_only=True, tag="mention"):
    """A note calls you by name."""

    chat: int
    seq: int
    by: HolderFact
    text: str


class Unreached(ServerFrame, frozen=True, kw_only=True, tag="unreached"):
    """These colleagues, whom a note of yours mentions, cannot see the chat."""

    chat: int
    operators: list[int]


class Counts(ServerFrame, frozen=True, kw_only=True, tag="counts", omit_defaults=False):
    """The counters beside the views."""

    queue: int
    in_progress: int
    online: int
    overdue: int


class DeskFrame(ServerFrame, frozen=True, kw_only=True, tag="desk", omit_defaults=False):
    """What the company works by now: what operators may do with the queue, whether they ask for the next chat, whether the
    website's chat is on. `revision` grows with every change of plugins, rules and settings: pages about them ask again."""

    queue: QueueMode
    on_request: bool
    website: bool
    revision: int


class TroubleFrame(ServerFrame, frozen=True, kw_only=True, tag="trouble", omit_defaults=False):
    """What keeps the server from storing anything; null: nothing does, or nothing does any more."""

    code: Trouble | None


class Ask(ServerFrame, frozen=True, kw_only=True, tag="ask", omit_defaults=False):
    """A form for the visitor: its next steps, and the answers so far. Without steps it is over."""

    chat: int
    form: str
    steps: list[Step]
    answers: dict[str, str]


def ask_frame(asked: Asked) -> Ask:
    """A form as the visitor is asked it."""
    return Ask(chat=asked.chat, form=asked.form, steps=asked.steps, answers=asked.answers)


class Resync(ServerFrame, frozen=True, kw_only=True, tag="resync"):
    """Forget what you have of this chat: the newest events follow."""

    chat: int


class ErrorFrame(ServerFrame, frozen=True, kw_only=True, tag="error"):
    """A refusal; `id` is that of the `send` that it answers, `chat` that of the frame if it named one."""

    code: str
    detail: str
    id: str | None = None
    chat: int | None = None
    field: str | None = None
    retry_after: float | None = None
    holder: HolderFact | None = None


AnyServerFrame = (
    Welcome
    | Ack
    | EventFrame
    | ReadFrame
    | TypingFrame
    | PresenceFrame
    | ChatFrame
    | Gone
    | Assigned
    | DraftFrame
    | ViewersFrame
    | Mention
    | Unreached
    | Counts
    | DeskFrame
    | TroubleFrame
    | Ask
    | Resync
    | ErrorFrame
)
AnyClientFrame = (
    VisitorHello
    | Send
    | EditMessage
    | DeleteMessage
    | Type
    | Read
    | OpenPage
    | Identify
    | Answer
    | Watch
    | Unwatch
    | ChoosePresence
)

_encode = msgspec.json.Encoder().encode


def pack(frame: msgspec.Struct) -> bytes:
    """A frame ready for the wire."""
    return text_frame(_encode(frame))
