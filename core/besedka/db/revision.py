"""The counter by which processes notice that plugins, rules or settings were changed, by whomever; and the name of the database."""

import secrets
from typing import Any

from besedka.db.tables import Installation


async def revision() -> int:
    """The counter as it is now."""
    rows: list[dict[str, Any]] = await Installation.select(Installation.revision).limit(1)
    return int(rows[0]["revision"]) if rows else 0


async def bump_revision() -> int:
    """Tell every process that something was changed; in the caller's transaction if there is one."""
    rows: list[dict[str, Any]] = await Installation.raw(
        "UPDATE installation SET revision = revision + 1 RETURNING revision"
    )
    return int(rows[0]["revision"]) if rows else 0


async def new_epoch() -> None:
    """This is another database from now on: who has seen the former one begins anew."""
    await Installation.raw("UPDATE installation SET epoch = {}", secrets.token_hex(8))
    await bump_revision()
