"""What plugins need to live: their settings and memory, the company's rules, ratings, deadlines, chosen presence."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import (
    JSON,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    DoublePrecision,
    Integer,
    Serial,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

ID = "m0002_plugins_live"
VERSION = "1.38.0"
DESCRIPTION = "Settings and memory of plugins, rules of the company, ratings, deadlines, presence"


class Installation(Table, tablename="installation"):
    id = Serial(primary_key=True)
    revision = Integer(default=0)


class PluginState(Table, tablename="plugin_state"):
    id = Serial(primary_key=True)
    settings = JSON(default="{}")
    settings_version = Integer(default=1)
    version = Integer(default=0)


class Connection(Table, tablename="connection"):
    id = Serial(primary_key=True)
    kind = Varchar(length=16, default="channel")
    settings_version = Integer(default=1)
    version = Integer(default=0)


class Company(Table, tablename="company"):
    id = Serial(primary_key=True)
    strategy = Integer(null=True, default=None)
    flow = Integer(null=True, default=None)
    chat_limit = Integer(default=5)
    hours = JSON(default="[]")


class Operator(Table, tablename="operator"):
    id = Serial(primary_key=True)
    presence = Varchar(length=16, default="online")
    chat_limit = Integer(null=True, default=None)


class Client(Table, tablename="client"):
    id = BigSerial(primary_key=True)
    fields = JSON(default="{}")


class Chat(Table, tablename="chat"):
    id = BigSerial(primary_key=True)
    assigned_at = Timestamptz(null=True, default=None)
    form_seq = Integer(null=True, default=None)
    rating_score = DoublePrecision(null=True, default=None)
    rating_out_of = DoublePrecision(null=True, default=None)
    rating_bad = Boolean(null=True, default=None)
    severity = Integer(default=5)
    tags = JSON(default="[]")
    deadlines = JSON(null=True, default=None)
    overdue_since = Timestamptz(null=True, default=None)


class PluginStore(Table, tablename="plugin_store"):
    id = BigSerial(primary_key=True)
    owner = Varchar(length=140)
    key = Varchar(length=200)
    value = Bytea()


class Rating(Table, tablename="rating"):
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


WIDENED: tuple[type[Table], ...] = (Installation, PluginState, Connection, Company, Operator, Client, Chat)

INDEXES = [
    "CREATE UNIQUE INDEX plugin_store_key ON plugin_store (owner, key)",
    "CREATE UNIQUE INDEX rating_form ON rating (chat, form_seq)",
    "CREATE INDEX chat_assigned ON chat (operator, assigned_at) WHERE assigned_at IS NOT NULL",
    "CREATE INDEX chat_overdue ON chat (overdue_since, id) WHERE overdue_since IS NOT NULL",
    "CREATE UNIQUE INDEX operator_owner ON operator (owner) WHERE owner",
    "CREATE UNIQUE INDEX visit_number ON visit (client, number)",
    "CREATE INDEX identity_token ON identity (external_id)",
    "CREATE INDEX session_expiry ON session (expires_at)",
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_tables)
    manager.add_raw(_rows)
    return manager


async def _tables() -> None:
    for table in WIDENED:
        for column in table._meta.columns:
            if column is not table._meta.primary_key:
                ddl = column.ddl.replace("{", "{{").replace("}", "}}")  # a raw query's braces are its parameters
                await Installation.raw(f"ALTER TABLE {table._meta.tablename} ADD COLUMN {ddl}")
    await PluginStore.create_table()
    await Rating.create_table()
    for statement in INDEXES:
        await Installation.raw(statement)


async def _rows() -> None:
    """Each company begins with taking from the queue, stars on closing, and answers in time."""
    strategy = await _instance("distribution", "manual", "manual")
    await _instance("distribution", "oldest_first", "oldest_first")
    flow = await _instance("rating", "stars", "stars")
    await _instance("sla", "answer_time", "default")
    await Installation.raw("UPDATE company SET strategy = {}, flow = {}", strategy, flow)


async def _instance(kind: str, provider: str, name: str) -> int:
    rows: list[dict[str, Any]] = await Installation.raw(
        "INSERT INTO connection (provider, name, settings, enabled, kind) VALUES ({}, {}, {}, {}, {}) RETURNING id",
        provider,
        name,
        "{}",
        True,
        kind,
    )
    return rows[0]["id"]  # type: ignore[no-any-return]
