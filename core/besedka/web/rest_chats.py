"""REST: lists of chats, one chat, its events, and what operators do to it."""

from datetime import date
from typing import Annotated

from litestar import Controller, get, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody, QueryParameter

from besedka.db.reading import View
from besedka.domain.people import Operator
from besedka.services.chats import Chats
from besedka.services.company import Companies
from besedka.services.distribution import Distribution
from besedka.services.introductions import fields_of
from besedka.services.links import Links
from besedka.services.narrowing import narrowed
from besedka.services.panels import Panels
from besedka.services.rows import ClientName, Row
from besedka.services.search_index import SearchIndex
from besedka.services.team import Team
from besedka.services.visitors import Visitors
from besedka.web.api_types import ChatPage, ClientCard, EventPage, PanelList, StatusBody
from besedka.web.shown import event_frames

MAX_QUERY = 200
MAX_NUMBER = 2**31 - 1
Key = Annotated[str | None, HeaderParameter(name="Idempotency-Key", max_length=64)]


class ChatsApi(Controller):
    """Chats as the signed-in operator may see them; what they may not see does not exist (404)."""

    path = "/api/v1/chats"
    tags = ["Chats"]

    @get("/", operation_id="chats", summary="A page of a list")
    async def list(
        self,
        actor: Given[Operator],
        chats: Given[Chats],
        companies: Given[Companies],
        search_index: Given[SearchIndex],
        view: FromQuery[View] = "all",
        q: Annotated[str, QueryParameter(max_length=MAX_QUERY)] = "",
        status: Annotated[int | None, QueryParameter(ge=1, le=MAX_NUMBER)] = None,
        holder: Annotated[str | None, QueryParameter(pattern="^(me|[1-9][0-9]{0,8})$")] = None,
        tag: Annotated[str | None, QueryParameter(max_length=100)] = None,
        since: FromQuery[date | None] = None,
        until: FromQuery[date | None] = None,
        empty: FromQuery[bool] = False,
        cursor: Annotated[str | None, QueryParameter(max_length=200)] = None,
        limit: FromQuery[int] = 50,
    ) -> ChatPage:
        zone = companies.company.zone
        only = narrowed(actor, zone, status=status, holder=holder, tag=tag, since=since, until=until)
        items, following = await chats.page(actor, view, query=q, only=only, empty=empty, cursor=cursor, limit=limit)
        return ChatPage(items=items, next=following, building=bool(q) and search_index.building)

    @get("/{chat:int}", operation_id="chat", summary="One chat as a list item")
    async def one(self, chat: FromPath[int], actor: Given[Operator], chats: Given[Chats]) -> Row:
        return await chats.row(actor, chat)

    @get("/{chat:int}/events", operation_id="chat_events", summary="A page of events, the newest by default")
    async def events(
        self,
        chat: FromPath[int],
        actor: Given[Operator],
        chats: Given[Chats],
        team: Given[Team],
        links: Given[Links],
        before: FromQuery[int | None] = None,
        after: FromQuery[int | None] = None,
        limit: FromQuery[int] = 50,
    ) -> EventPage:
        items, following = await chats.events(actor, chat, before=before, after=after, limit=limit)
        return EventPage(items=event_frames(items, actor, team.faces, links.link), next=following)

    @post(
        "/next",
        operation_id="next_chat",
        summary="Ask for the next chat, where the strategy hands out on request",
        status_code=200,
    )
    async def next(self, actor: Given[Operator], distribution: Given[Distribution], chats: Given[Chats]) -> Row:
        return await chats.row(actor, await distribution.next(actor))

    @get("/{chat:int}/panels", operation_id="chat_panels", summary="What plugins say about a chat")
    async def panels(
        self, chat: FromPath[int], actor: Given[Operator], panels: Given[Panels], language: Given[str]
    ) -> PanelList:
        return PanelList(items=await panels.of(actor, chat, language))

    @get("/{chat:int}/client", operation_id="chat_client", summary="The client of a chat, and their visits")
    async def client(
        self, chat: FromPath[int], actor: Given[Operator], chats: Given[Chats], visitors: Given[Visitors]
    ) -> ClientCard:
        found = await chats.find(actor, chat)
        return ClientCard(
            client=ClientName(id=found.client, name=found.client_name),
            fields=await fields_of(found.client),
            since=await visitors.known_since(found.client),
            visits=await visitors.visits(found.client),
        )

    @post("/{chat:int}/take", operation_id="take_chat", summary="Take a chat from the queue", status_code=200)
    async def take(self, chat: FromPath[int], actor: Given[Operator], chats: Given[Chats], key: Key = None) -> Row:
        return await chats.take(actor, chat, key)

    @post("/{chat:int}/return", operation_id="return_chat", summary="Return a chat to the queue", status_code=200)
    async def give_back(self, chat: FromPath[int], actor: Given[Operator], chats: Given[Chats], key: Key = None) -> Row:
        return await chats.give_back(actor, chat, key)

    @post(
        "/{chat:int}/status",
        operation_id="set_chat_status",
        summary="Change the status: closes or reopens as the status's group says",
        status_code=200,
    )
    async def set_status(
        self,
        chat: FromPath[int],
        data: JSONBody[StatusBody],
        actor: Given[Operator],
        chats: Given[Chats],
        key: Key = None,
    ) -> Row:
        return await chats.set_status(actor, chat, data.status, key)
