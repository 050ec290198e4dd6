"""REST: the first run, signing in and out, the ticket for the socket."""

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from besedka.domain.people import Operator
from besedka.services.company import Companies
from besedka.services.sessions import Sessions, Signed
from besedka.services.team import Team
from besedka.web.api_types import Me, NewOwner, Setup, SignIn, Ticket, file_limits
from besedka.web.auth import AnyRequest, Auth, browser_of
from besedka.web.desk import Desk


class Mirror:
    """Tells people who they are, for which company, and what they may do there now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def me(self, operator: int) -> Me:
        desk, member = self._desk, self._desk.team.members[operator]
        return Me(
            id=member.id,
            name=member.name,
            display_name=member.display_name,
            email=member.email,
            language=member.language,
            administrator=member.administrator,
            owner=member.owner,
            photo=None,
            company=desk.companies.company,
            presence=desk.presence.chosen(member.id),
            queue=desk.rules.queue,
            on_request=desk.rules.on_request,
            files=file_limits(desk.config.limits),
        )


class AccountApi(Controller):
    """Sessions of the console."""

    path = "/api/v1"
    tags = ["Session"]

    @get("/setup", operation_id="setup", summary="Whether the owner is still to be made")
    async def setup(self, team: Given[Team], companies: Given[Companies]) -> Setup:
        return Setup(needs_owner=not team.has_owner, language=companies.company.language)

    @post("/setup/owner", operation_id="make_owner", summary="Make the owner with the one-time key, and sign in")
    async def make_owner(
        self,
        data: JSONBody[NewOwner],
        request: AnyRequest,
        sessions: Given[Sessions],
        mirror: Given[Mirror],
        auth: Given[Auth],
    ) -> Response[Me]:
        session = await sessions.make_owner(
            data.key,
            browser_of(request),
            name=data.name,
            email=data.email,
            password=data.password,
            language=data.language,
        )
        return Response(mirror.me(session.member.id), cookies=[auth.cookie_of(session)])

    @post("/session", operation_id="sign_in", summary="Sign in")
    async def sign_in(
        self,
        data: JSONBody[SignIn],
        request: AnyRequest,
        sessions: Given[Sessions],
        mirror: Given[Mirror],
        auth: Given[Auth],
    ) -> Response[Me]:
        session = await sessions.sign_in(data.email, data.password, browser_of(request), remember=data.remember)
        return Response(mirror.me(session.member.id), cookies=[auth.cookie_of(session)])

    @get("/session", operation_id="me", summary="Who is signed in")
    async def me(self, actor: Given[Operator], mirror: Given[Mirror]) -> Me:
        return mirror.me(actor.id)

    @delete("/session", operation_id="sign_out", summary="Sign out", status_code=204)
    async def sign_out(self, signed: Given[Signed], sessions: Given[Sessions], auth: Given[Auth]) -> Response[None]:
        await sessions.end(signed)
        return Response(None, status_code=204, cookies=[auth.no_cookie()])

    @post("/socket-ticket", operation_id="socket_ticket", summary="A ticket for one socket, within 30 seconds")
    async def ticket(self, signed: Given[Signed], sessions: Given[Sessions]) -> Ticket:
        return Ticket(ticket=sessions.ticket(signed))
