"""Pages: strict policies, caching, compression, and no way out of the folder."""

import gzip
from pathlib import Path

import pytest
from litestar.exceptions import NotFoundException

from besedka.web import pages as pages_module
from people import Office
from serving import Serving


def test_the_pages_are_built() -> None:
    assert (pages_module.STATIC / ".stamp").is_file(), "run `python hatch_build.py` first; make test does"


async def test_the_console_has_a_fresh_nonce_each_time(office: Office) -> None:
    nonces = set()
    for path in ("/", "/login", "/welcome", "/chats/queue", "/chats/all/17"):
        answer = await office.http().get(path)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        nonce = policy.partition("'nonce-")[2].partition("'")[0]
        assert nonce in answer.text
        assert "unsafe" not in policy
        assert "__CSP_NONCE__" not in answer.text
        nonces.add(nonce)
    assert len(nonces) == 5


async def test_the_demo_shop_is_strict(office: Office) -> None:
    answer = await office.http().get("/demo")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "<style" not in answer.text
    assert " style=" not in answer.text


async def test_the_loader_is_told_what_the_placement_wants(office: Office) -> None:
    """WG-1"""
    http = office.http()
    loader = await http.get("/widget.js")
    assert '{"tracking":true,"on":true}' in loader.text
    assert "__BESEDKA_CONFIG__" not in loader.text
    assert loader.headers["cache-control"] == "no-cache"
    etag = loader.headers["etag"]
    assert (await http.get("/widget.js", headers={"If-None-Match": etag})).status_code == 304
    await office.owner.http.patch("/api/v1/placements/default", json={"tracking": False})
    changed = await http.get("/widget.js", headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert '{"tracking":false,"on":true}' in changed.text


async def test_built_files_are_kept_for_ever_and_compressed(office: Office, server: Serving) -> None:
    http = office.http()
    scripts = (pages_module.STATIC / "console" / "assets").glob("*.js")
    script = max(scripts, key=lambda path: path.stat().st_size)
    path = f"/static/console/assets/{script.name}"
    answer = await http.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.content == script.read_bytes()
    plain = await http.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == script.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config.py", "/static/%2e%2e/config.py", "/static/..%2fconfig.py", "/static//etc/passwd", "/static/.stamp",
        "/static/console", "/static/", "/static/console/nothing.js", "/static/%00",
    ],
)  # fmt: skip
async def test_there_is_no_way_out_of_the_folder(office: Office, path: str) -> None:
    answer = await office.http().get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


async def test_a_page_that_is_not_built_says_what_to_do(tmp_path: Path, server: Serving) -> None:
    pages = pages_module.Pages(server.running.desk.host, tmp_path)
    answer = pages.console()
    assert answer.status_code == 503
    assert b"hatch_build.py" in answer.content
    with pytest.raises(NotFoundException):
        pages.asset("widget/loader.js")


def test_files_are_compressed_once(tmp_path: Path, server: Serving) -> None:
    (tmp_path / "a.js").write_text("let x = 1;" * 500)
    pages = pages_module.Pages(server.running.desk.host, tmp_path)
    asset = pages.asset("a.js")
    assert asset.compressed is not None
    assert gzip.decompress(asset.compressed) == asset.body
    assert pages.asset("a.js") is asset


async def test_a_file_that_an_update_took_away_is_not_found(server: Serving, tmp_path: Path) -> None:
    (tmp_path / "old.js").write_text("old")
    pages = pages_module.Pages(server.running.desk.host, tmp_path)
    (tmp_path / "old.js").unlink()
    with pytest.raises(NotFoundException):
        pages.asset("old.js")
