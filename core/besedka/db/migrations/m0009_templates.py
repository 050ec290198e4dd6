"""Templates: ready words for answers, of everybody or of one operator."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Integer, Serial, Text, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

ID = "m0009_templates"
VERSION = "1.38.0"
DESCRIPTION = "Templates"


class Operator(Table, tablename="operator"):
    id = Serial(primary_key=True)


class Template(Table, tablename="template"):
    id = Serial(primary_key=True)
    level = Varchar(length=16)
    operator = ForeignKey(Operator, null=True, default=None, on_delete=OnDelete.restrict)
    heading = Varchar(length=100, default="")
    title = Varchar(length=100, default="")
    text = Text()
    position = Integer(default=0)


INDEX = "CREATE INDEX template_list ON template (level, operator, position)"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_table)
    manager.add_raw(_index)
    return manager


async def _table() -> None:
    await Template.create_table()


async def _index() -> None:
    await Template.raw(INDEX)
