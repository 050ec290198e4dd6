"""Who may see which chat, in memory. `besedka.db.visible` says the same in SQL, and a property test holds both equal."""

from besedka.domain.chat import Chat
from besedka.domain.people import Actor, Operator, Visitor


def may_see(actor: Actor, chat: Chat) -> bool:
    """Operators see the queue, the visitors on the site, and their own chats; administrators everything; visitors their own."""
    match actor:
        case Visitor():
            return chat.identity == actor.identity
        case Operator(administrator=True):
            return True
        case Operator():
            return chat.state in ("queue", "empty") or chat.operator == actor.id


def may_lead(actor: Operator, chat: Chat) -> bool:
    """Whether the chat is the actor's to answer, return, close and note."""
    return actor.administrator or chat.operator == actor.id
