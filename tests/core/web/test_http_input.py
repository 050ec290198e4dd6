"""HTTP takes nothing for granted: problem documents instead of tracebacks, origins compared exactly, one's own rights only."""

import asyncio
import base64
import json
from typing import Any

import pytest

from people import PASSWORD, Office
from serving import Serving

BODIES: list[tuple[bytes, str]] = [
    (b"", "invalid"),
    (b"{", "bad_json"),
    (b"[]", "invalid"),
    (b"null", "invalid"),
    (b'{"email":"\xc3\x28","password":"x"}', "bad_json"),
    (b'{"email":"\\ud800","password":"x"}', "bad_json"),
    (b"[" * 100_000, "bad_json"),
    (b'{"email":' + b"[" * 100_000, "bad_json"),
    (b'{"email":{"$ne":1},"password":"x"}', "invalid"),
    (b'{"email":"a@b.example","password":"x","role":"admin"}', "invalid"),
    (b'{"email":"a@b.example"}', "invalid"),
    (b'{"email":"a@b.example","password":"x","remember":1e999}', "bad_json"),
    (b'{"email":"a@b.example","password":"x","remember":99999999999999999999999}', "invalid"),
]


@pytest.mark.parametrize(("body", "code"), BODIES)
async def test_bodies_that_make_no_sense(office: Office, body: bytes, code: str) -> None:
    """B01–B05"""
    answer = await office.http().post("/api/v1/session", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_that_is_too_large(office: Office) -> None:
    answer = await office.http().post("/api/v1/session", content=b"x" * 300_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_an_upload_that_is_broken_off_is_no_failure(
    office: Office, server: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", server.config.port)
    writer.write(
        f"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{server.config.port}\r\nOrigin: {server.url}\r\n"
        "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{".encode()
    )
    await writer.drain()
    await office.owner.get("/session")
    writer.transport.abort()
    await asyncio.gather(*(office.owner.get("/session") for _ in range(3)))
    assert not [record for record in caplog.records if record.name != "besedka.db"]  # which tells of a slow disk


@pytest.mark.parametrize(
    "query",
    [
        "view=dance",
        "limit=x",
        "limit=1.5",
        "empty=perhaps",
        "holder=you",
        "holder=0",
        "holder=99999999999",
        "status=0",
        "status=" + "9" * 40,
        "tag=" + "x" * 101,
        "since=yesterday",
        "until=2024-02-30",
        "q=" + "x" * 201,
        "cursor=zzz",
        "cursor=" + "A" * 300,
        "cursor=WzAsIngiLDFd",
        "cursor=" + base64.urlsafe_b64encode(b'[0,"0001-01-01T00:00:00+14:00",1]').decode(),
    ],
)
async def test_queries_that_make_no_sense(office: Office, query: str) -> None:
    """B11"""
    answer = await office.owner.http.get(f"/api/v1/chats?{query}")
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] in ("invalid", "bad_cursor")


@pytest.mark.parametrize("limit", [-5, 0, 10**9])
async def test_a_limit_is_kept_within_bounds(office: Office, limit: int) -> None:
    for _ in range(2):
        await (await office.visitor()).send("hello")
    page = await office.owner.get(f"/chats?view=queue&limit={limit}")
    assert 1 <= len(page["items"]) <= 2


async def test_addresses_that_lead_nowhere(office: Office) -> None:
    http = office.owner.http
    for path in (
        "/api/v1/nothing",
        "/api/nothing",
        "/nothing",
        "/api/v1/chats/abc",
        "/api/v1/chats/%00",
        "/../etc/passwd",
    ):
        answer = await http.get(path)
        assert answer.status_code == 404, (path, answer.text)
    assert (await http.patch("/api/v1/session")).json()["code"] == "method"


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://127.0.0.1:1", "http://localhost.evil.example"]
)
async def test_writes_from_elsewhere_are_refused(office: Office, origin: str | None) -> None:
    """A05"""
    headers = {} if origin is None else {"Origin": origin}
    http = office.http()
    del http.headers["Origin"]
    http.cookies.update(office.owner.http.cookies)
    for method, path in (
        ("POST", "/session"),
        ("DELETE", "/session"),
        ("PATCH", "/company"),
        ("POST", "/socket-ticket"),
    ):
        answer = await http.request(method, f"/api/v1{path}", headers=headers, content=b"{}")
        assert (answer.status_code, answer.json()["code"]) == (403, "origin")
    assert (await http.get("/api/v1/session", headers=headers)).status_code == 200


async def test_a_foreign_host_header_does_not_make_an_origin_ours(office: Office) -> None:
    answer = await office.owner.http.delete(
        "/api/v1/session", headers={"Host": "evil.example", "Origin": "http://evil.example"}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "origin")


async def test_widget_calls_come_from_the_sites_of_the_placement(office: Office) -> None:
    """WG-1; CORS for exactly those sites"""
    body = {"page": {"url": "https://shop.example/"}}
    http = office.http()
    path = "/api/widget/v1/default/session"
    refused = await http.post(path, json=body, headers={"Origin": "https://shop.example"})
    assert (refused.status_code, refused.json()["code"]) == (403, "origin")
    changed = await office.owner.http.patch(
        "/api/v1/placements/default", json={"sites": ["https://shop.example/some/page", "WWW.Shop.example"]}
    )
    assert changed.json()["sites"] == ["https://shop.example", "https://www.shop.example"]
    for origin in ("https://shop.example", "https://www.shop.example"):
        answer = await http.post(path, json=body, headers={"Origin": origin})
        assert answer.status_code == 201
        assert answer.headers["access-control-allow-origin"] == origin
        assert "access-control-allow-credentials" not in answer.headers
        preflight = await http.options(path, headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
        assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (204, origin)
    for origin in ("http://shop.example", "https://shop.example.evil.example", "https://shopXexample", "null"):
        answer = await http.post(path, json=body, headers={"Origin": origin})
        assert answer.status_code == 403
        preflight = await http.options(path, headers={"Origin": origin})
        assert "access-control-allow-origin" not in preflight.headers


@pytest.mark.parametrize(
    "site", ["", "ftp://shop.example", "https://", "https://a@shop.example", "http://[", "javascript:alert(1)"]
)
async def test_a_site_that_is_no_address(office: Office, site: str) -> None:
    answer = await office.owner.http.patch("/api/v1/placements/default", json={"sites": [site]})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "bad_setting", "sites")
    assert (await office.owner.get("/placements/default"))["sites"] == []


async def test_placements_that_are_not_there(office: Office) -> None:
    answer = await office.http().post("/api/widget/v1/other/session", json={"page": {"url": "https://shop.example"}})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_placement")


async def test_every_answer_is_safe_to_show(office: Office, server: Serving) -> None:
    for path in ("/api/v1/session", "/api/v1/nothing", "/api/openapi.json", "/api/v1/chats"):
        answer = await office.owner.http.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


ADMINISTRATORS: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/operators", {"name": "X", "display_name": "X", "email": "x@shop.example", "password": PASSWORD}),
    ("PATCH", "/company", {"name": "Evil", "language": "en", "zone": "UTC"}),
    ("PATCH", "/placements/default", {"sites": ["https://evil.example"]}),
    ("PATCH", "/operators/1", {"name": "Evil"}),
    ("PATCH", "/operators/1", {"password": PASSWORD}),
]


@pytest.mark.parametrize(("method", "path", "body"), ADMINISTRATORS)
async def test_operators_change_nothing_of_others(office: Office, method: str, path: str, body: dict[str, Any]) -> None:
    """A11"""
    anna = await office.hire("Anna")
    answer = await anna.http.request(method, f"/api/v1{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_nobody_makes_themselves_an_administrator(office: Office) -> None:
    anna, chief = await office.hire("Anna"), await office.hire("Chief", administrator=True)
    for who in (anna, chief):
        answer = await who.http.patch(f"/api/v1/operators/{anna.me['id']}", json={"administrator": True})
        assert answer.json()["code"] == "forbidden"
    made = await chief.http.post(
        "/api/v1/operators",
        json={"name": "X", "display_name": "X", "email": "x@shop.example", "password": PASSWORD, "administrator": True},
    )
    assert made.json()["code"] == "forbidden"
    owner = await office.owner.http.patch(f"/api/v1/operators/{office.owner.me['id']}", json={"administrator": False})
    assert owner.json()["code"] == "forbidden", "the owner stays one"
    for field in ("owner", "id", "role", "password_hash"):
        answer = await anna.http.patch(f"/api/v1/operators/{anna.me['id']}", json={field: True})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


async def test_the_owner_appoints_administrators_and_it_works_at_once(office: Office) -> None:
    """OP-3"""
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    visitor = await office.visitor()
    await visitor.send("hello")
    await ivan.take(visitor.chat)
    await anna.get(f"/chats/{visitor.chat}", 404)
    await anna.connect()
    answer = await office.owner.http.patch(f"/api/v1/operators/{anna.me['id']}", json={"administrator": True})
    assert answer.json()["administrator"] is True
    assert (await anna.get(f"/chats/{visitor.chat}"))["id"] == visitor.chat
    assert (await anna.send("hello from above", chat=visitor.chat))["type"] == "ack"


async def test_an_operator_changes_the_own_name_password_and_language(office: Office) -> None:
    """OP-6"""
    anna = await office.hire("Anna")
    path = f"/api/v1/operators/{anna.me['id']}"
    changed = await anna.http.patch(
        path, json={"name": "  Anna \u202e Petrova ", "display_name": "Anya", "language": "ru"}
    )
    assert (changed.json()["name"], changed.json()["display_name"]) == ("Anna Petrova", "Anya")
    assert (await anna.get("/session"))["language"] == "ru"
    new = "a kettle on the stove"
    changing = {"password": new, "present_password": PASSWORD}
    assert (await anna.http.patch(path, json=changing)).status_code == 200
    http = office.http()
    old = await http.post("/api/v1/session", json={"email": anna.me["email"], "password": PASSWORD})
    assert old.status_code == 401
    assert (await http.post("/api/v1/session", json={"email": anna.me["email"], "password": new})).status_code == 201
    mail = await anna.http.patch(path, json={"email": "other@shop.example"})
    assert mail.json()["code"] == "forbidden"


async def test_an_email_belongs_to_one(office: Office) -> None:
    body = {"name": "X", "display_name": "X", "email": "OLGA@shop.example", "password": PASSWORD}
    answer = await office.owner.http.post("/api/v1/operators", json=body)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (409, "email_taken", "email")


async def test_an_email_belongs_to_one_of_those_who_ask_at_once(office: Office) -> None:
    body = {"name": "X", "display_name": "X", "email": "x@shop.example", "password": PASSWORD}
    http = office.owner.http
    made = await asyncio.gather(*(http.post("/api/v1/operators", json=body) for _ in range(3)))
    assert sorted(answer.status_code for answer in made) == [201, 409, 409]
    anna, ivan = await office.hire("Anna"), await office.hire("Ivan")
    paths = [f"/api/v1/operators/{of.me['id']}" for of in (anna, ivan)]
    changed = await asyncio.gather(*(http.patch(path, json={"email": "y@shop.example"}) for path in paths))
    assert sorted(answer.status_code for answer in changed) == [200, 409]
    refusals = [answer.json() for answer in (*made, *changed) if answer.status_code == 409]
    assert {(refusal["code"], refusal["field"]) for refusal in refusals} == {("email_taken", "email")}


async def test_no_answer_holds_a_secret(office: Office) -> None:
    """I05"""
    await office.hire("Anna")
    paths = ("/operators", "/session", "/plugins", "/company")
    texts = [(await office.owner.http.get(f"/api/v1{path}")).text for path in paths]
    schemas = (await office.owner.http.get("/api/openapi.json")).json()["components"]["schemas"]
    shown = json.dumps([schema for name, schema in schemas.items() if name.startswith(("Me", "Operator"))])
    for word in ("hash", "token", PASSWORD):
        assert not any(word in text for text in texts)
        assert word not in shown


async def test_the_company_is_set_by_administrators(office: Office) -> None:
    """AD-1"""
    changed = await office.owner.http.patch(
        "/api/v1/company", json={"name": "Чайная лавка", "language": "ru", "zone": "Europe/Moscow"}
    )
    assert changed.json() == {"name": "Чайная лавка", "language": "ru", "zone": "Europe/Moscow", "version": 1}
    visitor = await office.visitor()
    assert (visitor.session["config"]["company"], visitor.session["config"]["language"]) == ("Чайная лавка", "ru")
    for field, value in (("zone", "Mars/Olympus"), ("zone", "../../etc/passwd"), ("language", "xx"), ("name", "")):
        for body in ({"name": "A", "language": "ru", "zone": "UTC", field: value}, {field: value}):
            answer = await office.owner.http.patch("/api/v1/company", json=body)
            assert (answer.status_code, answer.json()["field"]) == (400, field)
    one = await office.owner.http.patch("/api/v1/company", json={"zone": "Asia/Tokyo"})
    assert one.json() == {"name": "Чайная лавка", "language": "ru", "zone": "Asia/Tokyo", "version": 2}
    assert (await office.owner.http.patch("/api/v1/company", json={})).json() == one.json()


@pytest.mark.parametrize(
    ("method", "path", "body", "field", "words"),
    [
        ("POST", "/session", {"email": "a@b.example"}, "password", "Это поле нужно заполнить."),
        ("POST", "/session", {"email": "a", "password": "b", "role": "admin"}, "role", "Такого поля нет."),
        ("PATCH", "/company", {"name": 1}, "name", "Это значение не того вида."),
        ("PATCH", "/company", {"name": "x" * 301}, "name", "Это длиннее, чем 300."),
        ("PATCH", "/company", {"language": "de"}, "language", "Выберите одно из предложенных значений."),
        ("PATCH", "/placements/default", {"sites": ["a", 1]}, "sites[1]", "Это значение не того вида."),
        ("PATCH", "/operators/1", {"chat_limit": 101}, "chat_limit", "Не больше 100."),
        ("PATCH", "/operators/1", {"chat_limit": 0}, "chat_limit", "Не меньше 1."),
        ("PATCH", "/operators/1", {"chat_limit": "5"}, "chat_limit", "Это значение не того вида."),
        ("PATCH", "/instances/1", {"enabled": "false"}, "enabled", "Это значение не того вида."),
        ("PATCH", "/instances/1", {"enabled": 0}, "enabled", "Это значение не того вида."),
        ("PATCH", "/instances/1", {"enabled": False, "version": "null"}, "version", "Это значение не того вида."),
        ("PUT", "/rules", {"strategy": "1", "flow": None, "chat_limit": 5}, "strategy", "Это значение не того вида."),
        ("GET", "/chats?limit=x", None, "limit", "Это значение не того вида."),
        ("GET", "/chats?view=dance", None, "view", "Выберите одно из предложенных значений."),
    ],
)
async def test_the_guilty_field_is_named_in_the_language_of_the_reader(
    office: Office, method: str, path: str, body: Any, field: str, words: str
) -> None:
    answer = await office.owner.http.request(method, f"/api/v1{path}", json=body, headers={"Accept-Language": "ru"})
    document = answer.json()
    assert (answer.status_code, document["code"], document["field"], document["detail"]) == (
        400,
        "invalid",
        field,
        words,
    )
    assert document["errors"] == [{"field": field, "detail": words}]


async def test_a_field_within_a_field_and_a_query_are_named_too(office: Office) -> None:
    visitor, http = await office.visitor_session(), office.http()
    session = await http.post("/api/widget/v1/default/session", json={"page": {"title": "x"}})
    assert (session.json()["field"], session.json()["detail"]) == ("page.url", "This field is needed.")
    events = await http.get("/api/widget/v1/chat/events", headers={"Authorization": f"Bearer {visitor.token}"})
    assert (events.json()["field"], events.json()["detail"]) == ("chat", "This field is needed.")
