"""F21: an upload that is broken off leaves nothing, wherever that happens."""

import asyncio

import pytest

from besedka.db import tables
from people import Office
from serving import Serving
from uploads import break_off, folder, form, stored, until

BODY = bytes(range(256)) * 8_000


@pytest.mark.parametrize("part", [0.5, 0.99])
async def test_a_part_of_it_has_come(office: Office, server: Serving, part: float) -> None:
    """F21"""
    visitor = await office.visitor()
    await break_off(server, visitor, BODY, int(part * len(BODY)))
    await until(lambda: not stored(server))
    assert await tables.File.count() == 0


async def test_all_of_it_has_come_and_nobody_waits_for_the_answer(office: Office, server: Serving) -> None:
    """F21: its sender does not know its id, so it could go into no message."""
    visitor = await office.visitor()
    await break_off(server, visitor, BODY, len(form("tea.bin", BODY)))
    await until(lambda: any(folder(server).glob("[0-9a-f][0-9a-f]")) and not stored(server))
    assert await tables.File.count() == 0


async def test_many_at_once(office: Office, server: Serving) -> None:
    """F21: each by itself."""
    visitors = [await office.visitor() for _ in range(4)]
    parts = (0.2, 0.4, 0.6, 0.8)
    await asyncio.gather(
        *(break_off(server, v, BODY, int(p * len(BODY))) for v, p in zip(visitors, parts, strict=True))
    )
    await until(lambda: not stored(server))
    assert await tables.File.count() == 0
