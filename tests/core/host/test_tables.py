"""Tables and memory of a plugin."""

import sys

import pytest

from besedka.db.bind import bound
from besedka.db.tables import PluginStore
from besedka.plugin.errors import Refused
from core.host.conftest import Hosting
from distributions import Distributions

MIGRATION = """
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from besedka.db.tables import PluginState

async def forwards():
    manager = MigrationManager(migration_id="{id}", app_name="notes", description="")
    async def run():
        await PluginState.raw("{sql}")
        {after}
    manager.add_raw(run)
    return manager
"""
APP = """
from pathlib import Path
from piccolo.conf.apps import AppConfig
from piccolo.columns import Integer, Varchar
from piccolo.table import Table

class Note(Table, tablename="notes_note"):
    id = Integer(primary_key=True)
    text = Varchar()

APP_CONFIG = AppConfig(app_name="notes", migrations_folder_path=Path(__file__).parent / "migrations", table_classes=[Note])
"""
BODY = """
seen = []

async def setup(self) -> None:
    from {module}.piccolo_app import Note
    await Note.insert(Note(id=await Note.count() + 1, text="hello"))
    self.seen.append(await Note.count())
"""
CREATE = "CREATE TABLE notes_note (id INTEGER PRIMARY KEY, text VARCHAR)"


def add(plugins: Distributions, *migrations: tuple[str, str]) -> str:
    module = plugins.add("notes", "")
    package = plugins.path / module
    init = package / "__init__.py"
    body = BODY.format(module=module) + f'\npiccolo_app = "{module}.piccolo_app"\n'
    init.write_text(init.read_text() + "".join(f"    {line}\n" for line in body.splitlines()))
    (package / "piccolo_app.py").write_text(APP)
    (package / "migrations").mkdir()
    for number, (sql, after) in enumerate(migrations, 1):
        id = f"m{number:04}"
        (package / "migrations" / f"{id}.py").write_text(MIGRATION.format(id=id, sql=sql, after=after))
    return module


async def test_tables_are_made_before_setup_and_kept(plugins: Distributions, hosting: Hosting) -> None:
    module = add(plugins, (CREATE, "pass"))
    async with hosting() as host:
        await host.set_wish("notes", True)
        found = await host.info("notes")
        assert found.state == "active", found.trouble
        await host.set_wish("notes", False)
        await host.set_wish("notes", True)
    assert sys.modules[module].Made.seen == [1, 2]


@pytest.mark.parametrize("after", ["1 / 0", "raise SystemExit", "import asyncio; raise asyncio.CancelledError"])
async def test_a_failing_migration_is_taken_back_and_hurts_nothing_else(
    plugins: Distributions, hosting: Hosting, after: str
) -> None:
    add(plugins, (CREATE, "pass"), ("ALTER TABLE notes_note ADD COLUMN more INTEGER", after))
    async with hosting() as host:
        await host.set_wish("notes", True)
        found = await host.info("notes")
        assert (found.state, found.trouble and found.trouble.code) == ("failed", "migration")
        assert "notes_note" not in await bound().table_names()
        await host.set_wish("notes", False)
        await host.set_wish("webchat", False)
        await host.set_wish("webchat", True)
        assert host.placements


MEMORY = """
class Token(Struct):
    value: str

class Odd(RatingFlow):
    name = "odd_one"
    title = "Odd"
    got = []
    def steps(self, chat, locale, answers): return []
    def accept(self, chat, answers): return None
    async def setup(self):
        self.got.append(await self.ctx.store.get("token", Token))
        await self.ctx.store.set("token", Token("mine"))

class Made(Plugin):
    name = "odd"
    title = "Odd"
    api = "0.1"
    providers = (Odd,)
    got = []

    async def setup(self):
        store = self.ctx.store
        self.got.append(await store.get("token", Token))
        await store.set("token", Token("refreshed-and-hidden"))
        await store.set("token", Token("refreshed-twice"))
        await store.set("gone", 1)
        await store.set("gone", None)
        self.got.append(await store.get("gone", int))
        for key, value in (("", 1), ("k" * 201, 1), ("big", "x" * 300_000)):
            try: await store.set(key, value)
            except ValueError as error: self.got.append(str(error)[:20])
        try: await store.get("token", int)
        except Exception as error: self.got.append(type(error).__name__)
        Made.old = self
"""


async def test_the_store_is_sealed_typed_and_each_owners_own(plugins: Distributions, hosting: Hosting) -> None:
    module = plugins.add("odd", source=MEMORY)
    async with hosting() as host:
        await host.set_wish("odd", True)
        await host.editing.add("odd", "odd_one", "mine", {})
        rows = await PluginStore.select().order_by(PluginStore.owner)
        assert [(row["owner"].partition(":")[0], row["key"]) for row in rows] == [("odd", "token")] * 2
        assert "refreshed" not in repr(rows)
        made = sys.modules[module].Made
        old = made.old
        await host.set_wish("odd", False)
        await host.set_wish("odd", True)
        assert [got and getattr(got, "value", got) for got in made.got] == [
            None, None, "a key of the store h", "a key of the store h", "big has 300002 bytes", "ValidationError",
            "refreshed-twice", None, "a key of the store h", "a key of the store h", "big has 300002 bytes", "ValidationError",
        ]  # fmt: skip
        assert [got and got.value for got in sys.modules[module].Odd.got] == [None, "mine"]
        with pytest.raises(RuntimeError, match="has ended"):
            await old.ctx.store.set("token", 1)


async def test_what_blocked_the_server_waits_for_a_person(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("greedy")
    async with hosting() as host:
        await host.set_wish("greedy", True)
    async with hosting(blocked=("greedy",)) as host:
        found = await host.info("greedy")
        assert (found.state, found.enabled, found.trouble and found.trouble.code) == ("failed", True, "blocked")
        await host.set_wish("greedy", True)
        assert (await host.info("greedy")).state == "active"


async def test_safe_mode_leaves_third_parties_out_and_their_wish_alone(
    plugins: Distributions, hosting: Hosting
) -> None:
    plugins.add("mine")
    async with hosting() as host:
        await host.set_wish("mine", True)
        assert not host.safe_mode
        assert host.new_packages() == []
        plugins.add("fresh")
        assert [package.distribution for package in host.new_packages()] == ["dist-fresh"]
    async with hosting(safe_mode=True) as host:
        found = await host.info("mine")
        assert (found.state, found.enabled, host.safe_mode) == ("safe_mode", True, True)
        assert host.placements
    async with hosting() as host:
        assert (await host.info("mine")).state == "active"


async def test_in_safe_mode_a_plugin_is_switched_off_and_not_on(plugins: Distributions, hosting: Hosting) -> None:
    """It may be what keeps the server from starting without safe mode."""
    plugins.add("mine")
    async with hosting() as host:
        await host.set_wish("mine", True)
    async with hosting(safe_mode=True) as host:
        assert (await host.info("mine")).locked is None
        await host.set_wish("mine", False)
        found = await host.info("mine")
        assert (found.state, found.enabled) == ("safe_mode", False)
        assert found.locked is not None
        with pytest.raises(Refused, match="locked"):
            await host.set_wish("mine", True)
    async with hosting() as host:
        assert (await host.info("mine")).state == "disabled"


async def test_texts(plugins: Distributions, hosting: Hosting) -> None:
    plugins.add("talker", texts='{"idle for {s} s": "простаивает {s} с"}')
    plugins.add("mute", texts="[broken")
    async with hosting() as host:
        assert host.translate("talker", "idle for {s} s", "ru", {"s": "5"}) == "простаивает 5 с"
        assert host.translate("talker", "idle for {s} s", "en", {"s": "5"}) == "idle for 5 s"
        assert host.translate("talker", "{a.b} {c}", "ru", {}) == "{a.b} {c}"
        assert host.translate("mute", "x", "ru") == "x"
        assert host.translate("nobody", "x", "ru") == "x"
