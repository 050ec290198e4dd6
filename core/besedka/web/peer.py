"""Somebody to talk with, whatever carries the frames: what they are told, and how they are told no."""

import logging

import msgspec

from besedka.db.store import Unavailable
from besedka.plugin.errors import BesedkaError, Refused
from besedka.texts import say
from besedka.web.connection import Out
from besedka.web.frames import ErrorFrame, HolderFact, pack
from besedka.web.problems import why_unavailable

log = logging.getLogger("besedka.sockets")


class Peer:
    """A tab of somebody: the way out to it, and the language of the sentences in `error`."""

    __slots__ = ("language", "out")

    def __init__(self, out: Out, language: str) -> None:
        self.out = out
        self.language = language

    def put(self, frame: msgspec.Struct) -> None:
        self.out.put(pack(frame))

    def refuse(self, error: BesedkaError, frame: object = None, holder: HolderFact | None = None) -> None:
        """Tell the sender of `frame` why not, in their language."""
        id, chat = getattr(frame, "id", None), getattr(frame, "chat", None)
        if isinstance(error, Refused):
            facts = {**error.facts, "holder": holder.name if holder else ""}
            retry_after = error.facts.get("retry_after")
            answer = ErrorFrame(
                code=error.code,
                detail=say(self.language, f"problem.{error.code}", **facts),
                id=id,
                chat=chat,
                field=str(error.facts["field"]) if "field" in error.facts else None,
                retry_after=float(str(retry_after)) if retry_after is not None else None,
                holder=holder,
            )
        else:
            if not isinstance(error, Unavailable):
                log.error("a frame could not be handled", exc_info=error)
            detail = why_unavailable(self.language, error)
            answer = ErrorFrame(code="unavailable", detail=detail, id=id, chat=chat, retry_after=1)
        self.put(answer)


def nonsense(error: Exception) -> Refused:
    """What is said of a frame that cannot be decoded."""
    return Refused("unknown_type" if str(error).endswith("`$.type`") else "bad_frame")


def too_fast(wait_s: float) -> Refused:
    """What is said of a frame that comes too soon after others."""
    return Refused("too_many", retry_after=max(0.01, round(wait_s, 2)))
