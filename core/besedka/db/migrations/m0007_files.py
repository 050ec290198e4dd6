"""Files that people send, and what lists show of a message that is nothing but files."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, BigSerial, Boolean, Integer, Timestamptz, Varchar
from piccolo.table import Table

ID = "m0007_files"
VERSION = "1.38.0"
DESCRIPTION = "Files"


class File(Table, tablename="file"):
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


class Chat(Table, tablename="chat"):
    id = BigSerial(primary_key=True)
    last_files = Integer(null=True, default=None)
    last_image = Boolean(null=True, default=None)


INDEXES = [
    "CREATE INDEX file_until ON file (until) WHERE until IS NOT NULL",
    "CREATE INDEX file_chat ON file (chat, seq) WHERE chat IS NOT NULL",
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_tables)
    return manager


async def _tables() -> None:
    await File.create_table()
    for column in (Chat.last_files, Chat.last_image):
        await Chat.raw(f"ALTER TABLE chat ADD COLUMN {column.ddl}")
    for statement in INDEXES:
        await File.raw(statement)
