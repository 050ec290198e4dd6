"""PL-4, PL-2: pages of plugins: who may ask, what a plugin is not told, and what it cannot do to the server."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from databases import Database
from distributions import installed
from people import Office
from serving import QUICK, serving

SOURCE = """
from litestar import Request, Response, get, post

class Made(Plugin):
    name = "pages"
    title = "Pages"
    api = "0.1"
    ended = []

    @hookimpl
    def register_routes(self) -> list[Route]:
        def told(request: Request[Any, Any, Any]) -> dict[str, Any]:
            return {"user": type(request.scope.get("user")).__name__, "headers": dict(request.headers), "cookies": request.cookies}

        @get("/public")
        async def public(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
            return Response(told(request), headers={"Set-Cookie": "besedka_session=stolen", "Content-Security-Policy": "x"})

        @get("/visitor")
        async def visitor(request: Request[Any, Any, Any]) -> dict[str, Any]:
            return told(request)

        @get("/operator")
        async def operator(request: Request[Any, Any, Any]) -> dict[str, Any]:
            return told(request)

        @get("/administrator")
        async def administrator(request: Request[Any, Any, Any]) -> dict[str, Any]:
            return told(request)

        @post("/change")
        async def change(request: Request[Any, Any, Any]) -> dict[str, Any]:
            return {"bytes": len(await request.body())}

        @get("/raise")
        async def raising() -> str:
            raise ValueError("poison")

        @get("/exit")
        async def exiting() -> str:
            raise SystemExit(1)

        @get("/hang")
        async def hanging() -> str:
            try:
                Made.ended.append("begun")
                await asyncio.sleep(3600)
            finally:
                Made.ended.append("cancelled")

        @get("/ended")
        async def ended() -> list[str]:
            return Made.ended

        public_ones = [public, raising, exiting, hanging, ended]
        return [Route(access=Access.PUBLIC, handler=handler) for handler in public_ones] + [
            Route(access=Access.VISITOR, handler=visitor),
            Route(access=Access.OPERATOR, handler=operator),
            Route(access=Access.OPERATOR, handler=change),
            Route(access=Access.ADMINISTRATOR, handler=administrator),
        ]
"""
PATH = "/plugins/pages"


@pytest.fixture
async def pages(tmp_path: Path, database: Database) -> AsyncIterator[Office]:
    """An office whose plugin has pages, and no patience with those that hang."""
    timing = replace(QUICK, plugins=replace(QUICK.plugins, breaker_faults=3))
    with installed(tmp_path / "site") as site:
        site.add("pages", source=SOURCE)
        async with serving(database, timing=timing) as server:
            office = Office(server.url, server.owner_key)
            await office.found()
            assert (await office.owner.post("/plugins/pages/enable"))["state"] == "active"
            try:
                yield office
            finally:
                await office.close()


def code(answer: httpx.Response) -> tuple[int, Any]:
    return answer.status_code, answer.json()["code"]


async def test_who_may_ask(pages: Office) -> None:
    """PL-4"""
    anna, nobody, visitor = await pages.hire("Anna"), pages.http(), await pages.visitor()
    token = {"Authorization": f"Bearer {visitor.token}"}
    told = (await nobody.get(f"{PATH}/public")).json()
    assert told["user"] == "NoneType"
    assert code(await nobody.get(f"{PATH}/visitor")) == (401, "sign_in")
    told = (await nobody.get(f"{PATH}/visitor", headers=token)).json()
    assert told["user"] == "Client"
    for path in ("operator", "administrator"):
        assert code(await nobody.get(f"{PATH}/{path}", headers=token)) == (401, "sign_in")
    assert (await anna.http.get(f"{PATH}/operator")).json()["user"] == "Operator"
    assert code(await anna.http.get(f"{PATH}/administrator")) == (403, "forbidden")
    assert (await pages.owner.http.get(f"{PATH}/administrator")).json()["user"] == "Operator"


async def test_no_secret_reaches_a_plugin_and_none_comes_from_it(pages: Office) -> None:
    """PL-4, SE-1"""
    visitor = await pages.visitor()
    headers = {"Authorization": f"Bearer {visitor.token}", "Proxy-Authorization": "Basic abc"}
    for path in ("public", "visitor", "operator", "administrator"):
        answer = await pages.owner.http.get(f"{PATH}/{path}", headers=headers)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["cookies"] == {}
        assert not {"cookie", "authorization", "proxy-authorization"} & set(told["headers"])
        assert visitor.token not in answer.text
        assert "set-cookie" not in answer.headers
        (policy,) = answer.headers.get_list("content-security-policy")
        assert policy.startswith("sandbox ")
        assert "allow-scripts" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_foreign_pages_change_nothing(pages: Office) -> None:
    """PL-4, SE-1: a cookie is not enough to write"""
    cookie = {"Cookie": pages.owner.cookie}
    async with httpx.AsyncClient(base_url=pages.url) as plain:
        assert code(await plain.post(f"{PATH}/change", headers=cookie)) == (403, "origin")
        evil = cookie | {"Origin": "https://evil.example"}
        assert code(await plain.post(f"{PATH}/change", headers=evil)) == (403, "origin")
    answer = await pages.owner.http.post(f"{PATH}/change", content=b"x" * 1000)
    assert answer.json() == {"bytes": 1000}


async def test_bodies_have_a_limit(pages: Office) -> None:
    """PL-4"""
    answer = await pages.owner.http.post(f"{PATH}/change", content=b"x" * 1_000_001)
    assert answer.status_code == 413
    assert (await pages.owner.http.post(f"{PATH}/change", content=b"x")).json() == {"bytes": 1}


async def test_many_requests_are_slowed_down(pages: Office) -> None:
    """PL-4"""
    http = pages.http()
    answers = await asyncio.gather(*(http.get(f"{PATH}/public") for _ in range(150)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
    assert (await pages.owner.http.get("/api/v1/plugins")).status_code == 200


@pytest.mark.parametrize("path", ["raise", "exit"])
async def test_a_page_that_raises_is_named(pages: Office, path: str) -> None:
    """PL-2, PL-4"""
    for _ in range(3):
        assert code(await pages.http().get(f"{PATH}/{path}")) == (502, "plugin_failed")
    row = (await pages.owner.get("/plugins/pages"))["plugin"]
    assert row["trouble"] is not None, "administrators are told"
    assert ("poison" if path == "raise" else "SystemExit") in row["trouble"]["detail"] + str(row["trouble"]["trace"])
    # What leaves the application counts against all pages of this plugin; what it could answer for, against one.
    assert (await pages.http().get(f"{PATH}/public")).status_code == (200 if path == "raise" else 502)
    assert (await pages.owner.http.get("/api/v1/plugins")).status_code == 200


async def test_a_page_that_hangs_ends_when_the_plugin_does(pages: Office) -> None:
    """PL-2, PL-1"""
    hanging = asyncio.create_task(pages.http().get(f"{PATH}/hang"))
    while (await pages.http().get(f"{PATH}/ended")).json() != ["begun"]:  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0.2)
    await pages.owner.post("/plugins/pages/disable")
    assert code(await hanging) == (502, "plugin_failed")
    assert code(await pages.http().get(f"{PATH}/public")) == (404, "not_found")
    await pages.owner.post("/plugins/pages/enable")
    assert (await pages.http().get(f"{PATH}/ended")).json() == ["begun", "cancelled"]


async def test_what_is_not_there(pages: Office) -> None:
    """PL-4"""
    for path in (f"{PATH}/nothing", PATH, f"{PATH}/", "/plugins/", "/plugins/nobody/public", f"{PATH}/../stars/public"):
        assert (await pages.http().get(path)).status_code == 404, path
    assert (await pages.http().delete(f"{PATH}/public")).status_code == 405
