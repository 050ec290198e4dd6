"""Who asks: the cookie of a console, the bearer token of a visitor."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from besedka.config import Config
from besedka.domain.people import Operator, Visitor
from besedka.plugin.errors import Refused
from besedka.services.browser import Browser
from besedka.services.sessions import NewSession, Sessions, Signed
from besedka.services.team import Team
from besedka.services.visitors import Visitors
from besedka.texts import accepted
from besedka.web.socket import address_of

AnyRequest = Request[Any, Any, Any]


class Auth:
    """Dependencies `signed`, `actor` and `visitor` of the handlers."""

    def __init__(self, config: Config, team: Team, sessions: Sessions, visitors: Visitors) -> None:
        self._team = team
        self._sessions = sessions
        self._visitors = visitors
        self._secure = (config.public_url or "").startswith("https://")
        # Cookies do not know ports: without it, two servers of one machine would sign each other's people out.
        self.cookie = "__Host-besedka" if self._secure else f"besedka_{config.port}"

    async def signed(self, request: AnyRequest) -> Signed:
        """Raises:
        Refused: `sign_in`.
        """
        token = request.cookies.get(self.cookie)
        found = await self._sessions.find(token) if token else None
        if found is None:
            raise Refused("sign_in")
        return found

    async def actor(self, request: AnyRequest) -> Operator:
        """The operator with the rights of this moment. Raises what `signed` does."""
        operator = (await self.signed(request)).operator
        if operator not in self._team.members:
            raise Refused("sign_in")
        return self._team.actor(operator)

    async def visitor(self, request: AnyRequest) -> Visitor:
        """Raises:
        Refused: `sign_in`: no `Authorization: Bearer`, or an unknown token.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        found = await self._visitors.find(token.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            raise Refused("sign_in")
        return found

    def cookie_of(self, session: NewSession) -> Cookie:
        return self._cookie(session.token, session.max_age_s)

    def no_cookie(self) -> Cookie:
        return self._cookie("", 0)

    def _cookie(self, value: str, max_age_s: int | None) -> Cookie:
        return Cookie(
            key=self.cookie,
            value=value,
            max_age=max_age_s,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self._secure,
        )


def language(request: AnyRequest) -> str:
    """The reader's language, as far as we speak it."""
    return accepted(request.headers.get("accept-language", ""))


def browser_of(request: AnyRequest) -> Browser:
    return Browser(
        language=request.headers.get("accept-language", "").split(",")[0],
        user_agent=request.headers.get("user-agent", ""),
        address=address_of(request.scope),
    )
