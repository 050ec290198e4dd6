"""Files that visitors send and get."""

import re
import struct
import zlib
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Locator, Route, expect

from side_by_side import Console, Language, Server, Shop, begin, violations

HELLO = {"ru": "Здравствуйте! Есть улун?", "en": "Hello! Is there any oolong?"}
WORDS = {"ru": "В такой же банке?", "en": "In a tin like this?"}
LONG = "Счёт за подарочный набор с молочным улуном и открыткой 2041.pdf"


def picture(width: int = 472, height: int = 300) -> bytes:
    """A small PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x7f\xa5\x8f" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def file(name: str, type: str, body: bytes) -> FilePayload:
    return {"name": name, "mimeType": type, "buffer": body}


PNG = file("банка.png", "image/png", picture())
PDF = file(LONG, "application/pdf", b"%PDF-1.4\n" + b"0" * 2000)


def choose(shop: Shop, *files: FilePayload) -> None:
    with shop.page.expect_file_chooser() as chooser:
        shop.window.get_by_role("button", name=re.compile(f"^{shop.words['attach']}")).click()
    chooser.value.set_files(list(files))


def rows(shop: Shop) -> Locator:
    return shop.window.locator(".up")


def send(shop: Shop) -> Locator:
    return shop.window.get_by_role("button", name=shop.words["send"], exact=True)


@pytest.mark.both_languages
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_by_the_button(new_shop: Callable[..., Shop], console: Console, language: Language, theme: str) -> None:
    """WG-2, CH-2: limits are told before; a picture keeps its place before it has come; both sides have them"""
    shop = new_shop(color_scheme=theme)
    shop.visit()
    begin(shop, console, HELLO[language])
    clip = shop.window.get_by_role("button", name=re.compile(f"^{shop.words['attach']}"))
    expect(clip).to_have_accessible_name(re.compile(r"\d.*\d+\s(MB|МБ)"))
    choose(shop, PNG, PDF)
    expect(rows(shop)).to_have_count(2)
    for size in rows(shop).locator("small").all():
        expect(size).to_have_text(re.compile(r"^[\d.,]+\s(kB|кБ)$"))
    assert violations(shop.page) == []
    shop.field.fill(WORDS[language])
    shop.field.press("Enter")
    expect(rows(shop)).to_have_count(0)
    shown = shop.log.locator(".pic")
    expect(shown.get_by_role("img", name="банка.png")).to_be_visible()
    expect(shown).to_contain_text(WORDS[language])
    box = shown.locator("a").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (236, 150)
    tile = shop.log.locator(".file")
    expect(tile).to_contain_text("PDF")
    assert tile.evaluate("tile => tile.scrollWidth <= tile.clientWidth")
    expect(console.log.get_by_role("button", name=re.compile("банка.png"))).to_be_visible()
    expect(console.log.get_by_text(LONG).or_(console.log.get_by_title(LONG)).first).to_be_attached()
    assert violations(shop.page) == []
    shop.page.reload()
    expect(shown.get_by_role("img", name="банка.png")).to_be_visible()


def drop(shop: Shop, place: Locator, event: str, *files: FilePayload) -> None:
    """Paste or drop files made in the page."""
    given = [[one["name"], one["mimeType"], list(one["buffer"])] for one in files]
    place.evaluate(
        """(place, [event, files]) => {
            const data = new DataTransfer();
            for (const [name, type, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name, {type}));
            const init = {bubbles: true, composed: true, cancelable: true};
            place.dispatchEvent(event === "paste" ? new ClipboardEvent(event, {...init, clipboardData: data})
                : new DragEvent(event, {...init, dataTransfer: data}));
        }""",
        [event, given],
    )


def test_pasted_and_dropped(shop: Shop, console: Console, language: Language) -> None:
    """WG-2: a message may be files alone"""
    begin(shop, console, HELLO[language])
    small = file("шарф.png", "image/png", picture(20, 20))
    drop(shop, shop.field, "paste", small)
    expect(rows(shop)).to_have_count(1)
    drop(shop, shop.log, "drop", PDF)
    expect(rows(shop)).to_have_count(2)
    send(shop).click()
    expect(shop.log.locator(".pic img")).to_be_visible()
    expect(shop.log.locator(".file")).to_be_visible()
    expect(console.log.get_by_role("button", name=re.compile("шарф.png"))).to_be_visible()


@pytest.mark.both_languages
def test_what_does_not_go_says_why(shop: Shop, console: Console, language: Language) -> None:
    """WG-2: too large, empty, too many; each at its file, before anything is sent"""
    begin(shop, console, HELLO[language])
    most = shop.page.evaluate("JSON.parse(Object.values(localStorage)[0]).config.files")
    empty = file("пусто.txt", "text/plain", b"")
    choose(shop, empty)
    expect(rows(shop).get_by_role("alert")).to_have_text(re.compile("пустой|empty"))
    expect(send(shop)).to_be_disabled()
    shop.field.evaluate(
        """(field, bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "большой.mp4"));
            const init = {bubbles: true, composed: true, cancelable: true, clipboardData: data};
            field.dispatchEvent(new ClipboardEvent("paste", init));
        }""",
        most["max_bytes"] + 1,
    )
    expect(rows(shop).nth(1).get_by_role("alert")).to_have_text(re.compile(r"(MB|МБ).*(MB|МБ)"))
    one = file("a.txt", "text/plain", b"text")
    choose(shop, *[one] * (most["max_count"] + 1))
    expect(rows(shop).last.get_by_role("alert")).to_have_text(re.compile(str(most["max_count"])))
    assert violations(shop.page) == []
    rows(shop).first.get_by_role("button", name=re.compile(shop.words["remove"])).click()
    expect(rows(shop)).to_have_count(most["max_count"] + 2)


@pytest.mark.both_languages
def test_the_message_waits_for_its_files(shop: Shop, console: Console, language: Language, server: Server) -> None:
    """WG-2: it goes with the last of them; one that was lost may be sent again, or taken back"""
    begin(shop, console, HELLO[language])
    held: list[Route] = []
    shop.page.route("**/api/widget/v1/files", lambda route: held.append(route))  # noqa: PLW0108 - a builtin takes no attributes
    with shop.page.expect_request("**/api/widget/v1/files"):
        choose(shop, PNG)
    shop.field.fill(WORDS[language])
    send(shop).click()
    expect(
        shop.window.get_by_role("status").filter(has_text=re.compile("Сообщение уйдёт|The message will go"))
    ).to_be_visible()
    expect(shop.log.get_by_text(WORDS[language])).to_have_count(0)
    held.pop().abort()
    expect(rows(shop).get_by_role("alert")).to_be_visible()
    expect(shop.field).to_have_value(WORDS[language])
    with shop.page.expect_request("**/api/widget/v1/files"):
        rows(shop).get_by_role("button", name=re.compile(f"{shop.words['again_file']}$")).click()
    send(shop).click()
    held.pop().continue_()
    expect(shop.log.locator(".pic")).to_contain_text(WORDS[language])
    expect(console.log.get_by_text(WORDS[language])).to_be_visible()
    expect(shop.field).to_have_value("")
