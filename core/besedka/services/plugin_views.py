"""Plugins, their instances and the rules chosen among them, as the admin pages show them."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from besedka.host.state import Kind, State

Values = dict[str, Any]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What pages are given."""


class RepairStep(Answer, frozen=True, kw_only=True):
    """What to do next; `command` can be copied."""

    text: str
    command: str | None


class Trouble(Answer, frozen=True, kw_only=True):
    """What is wrong: in a few words, in plain words, what to do next, and the trace for whoever wrote the plugin."""

    summary: str
    detail: str
    steps: list[RepairStep]
    trace: str | None


class Instances(Answer, frozen=True, kw_only=True):
    """How many configured instances there are, and how many of them run."""

    total: int
    running: int


class PluginRow(Answer, frozen=True, kw_only=True):
    """A plugin in the list: `enabled` is what is wanted, `state` what is true. `locked` says why the switch cannot be moved."""

    name: str
    title: str
    description: str
    version: str
    distribution: str
    author: str
    bundled: bool
    kinds: list[Kind]
    enabled: bool
    locked: str | None
    state: State
    trouble: Trouble | None
    instances: Instances
    retry_at: datetime | None


class NewPackage(Answer, frozen=True, kw_only=True):
    """A package that was installed after the server started: it waits for a restart."""

    distribution: str
    version: str


class PluginList(Answer, frozen=True, kw_only=True):
    """All plugins. `revision` grows with every change of plugins and rules, whoever made it."""

    items: list[PluginRow]
    new: list[NewPackage]
    safe_mode: bool
    revision: int


class SettingsForm(Answer, frozen=True, kw_only=True):
    """Settings as a form: JSON Schema with texts in the reader's language, the values, and when each secret was saved (their
    values never come back). `version` goes back with a change, so that nobody overwrites what they have not seen."""

    schema: dict[str, Any]
    values: Values
    secrets: dict[str, datetime]
    version: int


class Permission(Answer, frozen=True, kw_only=True):
    """Something that the plugin may do to chats."""

    name: str
    title: str


class ProviderInfo(Answer, frozen=True, kw_only=True):
    """A provider of the plugin; `schema` is the form of a new instance, `several`: there may be more than one."""

    name: str
    kind: Kind
    title: str
    description: str
    several: bool
    form: SettingsForm


class Account(Answer, frozen=True, kw_only=True):
    """Whom an instance logs in as."""

    id: str
    name: str
    link: str


class Instance(Answer, frozen=True, kw_only=True):
    """A configured instance of a provider. `chosen`: the company works by it."""

    id: int
    plugin: str
    provider: str
    kind: Kind
    name: str
    enabled: bool
    state: Literal["running", "off", "waiting", "needs_auth", "failed"]
    trouble: Trouble | None
    chosen: bool
    form: SettingsForm


class FaultInfo(Answer, frozen=True, kw_only=True):
    """One fault of the plugin: what it was asked, why that came to nothing, and the trace for whoever wrote the plugin."""

    what: str
    cause: str
    at: datetime
    trace: str | None


class FaultCount(Answer, frozen=True, kw_only=True):
    """The faults of the plugin since it was switched on, also those that are too few to be trouble."""

    count: int
    last: FaultInfo | None


class PluginPage(Answer, frozen=True, kw_only=True):
    """One plugin. `when_off` tells what becomes of open work when it is switched off now."""

    plugin: PluginRow
    permissions: list[Permission]
    form: SettingsForm | None
    providers: list[ProviderInfo]
    instances: list[Instance]
    when_off: list[str]
    faults: FaultCount


class CheckAnswer(Answer, frozen=True, kw_only=True):
    """What trying the settings came to; `field` is the guilty one."""

    ok: bool
    account: Account | None
    problem: str | None
    field: str | None
    took_ms: int
