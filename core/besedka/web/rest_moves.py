"""REST: handing chats over, tags, and what one has begun to write."""

from typing import Annotated

from litestar import Controller, get, post, put
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, HeaderParameter, JSONBody
from msgspec import Meta

from besedka.domain.people import Operator
from besedka.domain.rights import may_see
from besedka.services.chats import Chats
from besedka.services.colleagues import Colleague, Colleagues
from besedka.services.drafts import Draft, Drafts, Mode
from besedka.services.rows import Row
from besedka.services.tags import Tags
from besedka.web.api_types import Answer, Body, Text

Key = Annotated[str | None, HeaderParameter(name="Idempotency-Key", max_length=64)]
TagList = Annotated[list[Annotated[str, Meta(max_length=300)]], Meta(max_length=50)]


class TransferBody(Body, frozen=True, kw_only=True):
    """To whom, and a word for them (up to 1,000 characters) that the client does not see."""

    operator: int
    note: Text = ""


class Transferred(Answer, frozen=True, kw_only=True):
    """The chat as it is now; null: it is no longer yours to see."""

    chat: Row | None


class TagsBody(Body, frozen=True, kw_only=True):
    """Up to 64 characters each."""

    add: TagList = []
    remove: TagList = []


class TagsAnswer(Answer, frozen=True, kw_only=True):
    """The tags that were given lately, the newest first."""

    items: list[str]


class ColleagueList(Answer, frozen=True, kw_only=True):
    """Everybody, in the order of their names."""

    items: list[Colleague]


class DraftBody(Body, frozen=True, kw_only=True):
    """An empty text: there is nothing any more."""

    mode: Mode
    text: Annotated[str, Meta(max_length=50_000)]


class DraftList(Answer, frozen=True, kw_only=True):
    """One's own drafts of all chats."""

    items: list[Draft]


class MovesApi(Controller):
    """What operators do to chats beside answering."""

    path = "/api/v1"
    tags = ["Chats"]

    @get("/colleagues", operation_id="colleagues", summary="Who could be given a chat, and how much they have to do")
    async def colleagues(self, actor: Given[Operator], colleagues: Given[Colleagues]) -> ColleagueList:
        return ColleagueList(items=await colleagues.all())

    @post("/chats/{chat:int}/transfer", operation_id="transfer_chat", summary="Hand a chat over", status_code=200)
    async def transfer(
        self,
        chat: FromPath[int],
        data: JSONBody[TransferBody],
        actor: Given[Operator],
        colleagues: Given[Colleagues],
        chats: Given[Chats],
        key: Key = None,
    ) -> Transferred:
        after = await colleagues.transfer(actor, chat, data.operator, data.note, key)
        return Transferred(chat=await chats.row(actor, chat) if may_see(actor, after) else None)

    @post("/chats/{chat:int}/tags", operation_id="tag_chat", summary="Give tags and take some away", status_code=200)
    async def tag(
        self,
        chat: FromPath[int],
        data: JSONBody[TagsBody],
        actor: Given[Operator],
        tags: Given[Tags],
        key: Key = None,
    ) -> Row:
        return await tags.change(actor, chat, data.add, data.remove, key)

    @get("/tags", operation_id="tags", summary="Tags that were given lately")
    async def lately(self, actor: Given[Operator], tags: Given[Tags]) -> TagsAnswer:
        return TagsAnswer(items=await tags.lately())

    @get("/drafts", operation_id="drafts", summary="What one has begun to write")
    async def drafts(self, actor: Given[Operator], drafts: Given[Drafts]) -> DraftList:
        return DraftList(items=await drafts.mine(actor))

    @put("/chats/{chat:int}/draft", operation_id="save_draft", summary="Keep what one has begun to write")
    async def save_draft(
        self, chat: FromPath[int], data: JSONBody[DraftBody], actor: Given[Operator], drafts: Given[Drafts]
    ) -> Draft:
        return await drafts.save(actor, chat, data.mode, data.text)
