"""Settings of the process: normalised, or refused in a sentence."""

from pathlib import Path

import pytest

from besedka.config import BadConfig, from_environment


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://chat.example", "https://chat.example"),
        ("https://chat.example/", "https://chat.example"),
        ("HTTPS://Chat.Example:443", "https://chat.example"),
        ("http://chat.example:80", "http://chat.example"),
        ("http://chat.example:443", "http://chat.example:443"),
        ("https://чай.example", "https://xn--80as4b.example"),
        ("http://[2001:DB8:0::1]:8000", "http://[2001:db8::1]:8000"),
        ("", None),
    ],
)
def test_the_public_address_is_what_browsers_send(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, origin: str | None
) -> None:
    monkeypatch.setenv("BESEDKA_PUBLIC_URL", given)
    assert from_environment(data_dir=tmp_path).public_url == origin


@pytest.mark.parametrize(
    "given",
    [
        "chat.example", "https://", "ftp://chat.example", "https://[::1", "https://chat.example:99999", "https://chat.example:0",
        "https://user:pass@chat.example", "https://chat.example/#top", "https://chat.example/chat", "https://chat.example?x",
        "https://chat .example", "https://ch\tat.example", "https://[fe80::1%1]",
    ],
)  # fmt: skip
def test_a_public_address_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("BESEDKA_PUBLIC_URL", given)
    with pytest.raises(BadConfig, match="BESEDKA_PUBLIC_URL is"):
        from_environment(data_dir=tmp_path)


@pytest.mark.parametrize(
    ("given", "postgres", "sqlite"),
    [
        ("", "", None),
        ("postgresql://besedka:a%40b@db/besedka?sslmode=require", "postgresql://besedka:a%40b@db/besedka?sslmode=require", None),
        ("postgres://db", "postgres://db", None),
        ("postgresql:///besedka", "postgresql:///besedka", None),
        ("sqlite:////var/lib/besedka.sqlite3", "", Path("/var/lib/besedka.sqlite3")),
    ],
)  # fmt: skip
def test_where_the_database_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, postgres: str, sqlite: Path | None
) -> None:
    monkeypatch.setenv("BESEDKA_DATABASE_URL", given)
    config = from_environment(data_dir=tmp_path)
    assert (config.postgres_url, config.sqlite_path) == (postgres, sqlite)


@pytest.mark.parametrize(
    "given",
    [
        "mysql://shop:secret@db/x", "postgresql:", "postgresql://", "secret", "sqlite://", "sqlite:///secret.sqlite3", "sqlite:////",
        "postgresql://shop:secret@db/x\n", "postgresql://shop:12/secret@db/x", "postgresql://shop:12#secret@db/x",
        "postgresql://shop:12?secret@db/x", "postgresql://shop:12@secret@db/x", "postgresql://shop:12[secret@db/x", "postgresql://db/x#secret",
    ],
)  # fmt: skip
def test_an_address_of_a_database_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """And that is not repeated: part of it may be a password."""
    monkeypatch.setenv("BESEDKA_DATABASE_URL", given)
    with pytest.raises(
        BadConfig, match="BESEDKA_DATABASE_URL is no address of a database: it must be such as"
    ) as refused:
        from_environment(data_dir=tmp_path)
    assert "secret" not in str(refused.value)
