"""A plugin with everything that it may leave in a database: tables with columns of each type, sealed settings, a memory, a job."""

from distributions import Distributions

TOKEN = "tok-4711-very-secret"
TABLES = """
from piccolo.columns import (
    JSONB, UUID, Array, Boolean, Bytea, Date, DoublePrecision, ForeignKey, Integer, Interval, Numeric, Real, SmallInt, Time,
    Timestamp, Timestamptz, Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.table import Table

class Box(Table, tablename="shelf_box"):
    parent = ForeignKey("self", null=True, default=None, on_delete=OnDelete.restrict)
    name = Varchar()
    small = SmallInt(null=True, default=None)
    single = Real(null=True, default=None)
    price = Numeric(digits=(8, 2), null=True, default=None)
    full = Boolean(null=True, default=None)
    raw = Bytea(null=True, default=None)
    day = Date(null=True, default=None)
    hour = Time(null=True, default=None)
    local = Timestamp(null=True, default=None)
    moment = Timestamptz(null=True, default=None)
    length = Interval(null=True, default=None)
    facts = JSONB(null=True, default=None)
    tags = Array(Varchar(), null=True, default=None)
    numbers = Array(Integer(), null=True, default=None)

class Label(Table, tablename="shelf_label"):
    id = UUID(primary_key=True)
    box = ForeignKey(Box, on_delete=OnDelete.restrict)
    weight = DoublePrecision()
"""
APP = """
from pathlib import Path
from piccolo.conf.apps import AppConfig
from {module}.tables import Box, Label

APP_CONFIG = AppConfig(
    app_name="shelf", migrations_folder_path=Path(__file__).parent / "migrations", table_classes=[Box, Label]
)
"""
MIGRATION = """
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from {module}.tables import Box, Label

async def forwards():
    manager = MigrationManager(migration_id="m0001", app_name="shelf", description="")
    async def run():
        await Box.create_table()
        await Label.create_table()
    manager.add_raw(run)
    return manager
"""
PLUGIN = """
from litestar import get, post

class Options(Struct, frozen=True, kw_only=True):
    token: Secret | None = None

class Made(Plugin[Options]):
    name = "shelf"
    title = "Shelf"
    api = "0.1"
    piccolo_app = __name__ + ".piccolo_app"

    async def setup(self) -> None:
        from .tables import Box
        if not await Box.exists():
            await self.fill()

    async def fill(self) -> None:
        from .tables import Box, Label
        await self.ctx.store.set("memory", "kept")
        box = Box(
            name="tea, \\\\ \\t \\n «чай»", small=-3, single=0.1, price="12.25", full=True, raw=b"\\x00\\xff", tags=["a", "b, c"],
            day=datetime(2026, 1, 2).date(), hour=datetime(2026, 1, 2, 3, 4, 5).time(), local=datetime(2026, 1, 2, 3, 4, 5, 6),
            moment=datetime(2026, 1, 2, 3, 4, 5, 6, UTC), length=timedelta(seconds=1.5), facts={"a": "ü", "b": [1, 2.5]},
            numbers=[1, 2],
        )
        await Box.insert(box)
        await Box.insert(Box(name="inner"))
        inner = (await Box.select(Box.id).where(Box.name == "inner"))[0]["id"]
        await Box.update({Box.parent: inner}, force=True).where(Box.name != "inner")  # before the one that it refers to
        await Label.insert(Label(box=inner, weight=0.1 + 0.2))

    @hookimpl
    def register_jobs(self) -> list[Job]:
        return [Job(name="sweep", every=timedelta(hours=1), run=self.sweep)]

    async def sweep(self) -> None:
        pass

    @hookimpl
    def register_routes(self) -> list[Route]:
        @get("/state")
        async def state() -> dict[str, Any]:
            from .tables import Box, Label
            token = self.ctx.plugin.settings.token
            return {
                "token": token.reveal() if token else None,
                "memory": await self.ctx.store.get("memory", str),
                "rows": [
                    {key: f"{value:.4g}" if isinstance(value, float) else str(value) for key, value in row.items()}
                    for table in (Box, Label) for row in await table.select().order_by(table.id).output(load_json=True)
                ],
            }

        @post("/add")
        async def add() -> int:
            from .tables import Box
            return (await Box.insert(Box(name="new")))[0]["id"]

        return [Route(access=Access.PUBLIC, handler=handler) for handler in (state, add)]
"""


def add_shelf(site: Distributions) -> None:
    """Add the plugin `shelf`. `GET /plugins/shelf/state` says all that it has, `POST /plugins/shelf/add` adds a row."""
    module = site.add("shelf", source=PLUGIN)
    package = site.path / module
    (package / "tables.py").write_text(TABLES)
    (package / "piccolo_app.py").write_text(APP.format(module=module))
    (package / "migrations").mkdir()
    (package / "migrations" / "m0001.py").write_text(MIGRATION.format(module=module))
