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
