"""REST: what a message has said before it was edited or deleted."""

from litestar import Controller, get
from litestar.di import NamedDependency as Given
from litestar.params import FromPath

from besedka.domain.people import Operator
from besedka.services.edits import Edits
from besedka.web.api_types import MessageHistory


class EditsApi(Controller):
    """For administrators."""

    path = "/api/v1/chats/{chat:int}/events/{seq:int}"
    tags = ["Chats"]

    @get("/history", operation_id="message_history", summary="All that a message has said, for administrators")
    async def history(
        self, chat: FromPath[int], seq: FromPath[int], actor: Given[Operator], edits: Given[Edits]
    ) -> MessageHistory:
        return MessageHistory(items=await edits.history(actor, chat, seq))
