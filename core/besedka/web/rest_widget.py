"""REST: what the widget asks for. No cookies; a visitor's token is a bearer token."""

from litestar import Controller, get, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, FromQuery, JSONBody

from besedka.config import Config
from besedka.db import reading
from besedka.domain.people import Visitor
from besedka.host.host import Host
from besedka.host.live import Placement
from besedka.plugin.errors import Refused
from besedka.services.chats import Chats
from besedka.services.company import Companies
from besedka.services.links import Links
from besedka.services.team import Team
from besedka.services.throttle import Throttle
from besedka.services.visitors import OpenedPage, Visitors
from besedka.web.api_types import VisitorEventPage, VisitorSessionAnswer, VisitorSessionBody, WidgetConfig, file_limits
from besedka.web.auth import AnyRequest, browser_of
from besedka.web.feeds import Feeds
from besedka.web.shown import event_frames


class VisitorDoor:
    """Lets visitors in, not too many at once from one address, and tells them what the widget needs."""

    def __init__(self, config: Config, host: Host, visitors: Visitors, companies: Companies, feeds: Feeds) -> None:
        self._files = file_limits(config.limits)
        self._throttle = Throttle(config.limits.sessions_per_address)
        self._host = host
        self._visitors = visitors
        self._companies = companies
        self._feeds = feeds

    async def enter(self, placement: str, body: VisitorSessionBody, request: AnyRequest) -> VisitorSessionAnswer:
        """Raises:
        Refused: `too_many`, `no_placement`, `channel_off`.
        """
        browser = browser_of(request)
        if wait_s := self._throttle.wait_s(browser.address):
            raise Refused("too_many", retry_after=max(1, round(wait_s)))
        page = OpenedPage(url=body.page.url, title=body.page.title, referrer=body.page.referrer)
        session = await self._visitors.begin(placement, body.token, page, browser)
        chat = session.chat
        return VisitorSessionAnswer(
            token=session.token,
            visitor=session.visitor.client,
            chat=chat.id if chat else None,
            last=chat.seq if chat else 0,
            epoch=self._companies.epoch,
            config=self._config(self._host.placement(placement), chat.operator if chat else None),
        )

    def _config(self, placement: Placement, holder: int | None) -> WidgetConfig:
        operators = self._feeds.for_visitor(holder)
        company = self._companies.company
        return WidgetConfig(
            placement=placement.name,
            company=company.name,
            language=company.language,
            greeting=placement.channel.greeting,
            operators=operators,
            files=self._files,
            online=any(operator.state == "online" for operator in operators),
        )


class WidgetApi(Controller):
    """Visitors' calls."""

    path = "/api/widget/v1"
    tags = ["Widget"]

    @post("/{placement:str}/session", operation_id="visitor_session", summary="A visitor opens the site")
    async def session(
        self,
        placement: FromPath[str],
        data: JSONBody[VisitorSessionBody],
        request: AnyRequest,
        door: Given[VisitorDoor],
    ) -> VisitorSessionAnswer:
        return await door.enter(placement, data, request)

    @get("/chat/events", operation_id="visitor_events", summary="A page of one's own conversation")
    async def events(
        self,
        chat: FromQuery[int],
        visitor: Given[Visitor],
        chats: Given[Chats],
        team: Given[Team],
        links: Given[Links],
        before: FromQuery[int | None] = None,
        after: FromQuery[int | None] = None,
        limit: FromQuery[int] = 50,
    ) -> VisitorEventPage:
        items, following = await chats.events(visitor, chat, before=before, after=after, limit=limit)
        return VisitorEventPage(
            items=event_frames(items, visitor, team.faces, links.link),
            next=following,
            earlier=await reading.chat_before(visitor.identity, chat),
        )
