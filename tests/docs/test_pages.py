"""All pages: their Python is typed, their links lead somewhere, the reference is that of today's code; and what the pages on
settings and on the life of a plugin show does what they say."""

import importlib
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace
from piccolo.conf.apps import AppConfig

import plugin_reference
from besedka import plugin as contract
from besedka.db.bind import bind
from besedka.db.migrate import migrate
from besedka.db.sqlite import SqliteEngine
from besedka.plugin import (
    ChatRated,
    InvalidSettings,
    NeedsAuth,
    NoSettings,
    NotReady,
    Operator,
    Plugin,
    Rating,
    Secret,
)
from samples import CHAT, NOON, NOWHERE, operator

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted((ROOT / "docs/plugins").glob("*.md"))
PRELUDE = Path(__file__).with_name("prelude.py").read_text()

Blocks = list[tuple[str, str, str]]
BlocksOf = Callable[[str], Blocks]


def completed(code: str) -> str:
    """A block of the reference with the prelude, in what its first line belongs to: a class, the module, or a function."""
    if code.startswith("@"):
        code = "class Shown(Example):\n" + textwrap.indent(code, "    ")
    elif not code.startswith("class "):
        code = "async def shown() -> Any:\n" + textwrap.indent(code, "    ")
    return f"{PRELUDE}\n\n{code}"


def write_all(blocks_of: BlocksOf, folder: Path) -> None:
    """Each Python block a file. Those with a title have it as their name, of several the last one; the others are numbered."""
    for page in PAGES:
        for number, (language, told, code) in enumerate(blocks_of(page.stem), start=1):
            if language == "python":
                title = re.match(r'title="(.+)"', told)
                path = folder / (title[1] if title else f"{page.stem.replace('-', '_')}_{number}.py".lower())
                if path.exists():
                    path.rename(folder / f"earlier_{number}.py")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(completed(code) if page.stem == "reference" else code)


def test_all_python_passes_mypy_strict(blocks_of: BlocksOf, tmp_path: Path) -> None:
    write_all(blocks_of, tmp_path)
    assert len(list(tmp_path.rglob("*.py"))) > 40
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--explicit-package-bases", "."]
    env = {**os.environ, "MYPYPATH": str(ROOT / "core")}
    cache = f"--cache-dir={ROOT / '.mypy_cache/docs'}"
    checked = subprocess.run([*command, cache], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_reference_is_that_of_the_code() -> None:
    text = (ROOT / "docs/plugins/reference.md").read_text()
    assert text == plugin_reference.generated(), "the contract has changed: run `make reference`"


def test_the_reference_has_every_name() -> None:
    text = (ROOT / "docs/plugins/reference.md").read_text()
    assert [name for name in contract.__all__ if name != "API" and f"\n### besedka.plugin.{name}\n" not in text] == []
    assert f"contract version {contract.API}." in text


def anchors(page: Path) -> set[str]:
    without_code = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", without_code, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", page.read_text()):
        found = page.parent / target if target else page
        assert found.is_file(), f"{page.name}: {target}"
        assert not anchor or anchor in anchors(found), f"{page.name}: {target}#{anchor}"


@pytest.fixture
def classes(blocks_of: BlocksOf) -> Callable[[str, str], tuple[Any, Any]]:
    """The settings and the plugin of an example, by the plugin's name."""

    def find(page: str, name: str) -> tuple[Any, Any]:
        (code,) = (code for _, _, code in blocks_of(page) if f'name = "{name}"' in code)
        module = ModuleType(f"example_{name}")
        exec(compile(code, f"{page}.md, {name}", "exec"), vars(module))
        own = [found for found in vars(module).values() if getattr(found, "__module__", "") == module.__name__]
        (plugin,) = (found for found in own if isinstance(found, type) and issubclass(found, Plugin))
        settings = [found for found in own if isinstance(found, type) and hasattr(found, "__struct_fields__")]
        return (settings or [NoSettings])[0], plugin

    return find


Classes = Callable[[str, str], tuple[Any, Any]]


async def test_a_secret_signs(classes: Classes) -> None:
    settings, shop = classes("settings", "shop")
    plugin = shop(settings(address="https://shop.example", key=Secret("k")), NOWHERE)
    (row,) = await plugin.register_console_panels()[0].load(CHAT, operator())
    assert re.fullmatch(r"https://shop\.example/accounts/3\?signature=[0-9a-f]{64}", row.url)


async def test_settings_are_refused_with_their_field(classes: Classes) -> None:
    settings, gate = classes("settings", "gate")
    with pytest.raises(InvalidSettings) as refused:
        gate(settings(first=9, last=9), NOWHERE)
    assert refused.value.field == "last"
    assert await gate(settings(), NOWHERE).check() is None
    with pytest.raises(NeedsAuth):
        await gate(settings(token=Secret("no")), NOWHERE).check()
    assert (await gate(settings(token=Secret("gate-1")), NOWHERE).check()).id == "7"


def test_settings_are_upgraded(classes: Classes) -> None:
    settings, warn = classes("settings", "warn")
    assert settings(**warn.upgrade_settings(1, {"warn_s": 300})) == settings(warn_min=5)
    assert warn.upgrade_settings(1, {}) == warn.upgrade_settings(2, {}) == {}


async def test_a_listener_waits_for_its_service(classes: Classes) -> None:
    _, listener = classes("life", "listener")
    spawned: list[str] = []

    def spawn(work: Coroutine[Any, Any, None], *, name: str) -> None:
        work.close()
        spawned.append(name)

    async with AsyncExitStack() as stack:
        ctx = SimpleNamespace(stack=stack, spawn=spawn)
        plugin = listener(NoSettings(), ctx)
        await plugin.setup()
        assert spawned == ["listen"]
        plugin.setup.__func__.__globals__["open_line"] = _no_line
        with pytest.raises(NotReady):
            await plugin.setup()


def _no_line() -> Any:
    raise ConnectionRefusedError


async def test_a_page_greets_without_markup_from_names(classes: Classes) -> None:
    _, hello = classes("life", "hello")
    (route,) = hello(NoSettings(), NOWHERE).register_routes()
    named: Operator = replace(operator(), name="<b>")
    assert (await route.handler.fn(SimpleNamespace(user=named))).endswith("Hello, &lt;b&gt;.")


@pytest.fixture
def low(blocks_of: BlocksOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The package with tables of life.md, imported."""
    for _, told, code in blocks_of("life"):
        if title := re.match(r'title="(.+)"', told):
            path = tmp_path / title[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(code)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("besedka_low")
    for name in [name for name in sys.modules if name.partition(".")[0] == "besedka_low"]:
        del sys.modules[name]


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    engine = SqliteEngine(tmp_path / "test.sqlite3")
    bind(engine)
    await engine.open()
    yield engine
    await engine.close()


async def test_a_plugin_keeps_its_tables(low: ModuleType, engine: SqliteEngine) -> None:
    app = importlib.import_module(low.LowRatings.piccolo_app).APP_CONFIG
    assert isinstance(app, AppConfig)
    for table in app.table_classes:
        table._meta.db = engine
    folder = Path(app.resolved_migrations_folder_path)
    assert await migrate(engine, folder, "plugin.low") == ["m0001_first"]
    assert await migrate(engine, folder, "plugin.low") == []

    now = [NOON]
    plugin = low.LowRatings(NoSettings(), SimpleNamespace(now=lambda: now[0]))
    for score, bad in ((1.0, True), (2.0, True)):
        rating = Rating(score=score, out_of=5, bad=bad)
        await plugin.on_chat_rated(ChatRated(chat=CHAT, at=NOON, rating=rating))
    assert await low.LowRating.select(low.LowRating.chat, low.LowRating.percent) == [{"chat": 7, "percent": 40}]
    (job,) = plugin.register_jobs()
    now[0] = NOON + timedelta(days=89)
    await job.run()
    assert await low.LowRating.count() == 1
    now[0] = NOON + timedelta(days=91)
    await job.run()
    assert await low.LowRating.count() == 0
