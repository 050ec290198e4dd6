"""OB-2: what the server says on standard error, and what it never says there."""

import asyncio
import json
import logging
import re
from pathlib import Path

import pytest

from besedka.cli.logs import formatter
from besedka.cli.redaction import redacted
from besedka.config import LogFormat
from besedka.host.masking import Holder, masked_logs
from besedka.plugin import Secret
from databases import sqlite_in
from people import Office
from ports import free_port
from serving import Process

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \[(\w+) *\] (.*) \[([\w.]+)\]")


async def said(folder: Path, **environment: str) -> list[str]:
    """What a server says to which nothing could be stored for a moment."""
    database = sqlite_in(folder)
    server = Process(database, free_port(), **environment)
    await server.begin(keep_errors=True)
    reading = asyncio.create_task(server.errors.read())  # or it would stop once the pipe is full
    await server.announced()
    office = Office(server.url, server.owner_key)
    visitor = await office.visitor()
    async with database.held():
        assert (await visitor.send("what I have to say is private"))["code"] == "unavailable"
    await office.close()
    assert await server.stop() == 0
    return (await reading).decode().splitlines()


async def test_lines_for_people(tmp_path: Path) -> None:
    """Without a setting; and no colours, since nobody sees them."""
    lines = await said(tmp_path)
    found = [match.groups() for line in lines if (match := LINE.fullmatch(line))]
    assert (
        "error",
        "nothing was stored: the database: another program holds it (database is locked)",
        "besedka.writer",
    ) in found
    assert len(found) == len(lines), lines


@pytest.mark.parametrize("level", ["error", "debug"])
async def test_lines_for_programs(tmp_path: Path, level: str) -> None:
    """Each an object with the same four members at least; no text of anybody, however much is logged."""
    lines = await said(tmp_path, BESEDKA_LOG_FORMAT="json", BESEDKA_LOG_LEVEL=level)
    told = [json.loads(line) for line in lines]
    assert all({"event", "timestamp", "level", "logger"} <= line.keys() for line in told)
    assert ("besedka.writer", "error") in {(line["logger"], line["level"]) for line in told}
    assert ({line["level"] for line in told} == {"error"}) == (level == "error")
    assert "private" not in "\n".join(lines)


def line(
    message: str, *arguments: object, format: LogFormat = "json", error: Exception | None = None, **extra: object
) -> str:
    """A record of a library or a plugin as it comes out."""
    exc_info = (type(error), error, error.__traceback__) if error else None
    make = logging.getLogRecordFactory()
    record = make("shop", logging.WARNING, "shop.py", 1, message, arguments, exc_info)
    record.__dict__.update(extra)
    return formatter(format).format(record)


def test_a_trace_is_part_of_its_line() -> None:
    try:
        raise ValueError("no tea")
    except ValueError as error:
        told = json.loads(line("it failed", error=error))
    assert told["exception"].startswith("Traceback")
    assert told["exception"].endswith("ValueError: no tea")


def test_a_trace_that_is_given_as_a_text_keeps_its_lines() -> None:
    """That of a plugin's fault, in which secrets are masked already."""
    told = line("event failed", exception="Traceback\n  sell()\nValueError: no tea", format="console")
    assert told.splitlines()[1:] == ["Traceback", "  sell()", "ValueError: no tea"]


def test_extra_facts_are_told() -> None:
    told = json.loads(line("sold", order={"id": 7, "token": "t-1"}, api_key="k-2", cups=(1, 2)))
    assert told["order"] == {"id": 7, "token": "••••"}
    assert (told["api_key"], told["cups"]) == ("••••", [1, 2])


def test_nobody_writes_lines_of_their_own() -> None:
    """A path that is asked for may hold anything."""
    told = line("GET %s failed", "/\n2026-11-26 [info] all is well\x1b[31m", format="console")
    assert "\n" not in told
    assert r"/\n2026-11-26 [info] all is well\x1b[31m" in told


def test_secrets_of_plugins_stay_masked() -> None:
    """Where they hide in facts or in a trace as well."""
    holder = Holder()
    holder.hold([Secret("samovar-42")])
    try:
        with masked_logs():
            try:
                raise ValueError("not samovar-42")
            except ValueError as error:
                told = line("it failed", error=error, said="it was samovar-42")
    finally:
        holder.release()
    assert "samovar" not in told
    assert "ValueError: not ••••" in told


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("postgresql://besedka:s3cret@db/besedka", "postgresql://besedka:••••@db/besedka"),
        ("postgresql://besedka:p@ss@db:5432/besedka is away", "postgresql://besedka:••••@db:5432/besedka is away"),
        ("GET /x?token=abc&page=2", "GET /x?token=••••&page=2"),
        (
            '"GET /files/0f/tea.png?until=1795910400&key=0123abcd HTTP/1.1" 200',
            '"GET /files/0f/tea.png?until=1795910400&key=•••• HTTP/1.1" 200',
        ),
        ("http://127.0.0.1:8000/#key=ABCD-EFGH", "http://127.0.0.1:8000/#key=••••"),
        ('{"password": "a \\"b\\" c", "name": "Olga"}', '{"password": ••••, "name": "Olga"}'),
        ("{'session_token': 'abc', 'n': 1}", "{'session_token': ••••, 'n': 1}"),
        ("Cookie: a=b; besedka=c\nHost: x", "Cookie: ••••\nHost: x"),
        ("authorization: Basic b2xnYTp0ZWE=", "authorization: ••••"),
        ("sent Bearer v1.abc0 to it", "sent Bearer •••• to it"),
        ("not null\nDETAIL:  Failing row contains (1, hello).", "not null\nDETAIL:  ••••"),
        ("BESEDKA_SECRET_KEY=0123", "BESEDKA_SECRET_KEY=••••"),
        ("Send in chat 5, key m-1", "Send in chat 5, key m-1"),
        ("KeyError: 'chat'", "KeyError: 'chat'"),
        ("the keyboard: two; 3 tokens left", "the keyboard: two; 3 tokens left"),
    ],
)  # fmt: skip
def test_what_is_taken_out(text: str, left: str) -> None:
    assert redacted(text) == left
