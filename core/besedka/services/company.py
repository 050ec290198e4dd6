"""The company: what clients see as the other side, and the defaults of language and time zone."""

from zoneinfo import available_timezones

import msgspec

from besedka.db import tables
from besedka.domain.people import Operator
from besedka.plugin.errors import Refused
from besedka.services.team import clean_name
from besedka.texts import LANGUAGES


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """`zone` is an IANA time zone; an empty name means that nobody has given one."""

    name: str
    language: str
    zone: str


class Companies:
    """The one company of this installation, and the epoch of its database."""

    def __init__(self) -> None:
        self.company = Company(name="", language="en", zone="UTC")
        self.epoch = ""

    async def load(self) -> None:
        self.company = msgspec.convert((await tables.Company.select())[0], Company)
        self.epoch = (await tables.Installation.select())[0]["epoch"]

    async def change(self, by: Operator, *, name: str, language: str, zone: str) -> Company:
        """Raises:
        Refused: `forbidden`, `bad_name`, `bad_language`, `bad_zone`.
        """
        if not by.administrator:
            raise Refused("forbidden")
        if language not in LANGUAGES:
            raise Refused("bad_language", field="language")
        if zone not in available_timezones():
            raise Refused("bad_zone", field="zone")
        name = clean_name("name", name, 100)
        await tables.Company.update({"name": name, "language": language, "zone": zone}, force=True)
        await self.load()
        return self.company
