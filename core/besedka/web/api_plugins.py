"""Bodies of requests about plugins, their instances, the rules chosen among them, and working hours."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from besedka.domain.hours import Stretch
from besedka.web.api_types import Body

Name = Annotated[str, Meta(min_length=1, max_length=64)]
Values = dict[str, Any]
LARGEST = 2**31 - 1  # what a column holds
Id = Annotated[int, Meta(ge=1, le=LARGEST)]
Version = Annotated[int, Meta(ge=0, le=LARGEST)]


class SettingsBody(Body, frozen=True, kw_only=True):
    """A secret that is left out stays as it is; null removes it."""

    values: Values
    version: Version | None = None


class NewInstance(Body, frozen=True, kw_only=True):
    """A new instance of a provider of this plugin."""

    provider: Name
    name: Name
    values: Values


class InstanceBody(Body, frozen=True, kw_only=True):
    """Any of the fields."""

    name: Name | msgspec.UnsetType = msgspec.UNSET
    enabled: bool | msgspec.UnsetType = msgspec.UNSET
    values: Values | msgspec.UnsetType = msgspec.UNSET
    version: Version | None = None


class CheckBody(Body, frozen=True, kw_only=True):
    """Settings to try, saved or not. `provider` None: the plugin's own; `instance`: whose saved secrets are used where none is
    given."""

    values: Values
    provider: Name | None = None
    instance: Id | None = None


class RulesBody(Body, frozen=True, kw_only=True):
    """`chat_limit`: how many chats in progress an operator is assigned at most."""

    strategy: Id | None
    flow: Id | None
    chat_limit: Annotated[int, Meta(ge=1, le=100)]


class HoursBody(Body, frozen=True, kw_only=True):
    """All stretches of the week."""

    stretches: Annotated[list[Stretch], Meta(max_length=70)]
