"""Which chats an operator may see, as SQL: every list, search, count and export begins here. The same rule over a chat in memory is
`besedka.domain.rights.may_see`, and a property test holds both equal."""

from collections.abc import Sequence
from typing import get_args

from piccolo.querystring import QueryString

from besedka.domain.chat import State
from besedka.domain.people import Operator

STATES: tuple[State, ...] = get_args(State)


def visible_chats(actor: Operator, states: Sequence[State] = STATES) -> QueryString:
    """A condition over the table `chat`, right for chats in these states: the fewer they are, the simpler it is, and simple ones
    have an index."""
    for_all = [s for s in states if s == "empty" or (s == "queue" and actor.queue != "hidden")]
    if actor.administrator or len(for_all) == len(states):
        return QueryString("TRUE")
    own = QueryString("chat.operator = {}", actor.id)
    return QueryString(f"({in_states(for_all)} OR {{}})", own) if for_all else own


def in_states(states: Sequence[State]) -> str:
    """The condition that a chat is in one of these states, word for word as the partial indexes have it: SQLite uses them for no
    other words."""
    listed = ", ".join(f"'{state}'" for state in states)
    return f"chat.state IN ({listed})" if len(states) > 1 else f"chat.state = {listed}"
