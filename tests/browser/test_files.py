"""Files in the console: by button, drop and paste, with progress, cancel and retry, told in words, shown in the log."""

import contextlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error, FilePayload, Locator, Page, Route, expect

from databases import outside
from people import Office, VisitorPeer
from side_by_side import Console, Server, violations
from uploads import png, upload

UPLOADS = "**/api/v1/files"
MORE_THAN_ANY = 10 * 1024 * 1024 + 1


def file(name: str, body: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/png" if name.endswith("png") else "", "buffer": body}


class Visitor:
    """Somebody on the site, without a browser of their own."""

    def __init__(self, server: Server) -> None:
        self._url = server.url
        self.session = outside(self._come())

    def send(self, text: str, **files: bytes) -> None:
        outside(self._send(text, files))

    def given(self) -> list[dict[str, Any]]:
        """The messages as the visitor is given them."""
        return outside(self._given())

    async def _come(self) -> dict[str, Any]:
        office = Office(self._url, "")
        peer = await office.visitor()
        await peer.send("Good day!")
        await office.close()
        return peer.session

    async def _send(self, text: str, files: dict[str, bytes]) -> None:
        office = Office(self._url, "")
        peer = await office.visitor(self.session["token"])
        ids = [(await upload(office.http(), peer, name, body))["id"] for name, body in files.items()]
        assert (await peer.send(text, files=ids))["type"] == "ack"
        await office.close()

    async def _given(self) -> list[dict[str, Any]]:
        office, peer = Office(self._url, ""), VisitorPeer(self._url, self.session)
        http = office.http(Authorization=f"Bearer {peer.token}")
        page = await http.get(f"/api/widget/v1/chat/events?chat={peer.chat}")
        await office.close()
        return [event["data"] for event in page.json()["items"] if event["kind"] == "message"]


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def begin(console: Console, visitor: Visitor) -> None:
    """The operator has taken the visitor's chat and could answer."""
    console.open("Good day!")
    console.take()


def choose(console: Console, *files: FilePayload) -> None:
    console.page.locator("input[type=file]").set_input_files(list(files))


def tray(console: Console) -> Locator:
    return console.page.get_by_role("list", name=console.say("files.attached")).get_by_role("listitem")


def named(console: Console, key: str, name: str) -> Locator:
    """A button that is about one file."""
    return console.page.get_by_role("button", name=console.say(key).replace("{{name}}", name))


def send(console: Console) -> Locator:
    return console.page.get_by_role("button", name=console.say("composer.send"), exact=True)


class Held:
    """Uploads wait until they may go on."""

    def __init__(self, page: Page) -> None:
        self._routes: list[Route] = []
        self._page = page
        page.route(UPLOADS, self._hold)

    def go(self) -> None:
        for route in self._routes:
            with contextlib.suppress(Error):  # who was cancelled goes nowhere
                route.continue_()
        self._page.unroute(UPLOADS)

    def _hold(self, route: Route) -> None:
        self._routes.append(route)


@pytest.mark.both_languages
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_with_words(new_console: Callable[..., Console], visitor: Visitor, theme: str) -> None:
    """CO-4, WG-2: its space is there at once, it opens over the page, and the focus comes back."""
    console = new_console(color_scheme=theme)
    begin(console, visitor)
    choose(console, file("Чай.png", png(800, 600)))
    expect(tray(console)).to_contain_text("PNG")
    console.answer("Here it is")
    picture = named(console, "files.open", "Чай.png")
    expect(picture.locator("img")).to_have_attribute("src", re.compile("^/files/"))  # no longer the preview
    box = picture.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (320, 240)
    expect(console.log.get_by_label(console.say("tick.stored"))).to_be_visible()
    expect(tray(console)).to_have_count(0)
    assert violations(console.page) == []
    picture.press("Enter")
    dialog = console.page.get_by_role("dialog", name="Чай.png")
    expect(dialog.locator("img")).to_be_visible()
    assert violations(console.page) == []
    console.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(picture).to_be_focused()
    picture.click()
    dialog.get_by_role("button", name=console.say("files.close")).click()
    expect(picture).to_be_focused()
    sent = visitor.given()[-1]
    assert (sent["text"], sent["files"][0]["name"], sent["files"][0]["width"]) == ("Here it is", "Чай.png", 800)


@pytest.mark.both_languages
def test_what_the_visitor_sends(console: Console, visitor: Visitor) -> None:
    """CO-4: in the list by its kind, in the log as a picture or as something to save."""
    visitor.send("", **{"a.png": png(30, 20), "b.png": png(30, 20)})
    row = console.page.get_by_role("option")
    expect(row).to_contain_text(
        console.say("row.photos_other" if "en" in console.server.language else "row.photos_few").replace(
            "{{count}}", "2"
        )
    )
    visitor.send("", **{"Прайс на чай.pdf": b"%PDF-1.7" + bytes(2040)})
    expect(row).to_contain_text(console.say("row.files_one"))
    row.click()
    link = console.log.get_by_role("link").filter(has_text="PDF, 2")
    expect(link).to_contain_text("Прайс на чай.pdf")
    with console.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "Прайс на чай.pdf"
    expect(named(console, "files.open", "b.png").locator("img")).to_have_js_property("naturalWidth", 30)
    assert violations(console.page) == []


@pytest.mark.both_languages
def test_what_goes_wrong_is_told(console: Console, visitor: Visitor) -> None:
    """CO-4: too large, empty, too many, no network; sent again where that may help; nothing goes without its files."""
    begin(console, visitor)
    console.page.route(UPLOADS, lambda route: route.abort())
    choose(console, file("away.zip", b"PK\3\4"), file("empty.txt", b""))
    console.page.evaluate(DROP, ["drop", "large.mov", MORE_THAN_ANY])
    away, empty, large = (tray(console).filter(has_text=name) for name in ("away.zip", "empty.txt", "large.mov"))
    expect(away.get_by_role("alert")).to_have_text(console.say("files.offline"))
    expect(empty.get_by_role("alert")).to_have_text(console.say("files.empty"))
    expect(large.get_by_role("alert")).to_contain_text("10")
    console.composer.fill("All three")
    expect(send(console)).to_be_disabled()
    hint = console.say("files.in_the_way").split("{{name}}")
    obstacle = console.page.get_by_role("alert").filter(has_text=hint[1].strip())
    expect(obstacle).to_contain_text("away.zip")
    assert violations(console.page) == []
    told = obstacle.element_handle()
    console.composer.press("Enter")
    console.page.wait_for_function("told => !told.isConnected", arg=told)  # told anew, or nobody would hear it
    expect(obstacle).to_contain_text("away.zip")
    expect(obstacle).to_have_attribute("data-insisted", "true")
    expect(console.composer).to_be_focused()
    assert violations(console.page) == []
    for name in ("empty.txt", "large.mov"):
        named(console, "files.remove", name).click()
    expect(tray(console)).to_have_count(1)
    expect(named(console, "files.again", "large.mov")).to_have_count(0)
    console.page.unroute(UPLOADS)
    named(console, "files.again", "away.zip").click()
    expect(away).to_contain_text("ZIP")
    console.composer.press("Enter")
    expect(console.log.get_by_role("link").filter(has_text="away.zip")).to_be_visible()
    choose(console, *[file(f"{n}.txt", b"tea") for n in range(12)])
    expect(tray(console)).to_have_count(10)
    expect(console.page.get_by_role("status").filter(has_text=re.compile("10 (файлов|files)"))).to_be_visible()


@pytest.mark.both_languages
def test_sending_waits_for_uploads(console: Console, visitor: Visitor) -> None:
    """CO-4: with progress; who cancels sends without it, and another chat in between loses nothing."""
    begin(console, visitor)
    held = Held(console.page)
    choose(console, file("slow.pdf", b"%PDF-1.7"), file("never.pdf", b"%PDF-1.7"))
    expect(tray(console).get_by_role("progressbar")).to_have_count(2)
    named(console, "files.cancel", "never.pdf").click()
    expect(tray(console)).to_have_count(1)
    console.composer.fill("With the price list")
    console.composer.press("Enter")
    expect(console.page.get_by_text(console.say("files.waits"))).to_be_visible()
    expect(console.log.get_by_text("With the price list")).to_have_count(0)
    held.go()
    expect(console.log.get_by_text("With the price list")).to_be_visible()
    expect(console.log.get_by_role("link").filter(has_text="slow.pdf")).to_be_visible()
    expect(console.composer).to_have_value("")
    console.stored("With the price list")
    assert [file["name"] for file in visitor.given()[-1]["files"]] == ["slow.pdf"]


DROP = """([type, name, size]) => {
    const files = new DataTransfer();
    files.items.add(new File([size ? new Uint8Array(size) : "%PDF-1.7"], name));
    document.querySelector("[role=log]").dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: files }));
}"""
PASTE = """(field, [name, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["tea"], name));
    if (text) clipboardData.setData("text/plain", text);
    return field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
}"""


@pytest.mark.both_languages
def test_drop_and_paste(console: Console, visitor: Visitor) -> None:
    """CO-4: on the whole conversation, which says so; what office programs copy is text, not a picture of it."""
    begin(console, visitor)
    console.page.evaluate(DROP, ["dragenter", "price.pdf"])
    expect(console.page.get_by_text(console.say("files.drop"), exact=True)).to_be_visible()
    assert violations(console.page) == []
    console.page.evaluate(DROP, ["drop", "price.pdf"])
    expect(console.page.get_by_text(console.say("files.drop"), exact=True)).to_have_count(0)
    expect(tray(console)).to_have_count(1)
    assert console.composer.evaluate(PASTE, ["image.png", "Tea, 1 kg"])
    assert not console.composer.evaluate(PASTE, ["image.png", ""])
    expect(tray(console)).to_have_count(2)
    expect(tray(console).last).to_contain_text("image.png")


def test_a_note_with_a_file(console: Console, visitor: Visitor) -> None:
    """CO-4, CH-9: each mode has its own files, and those of a note stay with colleagues."""
    begin(console, visitor)
    choose(console, file("for the client.pdf", b"%PDF-1.7"))
    expect(tray(console)).to_contain_text("PDF")
    console.page.keyboard.press("Alt+KeyP")
    expect(tray(console)).to_have_count(0)
    choose(console, file("for us.pdf", b"%PDF-1.7"))
    expect(tray(console)).to_contain_text("PDF")
    console.page.get_by_role("button", name=console.say("composer.add_note")).click()
    expect(console.log.get_by_role("link").filter(has_text="for us.pdf")).to_be_visible()
    console.stored("for us.pdf")
    console.page.keyboard.press("Alt+KeyL")
    expect(tray(console)).to_contain_text("for the client.pdf")
    assert "for us" not in str(visitor.given())


def test_on_a_phone(new_console: Callable[..., Console], visitor: Visitor) -> None:
    """CO-4: the plus, and nothing is wider than the screen."""
    console = new_console(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    console.page.get_by_role("option").first.tap()
    console.page.get_by_role("button", name=console.say("take.do")).tap()
    console.page.get_by_role("button", name=console.say("composer.plus")).tap()
    with console.page.expect_file_chooser() as chooser:
        console.page.get_by_role("button", name=re.compile(r"^Прикрепить")).tap()
    chooser.value.set_files([file("Договор поставки чая на 2027 год, подписанный.png", png(1200, 500))])
    expect(tray(console)).to_contain_text("PNG")
    console.page.get_by_role("button", name=console.say("composer.send")).tap()
    expect(console.log.locator("button img")).to_be_visible()
    assert console.page.evaluate("document.documentElement.scrollWidth") == 320
    assert violations(console.page) == []
