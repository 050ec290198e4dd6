"""What a made-up chat has come to, as rows."""

from datetime import datetime
from typing import Any

import msgspec

from besedka.domain.change import DEADLINE_JOB, Answered
from besedka.domain.chat import Chat, Event, Score

encode = msgspec.json.Encoder().encode

Row = dict[str, Any]


def chat_row(chat: Chat, created_at: datetime) -> Row:
    last = chat.last
    return {
        "id": chat.id,
        "identity": chat.identity,
        "client": chat.client,
        "state": chat.state,
        "status": chat.status,
        "operator": chat.operator,
        "seq": chat.seq,
        "client_messages": chat.client_messages,
        "created_at": created_at,
        "opened_at": chat.opened_at,
        "closed_at": chat.closed_at,
        "waiting_since": chat.waiting_since,
        "last_kind": last and last.kind,
        "last_author_type": last and last.author.type,
        "last_author": last and last.author.id,
        "last_text": last and last.text,
        "last_at": last and last.at,
        "last_seq": last and last.seq,
        "assigned_at": chat.assigned_at,
        "form_seq": chat.form_seq,
        **_score(chat.rating, "rating_"),
        "severity": chat.severity,
        "tags": encode(chat.tags).decode(),
        "deadlines": encode(chat.deadlines).decode() if chat.deadlines else None,
        "overdue_since": chat.overdue_since,
    }


def event_row(event: Event) -> Row:
    return {
        "chat": event.chat,
        "seq": event.seq,
        "kind": event.kind,
        "author_type": event.author.type,
        "author": event.author.id,
        "body": event.text,
        "data": encode(event.data).decode() if event.data else None,
        "at": event.at,
        "client_key": event.key,
        "request_hash": event.request_hash,
    }


def rating_row(answered: Answered) -> Row:
    return {
        "chat": answered.chat,
        "form_seq": answered.form_seq,
        "flow": answered.flow,
        "operator": answered.operator,
        **_score(answered.rating, ""),
        "comment": answered.comment,
        "answers": encode(answered.answers).decode(),
        "at": answered.at,
    }


def timer_row(chat: int, due_at: datetime, created_at: datetime) -> Row:
    return {"kind": DEADLINE_JOB, "key": str(chat), "due_at": due_at, "payload": "{}", "created_at": created_at}


def _score(score: Score | None, prefix: str) -> Row:
    return {f"{prefix}{name}": getattr(score, name, None) for name in ("score", "out_of", "bad")}
