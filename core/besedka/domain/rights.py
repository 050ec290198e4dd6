"""Who may see which chat, in memory. `besedka.db.visible` says the same in SQL, and a property test holds both equal."""

from besedka.domain.chat import Chat
from besedka.domain.people import Actor, Operator, Robot, Visitor
from besedka.plugin.errors import Refused


def may_see(actor: Actor, chat: Chat) -> bool:
    """Operators see the queue unless it is hidden, the visitors on the site, and their own chats; administrators and plugins
    everything; visitors their own."""
    match actor:
        case Visitor():
            return chat.identity == actor.identity
        case Robot() | Operator(administrator=True):
            return True
        case Operator():
            return (
                chat.state == "empty"
                or (chat.state == "queue" and actor.queue != "hidden")
                or chat.operator == actor.id
            )


def check_administrator(actor: Operator) -> None:
    """Raises:
    Refused: `forbidden`: only administrators may do this.
    """
    if not actor.administrator:
        raise Refused("forbidden")


def may_lead(actor: Operator | Robot, chat: Chat) -> bool:
    """Whether the chat is the actor's to answer, return, close and note. What a plugin may do its permissions say."""
    return isinstance(actor, Robot) or actor.administrator or chat.operator == actor.id
