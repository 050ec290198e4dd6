"""REST: long polling, where no sockets get through."""

from litestar import Controller, Response, post
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from besedka.services.sessions import Signed
from besedka.web.auth import AnyRequest
from besedka.web.console_poll import ConsolePolls
from besedka.web.poll_types import ConsolePollAnswer, ConsolePollBody, VisitorPollAnswer, VisitorPollBody
from besedka.web.visitor_poll import VisitorPolls


class VisitorPollApi(Controller):
    """A tab of a visitor without a socket."""

    path = "/api/widget/v1"
    tags = ["Widget"]

    @post("/poll", operation_id="visitor_poll", summary="Frames instead of a socket", status_code=200)
    async def poll(
        self, data: JSONBody[VisitorPollBody], request: AnyRequest, visitor_polls: Given[VisitorPolls]
    ) -> Response[VisitorPollAnswer]:
        return await visitor_polls.poll(request, data)


class ConsolePollApi(Controller):
    """A tab of an operator without a socket."""

    path = "/api/v1"
    tags = ["Session"]

    @post("/poll", operation_id="console_poll", summary="Frames instead of a socket", status_code=200)
    async def poll(
        self,
        data: JSONBody[ConsolePollBody],
        request: AnyRequest,
        signed: Given[Signed],
        console_polls: Given[ConsolePolls],
    ) -> Response[ConsolePollAnswer]:
        return await console_polls.poll(request, signed, data)
