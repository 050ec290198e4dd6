"""Operators: who there is, kept in memory because every event shows a face, and how they are made and changed."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from piccolo.columns import Column

from besedka import clock
from besedka.bus import Bus
from besedka.db import tables
from besedka.db.store import Duplicate
from besedka.domain.hints import TeamChanged
from besedka.domain.people import Face, Operator, QueueMode
from besedka.plugin.errors import Refused
from besedka.services import passwords

JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An operator, without the password."""

    id: int
    name: str
    display_name: str
    email: str
    administrator: bool
    owner: bool
    language: str | None
    chat_limit: int | None
    version: int = 0


class Former(Member, frozen=True, kw_only=True):
    """Who was deleted; `heir` gets the chats that they still hold, None: the queue."""

    heir: int | None


class Team:
    """All operators. `faces` is the live mapping that views are made with, also of those who are gone; `queue` tells what operators
    may do with it now."""

    def __init__(self, bus: Bus, queue: Callable[[], QueueMode] = lambda: "take") -> None:
        self._bus = bus
        self._queue = queue
        self._members: dict[int, Member] = {}
        self._former: dict[int, Former] = {}
        self._faces: dict[int, Face] = {}

    @property
    def faces(self) -> Mapping[int, Face]:
        return self._faces

    @property
    def members(self) -> Mapping[int, Member]:
        return self._members

    @property
    def former(self) -> Mapping[int, Former]:
        """Those who were deleted."""
        return self._former

    @property
    def has_owner(self) -> bool:
        return any(member.owner for member in self._members.values())

    async def load(self) -> None:
        """Read everybody anew."""
        for row in await tables.Operator.select().order_by(tables.Operator.id):
            member = msgspec.convert(row, Former if row["deleted_at"] else Member, from_attributes=False)
            self._faces[member.id] = Face(id=member.id, name=member.name, display_name=member.display_name)
            if isinstance(member, Former):
                self._former[member.id] = member
                self._members.pop(member.id, None)
            else:
                self._members[member.id] = member

    def actor(self, id: int) -> Operator:
        """The operator with the rights of this moment; who was deleted has none."""
        member = self._members.get(id)
        if member is None:
            return Operator(id=id, queue="hidden")
        return Operator(id=id, administrator=member.administrator, owner=member.owner, queue=self._queue())

    async def add(
        self,
        *,
        name: str,
        display_name: str,
        email: str,
        password: str,
        administrator: bool = False,
        owner: bool = False,
        language: str | None = None,
        chat_limit: int | None = None,
    ) -> Member:
        """Make an operator.

        Raises:
            Refused: `bad_name`, `bad_email`, `email_taken`, or what `passwords.check_new` says, each with the fact `field`;
                `owner_exists`.
        """
        name, display_name = clean_name("name", name, 64), clean_name("display_name", display_name, 30)
        email = clean_email(email)
        passwords.check_new(password, name, display_name, email)
        await self._check_email_is_free(email)
        row = tables.Operator(
            name=name,
            display_name=display_name,
            email=email,
            password_hash=await passwords.hashed(password),
            administrator=administrator or owner,
            owner=owner,
            language=language,
            chat_limit=chat_limit,
            created_at=clock.now(),
        )
        try:
            inserted = await tables.Operator.insert(row)
        except Duplicate as duplicate:
            await self.load()  # somebody was faster, perhaps in another process
            raise _taken(duplicate) from None
        await self.load()
        self._bus.publish([TeamChanged()])
        return self._members[inserted[0]["id"]]

    async def add_owner(self, *, name: str, email: str, password: str, language: str | None = None) -> Member:
        """Make the owner, whom clients see by the first word of the name.

        Raises:
            Refused: `owner_exists`, or what `add` says.
        """
        if self.has_owner:
            raise Refused("owner_exists")
        display_name = " ".join(name.split()[:1])[:30]
        return await self.add(
            name=name, display_name=display_name, email=email, password=password, owner=True, language=language
        )

    async def change(self, id: int, *, by: Operator, version: int | None = None, **fields: object) -> Member:
        """Change an operator: administrators anybody, everybody their own name, password and language.

        Args:
            version: the one that was changed; None: whatever it is by now.

        Raises:
            Refused: `not_found`, `forbidden`, `changed_meanwhile`, or what `add` says of bad values.
        """
        member = self._members.get(id)
        if member is None:
            raise Refused("not_found")
        self._check_may_change(member, by, set(fields))
        values = await self._values(member, fields)
        if values:
            await self._store(id, values, version)
            self._bus.publish([TeamChanged()])
        if id not in self._members:
            raise Refused("not_found")
        return self._members[id]

    async def _store(self, id: int, values: dict[Column | str, Any], version: int | None) -> None:
        stored = tables.Operator
        known = (stored.id == id) & stored.deleted_at.is_null()
        if version is not None:
            known &= stored.version == version
        values["version"] = stored.version + 1
        try:
            rows = await stored.update(values).where(known).returning(stored.id)
        except Duplicate as duplicate:
            raise _taken(duplicate) from None
        await self.load()
        if not rows:
            raise Refused("changed_meanwhile" if id in self._members else "not_found")

    async def let_go(self, id: int, heir: int | None) -> None:
        """An operator is deleted; whether that may be is asked elsewhere.

        Raises:
            Refused: `not_found`: somebody was faster.
        """
        stored = tables.Operator
        gone: dict[Column | str, Any] = {"deleted_at": clock.now(), "heir": heir}
        rows = await stored.update(gone).where((stored.id == id) & stored.deleted_at.is_null()).returning(stored.id)
        await self.load()
        if not rows:
            raise Refused("not_found")
        self._bus.publish([TeamChanged()])

    async def check_password(self, id: int, password: str) -> None:
        """Raises:
        Refused: `bad_password` with the fact `field`: it is another one.
        """
        rows = await tables.Operator.select(tables.Operator.password_hash).where(tables.Operator.id == id)
        if not await passwords.matches(password, rows[0]["password_hash"]):
            raise Refused("bad_password", field="present_password")

    def _check_may_change(self, member: Member, by: Operator, fields: set[str]) -> None:
        own = member.id == by.id
        if "administrator" in fields and (not by.owner or member.owner):
            raise Refused("forbidden")
        if own and fields <= {"name", "display_name", "password", "language"}:
            return
        if not by.administrator or (member.administrator and not own and not by.owner):
            raise Refused("forbidden")

    async def _values(self, member: Member, fields: Mapping[str, object]) -> dict[Column | str, Any]:
        values: dict[Column | str, Any] = {key: value for key, value in fields.items()}  # noqa: C416 - a wider key
        if "name" in values:
            values["name"] = clean_name("name", str(values["name"]), 64)
        if "display_name" in values:
            values["display_name"] = clean_name("display_name", str(values["display_name"]), 30)
        if "email" in values:
            values["email"] = email = clean_email(str(values["email"]))
            if email != member.email:
                await self._check_email_is_free(email)
        if "password" in values:
            password = str(values.pop("password"))
            passwords.check_new(password, member.name, member.display_name, member.email)
            values["password_hash"] = await passwords.hashed(password)
        return values

    async def _check_email_is_free(self, email: str) -> None:
        stored = tables.Operator
        if await stored.exists().where((stored.email == email) & stored.deleted_at.is_null()):
            raise Refused("email_taken", field="email")


def _taken(duplicate: Duplicate) -> Refused:
    return Refused("owner_exists") if duplicate.column == "owner" else Refused("email_taken", field="email")


def clean_name(field: str, text: str, limit: int) -> str:
    """A name without what does not show: control and direction characters, spaces at the ends. Joiners stay, for they make one
    picture of several, and words of some scripts.

    Raises:
        Refused: `bad_name` with the facts `field` and `chars`.
    """
    shown = "".join(c if c in JOINERS or unicodedata.category(c)[0] != "C" else " " for c in text)
    name = " ".join(shown.split()).strip(JOINERS)
    if not name or len(name) > limit:
        raise Refused("bad_name", field=field, chars=limit)
    return name


def clean_email(text: str) -> str:
    """An address as it is compared: without spaces around it, in lower case.

    Raises:
        Refused: `bad_email` with the fact `field`.
    """
    email = text.strip().casefold()
    local, _, domain = email.rpartition("@")
    if (
        not local
        or "." not in f"{domain}."
        or not domain
        or len(email) > 254
        or not email.isprintable()
        or " " in email
    ):
        raise Refused("bad_email", field="email")
    return email
