"""What pages of plugins may say to a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from distributions import installed
from people import Office

LEFT_OUT = {
    "Set-Cookie": "besedka=mine",
    "Clear-Site-Data": '"*"',
    "Service-Worker-Allowed": "/",
    "X-Frame-Options": "ALLOWALL",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Access-Control-Allow-Origin": "https://evil.example",
    "access-control-allow-credentials": "true",
    "Content-Security-Policy": "default-src *",
}
SOURCE = f"""
from litestar import Response, get

@get("/page")
async def page() -> Response[str]:
    return Response("hello", headers={LEFT_OUT | {"X-Mine": "yes", "Cache-Control": "no-store"}!r})

class Made(Plugin):
    name = "paged"
    title = "Paged"
    api = "0.1"

    @hookimpl
    def register_routes(self) -> list[Route]:
        return [Route(access=Access.PUBLIC, handler=page)]
"""


@pytest.fixture
def paged(tmp_path: Path) -> Iterator[None]:
    with installed(tmp_path / "site") as site:
        site.add("paged", source=SOURCE)
        yield


@pytest.mark.usefixtures("paged")
async def test_headers_that_reach_beyond_the_page_are_left_out(office: Office) -> None:
    """PL-4"""
    assert (await office.owner.post("/plugins/paged/enable"))["state"] == "active"
    answer = await office.http().get("/plugins/paged/page")
    assert (answer.status_code, answer.text, answer.headers["x-mine"]) == (200, "hello", "yes")
    assert answer.headers["cache-control"] == "no-store"
    for name, value in LEFT_OUT.items():
        assert value not in answer.headers.get_list(name), name
    assert "sandbox" in answer.headers["content-security-policy"]
