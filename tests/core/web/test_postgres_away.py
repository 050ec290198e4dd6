"""OB-2, F5: what consoles and whoever watches the server are told while PostgreSQL does not answer."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from databases import Database
from people import WAIT_S, Office
from private_postgres import PrivatePostgres, private_postgres
from serving import serving

Act = Callable[[PrivatePostgres], None]


@pytest.fixture
def own() -> Iterator[PrivatePostgres]:
    """One that may be ill-treated."""
    with private_postgres() as server:
        yield server


@pytest.mark.parametrize(
    ("away", "back"),
    [(PrivatePostgres.freeze, PrivatePostgres.thaw), (PrivatePostgres.kill, PrivatePostgres.start)],
    ids=["frozen", "killed"],
)
async def test_while_it_is_away(own: PrivatePostgres, tmp_path: Path, away: Act, back: Act) -> None:
    """Within seconds, whether it hangs or is gone; and when it is back, though nobody asks anything of the server."""
    async with serving(Database(engine="postgresql", folder=tmp_path, url=own.url())) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.owner.connect()
        visitor = await office.visitor()
        await visitor.send("before")
        away(own)
        await visitor.say(type="send", id="m-0", text="meanwhile")
        async with asyncio.timeout(2 * WAIT_S):  # a question that hangs is given up after ten seconds
            while not office.owner.frames.of("trouble", code="database_away"):  # noqa: ASYNC110 - `wait` has less patience
                await asyncio.sleep(0.05)
        checks = await readiness(server.url)
        assert (checks["reads"]["ok"], checks["stores"]["value"]) == (False, "database_away")
        assert checks["reads"]["remedy"].startswith("The database does not answer: see whether it runs")
        assert checks["jobs"]["value"] is None
        assert (await office.http().get("/healthz")).status_code == 200
        begun = len(office.owner.frames.all)
        await asyncio.to_thread(back, own)
        await office.owner.frames.wait("trouble", begun, code=None)
        assert (await visitor.send("meanwhile", "m-0"))["type"] == "ack"
        await office.close()


async def readiness(url: str) -> dict[str, dict[str, Any]]:
    """The checks of a server that is not ready, by name."""
    async with httpx.AsyncClient(timeout=WAIT_S) as http:
        answer = await http.get(f"{url}/readyz")
    assert answer.status_code == 503
    return {check["name"]: check for check in answer.json()["checks"]}
