"""What a site says of its visitor. Nobody has signed it: it is shown as the site's word, and nobody is ever known by it."""

from collections.abc import Mapping
from typing import Any

import msgspec
from piccolo.columns import Column

from besedka.db import tables
from besedka.db.bind import bound
from besedka.domain.people import Visitor

NAME_CHARS = 100
CONTACT_CHARS = 254
KEY_CHARS = 40
VALUE_CHARS = 300
MOST_FIELDS = 20
CONTACTS = ("email", "phone")


class Introduction(msgspec.Struct, frozen=True, kw_only=True):
    """None leaves what is known, an empty text takes it back; what is too long is cut. E-mail and phone are kept as fields."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    fields: Mapping[str, str] = {}


async def introduce(visitor: Visitor, said: Introduction) -> bool:
    """Keep it; answers whether anything is different now."""
    client, engine = tables.Client, bound()
    async with engine.transaction():
        await engine.hold(client._meta.tablename, visitor.client)  # two tabs may say different things
        row = (await client.select(client.name, client.fields).where(client.id == visitor.client))[0]
        before = msgspec.json.decode(row["fields"], type=dict[str, str])
        name = row["name"] if said.name is None else one_line(said.name)[:NAME_CHARS] or None
        fields = _with(before, said)
        if (name, fields) == (row["name"], before):
            return False
        values: dict[Column | str, Any] = {"name": name, "fields": msgspec.json.encode(fields).decode()}
        await client.update(values).where(client.id == visitor.client)
    return True


async def fields_of(client: int) -> dict[str, str]:
    """What sites have said of a client beside the name."""
    rows = await tables.Client.select(tables.Client.fields).where(tables.Client.id == client)
    return msgspec.json.decode(rows[0]["fields"], type=dict[str, str])


def one_line(text: str) -> str:
    """One line of what shows: without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _with(before: Mapping[str, str], said: Introduction) -> dict[str, str]:
    fields = dict(before)
    contacts = {key: value for key in CONTACTS if (value := getattr(said, key)) is not None}
    for named, text in [*contacts.items(), *said.fields.items()]:
        key = one_line(named)[:KEY_CHARS]
        value = one_line(text)[: CONTACT_CHARS if key in CONTACTS else VALUE_CHARS]
        if not value:
            fields.pop(key, None)
        elif key and (key in fields or len(fields) < MOST_FIELDS):
            fields[key] = value
    return fields
