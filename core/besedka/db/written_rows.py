"""What is stored of events, chats and answers: one order of values for the statements of both engines."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec

from besedka.domain.change import Answered, Mark
from besedka.domain.chat import Chat, Event

Time = Callable[[datetime | None], Any]
"""How an engine takes a time."""

encode = msgspec.json.Encoder().encode


def event_row(event: Event, time: Time) -> tuple[Any, ...]:
    """chat, seq, kind, author_type, author, at, body, data, client_key, request_hash"""
    return (
        event.chat,
        event.seq,
        event.kind,
        event.author.type,
        event.author.id,
        time(event.at),
        event.text,
        encode(event.data).decode() if event.data else None,
        event.key,
        event.request_hash,
    )


def amended_row(event: Event, time: Time) -> tuple[Any, ...]:
    """body, data, edited_at, deleted_at, chat, seq"""
    data = encode(event.data).decode() if event.data else None
    return event.text, data, time(event.edited_at), time(event.deleted_at), event.chat, event.seq


def attached_rows(events: Iterable[Event]) -> list[tuple[Any, ...]]:
    """chat, seq, id of the files that are in messages now"""
    return [(event.chat, event.seq, file["id"]) for event in events for file in event.data.get("files", ())]


def said_row(chat: Chat, time: Time) -> tuple[Any, ...]:
    """seq, waiting_since, client_messages, last_kind, last_author_type, last_author, last_text, last_at, last_seq,
    last_files, last_image, id"""
    last = chat.last
    return (
        chat.seq,
        time(chat.waiting_since),
        chat.client_messages,
        *((last.kind, last.author.type, last.author.id, last.text, time(last.at), last.seq) if last else (None,) * 6),
        *((last.files, last.image) if last and last.files else (None,) * 2),
        chat.id,
    )


def moved_row(chat: Chat, time: Time) -> tuple[Any, ...]:
    """state, status, operator, opened_at, closed_at, assigned_at, id"""
    return (
        chat.state,
        chat.status,
        chat.operator,
        time(chat.opened_at),
        time(chat.closed_at),
        time(chat.assigned_at),
        chat.id,
    )


def described_row(chat: Chat, time: Time) -> tuple[Any, ...]:
    """form_seq, rating_score, rating_out_of, rating_bad, severity, tags, id"""
    rating = chat.rating
    return (
        chat.form_seq,
        *((rating.score, rating.out_of, rating.bad) if rating else (None,) * 3),
        chat.severity,
        encode(chat.tags).decode(),
        chat.id,
    )


def timed_row(chat: Chat, time: Time) -> tuple[Any, ...]:
    """deadlines, overdue_since, id"""
    deadlines = encode(chat.deadlines).decode() if chat.deadlines else None
    return deadlines, time(chat.overdue_since), chat.id


def answered_row(answered: Answered, time: Time) -> tuple[Any, ...]:
    """chat, form_seq, flow, operator, score, out_of, bad, comment, answers, at"""
    rating = answered.rating
    return (
        answered.chat,
        answered.form_seq,
        answered.flow,
        answered.operator,
        *((rating.score, rating.out_of, rating.bad) if rating else (None,) * 3),
        answered.comment,
        encode(answered.answers).decode(),
        time(answered.at),
    )


def mark_row(mark: Mark) -> tuple[Any, ...]:
    """chat, reader_type, reader, seq"""
    return mark.chat, mark.reader.type, mark.reader.id, mark.seq
