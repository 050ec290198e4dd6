"""Settings: one frozen Struct a provider, named once as its type argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec


class NoSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a provider or plugin that has none."""


if TYPE_CHECKING:
    from typing_extensions import TypeVar

    SettingsT = TypeVar("SettingsT", bound=msgspec.Struct, default=NoSettings)
else:
    from typing import TypeVar

    SettingsT = TypeVar("SettingsT")
