"""The tables. Nouns in the singular; times are aware UTC; whatever must be unique has an index in the migrations."""

from typing import Any

from piccolo.columns import (
    JSON,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    DoublePrecision,
    ForeignKey,
    Integer,
    Serial,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.table import Table


def _to(table: type[Table], *, null: bool = False, index: bool = False) -> ForeignKey[Any]:
    """A reference that keeps what it refers to from being deleted."""
    return ForeignKey(table, null=null, default=None, index=index, on_delete=OnDelete.restrict)


class Installation(Table, tablename="installation"):
    """One row. `epoch` names this database: another one, or a restored one, has another. `revision` grows with every change of
    plugins, rules and settings."""

    id = Serial(primary_key=True)
    epoch = Varchar(length=32)
    revision = Integer(default=0)


class Company(Table, tablename="company"):
    """One row: what clients see as the other side, the defaults of language and time zone, and what the company works by:
    `strategy` and `flow` are connections."""

    id = Serial(primary_key=True)
    name = Varchar(length=100, default="")
    language = Varchar(length=8, default="en")
    zone = Varchar(length=64, default="UTC")
    strategy = Integer(null=True, default=None)
    flow = Integer(null=True, default=None)
    chat_limit = Integer(default=5)
    hours = JSON(default="[]")
    version = Integer(default=0)


class PluginState(Table, tablename="plugin_state"):
    """What the administrator wants of a plugin, and its own settings; `version` counts their changes. The row of a plugin that was
    never switched is made at its first start."""

    id = Serial(primary_key=True)
    name = Varchar(length=64)
    enabled = Boolean()
    settings = JSON(default="{}")
    settings_version = Integer(default=1)
    version = Integer(default=0)


class PluginStore(Table, tablename="plugin_store"):
    """The small memory of plugins and their instances; `value` is encrypted."""

    id = BigSerial(primary_key=True)
    owner = Varchar(length=140)
    key = Varchar(length=200)
    value = Bytea()


class Connection(Table, tablename="connection"):
    """One configured instance of a provider: a placement of the widget, a strategy, a rating flow, a policy."""

    id = Serial(primary_key=True)
    provider = Varchar(length=64)
    name = Varchar(length=64)
    settings = JSON()
    enabled = Boolean(default=True)
    kind = Varchar(length=16, default="channel")
    settings_version = Integer(default=1)
    version = Integer(default=0)


class Operator(Table, tablename="operator"):
    """Rows stay when operators go, for history shows their names: `deleted_at`, and `heir`, who gets their open chats (null: the
    queue). An e-mail address is unique among those who are not deleted."""

    id = Serial(primary_key=True)
    name = Varchar(length=64)
    display_name = Varchar(length=30)
    email = Varchar(length=254)
    password_hash = Varchar(length=200)
    administrator = Boolean(default=False)
    owner = Boolean(default=False)
    language = Varchar(length=8, null=True, default=None)
    created_at = Timestamptz(default=None)
    seen_at = Timestamptz(null=True, default=None)
    presence = Varchar(length=16, default="online")
    chat_limit = Integer(null=True, default=None)
    deleted_at = Timestamptz(null=True, default=None)
    heir = Integer(null=True, default=None)
    version = Integer(default=0)


class Session(Table, tablename="session"):
    """A signed-in browser. The cookie's token is stored as its SHA-256 only."""

    id = BigSerial(primary_key=True)
    operator = _to(Operator)
    token_hash = Varchar(length=64)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    user_agent = Varchar(length=300, default="")
    address = Varchar(length=64, default="")


class Status(Table, tablename="status"):
    """Rows stay, for history shows their names: a deleted status is `hidden`. Which one has the star follows from the order."""

    id = Serial(primary_key=True)
    name = Varchar(length=64, default="")
    status_group = Varchar(length=16)
    colour = Varchar(length=16)
    position = Integer(default=0)
    star = Boolean(default=False)
    builtin = Varchar(length=16, null=True, default=None)
    hidden = Boolean(default=False)
    version = Integer(default=0)


class Client(Table, tablename="client"):
    id = BigSerial(primary_key=True)
    name = Varchar(length=100, null=True, default=None)
    created_at = Timestamptz(default=None)
    fields = JSON(default="{}")


class Identity(Table, tablename="identity"):
    """A client on a channel. On the website `external_id` is the SHA-256 of the visitor's token."""

    id = BigSerial(primary_key=True)
    connection = _to(Connection)
    external_id = Varchar(length=100)
    client = _to(Client)
    blocked = Boolean(default=False)


class Visit(Table, tablename="visit"):
    """Pages seen with no pause longer than half an hour; `number` counts a client's visits."""

    id = BigSerial(primary_key=True)
    client = _to(Client, index=True)
    number = Integer()
    started_at = Timestamptz(default=None)
    last_at = Timestamptz(default=None)
    referrer = Varchar(length=2000, default="")
    campaign = JSON()
    language = Varchar(length=35, default="")
    user_agent = Varchar(length=300, default="")
    address = Varchar(length=64, default="")


class VisitPage(Table, tablename="visit_page"):
    id = BigSerial(primary_key=True)
    visit = _to(Visit, index=True)
    url = Varchar(length=2000)
    title = Varchar(length=300, default="")
    at = Timestamptz(default=None)


class Chat(Table, tablename="chat"):
    """See `besedka.domain.chat.Chat`; `last_*` is its newest message or note."""

    id = BigSerial(primary_key=True)
    identity = _to(Identity, index=True)
    client = _to(Client, index=True)
    state = Varchar(length=16)
    status = _to(Status, null=True)
    operator = _to(Operator, null=True)
    seq = Integer(default=0)
    client_messages = Integer(default=0)
    created_at = Timestamptz(default=None)
    opened_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    waiting_since = Timestamptz(null=True, default=None)
    last_kind = Varchar(length=16, null=True, default=None)
    last_author_type = Varchar(length=8, null=True, default=None)
    last_author = BigInt(null=True, default=None)
    last_text = Varchar(length=160, null=True, default=None)
    last_at = Timestamptz(null=True, default=None)
    last_seq = Integer(null=True, default=None)
    assigned_at = Timestamptz(null=True, default=None)
    form_seq = Integer(null=True, default=None)
    rating_score = DoublePrecision(null=True, default=None)
    rating_out_of = DoublePrecision(null=True, default=None)
    rating_bad = Boolean(null=True, default=None)
    severity = Integer(default=5)
    tags = JSON(default="[]")
    deadlines = JSON(null=True, default=None)
    overdue_since = Timestamptz(null=True, default=None)
    last_files = Integer(null=True, default=None)
    last_image = Boolean(null=True, default=None)


class ChatEvent(Table, tablename="chat_event"):
    """The story of a chat, numbered from 1 without holes. `client_key` is unique per author over all chats. `body` of a message is
    what it says now; what it said before stands in the `edited` and `deleted` events."""

    id = BigSerial(primary_key=True)
    chat = _to(Chat)
    seq = Integer()
    kind = Varchar(length=16)
    author_type = Varchar(length=8)
    author = BigInt()
    body = Text(null=True, default=None)
    data = JSON(null=True, default=None)
    at = Timestamptz(default=None)
    client_key = Varchar(length=64, null=True, default=None)
    request_hash = Bytea(null=True, default=None)
    edited_at = Timestamptz(null=True, default=None)
    deleted_at = Timestamptz(null=True, default=None)


class Rating(Table, tablename="rating"):
    """What a client answered on one closing (`form_seq` is its event); the chat's newest one counts."""

    id = BigSerial(primary_key=True)
    chat = BigInt()
    form_seq = Integer()
    flow = Varchar(length=64)
    operator = Integer(null=True, default=None)
    score = DoublePrecision(null=True, default=None)
    out_of = DoublePrecision(null=True, default=None)
    bad = Boolean(null=True, default=None)
    comment = Text(default="")
    answers = JSON(default="{}")
    at = Timestamptz(default=None)


class File(Table, tablename="file"):
    """What somebody has sent; its bytes are in the data folder under its id. Until a message carries it (`chat`, `seq`), and once
    that is deleted, it goes at `until`."""

    id = Varchar(length=32, primary_key=True)
    owner_type = Varchar(length=8)
    owner = BigInt()
    name = Varchar(length=200)
    type = Varchar(length=100)
    size_bytes = BigInt()
    width = Integer(null=True, default=None)
    height = Integer(null=True, default=None)
    sha256 = Varchar(length=64)
    at = Timestamptz(default=None)
    until = Timestamptz(null=True, default=None)
    chat = BigInt(null=True, default=None)
    seq = Integer(null=True, default=None)


class ReadMark(Table, tablename="read_mark"):
    """How far each reader has read a chat."""

    id = BigSerial(primary_key=True)
    chat = _to(Chat)
    reader_type = Varchar(length=8)
    reader = BigInt()
    seq = Integer()


class Draft(Table, tablename="draft"):
    """What an operator has begun to write in a chat: an answer or a note, one of each."""

    id = BigSerial(primary_key=True)
    operator = Integer()
    chat = BigInt()
    mode = Varchar(length=8)
    text = Text()
    at = Timestamptz(default=None)


class Tag(Table, tablename="tag"):
    """A tag that somebody has given, and when it was given last."""

    id = BigSerial(primary_key=True)
    name = Varchar(length=64)
    used_at = Timestamptz(default=None)


class Template(Table, tablename="template"):
    """Ready words for answers. `operator` is whose they are, None: everybody's (`level` is "global"); an empty title: its text says
    it all. Without a heading it stands by itself."""

    id = Serial(primary_key=True)
    level = Varchar(length=16)
    operator = _to(Operator, null=True)
    heading = Varchar(length=100, default="")
    title = Varchar(length=100, default="")
    text = Text()
    position = Integer(default=0)


class Job(Table, tablename="job"):
    """Work to be done at `due_at`, and again every `every_s`. `rev` counts how often it was asked for; who works holds the lease;
    until it ends, nobody begins, and a lease without a token is a pause. A dead job has failed too often and waits for a person."""

    id = BigSerial(primary_key=True)
    kind = Varchar(length=100)
    key = Varchar(length=100)
    due_at = Timestamptz(default=None)
    every_s = DoublePrecision(null=True, default=None)
    payload = JSON()
    rev = Integer(default=1)
    attempts = Integer(default=0)
    lease_until = Timestamptz(null=True, default=None)
    lease_token = Varchar(length=32, null=True, default=None)
    error = Text(null=True, default=None)
    dead_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=None)


class SearchEntry(Table, tablename="search_entry"):
    """The words of a message or note, by its event's number; those of a client's name by the client's, below zero, without a chat.
    Made from the rest, by whoever follows it."""

    id = BigSerial(primary_key=True)
    chat = BigInt(null=True, default=None)
    words = Text()


class SearchCursor(Table, tablename="search_cursor"):
    """One row: up to which event the words are known."""

    id = Serial(primary_key=True)
    event = BigInt(default=0)


class SearchStale(Table, tablename="search_stale"):
    """Clients whose names have changed since their words were noted."""

    client = BigSerial(primary_key=True)


TABLES: list[type[Table]] = [
    Installation,
    Company,
    PluginState,
    PluginStore,
    Connection,
    Operator,
    Session,
    Status,
    Client,
    Identity,
    Visit,
    VisitPage,
    Chat,
    ChatEvent,
    File,
    ReadMark,
    Rating,
    Draft,
    Tag,
    Template,
    Job,
    SearchEntry,
    SearchCursor,
    SearchStale,
]
