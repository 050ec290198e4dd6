"""How files are called: as their senders call them, without what deceives (SE-1, D07)."""

import pytest

from besedka.files.names import clean_name, disposition

LONG = "ё" * 64 + ".docx"


@pytest.mark.parametrize(
    ("name", "type", "clean"),
    [
        ("tea.pdf", "application/pdf", "tea.pdf"),
        ("Прайс на чай.pdf", "application/pdf", "Прайс на чай.pdf"),
        ("чаи\u0306.pdf", "application/pdf", "чай.pdf"),
        (LONG, "application/zip", LONG),
        ("👨‍👩‍👧 ☕️.png", "image/png", "👨‍👩‍👧 ☕️.png"),
        ("../../etc/passwd", "application/octet-stream", "passwd"),
        ("C:\\Users\\Anna\\tea.txt", "application/octet-stream", "tea.txt"),
        ("..", "application/octet-stream", "file"),
        (" . ", "application/octet-stream", "file"),
        ("", "application/octet-stream", "file"),
        ("a\r\nSet-Cookie: x=1.txt", "application/octet-stream", "aSet-Cookie x=1.txt"),
        ("tea\0.txt", "application/octet-stream", "tea.txt"),
        ("q\"u;o%te's.txt", "application/octet-stream", "qu;o%te's.txt"),
        ("photo\u202egpj.exe", "application/octet-stream", "photogpj.exe"),
        ("photo.exe", "image/png", "photo.exe.png"),
        ("photo.JPG", "image/jpeg", "photo.JPG"),
        ("photo", "image/webp", "photo.webp"),
    ],
)
def test_names_are_cleaned(name: str, type: str, clean: str) -> None:
    assert clean_name(name, type) == clean


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("я" * 300 + ".tar.gz", "application/octet-stream")
    assert len(name) == 120
    assert name.endswith("я.gz")
    assert len(clean_name("x" * 300, "application/octet-stream")) == 120
    assert len(clean_name("x." + "y" * 300, "application/octet-stream")) == 120


def test_a_header_holds_any_name() -> None:
    """RFC 6266, RFC 8187"""
    assert disposition("tea.pdf", inline=False) == "attachment; filename=\"tea.pdf\"; filename*=UTF-8''tea.pdf"
    header = disposition('Чай; "%20.png', inline=True)
    assert header == "inline; filename=\"____ __20.png\"; filename*=UTF-8''%D0%A7%D0%B0%D0%B9%3B%20%22%2520.png"
