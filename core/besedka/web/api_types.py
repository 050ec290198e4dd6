"""Bodies of the REST interface. What comes in forbids unknown fields and knows its bounds."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from besedka.config import Limits
from besedka.domain.people import Chosen, QueueMode
from besedka.services.company import Company
from besedka.services.edits import Version
from besedka.services.panels import ShownPanel
from besedka.services.rows import ClientName, Row
from besedka.services.visitors import SeenVisit
from besedka.web.frames import EventFrame, PresentOperator

Text = Annotated[str, Meta(max_length=2000)]
Short = Annotated[str, Meta(max_length=300)]
Password = Annotated[str, Meta(max_length=4000)]
Language = Literal["en", "ru"]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a request brings."""


def set_fields(body: msgspec.Struct) -> dict[str, object]:
    """Those fields of a body that the request gave."""
    return {key: value for key, value in msgspec.structs.asdict(body).items() if value is not msgspec.UNSET}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a response holds."""


class Setup(Answer, frozen=True, kw_only=True):
    """Whether the first run is still to come, and the language of its page."""

    needs_owner: bool
    language: str


class NewOwner(Body, frozen=True, kw_only=True):
    """The first run: the key is printed by the server at its start."""

    key: Short
    name: Short
    email: Short
    password: Password
    language: Language | None = None


class SignIn(Body, frozen=True, kw_only=True):
    """`remember`: for 30 days, else until the browser is closed and 12 hours at most."""

    email: Short
    password: Password
    remember: bool = False


class FileLimits(Answer, frozen=True, kw_only=True):
    """How long a file may be, and how many of them one message may carry."""

    max_bytes: int
    max_count: int


def file_limits(limits: Limits) -> FileLimits:
    """What people are told before they send."""
    return FileLimits(max_bytes=limits.file_bytes, max_count=limits.files_per_message)


class Me(Answer, frozen=True, kw_only=True):
    """Who is signed in, and for which company."""

    id: int
    name: str
    display_name: str
    email: str
    language: str | None
    administrator: bool
    owner: bool
    photo: str | None
    company: Company
    presence: Chosen
    queue: QueueMode
    on_request: bool
    files: FileLimits


class Ticket(Answer, frozen=True, kw_only=True):
    """For one socket, within 30 seconds."""

    ticket: str


class CompanyBody(Body, frozen=True, kw_only=True):
    """Any of the fields; `zone` is an IANA time zone, `version` the one that was changed."""

    name: Short | msgspec.UnsetType = msgspec.UNSET
    language: Language | msgspec.UnsetType = msgspec.UNSET
    zone: Short | msgspec.UnsetType = msgspec.UNSET
    version: Annotated[int, Meta(ge=0, le=2**31 - 1)] | msgspec.UnsetType = msgspec.UNSET


class PlacementSettings(Answer, frozen=True, kw_only=True):
    """A placement of the website chat; `public_url` is where its snippet points."""

    name: str
    sites: list[str]
    greeting: str
    tracking: bool
    public_url: str


class PlacementBody(Body, frozen=True, kw_only=True):
    """Any of the settings."""

    sites: list[Short] | msgspec.UnsetType = msgspec.UNSET
    greeting: Text | msgspec.UnsetType = msgspec.UNSET
    tracking: bool | msgspec.UnsetType = msgspec.UNSET


class ChatPage(Answer, frozen=True, kw_only=True):
    """A page of a list; `next` is the cursor of the following one. `building`: the index of the search is not complete yet."""

    items: list[Row]
    next: str | None
    building: bool


class MessageHistory(Answer, frozen=True, kw_only=True):
    """All that a message has said, oldest first; one that is not deleted says the last of it."""

    items: list[Version]


class EventPage(Answer, frozen=True, kw_only=True):
    """Events in order; `next` is the `before` of the page of older ones."""

    items: list[EventFrame]
    next: int | None


class VisitorEventPage(EventPage, frozen=True, kw_only=True):
    """`earlier` is this visitor's conversation before this one."""

    earlier: int | None


class ClientCard(Answer, frozen=True, kw_only=True):
    """The client of a chat, for the side panel; `fields` are what the site has said, unsigned."""

    client: ClientName
    fields: dict[str, str]
    since: datetime
    visits: list[SeenVisit]


class PanelList(Answer, frozen=True, kw_only=True):
    """All plugins' sections for one chat."""

    items: list[ShownPanel]


class StatusBody(Body, frozen=True, kw_only=True):
    """The status that the chat is to have."""

    status: int


class VisitorSessionBody(Body, frozen=True, kw_only=True):
    """`token` as it was given before; `page` is where the visitor is."""

    page: "PageBody"
    token: Short | None = None
    language: Short | None = None


class PageBody(Body, frozen=True, kw_only=True):
    """A page of the site. What is too long is cut."""

    url: Annotated[str, Meta(max_length=10_000)]
    title: Annotated[str, Meta(max_length=10_000)] = ""
    referrer: Annotated[str, Meta(max_length=10_000)] = ""


class WidgetConfig(Answer, frozen=True, kw_only=True):
    """What the widget needs to look right; `online`: somebody is here."""

    placement: str
    company: str
    language: str
    greeting: str
    operators: list[PresentOperator]
    online: bool
    files: FileLimits


class VisitorSessionAnswer(Answer, frozen=True, kw_only=True):
    """`chat` is the current one, `last` its newest event."""

    token: str
    visitor: int
    chat: int | None
    last: int
    epoch: str
    config: WidgetConfig
