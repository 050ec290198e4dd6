"""The rating form that a closed chat has: answered, answered again, over."""

from datetime import datetime

from msgspec.structs import replace

from besedka.domain.change import Answered, Change, happen
from besedka.domain.chat import Chat
from besedka.domain.commands import AnswerForm
from besedka.plugin.errors import Refused


def answer_form(chat: Chat, command: AnswerForm, now: datetime) -> Change:
    """The answers are kept; a rating becomes an event and from now on is the one that counts.

    Raises:
        Refused: `form_gone`: the chat is open again, or the form is over.
    """
    if chat.form_seq is None or chat.form_seq != command.form_seq:
        raise Refused("form_gone")
    after = replace(chat, form_seq=None) if command.over else chat
    change = Change(chat=after)
    if (score := command.rating) is not None:
        data = {"score": score.score, "out_of": score.out_of, "bad": score.bad, "comment": command.comment}
        change = happen(replace(after, rating=score), "rated", command, now, data)
    answered = Answered(
        chat=chat.id,
        form_seq=command.form_seq,
        flow=command.flow,
        operator=chat.operator,
        answers=command.answers,
        rating=command.rating,
        comment=command.comment,
        at=now,
    )
    return replace(change, answered=answered)
