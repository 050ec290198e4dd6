"""WG-1: the chat as a page of its own."""

import pytest

from people import Office


@pytest.mark.parametrize(
    ("query", "accept", "language", "title"),
    [
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru", "Чат «Tea &amp; Co»"),
        ("", "de", "en", "Chat with Tea &amp; Co"),
        ("?lang=ru", "en", "ru", "Чат «Tea &amp; Co»"),
        ("?lang=xx", "en", "en", "Chat with Tea &amp; Co"),
    ],
)
async def test_it_speaks_the_asked_language_else_the_browsers(
    office: Office, query: str, accept: str, language: str, title: str
) -> None:
    await office.owner.http.patch("/api/v1/company", json={"name": "Tea & Co"})
    answer = await office.http().get(f"/chat/default{query}", headers={"Accept-Language": accept})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert f"<title>{title}</title>" in answer.text
    assert f'data-language="{language}"' in answer.text


async def test_it_is_strict_and_not_found_by_search_engines(office: Office) -> None:
    await office.owner.http.patch("/api/v1/placements/default", json={"sites": ["https://shop.example"]})
    answer = await office.http().get("/chat/default")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'self' https://shop.example" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    assert answer.headers["x-robots-tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("name", ["nothing", "%22%3E%3Cscript%3E", "..%2Fdefault"])
async def test_other_placements_have_none(office: Office, name: str) -> None:
    answer = await office.http().get(f"/chat/{name}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text
