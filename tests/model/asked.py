"""Who may ask for what, and what a command asks for, so that a key used for something else is noticed."""

from collections.abc import Mapping

from besedka.domain.administration import HandOver, Relabel
from besedka.domain.commands import (
    AddNote,
    AnswerForm,
    Assign,
    Command,
    Delete,
    Edit,
    Expire,
    MarkRead,
    MeetDeadlines,
    Return,
    SendMessage,
    SetDeadlines,
    SetStatus,
    Take,
    Transfer,
    Update,
)
from besedka.domain.people import Actor, Operator, Robot, Visitor

WHO: Mapping[type[Command], tuple[type[Actor], ...]] = {  # to everybody else there is no such request
    SendMessage: (Visitor, Operator, Robot),
    AddNote: (Operator, Robot),
    Take: (Operator,),
    Assign: (Robot,),
    Transfer: (Operator,),
    Return: (Operator,),
    SetStatus: (Operator, Robot),
    Update: (Operator, Robot),
    Expire: (Robot,),
    Relabel: (Operator,),
    HandOver: (Robot,),
    AnswerForm: (Visitor,),
    SetDeadlines: (Robot,),
    MeetDeadlines: (Robot,),
    MarkRead: (Visitor, Operator),
    Edit: (Operator,),
    Delete: (Operator,),
}
FIELDS: Mapping[type[Command], tuple[str, ...]] = {
    SendMessage: ("files",),
    AddNote: ("text", "mentions", "files"),
    Edit: ("seq", "mentions"),
    Delete: ("seq",),
    SetStatus: ("status",),
    Assign: ("operator",),
    Transfer: ("operator", "note"),
    Relabel: ("source", "target"),
    HandOver: ("source", "target"),
    Update: ("severity", "add_tags", "remove_tags", "fields"),
    AnswerForm: ("form_seq", "values"),
}


def what_was_asked(command: Command) -> tuple[object, ...]:
    """A visitor's message may go to any chat; what filters made of a text does not count; no note is an empty one."""
    asked = tuple(getattr(command, name) or "" for name in FIELDS.get(type(command), ()))
    if isinstance(command, SendMessage | Edit):
        asked += (command.text if command.sent is None else command.sent,)
    anywhere = isinstance(command, SendMessage) and isinstance(command.actor, Visitor)
    return (type(command), None if anywhere else command.chat, *asked)
