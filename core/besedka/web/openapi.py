"""The OpenAPI document: what Litestar finds, problem documents for errors, and the frames of the sockets among the schemas, so that
front ends get the types of both from one place. Made when it is first asked for."""

from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Tag

import besedka
from besedka.web.frames import AnyClientFrame, AnyServerFrame, ConsoleHello, HolderFact

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


class FieldProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one field of the body."""

    field: str
    detail: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9457; `code` is stable, `detail` a sentence in the language of `Accept-Language`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    errors: list[FieldProblem] | None = None
    holder: HolderFact | None = None


def document(app: Litestar) -> dict[str, Any]:
    """The whole document."""
    return _complete(app.openapi_schema.to_schema())


def _complete(schema: dict[str, Any]) -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components(
        [AnyServerFrame, AnyClientFrame, ConsoleHello, Problem], ref_template="#/components/schemas/{name}"
    )
    schema["components"]["schemas"] = dict(sorted({**schemas, **schema["components"]["schemas"]}.items()))
    for path in schema["paths"].values():
        for operation in path.values():
            _describe_errors(operation["responses"])
    return schema


def _describe_errors(responses: dict[str, Any]) -> None:
    for status in [status for status in responses if status >= "400"]:
        del responses[status]
    responses["default"] = {"description": "A problem document", "content": PROBLEM}


class _Document(JsonRenderPlugin):
    """Serves the completed document."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, _complete(openapi_schema))


def openapi_config() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Besedka",
        version=besedka.__version__,
        path="/api",
        render_plugins=[_Document(path="/openapi.json")],
        tags=[Tag(name=name) for name in ("Session", "Chats", "Settings", "Widget")],
    )
