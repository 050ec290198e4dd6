"""What a reader is shown of an event: the only way out of a chat, for sockets, REST and whatever comes later."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec

from besedka.domain.chat import Event, Kind
from besedka.domain.people import Author, AuthorType, Face

Reader = Literal["visitor", "operator"]
Faces = Mapping[int, Face]
Link = Callable[[str, str, Reader], str]
"""Makes the address of a file: its id, its name, for whom."""

KINDS_FOR_VISITOR: frozenset[Kind] = frozenset(
    ("message", "edited", "deleted", "taken", "transferred", "closed", "reopened", "rated")
)


class ShownAuthor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who caused an event, as the reader may know them."""

    type: AuthorType
    id: int | None = None
    name: str | None = None
    photo: str | None = None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """An event as one kind of reader sees it."""

    kind: Kind
    author: ShownAuthor
    at: datetime
    data: dict[str, Any]


def view(event: Event, reader: Reader, faces: Faces, link: Link) -> Shown | None:
    """The event as `reader` sees it, or None where there is nothing for them to see."""
    if reader == "visitor":
        if event.kind not in KINDS_FOR_VISITOR or event.data.get("of") == "note":
            return None
        data = _data_for_visitor(event, faces)
    else:
        data = _data_for_operator(event, faces)
    if "files" in event.data:
        data["files"] = [{**file, "url": link(file["id"], file["name"], reader)} for file in event.data["files"]]
    return Shown(kind=_kind(event, reader), author=_author(event.author, reader, faces), at=event.at, data=data)


def _kind(event: Event, reader: Reader) -> Kind:
    """For visitors it makes no difference how somebody came to answer them."""
    return "taken" if event.kind == "transferred" and reader == "visitor" else event.kind


def shown_face(id: int, reader: Reader, faces: Faces) -> dict[str, Any]:
    """An operator in `data`: colleagues see the internal name, clients the display name."""
    face = faces[id]
    return {"id": id, "name": face.display_name if reader == "visitor" else face.name, "photo": face.photo}


def _data_for_visitor(event: Event, faces: Faces) -> dict[str, Any]:
    match event.kind:
        case "message":
            return _said(event)
        case "edited":
            return {"seq": event.data["seq"], **_text_now(event)}
        case "deleted":
            return {"seq": event.data["seq"]}
        case "taken" | "transferred":
            return {"operator": shown_face(event.data["operator"], "visitor", faces)}
        case "closed":
            return {"reason": "ended" if event.data["reason"] == "spam" else "done"}
        case "rated":
            return {"score": event.data["score"], "out_of": event.data["out_of"]}
        case _:
            return {}


def _data_for_operator(event: Event, faces: Faces) -> dict[str, Any]:
    match event.kind:
        case "message" | "note":
            return _said(event) | event.data
        case "edited":
            return event.data | _text_now(event)
        case "deleted":
            return {"seq": event.data["seq"]}
        case "taken":
            return {**event.data, "operator": shown_face(event.data["operator"], "operator", faces)}
        case "transferred":
            data = {**event.data, "operator": shown_face(event.data["operator"], "operator", faces)}
            return data | ({"from": shown_face(data["from"], "operator", faces)} if "from" in data else {})
        case _:
            return event.data


def _said(event: Event) -> dict[str, Any]:
    """The words of now, and when they were changed; of what was deleted only that."""
    if event.deleted_at is not None:
        return {"deleted_at": event.deleted_at}
    return {"text": event.text} | ({} if event.edited_at is None else {"edited_at": event.edited_at})


def _text_now(event: Event) -> dict[str, Any]:
    """What an edited message says by now, not what it said at the time: that may have been taken back."""
    return {} if event.text_now is None else {"text": event.text_now}


def _author(author: Author, reader: Reader, faces: Faces) -> ShownAuthor:
    if author.type == "plugin" and reader == "visitor":
        return ShownAuthor(type="system")
    if author.type != "operator":
        return ShownAuthor(type=author.type)
    face = faces[author.id]
    return ShownAuthor(
        type="operator",
        id=face.id,
        name=face.display_name if reader == "visitor" else face.name,
        photo=face.photo,
    )
