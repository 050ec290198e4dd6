"""What operators have begun to write, and the tags that were used lately."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, BigSerial, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

ID = "m0006_moves"
VERSION = "1.38.0"
DESCRIPTION = "Drafts and tags"


class Draft(Table, tablename="draft"):
    id = BigSerial(primary_key=True)
    operator = Integer()
    chat = BigInt()
    mode = Varchar(length=8)
    text = Text()
    at = Timestamptz(default=None)


class Tag(Table, tablename="tag"):
    id = BigSerial(primary_key=True)
    name = Varchar(length=64)
    used_at = Timestamptz(default=None)


INDEXES = [
    "CREATE UNIQUE INDEX draft_operator_chat_mode ON draft (operator, chat, mode)",
    "CREATE UNIQUE INDEX tag_name ON tag (name)",
    "CREATE INDEX tag_used_at ON tag (used_at)",
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_tables)
    manager.add_raw(_indexes)
    return manager


async def _tables() -> None:
    for table in (Draft, Tag):
        await table.create_table()


async def _indexes() -> None:
    for statement in INDEXES:
        await Draft.raw(statement)
