"""Visitors of the site: who they are (a token), which pages they open, and the chat that waits for them."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import msgspec

from besedka import clock
from besedka.db import reading, tables
from besedka.db.bind import bound
from besedka.domain.chat import Chat
from besedka.domain.people import Visitor
from besedka.plugin.errors import Refused
from besedka.services.browser import Browser
from besedka.services.chats import Chats
from besedka.services.introductions import one_line
from besedka.services.presence import Page, Presence
from besedka.services.sessions import digest

PAUSE = timedelta(minutes=30)
SHOWN_PAGES = 20
CAMPAIGN_KEYS = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")


class OpenedPage(msgspec.Struct, frozen=True, kw_only=True):
    """The page as the browser tells it."""

    url: str = ""
    title: str = ""
    referrer: str = ""


class VisitorSession(msgspec.Struct, frozen=True, kw_only=True):
    """`chat` is the current one; None only where nothing may be written and nothing was."""

    token: str
    visitor: Visitor
    chat: Chat | None


class SeenPage(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    title: str
    at: datetime


class SeenVisit(msgspec.Struct, frozen=True, kw_only=True):
    """A visit for the side panel; newest page first, at most 20."""

    id: int
    number: int
    started_at: datetime
    last_at: datetime
    referrer: str
    campaign: dict[str, str]
    pages: list[SeenPage]


class Visitors:
    """Args: `connection_of` gives the connection's id by the name of a placement, or refuses."""

    def __init__(self, chats: Chats, presence: Presence, connection_of: Callable[[str], int]) -> None:
        self._chats = chats
        self._presence = presence
        self._connection_of = connection_of

    async def begin(self, placement: str, token: str | None, page: OpenedPage, browser: Browser) -> VisitorSession:
        """A browser opens the site: the visitor behind the token, or a new one.

        Raises:
            Refused: `no_placement`, `channel_off`.
        """
        connection = self._connection_of(placement)
        visitor = await self.find(token) if token else None
        if visitor is None:
            token, visitor = await self._add(connection)
        assert token is not None
        await self.opened(visitor, page, browser)
        return VisitorSession(token=token, visitor=visitor, chat=await self.current_chat(visitor))

    async def find(self, token: str) -> Visitor | None:
        """Whose token this is."""
        rows = await tables.Identity.select(tables.Identity.id, tables.Identity.client).where(
            tables.Identity.external_id == digest(token)
        )
        return Visitor(identity=rows[0]["id"], client=rows[0]["client"]) if rows else None

    async def current_chat(self, visitor: Visitor) -> Chat | None:
        """The chat that is not closed, made if there is none; for a visitor marked as spam the one that was closed so."""
        try:
            return (await self._chats.open(visitor)).chat
        except Refused as refused:
            if refused.code != "chat_ended":
                raise
            newest = await reading.newest_chats(visitor.identity, limit=1)
            return newest[0] if newest else None

    async def opened(self, visitor: Visitor, page: OpenedPage, browser: Browser | None = None) -> None:
        """A page was opened: it belongs to the running visit, or begins another after half an hour without any."""
        seen = SeenPage(url=_address(page.url), title=one_line(page.title)[:300], at=clock.now())
        engine = bound()
        async with engine.transaction():
            await engine.hold(tables.Client._meta.tablename, visitor.client)  # two tabs that open at once are one visit
            visit = await self._visit(visitor, page, browser or Browser(), seen.at)
            since = await self._note(visit, seen) if seen.url else seen.at
        if seen.url:
            self._presence.went(visitor.identity, Page(url=seen.url, title=seen.title, at=since))

    async def _note(self, visit: int, seen: SeenPage) -> datetime:
        """Since when the visitor has been on this page."""
        page = tables.VisitPage
        last = await page.select().where(page.visit == visit).order_by(page.id, ascending=False).limit(1)
        if not last or last[0]["url"] != seen.url:
            await page.insert(page(visit=visit, url=seen.url, title=seen.title, at=seen.at))
            return seen.at
        if seen.title and last[0]["title"] != seen.title:
            await page.update({"title": seen.title}).where(page.id == last[0]["id"])
        return last[0]["at"]  # type: ignore[no-any-return]

    async def known_since(self, client: int) -> datetime:
        """When the client was first seen."""
        rows = await tables.Client.select(tables.Client.created_at).where(tables.Client.id == client)
        return rows[0]["created_at"]  # type: ignore[no-any-return]

    async def visits(self, client: int, limit: int = 10) -> list[SeenVisit]:
        """A client's visits, newest first."""
        rows = await tables.Visit.select().where(tables.Visit.client == client).order_by(
            tables.Visit.number, ascending=False
        ).limit(limit)  # fmt: skip
        return [
            SeenVisit(
                id=row["id"],
                number=row["number"],
                started_at=row["started_at"],
                last_at=row["last_at"],
                referrer=row["referrer"],
                campaign=msgspec.json.decode(row["campaign"], type=dict[str, str]),
                pages=await self._pages(row["id"]),
            )
            for row in rows
        ]

    async def _pages(self, visit: int) -> list[SeenPage]:
        page = tables.VisitPage
        rows = await page.select(page.url, page.title, page.at).where(page.visit == visit).order_by(
            page.id, ascending=False
        ).limit(SHOWN_PAGES)  # fmt: skip
        return [msgspec.convert(row, SeenPage) for row in rows]

    async def _add(self, connection: int) -> tuple[str, Visitor]:
        token = secrets.token_urlsafe(32)
        async with bound().transaction():
            client = (await tables.Client.insert(tables.Client(created_at=clock.now())))[0]["id"]
            identity = tables.Identity(connection=connection, external_id=digest(token), client=client)
            inserted = await tables.Identity.insert(identity)
        return token, Visitor(identity=inserted[0]["id"], client=client)

    async def _visit(self, visitor: Visitor, page: OpenedPage, browser: Browser, now: datetime) -> int:
        visit = tables.Visit
        rows = await visit.select(visit.id, visit.number, visit.last_at).where(visit.client == visitor.client).order_by(
            visit.number, ascending=False
        ).limit(1)  # fmt: skip
        if rows and now - rows[0]["last_at"] < PAUSE:
            id: int = rows[0]["id"]
            await visit.update({"last_at": now}).where(visit.id == id)
            return id
        inserted = await visit.insert(
            visit(
                client=visitor.client,
                number=rows[0]["number"] + 1 if rows else 1,
                started_at=now,
                last_at=now,
                referrer=_address(page.referrer),
                campaign=msgspec.json.encode(_campaign(page.url)).decode(),
                language=browser.language[:35],
                user_agent=browser.user_agent[:300],
                address=browser.address[:64],
            )
        )
        return inserted[0]["id"]  # type: ignore[no-any-return]


def _address(url: str) -> str:
    """A web address as we keep it: http(s) only, without credentials and without the fragment."""
    try:
        parts = urlsplit(one_line(url))
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, fragment="").geturl()[:2000]


def _campaign(url: str) -> dict[str, str]:
    try:
        query = dict(parse_qsl(urlsplit(url).query, max_num_fields=100))
    except ValueError:
        return {}
    return {key: query[key][:200] for key in CAMPAIGN_KEYS if query.get(key)}
