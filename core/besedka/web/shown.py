"""Stored events as the frames that a reader is given in pages of history."""

from collections.abc import Sequence

from besedka.domain.chat import Event
from besedka.domain.people import Actor, Visitor
from besedka.domain.view import Faces, Link, Reader, view
from besedka.services.chats import author_is
from besedka.web.frames import EventFrame, event_frame


def event_frames(events: Sequence[Event], actor: Actor, faces: Faces, link: Link) -> list[EventFrame]:
    """What `actor` may see of these events, each pointing to the one before it."""
    reader: Reader = "visitor" if isinstance(actor, Visitor) else "operator"
    frames = []
    prev = events[0].seq - 1 if events else 0
    for event in events:
        shown = view(event, reader, faces, link)
        if shown is not None:
            id = event.key if author_is(event, actor) else None
            frames.append(event_frame(event, shown, prev, id))
            prev = event.seq
    return frames
