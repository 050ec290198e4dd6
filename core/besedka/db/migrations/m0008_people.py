"""Statuses that are hidden, operators who are gone, and versions of what several administrators may change at once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Integer, Serial, Timestamptz
from piccolo.table import Table

ID = "m0008_people"
VERSION = "1.38.0"
DESCRIPTION = "Hidden statuses, deleted operators, versions"


class Status(Table, tablename="status"):
    id = Serial(primary_key=True)
    hidden = Boolean(default=False)
    version = Integer(default=0)


class Operator(Table, tablename="operator"):
    id = Serial(primary_key=True)
    deleted_at = Timestamptz(null=True, default=None)
    heir = Integer(null=True, default=None)
    version = Integer(default=0)


class Company(Table, tablename="company"):
    id = Serial(primary_key=True)
    version = Integer(default=0)


WIDENED: tuple[type[Table], ...] = (Status, Operator, Company)

INDEXES = [
    "DROP INDEX operator_email",
    "CREATE UNIQUE INDEX operator_email ON operator (email) WHERE deleted_at IS NULL",
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_columns)
    manager.add_raw(_indexes)
    return manager


async def _columns() -> None:
    for table in WIDENED:
        for column in table._meta.columns:
            if column is not table._meta.primary_key:
                await Status.raw(f"ALTER TABLE {table._meta.tablename} ADD COLUMN {column.ddl}")


async def _indexes() -> None:
    for statement in INDEXES:
        await Status.raw(statement)
