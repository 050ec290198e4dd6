"""When a message was edited, and when it was deleted."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigSerial, Timestamptz
from piccolo.table import Table

ID = "m0005_edits"
VERSION = "1.38.0"
DESCRIPTION = "Edited and deleted messages"


class ChatEvent(Table, tablename="chat_event"):
    id = BigSerial(primary_key=True)
    edited_at = Timestamptz(null=True, default=None)
    deleted_at = Timestamptz(null=True, default=None)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_columns)
    return manager


async def _columns() -> None:
    for column in (ChatEvent.edited_at, ChatEvent.deleted_at):
        await ChatEvent.raw(f"ALTER TABLE chat_event ADD COLUMN {column.ddl}")
