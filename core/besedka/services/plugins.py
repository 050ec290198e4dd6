"""Plugins for administrators: lists, one plugin's page, switching, settings, instances."""

import builtins
from typing import Any

import msgspec

from besedka.db import routing
from besedka.domain.people import Operator
from besedka.domain.rights import check_administrator
from besedka.host.described import InstanceInfo
from besedka.host.editing import ALONE, Form
from besedka.host.host import Host
from besedka.host.state import PluginInfo
from besedka.host.state import Trouble as HostTrouble
from besedka.plugin.errors import Refused
from besedka.services.plugin_views import (
    Account,
    CheckAnswer,
    FaultCount,
    FaultInfo,
    Instance,
    Instances,
    NewPackage,
    Permission,
    PluginList,
    PluginPage,
    PluginRow,
    ProviderInfo,
    RepairStep,
    SettingsForm,
    Trouble,
    Values,
)
from besedka.services.presence import Presence
from besedka.services.rules import Rules
from besedka.texts import say


class Plugins:
    """Each call says who asks, and in which language to answer. Every call raises `Refused` with the code `forbidden` for
    operators who are no administrators."""

    def __init__(self, host: Host, rules: Rules, presence: Presence) -> None:
        self._host = host
        self._rules = rules
        self._presence = presence

    async def list(self, by: Operator, language: str) -> PluginList:
        """All plugins."""
        check_administrator(by)
        return PluginList(
            items=[self._row(info, language) for info in await self._host.plugins()],
            new=[
                NewPackage(distribution=package.distribution, version=package.version)
                for package in self._host.new_packages()
            ],
            safe_mode=self._host.safe_mode,
            revision=self._host.revision,
        )

    async def page(self, by: Operator, name: str, language: str) -> PluginPage:
        """One plugin.

        Raises:
            Refused: `no_plugin`.
        """
        check_administrator(by)
        info = await self._host.info(name)
        runs = name in self._host.loaded()
        return PluginPage(
            plugin=self._row(info, language),
            permissions=[Permission(name=p, title=say(language, f"permission.{p}")) for p in info.permissions],
            form=_form(await self._host.editing.form(name, language)) if runs else None,
            providers=self._providers(name, language) if runs else [],
            instances=[await self._instance(i, language) for i in await self._host.instances(name)],
            when_off=await self._when_off(info, language) if info.state == "active" else [],
            faults=self._faults(name),
        )

    async def switch(self, by: Operator, name: str, enabled: bool, language: str) -> PluginRow:
        """Switch a plugin on or off.

        Raises:
            Refused: `no_plugin`, `locked`.
        """
        check_administrator(by)
        await self._host.set_wish(name, enabled)
        return self._row(await self._host.info(name), language)

    async def configure(
        self, by: Operator, name: str, values: Values, version: int | None, language: str
    ) -> PluginPage:
        """Change a plugin's own settings.

        Raises:
            Refused: what `host.Editing` says.
        """
        check_administrator(by)
        await self._host.editing.configure(name, values, version=version, language=language)
        return await self.page(by, name, language)

    async def check(
        self, by: Operator, name: str, provider: str | None, instance: int | None, values: Values, language: str
    ) -> CheckAnswer:
        """Try settings without saving them."""
        check_administrator(by)
        done = await self._host.editing.check(name, values, provider=provider, instance=instance, language=language)
        account = None
        if done.account is not None:
            account = Account(id=done.account.id, name=done.account.name, link=done.account.link)
        return CheckAnswer(ok=done.ok, account=account, problem=done.problem, field=done.field, took_ms=done.took_ms)

    async def add(self, by: Operator, plugin: str, provider: str, name: str, values: Values, language: str) -> Instance:
        """Make an instance.

        Raises:
            Refused: what `host.Editing` says.
        """
        check_administrator(by)
        id = await self._host.editing.add(plugin, provider, name, values, language=language)
        return await self._found(plugin, id, language)

    async def change(self, by: Operator, id: int, fields: dict[str, Any], language: str) -> Instance:
        """Change an instance: `name`, `enabled`, `values`, `version`, as far as they are given.

        Raises:
            Refused: what `host.Editing` says.
        """
        check_administrator(by)
        plugin = await self._host.editing.owner(id)
        await self._host.editing.change(id, **fields, language=language)
        return await self._found(plugin, id, language)

    async def remove(self, by: Operator, id: int) -> None:
        """Remove an instance.

        Raises:
            Refused: `no_instance`, `in_use`.
        """
        check_administrator(by)
        if id in self._rules.chosen():
            raise Refused("in_use")
        await self._host.editing.remove(id)

    async def _found(self, plugin: str, id: int, language: str) -> Instance:
        info = next(i for i in await self._host.instances(plugin) if i.id == id)
        return await self._instance(info, language)

    def _row(self, info: PluginInfo, language: str) -> PluginRow:
        return PluginRow(
            name=info.name,
            title=self._host.translate(info.name, info.title, language),
            description=self._host.translate(info.name, info.description, language),
            version=info.version,
            distribution=info.distribution,
            author=info.author,
            bundled=info.bundled,
            kinds=list(info.kinds),
            enabled=info.enabled,
            locked=info.locked[language] if info.locked else None,
            state=info.state,
            trouble=_trouble(info.trouble, language),
            instances=Instances(total=info.instances, running=info.running),
            retry_at=info.retry_at,
        )

    def _faults(self, name: str) -> FaultCount:
        last = self._host.fault(name)
        return FaultCount(
            count=self._host.fault_count(name),
            last=None if last is None else msgspec.convert(last, FaultInfo, from_attributes=True),
        )

    def _providers(self, name: str, language: str) -> builtins.list[ProviderInfo]:
        return [
            ProviderInfo(
                name=provider.name,
                kind=provider.kind,
                title=self._host.translate(name, provider.title, language),
                description=self._host.translate(name, provider.description, language),
                several=provider.kind not in ALONE,
                form=_some_form(self._host.editing.new_form(name, provider.name, language)),
            )
            for provider in self._host.providers(name)
        ]

    async def _instance(self, info: InstanceInfo, language: str) -> Instance:
        return Instance(
            id=info.id,
            plugin=info.plugin,
            provider=info.provider,
            kind=info.kind,
            name=info.name,
            enabled=info.enabled,
            state=info.state,
            trouble=_trouble(info.trouble, language),
            chosen=info.id in self._rules.chosen(),
            form=_some_form(await self._host.editing.instance_form(info.id, language)),
        )

    async def _when_off(self, info: PluginInfo, language: str) -> builtins.list[str]:
        """What becomes of open work."""
        sentences = []
        chosen = {i.kind for i in await self._host.instances(info.name) if i.id in self._rules.chosen()}
        if "channel" in info.kinds and (visitors := len(self._presence.visitors.present)):
            sentences.append(say(language, "when_off.channel", visitors=visitors))
        if "distribution" in chosen:
            sentences.append(say(language, "when_off.distribution"))
        if "rating" in chosen:
            sentences.append(say(language, "when_off.rating"))
        if "sla" in info.kinds and (chats := await routing.count_with_deadlines()):
            sentences.append(say(language, "when_off.sla", chats=chats))
        return sentences


def _form(form: Form | None) -> SettingsForm | None:
    return None if form is None else _some_form(form)


def _some_form(form: Form) -> SettingsForm:
    return msgspec.convert(form, SettingsForm, from_attributes=True)


def _trouble(trouble: HostTrouble | None, language: str) -> Trouble | None:
    if trouble is None:
        return None
    return Trouble(
        summary=trouble.summary[language],
        detail=trouble.detail[language],
        steps=[RepairStep(text=remedy.text[language], command=remedy.command) for remedy in trouble.remedies],
        trace=trouble.trace,
    )
