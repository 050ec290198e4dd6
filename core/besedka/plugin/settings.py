"""Settings: one frozen Struct a provider, named once as its type argument; and the values that nobody reads back."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, NoReturn, SupportsIndex

import msgspec


class NoSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a provider or plugin that has none."""


class Secret:
    """A value that administrators write and nobody reads back: a token, a password, a signing key.

    It is encrypted at rest and masked in logs, errors and tracebacks. It has no text of its own, and refuses to be encoded,
    pickled or copied, so that it cannot slip into an answer or an event. Two are equal if their values are. A field of this
    type has no default but None.

    Args:
        value: what is to be kept.

    Example:
        class GateSettings(Struct, frozen=True, kw_only=True):
            token: Annotated[Secret, Meta(title="Token")]

        headers = {"Authorization": f"Bearer {self.settings.token.reveal()}"}
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """The value itself. Take it where it is used; keep it nowhere."""
        return self.__value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__value.encode(), other.__value.encode())

    def __hash__(self) -> int:
        return hash((Secret, self.__value))

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a Secret is not pickled, copied or encoded: hand on the object, or what `reveal` returns")


if TYPE_CHECKING:
    from typing_extensions import TypeVar

    SettingsT = TypeVar("SettingsT", bound=msgspec.Struct, default=NoSettings)
else:
    from typing import TypeVar

    SettingsT = TypeVar("SettingsT")

"""A class names its settings once, as the type argument: `class Nps(RatingFlow[NpsSettings])`.

Each field is `Annotated[type, msgspec.Meta(title=…, description=…, ge=…, …)]`: the form, its checks and its messages come from
that; `extra_json_schema={"unit": "s"}` names a unit. English texts are the keys of the plugin's texts/ru.json.
"""
