"""The company: what clients see as the other side, and the defaults of language and time zone."""

from collections.abc import Collection
from typing import Any
from zoneinfo import available_timezones

import msgspec
from msgspec import UNSET, UnsetType
from piccolo.columns import Column

from besedka.db import tables
from besedka.domain.people import Operator
from besedka.domain.rights import check_administrator
from besedka.plugin.errors import Refused
from besedka.services.team import clean_name
from besedka.texts import LANGUAGES


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """`zone` is an IANA time zone; an empty name means that nobody has given one."""

    name: str
    language: str
    zone: str
    version: int = 0


class Companies:
    """The one company of this installation, and the epoch of its database."""

    def __init__(self) -> None:
        self.company = Company(name="", language="en", zone="UTC")
        self.epoch = ""

    async def load(self) -> None:
        self.company = msgspec.convert((await tables.Company.select())[0], Company)
        self.epoch = (await tables.Installation.select())[0]["epoch"]

    async def change(
        self,
        by: Operator,
        *,
        name: str | UnsetType = UNSET,
        language: str | UnsetType = UNSET,
        zone: str | UnsetType = UNSET,
        version: int | UnsetType = UNSET,
    ) -> Company:
        """Change what is given.

        Args:
            version: the one that was changed; without it, whatever it is by now.

        Raises:
            Refused: `forbidden`, `bad_name`, `bad_language`, `bad_zone`, `changed_meanwhile`.
        """
        check_administrator(by)
        values: dict[Column | str, Any] = {}
        if language is not UNSET:
            values["language"] = _one_of("language", language, LANGUAGES)
        if zone is not UNSET:
            values["zone"] = _one_of("zone", zone, available_timezones())
        if name is not UNSET:
            values["name"] = clean_name("name", name, 100)
        if values:
            stored = tables.Company
            values["version"] = stored.version + 1
            known = stored.version >= 0 if version is UNSET else stored.version == version
            rows = await stored.update(values).where(known).returning(stored.id)
            await self.load()
            if not rows:
                raise Refused("changed_meanwhile")
        return self.company


def _one_of(field: str, value: str, values: Collection[str]) -> str:
    if value not in values:
        raise Refused(f"bad_{field}", field=field)
    return value
