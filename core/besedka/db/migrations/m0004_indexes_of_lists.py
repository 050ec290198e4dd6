"""Indexes for lists of an old installation: the queue in its order, the chats that an operator leads, jobs that are leased.

Messages touch none of them.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigSerial
from piccolo.table import Table

ID = "m0004_indexes_of_lists"
VERSION = "1.38.0"
DESCRIPTION = "Indexes of lists"


class Chat(Table, tablename="chat"):
    id = BigSerial(primary_key=True)


INDEXES = [
    "CREATE INDEX chat_queue ON chat (opened_at, id) WHERE state = 'queue'",
    "CREATE INDEX chat_in_progress ON chat (operator) WHERE state = 'in_progress'",
    "CREATE INDEX job_lease ON job (lease_until) WHERE lease_until IS NOT NULL",
    "CREATE INDEX job_dead ON job (dead_at, id) WHERE dead_at IS NOT NULL",
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_indexes)
    return manager


async def _indexes() -> None:
    for statement in INDEXES:
        await Chat.raw(statement)
