"""Settings: a form in the reader's language, a sentence at each wrong field, secrets that nobody reads back."""

import logging
from typing import Any

import pytest

from besedka.db.tables import Connection, PluginState
from besedka.host.host import Host
from besedka.plugin.errors import Refused
from core.host.conftest import Hosting
from databases import Database
from distributions import Distributions

TOKEN = "tok-4711-very-secret"
SOURCE = """
class Inner(Struct, frozen=True, kw_only=True):
    key: Secret | None = None
    port: Annotated[int, Meta(ge=1)] = 25

class Options(Struct, frozen=True, kw_only=True):
    token: Annotated[Secret, Meta(title="Token")]
    size: Annotated[int, Meta(title="Size", description="How many.", ge=1, le=20)] = 3
    word: Annotated[str, Meta(max_length=5)] = ""
    mode: Literal["fast", "slow"] = "fast"
    sites: tuple[Annotated[str, Meta(min_length=2)], ...] = ()
    part: Annotated[float, Meta(gt=0, lt=1)] = 0.5
    more: Annotated[int, Meta(gt=0)] = 1
    half: Annotated[float, Meta(ge=0, lt=1)] = 0
    step: Annotated[int, Meta(ge=5, le=60, multiple_of=5)] = 5
    even: Annotated[int, Meta(multiple_of=2)] = 2
    inner: Inner = Inner()
    spare: Secret | None = None

class Flow(RatingFlow[Options]):
    name = "flow"
    title = "Flow"
    made = []

    def __init__(self, settings: Options, ctx: Context) -> None:
        super().__init__(settings, ctx)
        if settings.word == "bad":
            raise InvalidSettings("word", "this word is bad")
        self.made.append(settings.token.reveal())

    async def check(self) -> Account | None:
        if self.settings.word == "auth":
            raise NeedsAuth("log in")
        if self.settings.word == "echo":
            token = self.settings.token.reveal()
            return Account(id=token, name=f"Bot {token}", link=f"https://t.example/{token}")
        if self.settings.word == "later":
            raise NotReady("no answer to " + self.settings.token.reveal())
        if self.settings.word == "boom":
            raise ValueError(self.settings.token.reveal())
        return Account(id="7", name="Bot")

    def steps(self, chat, locale, answers): return []
    def accept(self, chat, answers): return None

class Made(Plugin[Options]):
    name = "odd"
    title = "Odd"
    api = "0.1"
    providers = (Flow,)

    async def setup(self) -> None:
        self.ctx.log.warning("the token is " + self.settings.token.reveal())
        if self.settings.word == "raise":
            raise ValueError("no " + self.settings.token.reveal())
"""
TEXTS = '{"Token": "Токен", "How many.": "Сколько.", "fast": "быстро", "this word is bad": "это плохое слово"}'


@pytest.fixture
def odd(plugins: Distributions) -> str:
    return plugins.add("odd", source=SOURCE, texts=TEXTS)


async def test_the_form(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        form = await host.editing.form("odd", "ru")
        assert form is not None
        fields = form.schema["properties"]
        assert fields["token"] == {"type": "string", "format": "secret", "writeOnly": True, "title": "Токен"}
        assert fields["size"]["description"] == "Сколько."
        assert fields["mode"]["labels"] == {"fast": "быстро", "slow": "slow"}
        assert form.values["size"] == 3
        assert form.values["inner"] == {"port": 25}
        assert form.values.keys() >= {"size", "word", "mode", "sites", "inner"}
        assert (form.secrets, form.version) == ({}, 0)
        assert await host.editing.form("webchat", "en") is None


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {"token": "Type the secret value."}),
        ({"token": ""}, {"token": "Type the secret value."}),
        ({"token": 5}, {"token": "Type the secret value."}),
        (
            {"token": "t", "size": 21, "word": "toolong", "mode": "x", "sites": ["ok", "x"], "inner": {"port": 0}},
            {
                "size": "Type a number from 1 to 20.",
                "word": "Type at most 5 characters.",
                "mode": "Choose one of these: fast, slow.",
                "sites.1": "Type at least 2 characters.",
                "inner.port": "Type a whole number not below 1.",
            },
        ),
        (
            {"token": "t", "size": "many", "colour": 1},
            {"colour": "There is no such setting.", "size": "Type a number from 1 to 20."},
        ),
        (
            {"token": "t", "part": 1, "more": 0, "half": 1, "step": 7, "even": 3},
            {
                "part": "Type a number more than 0 and less than 1.",
                "more": "Type a whole number more than 0.",
                "half": "Type a number not below 0 and less than 1.",
                "step": "Type a multiple of 5, from 5 to 60.",
                "even": "Type a multiple of 2.",
            },
        ),
        (
            {"token": "t", "word": "a\0b", "sites": ["ok", "a\0"]},
            {
                "word": "Remove the characters that cannot be shown.",
                "sites": "Remove the characters that cannot be shown.",
            },
        ),
        ({"token": "t", "word": "bad"}, {"word": "this word is bad"}),
        ({"token": {"$secret": "v1:x"}}, {"token": "There is no such setting."}),
    ],
)  # fmt: skip
async def test_each_wrong_field_has_its_sentence(
    odd: str, hosting: Hosting, values: dict[str, Any], errors: dict[str, str]
) -> None:
    async with hosting() as host:
        with pytest.raises(Refused, match="bad_setting") as refused:
            await host.editing.add("odd", "flow", "mine", values)
        facts: dict[str, Any] = refused.value.facts
        assert {error["field"]: error["detail"] for error in facts["errors"]} == errors
        assert await host.instances("odd") == []


async def test_sentences_are_in_the_readers_language(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        with pytest.raises(Refused) as refused:
            await host.editing.configure("odd", {"token": "t", "size": 0}, language="ru")
        assert refused.value.facts["problem"] == "Введите число от 1 до 20."
        with pytest.raises(Refused) as refused:
            await host.editing.add("odd", "flow", "x", {"token": "t", "word": "bad"}, language="ru")
        assert refused.value.facts["problem"] == "это плохое слово"


async def running(host: Host) -> None:
    await host.editing.configure("odd", {"token": TOKEN})
    await host.set_wish("odd", True)
    assert (await host.info("odd")).state == "active"


async def test_secrets_are_never_readable(
    odd: str, hosting: Hosting, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with hosting() as host:
        await running(host)
        id = await host.editing.add("odd", "flow", "mine", {"token": TOKEN, "inner": {"key": TOKEN}})
        logging.getLogger("anybody").error("leaked %s", TOKEN)
        try:
            raise ValueError(TOKEN)
        except ValueError:
            logging.getLogger("anybody").exception("trace")
        form = await host.editing.instance_form(id, "en")
        assert form.values["inner"] == {"port": 25}
        assert form.secrets.keys() == {"token", "inner.key"}
        assert TOKEN not in repr((form, await host.info("odd"), await host.instances("odd")))
        rows = await Connection.select(), await PluginState.select()
        assert TOKEN not in repr(rows)
        assert "v1:" in repr(rows)
        await host.editing.configure("odd", {"word": "raise"})
        found = await host.info("odd")
        assert found.state == "failed"
        assert "no ••••" in found.trouble.detail["en"]  # type: ignore[union-attr]
        assert TOKEN not in repr((found, host.fault("odd")))
    assert "leaked ••••" in caplog.text
    assert "the token is ••••" in caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN not in database.dump()
    assert (database.folder / "secret.key").stat().st_mode & 0o777 == 0o600


async def test_a_secret_left_out_or_empty_is_kept_with_its_date(odd: str, hosting: Hosting) -> None:
    import sys

    made = sys.modules
    async with hosting() as host:
        await running(host)
        id = await host.editing.add("odd", "flow", "mine", {"token": TOKEN, "inner": {"key": "k1234"}})
        before = await host.editing.instance_form(id, "en")
        await host.editing.change(id, values={"token": "", "size": 5, "inner": {"port": 7}}, version=before.version)
        after = await host.editing.instance_form(id, "en")
        assert after.secrets == before.secrets
        assert (after.values["size"], after.values["inner"]) == (5, {"port": 7})
        await host.editing.change(id, values={"inner": {"key": None}})
        assert (await host.editing.instance_form(id, "en")).secrets.keys() == {"token"}
        assert set(made[odd].Flow.made) == {TOKEN}


async def test_an_optional_secret_is_removed_by_none_and_stays_out_of_the_values(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        await running(host)
        id = await host.editing.add(
            "odd", "flow", "mine", {"token": TOKEN, "spare": "s1234", "inner": {"key": "k1234"}}
        )
        saved = await host.editing.instance_form(id, "en")
        assert saved.secrets.keys() == {"token", "spare", "inner.key"}
        await host.editing.change(id, values=saved.values)
        assert (await host.editing.instance_form(id, "en")).secrets == saved.secrets
        await host.editing.change(id, values={**saved.values, "spare": None, "inner": {"key": None, "port": 25}})
        left = await host.editing.instance_form(id, "en")
        assert left.secrets.keys() == {"token"}
        assert left.values == saved.values
        assert "spare" not in left.values


async def test_whoever_was_slower_is_told(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        await running(host)
        form = await host.editing.form("odd", "en")
        assert form is not None
        await host.editing.configure("odd", {"size": 4}, version=form.version)
        with pytest.raises(Refused, match="changed_meanwhile"):
            await host.editing.configure("odd", {"size": 5}, version=form.version)
        id = await host.editing.add("odd", "flow", "mine", {"token": TOKEN})
        version = (await host.editing.instance_form(id, "en")).version
        await host.editing.change(id, name="other", version=version)
        with pytest.raises(Refused, match="changed_meanwhile"):
            await host.editing.change(id, enabled=False, version=version)


async def test_instances_come_and_go(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        await running(host)
        first = await host.editing.add("odd", "flow", "one", {"token": TOKEN})
        flow = host.flow(first)
        assert flow is not None
        settings: Any = flow.provider.settings
        assert (flow.plugin, flow.name, settings.size) == ("odd", "one", 3)
        assert host.strategy(first) is None
        with pytest.raises(Refused, match="name_taken"):
            await host.editing.add("odd", "flow", "one", {"token": TOKEN})
        second = await host.editing.add("odd", "flow", "two", {"token": TOKEN})
        with pytest.raises(Refused, match="name_taken"):
            await host.editing.change(second, name="one")
        await host.editing.change(first, values={"size": 9})
        assert host.flow(first).provider.settings.size == 9  # type: ignore[union-attr]
        await host.editing.change(first, enabled=False)
        assert host.flow(first) is None
        assert [(i.name, i.state) for i in await host.instances("odd")] == [("one", "off"), ("two", "running")]
        await host.set_wish("odd", False)
        assert host.flow(second) is None
        await host.set_wish("odd", True)
        assert host.flow(second) is not None
        await host.editing.remove(second)
        assert host.flow(second) is None
        assert (await host.info("odd")).instances == 1
        with pytest.raises(Refused, match="no_instance"):
            await host.editing.remove(second)


async def test_nobody_finds_an_instance_gone_while_its_settings_change(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        await running(host)
        id = await host.editing.add("odd", "flow", "mine", {"token": TOKEN})
        missed: list[str] = []

        def look() -> None:
            if host.flow(id) is None or not host.placements:
                missed.append("gone")

        host.on_change(look)
        for size in range(2, 6):
            await host.editing.change(id, values={"size": size})
            await host.change_placement("default", {"greeting": f"Hello {size}"})
            flow = host.flow(id)
            assert flow is not None
            settings: Any = flow.provider.settings
            assert settings.size == size
        assert missed == []


async def test_trying_settings_saves_nothing(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        done = await host.editing.check("odd", {"token": TOKEN}, provider="flow")
        assert done.ok
        assert done.account is not None
        assert done.account.name == "Bot"
        wrong = await host.editing.check("odd", {}, provider="flow", language="ru")
        assert (wrong.ok, wrong.field, wrong.problem) == (False, "token", "Введите секретное значение.")
        auth = await host.editing.check("odd", {"token": TOKEN, "word": "auth"}, provider="flow")
        assert (auth.ok, auth.problem) == (False, "log in")
        boom = await host.editing.check("odd", {"token": TOKEN, "word": "boom"}, provider="flow")
        assert (boom.ok, boom.problem) == (False, "ValueError: ••••")
        echo = await host.editing.check("odd", {"token": TOKEN, "word": "echo"}, provider="flow")
        assert echo.account is not None
        assert (echo.account.id, echo.account.name, echo.account.link) == ("••••", "Bot ••••", "https://t.example/••••")
        later = await host.editing.check("odd", {"token": TOKEN, "word": "later"}, provider="flow")
        assert later.problem == "no answer to ••••"
        bad = await host.editing.check("odd", {"token": TOKEN, "word": "bad"}, provider="flow", language="ru")
        assert (bad.field, bad.problem) == ("word", "это плохое слово")
        assert await host.instances("odd") == []


async def test_another_key_is_said_and_nothing_is_lost(odd: str, hosting: Hosting) -> None:
    async with hosting(secret_key="a" * 40) as host:
        await running(host)
        id = await host.editing.add("odd", "flow", "mine", {"token": TOKEN})
    async with hosting(secret_key="b" * 40) as host:
        found = await host.info("odd")
        assert (found.state, found.trouble and found.trouble.code) == ("failed", "wrong_key")
        await host.editing.configure("odd", {"token": "another"})
        assert (await host.info("odd")).state == "active"
        (instance,) = await host.instances("odd")
        assert (instance.state, instance.trouble and instance.trouble.code) == ("failed", "wrong_key")
    async with hosting(secret_key="a" * 40) as host:
        assert (await host.info("odd")).trouble is not None
        assert host.flow(id) is None
        await host.editing.configure("odd", {"token": TOKEN})
        assert host.flow(id).provider.settings.token.reveal() == TOKEN  # type: ignore[union-attr]


async def test_a_sealed_value_moved_elsewhere_does_not_open(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        await running(host)
        one = await host.editing.add("odd", "flow", "one", {"token": TOKEN})
        two = await host.editing.add("odd", "flow", "two", {"token": "something else"})
    async with hosting() as host:
        stolen = await Connection.select(Connection.settings).where(Connection.id == one).first()
        assert stolen is not None
        await Connection.update({"settings": stolen["settings"]}).where(Connection.id == two)
    async with hosting() as host:
        assert host.flow(one) is not None
        assert host.flow(two) is None


async def test_stored_settings_of_an_older_release_are_upgraded(plugins: Distributions, hosting: Hosting) -> None:
    old = SOURCE.replace("size: Annotated", "count: Annotated")
    module = plugins.add("odd", source=old)
    async with hosting() as host:
        await host.editing.configure("odd", {"token": TOKEN, "count": 7})
        row = await PluginState.select().where(PluginState.name == "odd").first()
        assert row is not None
    upgrade = """
    settings_version = 2

    @classmethod
    def upgrade_settings(cls, version, raw):
        assert (version, raw["token"]) == (1, Secret("tok-4711-very-secret"))
        raw["size"] = raw.pop("count")
        return raw
"""
    path = plugins.path / module / "__init__.py"
    path.write_text(path.read_text().replace("count: Annotated", "size: Annotated") + upgrade)
    import sys

    del sys.modules[module]
    (plugins.path / module / "__pycache__").exists()
    async with hosting() as host:
        form = await host.editing.form("odd", "en")
        await host.set_wish("odd", True)
        assert (await host.info("odd")).state == "active"
        assert await PluginState.select().where(PluginState.name == "odd", PluginState.settings_version == 1).first()
        assert form is not None


async def test_settings_that_no_longer_fit_stay_where_they_are(odd: str, hosting: Hosting) -> None:
    async with hosting() as host:
        await running(host)
        await PluginState.update({"settings": '{"size": 99}'}).where(PluginState.name == "odd")
    async with hosting() as host:
        found = await host.info("odd")
        assert (found.state, found.trouble and found.trouble.field) == ("failed", "token")
        row = await PluginState.select(PluginState.settings).where(PluginState.name == "odd").first()
        assert row == {"settings": '{"size": 99}'}
        assert host.placements
