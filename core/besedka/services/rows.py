"""List items: a chat as the console's lists show it."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from besedka.domain.chat import Chat, Last, Score, State, Words
from besedka.domain.people import Author, Face
from besedka.domain.view import Faces, ShownAuthor
from besedka.services.presence import Page, Presence
from besedka.services.search import Hit


class ShownFace(msgspec.Struct, frozen=True, kw_only=True):
    """An operator as colleagues see them in lists and events."""

    id: int
    name: str
    photo: str | None


class ClientName(msgspec.Struct, frozen=True, kw_only=True):
    """A client without a name is shown by number."""

    id: int
    name: str | None


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """The newest message or note. A plugin is called as in the company's language: everybody is sent the same. `files` are how
    many files it carries, `image`: all of them are pictures."""

    kind: str
    author: ShownAuthor
    text: str
    at: datetime
    seq: int
    files: int
    image: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`unread` and `draft` (something was begun to be written) are the reader's own, hence absent in what goes to everybody;
    `hit` is what a search has found."""

    id: int
    client: ClientName
    channel: str
    state: State
    status: int | None
    operator: ShownFace | None
    opened_at: datetime | None
    closed_at: datetime | None
    waiting_since: datetime | None
    last: Preview | None
    seq: int
    client_messages: int
    due_at: datetime | None
    due_since: datetime | None
    due_title: Words | None
    overdue_since: datetime | None
    rating: Score | None
    tags: tuple[str, ...]
    unread: int | None = None
    draft: bool | None = None
    online: bool
    page: Page | None
    hit: Hit | None = None


class Rows:
    """Makes rows of chats with what is known of people right now.

    Args:
        plugin: what the plugin of a row is called.
    """

    def __init__(self, faces: Faces, presence: Presence, plugin: Callable[[int], str | None]) -> None:
        self._faces = faces
        self._presence = presence
        self._plugin = plugin

    def row(self, chat: Chat, *, unread: int | None = None, draft: bool | None = None, hit: Hit | None = None) -> Row:
        urgent = chat.urgent
        return Row(
            id=chat.id,
            client=ClientName(id=chat.client, name=chat.client_name),
            channel="webchat",
            state=chat.state,
            status=chat.status,
            operator=_shown(self._faces[chat.operator]) if chat.operator is not None else None,
            opened_at=chat.opened_at,
            closed_at=chat.closed_at,
            waiting_since=chat.waiting_since,
            last=self._preview(chat.last) if chat.last else None,
            seq=chat.seq,
            client_messages=chat.client_messages,
            due_at=urgent.due if urgent else None,
            due_since=urgent.since if urgent else None,
            due_title=urgent.title if urgent else None,
            overdue_since=chat.overdue_since,
            rating=chat.rating,
            tags=chat.tags,
            unread=unread,
            draft=draft,
            online=chat.identity in self._presence.visitors,
            page=self._presence.pages.get(chat.identity),
            hit=hit,
        )

    def _preview(self, last: Last) -> Preview:
        return Preview(
            kind=last.kind,
            author=self._author(last.author),
            text=last.text,
            at=last.at,
            seq=last.seq,
            files=last.files,
            image=last.image,
        )

    def _author(self, author: Author) -> ShownAuthor:
        if author.type == "plugin":
            return ShownAuthor(type="plugin", name=self._plugin(author.id))
        if author.type != "operator":
            return ShownAuthor(type=author.type)
        return ShownAuthor(type="operator", id=author.id, name=self._faces[author.id].name)


def _shown(face: Face) -> ShownFace:
    return ShownFace(id=face.id, name=face.name, photo=face.photo)
