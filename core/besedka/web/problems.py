"""Refusals as problem documents (RFC 9457), in the language of the request."""

import logging
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import (
    HTTPException,
    InternalServerException,
    MethodNotAllowedException,
    NotFoundException,
    SerializationException,
    ValidationException,
)
from litestar.types import ExceptionHandlersMap

from besedka.db.store import Unavailable
from besedka.domain.people import Face
from besedka.plugin.errors import BesedkaError, Refused
from besedka.services.team import Team
from besedka.texts import accepted, say
from besedka.web.bad_body import faults, is_of_client

log = logging.getLogger("besedka.web")

DISCONNECTED = "client disconnected prematurely"  # as Litestar says it

STATUS = {
    "bad_credentials": 401,
    "sign_in": 401,
    "bad_key": 403,
    "forbidden": 403,
    "not_author": 403,
    "origin": 403,
    "no_file": 404,
    "no_instance": 404,
    "no_placement": 404,
    "no_plugin": 404,
    "no_provider": 404,
    "not_found": 404,
    "queue_empty": 404,
    "method": 405,
    "changed_meanwhile": 409,
    "chat_closed": 409,
    "chat_ended": 409,
    "chat_taken": 409,
    "choosing_off": 409,
    "email_taken": 409,
    "form_gone": 409,
    "in_use": 409,
    "key_reused": 409,
    "last_status": 409,
    "limit_reached": 409,
    "locked": 409,
    "message_deleted": 409,
    "name_stays": 409,
    "name_taken": 409,
    "not_holder": 409,
    "not_loaded": 409,
    "not_on_request": 409,
    "not_oneself": 409,
    "old_chats": 409,
    "only_one": 409,
    "operator_gone": 409,
    "owner_exists": 409,
    "owner_stays": 409,
    "status_builtin": 409,
    "status_in_use": 409,
    "take_first": 409,
    "too_many_statuses": 409,
    "too_old": 409,
    "too_many_templates": 409,
    "wrong_state": 409,
    "file_too_large": 413,
    "too_large": 413,
    "too_many": 429,
    "internal": 500,
    "plugin_failed": 502,
    "channel_off": 503,
    "unavailable": 503,
    "disk_full": 507,
}


def problem(language: str, code: str, **facts: object) -> dict[str, Any]:
    """The document; `status` 400 unless the code has another."""
    status = STATUS.get(code, 400)
    return {
        "type": f"urn:besedka:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": say(language, f"problem.{code}", **facts),
    }


def why_unavailable(language: str, error: BesedkaError) -> str:
    """The sentence for `unavailable`: what is wrong, where that is known."""
    trouble = error.trouble if isinstance(error, Unavailable) else None
    return say(language, f"unavailable.{trouble}" if trouble else "problem.unavailable")


def _response(document: dict[str, Any], retry_after: object = None) -> Response[dict[str, Any]]:
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else None
    return Response(document, status_code=document["status"], media_type="application/problem+json", headers=headers)


def problem_response(request: Request[Any, Any, Any], error: Refused, holder: Face | None = None) -> Response[Any]:
    """A refusal in the language of the request; `holder` is who holds the chat that it is about."""
    facts = error.facts | {"holder": holder.name if holder else ""}
    document = problem(_language(request), error.code, **facts)
    if holder is not None:
        document["holder"] = {"id": holder.id, "name": holder.name, "photo": holder.photo}
    if "field" in facts:
        document["field"] = facts["field"]
    if "errors" in facts:
        document["errors"] = facts["errors"]
    return _response(document, error.facts.get("retry_after"))


def exception_handlers(team: Team) -> ExceptionHandlersMap:
    """What each exception of a handler becomes."""

    def refused(request: Request[Any, Any, Any], error: Refused) -> Response[Any]:
        holder = error.facts.get("holder")
        return problem_response(request, error, team.faces[holder] if isinstance(holder, int) else None)

    return {
        Refused: refused,
        Unavailable: _unavailable,
        ValidationException: _invalid,
        SerializationException: _not_json,
        UnicodeDecodeError: _not_json,
        RecursionError: _not_json,
        HTTPException: _http,
        Exception: _internal,
    }


def _unavailable(request: Request[Any, Any, Any], error: Unavailable) -> Response[Any]:
    log.error("unavailable: %s", error)
    language = _language(request)
    return _response(problem(language, "unavailable") | {"detail": why_unavailable(language, error)}, 1)


def _invalid(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    language = _language(request)
    document = problem(language, "invalid")
    if errors := [fault for fault in faults(error, language) if fault["field"]]:
        document |= {"detail": errors[0]["detail"], "field": errors[0]["field"], "errors": errors}
    return _response(document)


def _not_json(request: Request[Any, Any, Any], _: Exception) -> Response[Any]:
    return _response(problem(_language(request), "bad_json"))


def _http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    if isinstance(error.__cause__, SerializationException):
        return _not_json(request, error)
    if is_of_client(error):
        return _invalid(request, error)
    match error:
        case NotFoundException():
            code = "not_found"
        case MethodNotAllowedException():
            code = "method"
        case HTTPException(status_code=413):
            code = "too_large"
        case HTTPException(status_code=status) if status < 500 or _is_gone(error):
            code = "invalid"
        case _:
            return _internal(request, error)
    return _response(problem(_language(request), code))


def _is_gone(error: HTTPException) -> bool:
    """Whether the client went away before its body had come: nobody reads the answer, and nothing has failed."""
    return isinstance(error, InternalServerException) and error.detail == DISCONNECTED


def _internal(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _response(problem(_language(request), "internal"))


def _language(request: Request[Any, Any, Any]) -> str:
    return accepted(request.headers.get("accept-language", ""))
