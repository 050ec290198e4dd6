"""REST: sending files, and getting them by their signed addresses."""

from collections.abc import AsyncIterator
from typing import Any

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from besedka.domain.files import File
from besedka.domain.people import Operator, Visitor
from besedka.files.names import disposition
from besedka.plugin.errors import Refused
from besedka.services.files import Files
from besedka.services.links import Links
from besedka.web.auth import AnyRequest
from besedka.web.uploads import receive

SAFE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",  # pictures stand in the widget, on the sites of others
}


class FilesApi(Controller):
    """Files of messages. None is ever a page: pictures are shown, everything else is saved."""

    tags = ["Chats"]

    @post(
        "/api/v1/files",
        operation_id="send_file",
        summary="Send a file ahead of its message: a form with the one part `file`",
        request_max_body_size=None,
    )
    async def of_operator(self, request: AnyRequest, actor: Given[Operator], files: Given[Files]) -> File:
        return await receive(request, actor, files)

    @post(
        "/api/widget/v1/files",
        operation_id="visitor_send_file",
        summary="Send a file ahead of its message: a form with the one part `file`",
        request_max_body_size=None,
        tags=["Widget"],
    )
    async def of_visitor(self, request: AnyRequest, visitor: Given[Visitor], files: Given[Files]) -> File:
        return await receive(request, visitor, files)

    @get("/files/{id:str}/{name:str}", include_in_schema=False)
    async def one(
        self,
        request: AnyRequest,
        id: FromPath[str],
        name: FromPath[str],
        files: Given[Files],
        links: Given[Links],
        until: FromQuery[int] = 0,
        key: FromQuery[str] = "",
    ) -> Response[Any]:
        reader = links.reader(id, until, key)
        if reader is None:
            raise Refused("not_found")
        stored = await files.find(id, reader)
        headers = {**SAFE, "ETag": f'"{stored.sha256[:32]}"', "Cache-Control": "private, max-age=43200"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(None, status_code=304, headers=headers)
        return _given(stored.file, files.read(id), headers)


def _given(file: File, chunks: AsyncIterator[bytes], headers: dict[str, str]) -> Response[Any]:
    headers |= {
        "Content-Length": str(file.size_bytes),
        "Content-Disposition": disposition(file.name, inline=file.width is not None),
    }
    return Stream(chunks, media_type=file.type, headers=headers)
