"""Work to be done later or again, one row a job."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import JSON, BigSerial, DoublePrecision, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

ID = "m0003_jobs"
VERSION = "1.38.0"
DESCRIPTION = "Jobs"


class Job(Table, tablename="job"):
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


INDEXES = [
    "CREATE UNIQUE INDEX job_kind_key ON job (kind, key)",
    "CREATE INDEX job_due ON job (due_at) WHERE dead_at IS NULL",
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_table)
    manager.add_raw(_indexes)
    return manager


async def _table() -> None:
    await Job.create_table()


async def _indexes() -> None:
    for statement in INDEXES:
        await Job.raw(statement)
