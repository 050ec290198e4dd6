"""Changes that administrators make: settings of plugins, instances of providers, and trying both before they are saved."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NoReturn

import msgspec

from besedka.host.context import Shared
from besedka.host.faults import Faults, PluginFault
from besedka.host.keys import WrongKey
from besedka.host.live import shown as shown_channel
from besedka.host.masking import mask
from besedka.host.part import MEANT, Part, Settings, described_text
from besedka.host.rows import (
    InstanceRow,
    PluginRow,
    add_instance,
    instance_row,
    instance_rows,
    plugin_row,
    remove_instance,
    save_instance,
    save_settings,
)
from besedka.host.runner import Runner
from besedka.host.schema import schema_of, translated
from besedka.host.settings import settings_of
from besedka.host.stored import closed, dates, merged, shown
from besedka.host.values import BadSettings, Raw, convert
from besedka.host.vetting import kind_of
from besedka.plugin import Account, InvalidSettings, NeedsAuth, NotReady, Provider, SocketChannel
from besedka.plugin.errors import Refused

log = logging.getLogger("besedka.host")

NAME_CHARS = 64
ALONE = ("channel",)  # sites name the placement of such a provider: there is one, and its name stays


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Settings as a form: JSON Schema in the reader's language, the values, and when each secret was saved."""

    schema: dict[str, Any]
    values: Raw
    secrets: dict[str, Any]
    version: int


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What trying settings came to; `field` is the guilty one."""

    ok: bool
    account: Account | None = None
    problem: str | None = None
    field: str | None = None
    took_ms: int = 0


class Editing:
    """Raises `Refused` with the codes `no_plugin`, `not_loaded`, `no_provider`, `no_instance`, `bad_setting` (facts: `field`,
    `problem`, and `errors` with all of them), `bad_name`, `name_taken`, `only_one`, `name_stays`, `changed_meanwhile`, `in_use`,
    `plugin_fault`.

    Args:
        runners: by the names of plugins.
        settle: waits until a plugin has followed its row, or for a moment.
    """

    def __init__(
        self, shared: Shared, runners: Mapping[str, Runner], settle: Callable[[Runner], Awaitable[None]]
    ) -> None:
        self._shared = shared
        self._runners = runners
        self._settle = settle

    async def form(self, plugin: str, language: str) -> Form | None:
        """The plugin's own settings; None if it has none."""
        runner, cls = self._class(plugin)
        if not msgspec.structs.fields(settings_of(cls)):
            return None
        row = await plugin_row(plugin)
        return self._form(runner, cls, row, language)

    def new_form(self, plugin: str, provider: str, language: str) -> Form:
        """The settings of an instance that is not there yet."""
        runner, cls = self._class(plugin, provider)
        return self._form(runner, cls, None, language)

    async def instance_form(self, id: int, language: str) -> Form:
        """The settings of an instance."""
        row, runner, cls = await self._instance(id)
        return self._form(runner, cls, row, language)

    async def configure(self, plugin: str, values: Raw, *, version: int | None = None, language: str = "en") -> None:
        """Change the plugin's own settings; it starts anew with them. Fields and secrets left out keep their values."""
        runner, cls = self._class(plugin)
        row = await plugin_row(plugin) or PluginRow(enabled=False)
        text = await self._settings(runner, cls, None, row, values, language)
        await save_settings(plugin, text, cls.settings_version, version)
        await self._settle(runner)

    async def add(self, plugin: str, provider: str, name: str, values: Raw, *, language: str = "en") -> int:
        """Make an instance of a provider and start it, if the plugin runs.

        Returns:
            Its id.
        """
        runner, cls = self._class(plugin, provider)
        name, kind = _name(name), kind_of(cls)
        await self._settings(runner, cls, 0, None, values, language)
        id = await add_instance(self._shared.engine, kind, provider, name, cls.settings_version, alone=kind in ALONE)
        # Secrets are sealed for their row, hence the settings come once the row is there.
        text = await self._settings(runner, cls, id, None, values, language)
        await save_instance(id, {"settings": text, "enabled": True}, None)
        await self._settle(runner)
        return id

    async def change(
        self,
        id: int,
        *,
        name: str | None = None,
        enabled: bool | None = None,
        values: Raw | None = None,
        version: int | None = None,
        language: str = "en",
    ) -> None:
        """Change an instance; it starts anew. What is None stays as it is."""
        row, runner, cls = await self._instance(id)
        changes: dict[str, Any] = {}
        if name is not None:
            changes["name"] = _name(name)
            if row.kind in ALONE and changes["name"] != row.name:
                raise Refused("name_stays")
        if enabled is not None:
            changes["enabled"] = enabled
        if values is not None:
            changes["settings"] = await self._settings(runner, cls, id, row, values, language)
            changes["settings_version"] = cls.settings_version
        await save_instance(id, changes, version)
        await self._settle(runner)

    async def remove(self, id: int) -> None:
        """Remove an instance."""
        _, runner, _ = await self._instance(id)
        await remove_instance(id)
        await self._settle(runner)

    async def sites(self) -> dict[int, tuple[str, ...]]:
        """The sites of all website channels as their stored settings name them, by the ids of instances."""
        found: dict[int, tuple[str, ...]] = {}
        for runner in self._runners.values():
            for cls in runner.found.plugin.providers if runner.found.plugin else ():
                if issubclass(cls, SocketChannel):
                    for row in await instance_rows([cls]):
                        found[row.id] = await self._sites(runner, cls, row)
        return found

    async def _sites(self, runner: Runner, cls: type[Provider[Any]], row: InstanceRow) -> tuple[str, ...]:
        part = self._draft(runner, cls, row.id)
        try:
            part.make(part.load(part.raw(_stored(row), lenient=True)))
            return shown_channel(part.object, part.calls, "sites").sites
        except (BadSettings, WrongKey, PluginFault) as error:
            log.warning("the sites of placement %s are not known: %s", row.name, error)
            return ()
        finally:
            await part.end()

    async def check(
        self,
        plugin: str,
        values: Raw,
        *,
        provider: str | None = None,
        instance: int | None = None,
        language: str = "en",
    ) -> Checked:
        """Try settings without saving them: the button "check".

        Args:
            provider: whose settings these are; None: the plugin's own.
            instance: what they would change; None: they are of a new one.
        """
        runner, cls = self._class(plugin, provider)
        row = await self._row(plugin, provider, instance)
        started = time.monotonic()
        part = self._draft(runner, cls, None if provider is None else instance or 0)
        try:
            part.make(self._merged(part, cls, runner, row, values))
            account = await part.calls.call("check", self._shared.timing.check_s, part.object.check, passes=MEANT)
            done = Checked(ok=True, account=_masked(account) if isinstance(account, Account) else None)
        except BadSettings as error:
            first = error.problems[0]
            done = Checked(ok=False, problem=first.text[language], field=first.path)
        except InvalidSettings as error:
            done = Checked(
                ok=False, problem=mask(runner.found.texts.say(str(error.problem), language)), field=str(error.field)
            )
        except (NotReady, NeedsAuth) as error:
            text = str(error.problem) if isinstance(error, NotReady) else described_text(error)
            done = Checked(ok=False, problem=mask(runner.found.texts.say(text, language)))
        except PluginFault as fault:
            done = Checked(ok=False, problem=fault.cause)
        finally:
            await part.end()
        return msgspec.structs.replace(done, took_ms=round((time.monotonic() - started) * 1000))

    async def owner(self, id: int) -> str:
        """The plugin of an instance."""
        _, runner, _ = await self._instance(id)
        return runner.name

    async def _row(self, plugin: str, provider: str | None, instance: int | None) -> PluginRow | InstanceRow | None:
        if provider is None:
            return await plugin_row(plugin)
        if instance is None:
            return None
        row, _, cls = await self._instance(instance)
        if cls.name != provider:
            raise Refused("no_instance")
        return row

    async def _settings(
        self,
        runner: Runner,
        cls: type[Provider[Any]],
        id: int | None,
        row: PluginRow | InstanceRow | None,
        values: Raw,
        language: str,
    ) -> str:
        """The settings to store, once the plugin's class has taken them."""
        part = self._draft(runner, cls, id)
        try:
            settings = self._merged(part, cls, runner, row, values)
            part.make(settings)
            before = _stored(row).raw
            return msgspec.json.encode(closed(settings, before, self._shared.sealer, part.owner)).decode()
        except BadSettings as error:
            _refuse(error, language)
        except PluginFault as fault:
            raise Refused("plugin_fault", plugin=fault.plugin, cause=fault.cause) from None
        finally:
            await part.end()

    def _merged(
        self, part: Part, cls: type[Provider[Any]], runner: Runner, row: PluginRow | InstanceRow | None, values: Raw
    ) -> msgspec.Struct:
        raw = merged(part.raw(_stored(row), lenient=True), values)
        return convert(raw, settings_of(cls), runner.found.texts)

    def _draft(self, runner: Runner, cls: type[Provider[Any]], row: int | None) -> Part:
        """A part that is made, asked and thrown away. Its faults are its own."""
        faults = Faults(runner.name, self._shared.timing, lambda: None)
        permissions = frozenset(runner.found.plugin.permissions) if runner.found.plugin else frozenset()
        return Part(
            self._shared,
            faults,
            cls,
            runner.name,
            runner.found.texts,
            row=row,
            plugin=runner.plugin,
            permissions=permissions,
            stuck=lambda _what: None,
        )

    def _form(
        self, runner: Runner, cls: type[Provider[Any]], row: PluginRow | InstanceRow | None, language: str
    ) -> Form:
        settings = settings_of(cls)
        stored = _stored(row).raw
        schema = translated(schema_of(settings), runner.found.texts, language)
        defaults = {name: part["default"] for name, part in schema.get("properties", {}).items() if "default" in part}
        return Form(
            schema=schema,
            values={**defaults, **shown(stored)},
            secrets=dates(stored),
            version=row.version if row else 0,
        )

    def _class(self, plugin: str, provider: str | None = None) -> tuple[Runner, type[Provider[Any]]]:
        runner = self._runners.get(plugin)
        if runner is None:
            raise Refused("no_plugin", plugin=plugin)
        if (cls := runner.found.plugin) is None:
            raise Refused("not_loaded", plugin=plugin)
        if provider is None:
            return runner, cls
        if provider not in {known.name for known in cls.providers}:
            raise Refused("no_provider", provider=provider)
        return runner, next(known for known in cls.providers if known.name == provider)

    async def _instance(self, id: int) -> tuple[InstanceRow, Runner, type[Provider[Any]]]:
        row = await instance_row(id)
        if row is None:
            raise Refused("no_instance")
        for runner in self._runners.values():
            for cls in runner.found.plugin.providers if runner.found.plugin else ():
                if (kind_of(cls), cls.name) == (row.kind, row.provider):
                    return row, runner, cls
        raise Refused("not_loaded", plugin=row.provider)


def _stored(row: PluginRow | InstanceRow | None) -> Settings:
    return Settings() if row is None else Settings(text=row.settings, form=row.form)


def _masked(account: Account) -> Account:
    """Without the secrets that are tried: services like to repeat them."""
    return Account(id=mask(str(account.id)), name=mask(str(account.name)), link=mask(str(account.link)))


def _name(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= NAME_CHARS or not name.isprintable():
        raise Refused("bad_name", chars=NAME_CHARS)
    return name


def _refuse(error: BadSettings, language: str) -> NoReturn:
    first = error.problems[0]
    errors = [{"field": problem.path, "detail": problem.text[language]} for problem in error.problems]
    raise Refused("bad_setting", field=first.path, problem=first.text[language], errors=errors) from None
