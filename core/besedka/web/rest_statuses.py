"""REST: the statuses of chats."""

import msgspec
from litestar import Controller, delete, get, patch, post, put
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, JSONBody

from besedka.domain.chat import Status
from besedka.domain.people import Operator
from besedka.services.status_editing import StatusEditing
from besedka.services.statuses import StatusBook
from besedka.web.api_people import MovedChats, NewStatus, StatusChange, StatusCount, StatusMove, StatusOrder


class StatusesApi(Controller):
    """Operators read them, administrators arrange them."""

    path = "/api/v1/statuses"
    tags = ["Settings"]

    @get("/", operation_id="statuses", summary="All statuses in their order, also hidden ones")
    async def all(self, actor: Given[Operator], status_book: Given[StatusBook]) -> list[Status]:
        return list(status_book.all.values())

    @get("/counts", operation_id="status_counts", summary="How many chats each status has")
    async def counts(self, actor: Given[Operator], status_editing: Given[StatusEditing]) -> list[StatusCount]:
        counts = await status_editing.counts(actor)
        return [StatusCount(status=status, chats=chats) for status, chats in counts.items()]

    @post("/", operation_id="add_status", summary="Make a status, the last of its group")
    async def add(
        self, data: JSONBody[NewStatus], actor: Given[Operator], status_editing: Given[StatusEditing]
    ) -> Status:
        return await status_editing.add(actor, **msgspec.structs.asdict(data))

    @put("/order", operation_id="order_statuses", summary="Put a group in another order", status_code=204)
    async def order(
        self, data: JSONBody[StatusOrder], actor: Given[Operator], status_editing: Given[StatusEditing]
    ) -> None:
        await status_editing.order(actor, data.group, data.ids)

    @patch("/{status:int}", operation_id="change_status", summary="Change name or colour")
    async def change(
        self,
        status: FromPath[int],
        data: JSONBody[StatusChange],
        actor: Given[Operator],
        status_editing: Given[StatusEditing],
    ) -> Status:
        return await status_editing.change(actor, status, **msgspec.structs.asdict(data))

    @delete("/{status:int}", operation_id="remove_status", summary="Hide a status from all but history")
    async def remove(self, status: FromPath[int], actor: Given[Operator], status_editing: Given[StatusEditing]) -> None:
        await status_editing.remove(actor, status)

    @post("/{status:int}/restore", operation_id="restore_status", summary="Show a hidden one again", status_code=200)
    async def restore(
        self, status: FromPath[int], actor: Given[Operator], status_editing: Given[StatusEditing]
    ) -> Status:
        return await status_editing.restore(actor, status)

    @post(
        "/{status:int}/move",
        operation_id="move_chats_of_status",
        summary="Give all its chats in progress another status",
        status_code=200,
    )
    async def move(
        self,
        status: FromPath[int],
        data: JSONBody[StatusMove],
        actor: Given[Operator],
        status_editing: Given[StatusEditing],
    ) -> MovedChats:
        return MovedChats(chats=await status_editing.empty(actor, status, data.into))
