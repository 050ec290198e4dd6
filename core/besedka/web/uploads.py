"""A file on its way in: a multipart form with the one part `file`, read as it comes and never held as a whole."""

from collections.abc import AsyncIterator

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from besedka.domain.files import File
from besedka.domain.people import Operator, Visitor
from besedka.plugin.errors import Refused
from besedka.services.files import Files
from besedka.web.auth import AnyRequest
from besedka.web.http_protocol import HttpProtocol
from besedka.web.socket import address_of

PART = "file"
ENVELOPE_BYTES = 64 * 1024  # what a form may have around its file


async def receive(request: AnyRequest, actor: Operator | Visitor, files: Files) -> File:
    """The file that a request brings. Who goes away before they are answered has sent nothing.

    Raises:
        Refused: `bad_upload`: it is no such form; or what `Files` says.
    """
    await files.admit(actor, address_of(request.scope))
    if int(request.headers.get("content-length", 0)) > files.most_bytes + ENVELOPE_BYTES:
        raise files.too_large()
    form = _Form(request)
    file = await files.receive(actor, await form.name(), form.chunks())
    if _has_gone(request):
        await files.forget(file.id)
    return file


class _Form:
    """The one part of a form."""

    def __init__(self, request: AnyRequest) -> None:
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind != "multipart/form-data" or not options.get("boundary"):
            raise Refused("bad_upload")
        self._parts = self._read(request, options["boundary"])

    async def name(self) -> str:
        """What the file is called by its sender. What comes of it is read after this."""
        part = await anext(self._parts, None)
        if not isinstance(part, MultipartSegment) or part.name != PART or not part.filename:
            raise Refused("bad_upload")
        return str(part.filename)

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes of the file, up to the end of the form."""
        async for chunk in self._parts:
            if chunk:
                yield bytes(chunk)

    async def _read(self, request: AnyRequest, boundary: str) -> AsyncIterator[MultipartSegment | bytes | None]:
        try:
            with PushMultipartParser(boundary, max_segment_count=1, strict=True) as parser:
                async for chunk in request.stream():
                    for part in parser.parse(chunk):
                        yield part
        except MultipartError:
            raise Refused("bad_upload") from None


def _has_gone(request: AnyRequest) -> bool:
    connection: HttpProtocol = request.scope["extensions"]["besedka.http"]["connection"]  # type: ignore[index,assignment]
    return connection.transport.is_closing()
