"""The tables of the first release, as they were then (besedka.db.tables goes on changing), and their first rows."""

import secrets
from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import (
    JSON,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    ForeignKey,
    Integer,
    Serial,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.table import Table

ID = "m0001_first_tables"
VERSION = "1.38.0"
DESCRIPTION = "The tables of the first release"


def _to(table: type[Table], *, null: bool = False, index: bool = False) -> ForeignKey[Any]:
    """A reference that keeps what it refers to from being deleted."""
    return ForeignKey(table, null=null, default=None, index=index, on_delete=OnDelete.restrict)


class Installation(Table, tablename="installation"):
    id = Serial(primary_key=True)
    epoch = Varchar(length=32)


class Company(Table, tablename="company"):
    id = Serial(primary_key=True)
    name = Varchar(length=100, default="")
    language = Varchar(length=8, default="en")
    zone = Varchar(length=64, default="UTC")


class PluginState(Table, tablename="plugin_state"):
    id = Serial(primary_key=True)
    name = Varchar(length=64)
    enabled = Boolean()


class Connection(Table, tablename="connection"):
    id = Serial(primary_key=True)
    provider = Varchar(length=64)
    name = Varchar(length=64)
    settings = JSON()
    enabled = Boolean(default=True)


class Operator(Table, tablename="operator"):
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


class Session(Table, tablename="session"):
    id = BigSerial(primary_key=True)
    operator = _to(Operator)
    token_hash = Varchar(length=64)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    user_agent = Varchar(length=300, default="")
    address = Varchar(length=64, default="")


class Status(Table, tablename="status"):
    id = Serial(primary_key=True)
    name = Varchar(length=64, default="")
    status_group = Varchar(length=16)
    colour = Varchar(length=16)
    position = Integer(default=0)
    star = Boolean(default=False)
    builtin = Varchar(length=16, null=True, default=None)


class Client(Table, tablename="client"):
    id = BigSerial(primary_key=True)
    name = Varchar(length=100, null=True, default=None)
    created_at = Timestamptz(default=None)


class Identity(Table, tablename="identity"):
    id = BigSerial(primary_key=True)
    connection = _to(Connection)
    external_id = Varchar(length=100)
    client = _to(Client)
    blocked = Boolean(default=False)


class Visit(Table, tablename="visit"):
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


class ChatEvent(Table, tablename="chat_event"):
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


class ReadMark(Table, tablename="read_mark"):
    id = BigSerial(primary_key=True)
    chat = _to(Chat)
    reader_type = Varchar(length=8)
    reader = BigInt()
    seq = Integer()


INDEXES = [
    "CREATE UNIQUE INDEX plugin_state_name ON plugin_state (name)",
    "CREATE UNIQUE INDEX connection_provider_name ON connection (provider, name)",
    "CREATE UNIQUE INDEX operator_email ON operator (email)",
    "CREATE UNIQUE INDEX session_token_hash ON session (token_hash)",
    "CREATE INDEX session_operator ON session (operator)",
    "CREATE UNIQUE INDEX identity_external_id ON identity (connection, external_id)",
    "CREATE INDEX identity_client ON identity (client)",
    "CREATE UNIQUE INDEX chat_empty_identity ON chat (identity) WHERE state = 'empty'",
    # Messages must not touch these: open chats are few and are sorted when asked for, closed ones are sorted by when they were.
    "CREATE INDEX chat_open ON chat (state, operator) WHERE state IN ('queue', 'in_progress')",
    "CREATE INDEX chat_closed ON chat (closed_at, id) WHERE state = 'closed'",
    "CREATE INDEX chat_closed_operator ON chat (operator, closed_at, id) WHERE state = 'closed'",
    "CREATE UNIQUE INDEX chat_event_seq ON chat_event (chat, seq)",
    "CREATE UNIQUE INDEX chat_event_key ON chat_event (client_key, author, author_type) WHERE client_key IS NOT NULL",
    "CREATE UNIQUE INDEX read_mark_reader ON read_mark (chat, reader_type, reader)",
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_tables)
    manager.add_raw(_indexes)
    manager.add_raw(_rows)
    return manager


async def _tables() -> None:
    for table in (
        Installation, Company, PluginState, Connection, Operator, Session, Status,
        Client, Identity, Visit, VisitPage, Chat, ChatEvent, ReadMark,
    ):  # fmt: skip
        await table.create_table()


async def _indexes() -> None:
    for statement in INDEXES:
        await Installation.raw(statement)


async def _rows() -> None:
    await Installation.insert(Installation(epoch=secrets.token_hex(8)))
    await Company.insert(Company())
    await Connection.insert(Connection(provider="webchat", name="default", settings="{}"))
    await Status.insert(
        Status(status_group="in_progress", colour="green", star=True, builtin="in_progress"),
        Status(status_group="closed", colour="grey", builtin="done"),
        Status(status_group="closed", colour="red", builtin="spam", position=1),
    )
