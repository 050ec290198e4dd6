"""Which chats an operator may see, as SQL: every list, search, count and export begins here. The same rule over a chat in memory is
`besedka.domain.rights.may_see`, and a property test holds both equal."""

from piccolo.querystring import QueryString

from besedka.domain.people import Operator


def visible_chats(actor: Operator) -> QueryString:
    """A condition over the table `chat`."""
    if actor.administrator:
        return QueryString("TRUE")
    if actor.queue == "hidden":
        return QueryString("(chat.state = 'empty' OR chat.operator = {})", actor.id)
    return QueryString("(chat.state IN ('queue', 'empty') OR chat.operator = {})", actor.id)
