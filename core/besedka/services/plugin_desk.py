"""What a plugin may do to chats: commands like anybody's, as itself and within its permissions."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

import msgspec

from besedka.db import reading, tables
from besedka.db.writer import Writer
from besedka.domain.chat import Kind, Status, Words, closing
from besedka.domain.commands import AddNote, Command, SendMessage, SetStatus, Update
from besedka.domain.people import Robot
from besedka.plugin import ChatId, Message, Permission
from besedka.plugin.errors import Refused
from besedka.services.chats import MAX_PAGE
from besedka.services.filters import Filters
from besedka.services.for_plugins import message
from besedka.services.statuses import StatusBook
from besedka.services.typed import clean_tag, clean_text

MESSAGES: tuple[Kind, ...] = ("message",)


class DeskParts(msgspec.Struct, frozen=True, kw_only=True):
    """What all desks of plugins lead to. Plugins need a desk and the desk needs the plugins, hence two of them are asked for late:
    a plugin's title in every language, and the filters."""

    writer: Writer
    status_book: StatusBook
    text_chars: int
    title: Callable[[str], Words]
    filters: Callable[[], Filters]

    def desk_for(self, plugin: str, connection: int | None, permissions: frozenset[str]) -> "PluginDesk":
        """The desk of a plugin or of one of its instances, which is the same: both act as the plugin."""
        return PluginDesk(plugin, permissions, self)


class PluginDesk:
    """The desk as one plugin sees it; see `besedka.plugin.Desk`."""

    def __init__(self, plugin: str, permissions: Collection[str], parts: DeskParts) -> None:
        self._plugin = plugin
        self._permissions = permissions
        self._parts = parts
        self._robot: Robot | None = None

    async def messages(self, chat: ChatId, *, before: int | None = None, limit: int = 50) -> Sequence[Message]:
        limit = max(1, min(limit, MAX_PAGE))
        events = await reading.events(chat, "operator", before=before, limit=limit, kinds=MESSAGES)
        return [message(event) for event in events]

    async def say(self, chat: ChatId, text: str, *, key: str) -> None:
        self._check("say")
        text, actor = clean_text(text, self._parts.text_chars), await self._actor()
        command = SendMessage(actor=actor, chat=chat, key=_key(chat, key), text=text)
        await self._submit(await self._parts.filters().filtered(command))

    async def note(self, chat: ChatId, text: str, *, key: str) -> None:
        self._check("note")
        text = clean_text(text, self._parts.text_chars)
        await self._submit(AddNote(actor=await self._actor(), chat=chat, key=_key(chat, key), text=text))

    async def update(
        self,
        chat: ChatId,
        *,
        key: str,
        status: str | None = None,
        severity: int | None = None,
        add_tags: Sequence[str] = (),
        remove_tags: Sequence[str] = (),
        fields: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._check("update")
        if severity is not None and not 1 <= severity <= 5:
            raise Refused("bad_severity")
        command = Update(
            actor=await self._actor(),
            chat=chat,
            key=_key(chat, key),
            severity=severity,
            add_tags=tuple(clean_tag(tag) for tag in add_tags),
            remove_tags=tuple(remove_tags),
            fields=dict(fields),
        )
        await self._submit(command)
        if status is not None:
            await self._set_status(chat, f"{key}\nstatus", self._status(status))

    async def close(self, chat: ChatId, *, key: str, status: str | None = None) -> None:
        self._check("close")
        found = self._status(status) if status else closing(self._parts.status_book.all)
        if found.group != "closed":
            raise Refused("no_status")
        await self._set_status(chat, key, found)

    async def _set_status(self, chat: ChatId, key: str, status: Status) -> None:
        await self._submit(SetStatus(actor=await self._actor(), chat=chat, key=_key(chat, key), status=status.id))

    async def _actor(self) -> Robot:
        """The plugin as the author of what it does; its number is that of its row."""
        if self._robot is None:
            columns = (tables.PluginState.id,)
            rows = await tables.PluginState.select(*columns).where(tables.PluginState.name == self._plugin)
            self._robot = Robot(id=rows[0]["id"], name=self._plugin, title=self._parts.title(self._plugin))
        return self._robot

    async def _submit(self, command: Command) -> None:
        try:
            await self._parts.writer.submit(command)
        except Refused as refused:
            if refused.code != "key_reused":  # the promise is that the same key again does nothing
                raise

    def _check(self, permission: Permission) -> None:
        if permission not in self._permissions:
            raise Refused("no_permission", permission=permission)

    def _status(self, name: str) -> Status:
        for status in self._parts.status_book.all.values():
            if name in (status.name, status.builtin) and not status.hidden:
                return status
        raise Refused("no_status")


def _key(chat: int, key: str) -> str:
    """A plugin's keys are its own for each chat; ours are short, and one for all chats."""
    return hashlib.sha256(f"{chat}\n{key}".encode()).hexdigest()[:48]
