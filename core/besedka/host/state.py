"""What a plugin is and how it is doing, in words that lists and processes share."""

from datetime import datetime
from typing import Literal

import msgspec

from besedka.host.words import Words, words

Kind = Literal["channel", "distribution", "rating", "sla", "other"]
State = Literal[
    "incompatible",  # written for another version of the contract
    "broken",  # cannot be imported, or breaks a rule that is checked before it runs
    "disabled",
    "starting",
    "active",
    "retrying",  # not ready yet, tried again after growing pauses
    "needs_auth",  # a person has to give a new password or token
    "failed",  # stopped after a fault
    "stopping",
    "safe_mode",  # not loaded in this start
]


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """What to do next; `command` can be copied."""

    text: Words
    command: str | None = None


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong: in a few words, in plain words with the cause, what to do, and the trace for whoever wrote the plugin.

    Attributes:
        code: stable, for programs and tests.
        field: the setting that is to blame, as "sites.2".
    """

    code: str
    summary: Words
    detail: Words
    remedies: tuple[Remedy, ...]
    trace: str | None = None
    field: str | None = None


def trouble(
    code: str,
    *,
    detail: Words | None = None,
    command: str | None = None,
    trace: str | None = None,
    field: str | None = None,
    **facts: object,
) -> Trouble:
    """The trouble of `code` with the catalogue's three texts: `trouble.<code>`, `….detail` unless given, and `….remedy`."""
    return Trouble(
        code=code,
        summary=words(f"trouble.{code}", **facts),
        detail=detail if detail is not None else words(f"trouble.{code}.detail", **facts),
        remedies=(Remedy(text=words(f"trouble.{code}.remedy", **facts), command=command),),
        trace=trace,
        field=field,
    )


class PluginInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin for lists: `enabled` is what is wanted, `state` what is true. `title` and `description` are its own texts.

    Attributes:
        locked: why the switch cannot be moved; None: it can.
        trouble: also of an active plugin, when some part of it keeps failing.
        instances: how many are configured; `running`: how many of them run.
        retry_at: when a retrying plugin is tried again.
    """

    name: str
    title: str
    description: str
    version: str
    distribution: str
    author: str
    bundled: bool
    kinds: tuple[Kind, ...]
    permissions: tuple[str, ...]
    enabled: bool
    locked: Words | None
    state: State
    trouble: Trouble | None
    instances: int
    running: int
    retry_at: datetime | None

    @property
    def error(self) -> str | None:
        """What is wrong, for a terminal."""
        return self.trouble.detail["en"] if self.trouble else None
