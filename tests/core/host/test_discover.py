"""PL-4: whatever is wrong with an installed plugin is said in words, and the others run."""

import pytest

from besedka.host.discover import Found, discover, names, packages
from distributions import Distributions

HOOK = "@hookimpl\n"


def found(name: str) -> Found:
    return next(plugin for plugin in discover() if plugin.name == name)


def complaint(plugins: Distributions, body: str = "", **options: str) -> str:
    plugins.add("odd", body, **options)
    plugin = found("odd")
    assert plugin.plugin is None
    assert plugin.state in ("broken", "incompatible")
    assert plugin.trouble is not None
    assert all(plugin.trouble.summary.values())
    assert all(plugin.trouble.detail.values())
    assert plugin.trouble.remedies
    assert found("webchat").plugin is not None
    return str(plugin.error)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("raise ValueError('boom')", "dist-odd could not be imported: ValueError: boom"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("raise asyncio.CancelledError", "CancelledError"),
        ("def f(): return f()\nf()", "RecursionError"),
        ("Made = 3", "does not name a subclass"),
        ("Made = Plugin", "does not say for which API"),
        ("nothing = 1", "AttributeError"),
        ("this is no Python", "SyntaxError"),
    ],
)
def test_a_broken_import(plugins: Distributions, source: str, words: str) -> None:
    assert words in complaint(plugins, source=source)


def test_a_missing_dependency_is_told_with_the_command(plugins: Distributions) -> None:
    assert "needs some_missing_thing" in complaint(plugins, source="import some_missing_thing.inner")
    trouble = found("odd").trouble
    assert trouble is not None
    assert trouble.remedies[0].command == "pip install some-missing-thing"
    assert trouble.trace is not None
    assert "some_missing_thing" in trouble.trace


def test_a_missing_dependency_of_an_extra_names_the_extra(plugins: Distributions) -> None:
    plugins.add("mail", source="import aiomaillib", metadata='Requires-Dist: aiomaillib>=1; extra == "email"')
    trouble = found("mail").trouble
    assert trouble is not None
    assert trouble.remedies[0].command == "pip install 'dist-mail[email]'"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('api = "0.3"', "Written for API 0.3, here is 0.1."),
        ('api = "1.0"', "Written for API 1.0"),
        ('api = "new"', "Written for API new"),
        ('name = "even"', "called odd, the plugin even"),
        ('title = ""', "has no title"),
        ('permissions = frozenset({"fly"})', "no permissions fly"),
        ("providers = (int,)", "int is no provider"),
        (
            HOOK + "async def on_chat_open(self, event): ...",
            "on_chat_open is no hook: on_chat_opened was probably meant",
        ),
        ("def register_panels(self): ...", "register_console_panels was probably meant"),
        ("async def filter_incomming(self, message, chat): ...", "filter_incoming was probably meant"),
        ("async def on_chat_opened(self, event): ...", "write @hookimpl above it"),
        (HOOK + "async def on_chat_opened(self): ...", "on_chat_opened takes (self), it must take (self, event)"),
        (HOOK + "async def filter_incoming(self, chat, message): ...", "it must take (self, message, chat)"),
        (HOOK + "def on_chat_opened(self, event): ...", "write `async def on_chat_opened`"),
        (HOOK + "async def register_jobs(self): ...", "write `def register_jobs`"),
        ("def setup(self): ...", "write `async def setup`"),
    ],
)
def test_rules_for_the_class(plugins: Distributions, body: str, words: str) -> None:
    assert words in complaint(plugins, body)


PROVIDERS = """
class {settings}
class Flow(RatingFlow[Options]):
    name = "{name}"
    title = "Flow"
    {methods}

class Made(Plugin):
    name = "odd"
    title = "Odd"
    api = "0.1"
    providers = (Flow,)
"""
GOOD = "steps = accept = lambda self, *_: []"


@pytest.mark.parametrize(
    ("settings", "name", "methods", "words"),
    [
        ("Options(Struct): size: int = 1", "flow", GOOD, "can be changed: write frozen=True"),
        ("Options: pass", "flow", GOOD, "are no msgspec Struct"),
        ("Options(Struct, frozen=True): at: asyncio.Event", "flow", GOOD, "cannot be shown as a form"),
        ('Options(Struct, frozen=True): key: Secret = Secret("k")', "flow", GOOD, "only default may be None"),
        ("Options(Struct, frozen=True): keys: tuple[Secret, ...] = ()", "flow", GOOD, "not in lists: make an instance for"),
        ("Options(Struct, frozen=True): keys: dict[str, Secret] = {}", "flow", GOOD, "keys of Options holds a Secret in"),
        ("Options(Struct, frozen=True): keys: tuple[Secret, int] | None = None", "flow", GOOD, "Secret in a list"),
        (
            "Box(Struct, frozen=True): pw: Annotated[Secret | None, Meta(title='Pw')] = None\n"  # noqa: ISC004
            "class Options(Struct, frozen=True): boxes: list[Box] = []", "flow", GOOD, "boxes of Options holds a Secret",
        ),
        ("Options(Struct, frozen=True): pass", "Flow 1", GOOD, "lower-case Latin letters"),
        ("Options(Struct, frozen=True): pass", "flow", "pass", "does not implement accept, steps"),
        (
            "Options(Struct, frozen=True): pass", "flow",
            "accept = 1\n    async def steps(self, chat, locale, answers): ...", "write `def steps`",
        ),
    ],
)  # fmt: skip
def test_rules_for_providers(plugins: Distributions, settings: str, name: str, methods: str, words: str) -> None:
    assert words in complaint(plugins, source=PROVIDERS.format(settings=settings, name=name, methods=methods))


def test_secrets_may_stand_in_groups(plugins: Distributions) -> None:
    boxes = (
        "Box(Struct, frozen=True): pw: Secret | None = None\n"
        "class Options(Struct, frozen=True):\n    box: Box = Box()\n    other: Box | None = None\n    pw: Secret | None = None"
    )
    plugins.add("odd", source=PROVIDERS.format(settings=boxes, name="flow", methods=GOOD))
    assert found("odd").error is None


def test_two_providers_of_one_name_in_one_plugin(plugins: Distributions) -> None:
    source = PROVIDERS.format(settings="Options(Struct, frozen=True): pass", name="flow", methods=GOOD)
    twice = source.replace("(Flow,)", "(Flow, Flow)")
    assert "Two providers of the plugin are called flow" in complaint(plugins, source=twice)


def test_two_providers_of_one_name_name_both_packages(plugins: Distributions) -> None:
    source = PROVIDERS.format(settings="Options(Struct, frozen=True): pass", name="flow", methods=GOOD)
    plugins.add("odd", source=source, distribution="b-first")
    plugins.add("other", source=source.replace('"odd"', '"other"'), distribution="c-second")
    assert found("odd").plugin is not None
    other = found("other")
    assert (other.state, other.plugin) == ("broken", None)
    assert "odd (b-first)" in str(other.error)
    assert "other (c-second)" in str(other.error)


def test_two_plugins_of_one_name(plugins: Distributions) -> None:
    plugins.add("odd", distribution="b-first")
    plugins.add("odd", distribution="c-second")
    assert found("odd").distribution == "b-first"
    assert "b-first" in str(found("odd@c-second").error)


def test_new_packages_are_seen_without_importing_them(plugins: Distributions) -> None:
    before = packages()
    module = plugins.add("fresh", source="raise SystemExit", version="2.1")
    assert {(package.distribution, package.version) for package in packages() - before} == {("dist-fresh", "2.1")}
    assert "fresh" in names()
    import sys

    assert module not in sys.modules


def test_safe_mode_and_blocked_plugins_are_not_imported(plugins: Distributions) -> None:
    module = plugins.add("mine")
    import sys

    safe = {plugin.name: plugin for plugin in discover(safe_mode=True)}
    assert (safe["mine"].state, safe["webchat"].state) == ("safe_mode", "disabled")
    blocked = {plugin.name: plugin for plugin in discover(blocked={"mine": "the trace"})}
    assert (blocked["mine"].state, blocked["mine"].plugin) == ("failed", None)
    assert "stood still" in str(blocked["mine"].error)
    assert blocked["mine"].trouble is not None
    assert blocked["mine"].trouble.trace == "the trace"
    assert module not in sys.modules


def test_metadata_that_cannot_be_read_hurts_nobody(plugins: Distributions) -> None:
    info = plugins.path / "half_removed-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[besedka.plugins\nx")
    (info / "METADATA").write_bytes(b"\xff\xfe")
    assert found("webchat").plugin is not None


def test_one_distribution_written_twice_is_one(plugins: Distributions) -> None:
    plugins.add("odd", distribution="b-first")
    plugins.add("odd", distribution="B_First", metadata="Description: x\n Name: another")
    assert [name for name in names() if name.startswith("odd")] == ["odd"]
    assert [plugin.name for plugin in discover() if plugin.name.startswith("odd")] == ["odd"]
    assert {package.distribution for package in packages() if "first" in package.distribution.lower()} < {
        "b-first",
        "B_First",
    }
