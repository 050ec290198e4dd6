"""Bodies of requests about templates."""

from typing import Annotated

import msgspec
from msgspec import Meta

from besedka.services.templates import MOST, TITLE_CHARS, Level
from besedka.web.api_types import Body

Title = Annotated[str, Meta(max_length=TITLE_CHARS)]
Id = Annotated[int, Meta(ge=1, le=2**31 - 1)]


class NewTemplate(Body, frozen=True, kw_only=True):
    """`text` is at most as long as a message; without a title it says it all."""

    text: str
    title: Title = ""
    heading: Title = ""


class NewTemplates(Body, frozen=True, kw_only=True):
    """All of them are made, or none."""

    level: Level
    items: Annotated[list[NewTemplate], Meta(min_length=1, max_length=MOST)]


class TemplateBody(Body, frozen=True, kw_only=True):
    """Any of the fields."""

    text: str | msgspec.UnsetType = msgspec.UNSET
    title: Title | msgspec.UnsetType = msgspec.UNSET
    heading: Title | msgspec.UnsetType = msgspec.UNSET


class TemplatePlace(Body, frozen=True, kw_only=True):
    """A template, and the heading under which it is to stand."""

    id: Id
    heading: Title


class TemplateOrder(Body, frozen=True, kw_only=True):
    """All templates of the level, first to last."""

    level: Level
    items: Annotated[list[TemplatePlace], Meta(max_length=MOST)]
