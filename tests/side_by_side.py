"""A server process and two people in front of it: an operator's console and a visitor on the demo shop, in one language."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import httpx
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from people import PASSWORD
from ports import free_port

ROOT = Path(__file__).parent.parent
Language = Literal["en", "ru"]
LOCALES: dict[Language, str] = {"en": "en-US", "ru": "ru-RU"}
WIDGET = {
    "en": {
        "open": "Open chat", "message": "Write a message…", "send": "Send", "greeting": "Hello! How can we help?",
        "joined": "has joined the conversation", "lost": "Connection lost, reconnecting", "again": "Send again",
        "new": "Start a new conversation", "over": "The operator has ended the conversation", "sent": "sent", "read": "read",
        "off": "The chat is closed for now", "ended": "The conversation ended", "thanks": "Thank you for your rating",
        "not_now": "Not now", "skip": "Skip", "two": "2, not great", "four": "4, good",
        "later": "We will send it when the chat opens", "menu": "Menu", "sound": "Sound", "emoji": "Emoji", "photo": "Photo",
        "attach": "Attach files", "remove": "Remove", "again_file": "again", "edited": "edited",
        "deleted": "Message deleted",
    },
    "ru": {
        "open": "Открыть чат", "message": "Напишите сообщение…", "send": "Отправить", "greeting": "Здравствуйте! Чем помочь?",
        "joined": "Вам отвечает", "lost": "Связь прервалась, подключаемся снова", "again": "Отправить ещё раз",
        "new": "Начать новый разговор", "over": "Оператор завершил диалог", "sent": "отправлено", "read": "прочитано",
        "off": "Чат сейчас закрыт", "ended": "Разговор завершён", "thanks": "Спасибо за оценку",
        "not_now": "Не сейчас", "skip": "Пропустить", "two": "2, так себе", "four": "4, хорошо",
        "later": "Отправим, когда чат откроется", "menu": "Меню", "sound": "Звук", "emoji": "Эмодзи", "photo": "Фото",
        "attach": "Прикрепить файлы", "remove": "Убрать", "again_file": "ещё раз", "edited": "изменено",
        "deleted": "Сообщение удалено",
    },
}  # fmt: skip


def words(language: Language) -> Callable[[str], str]:
    """The console's own catalogue, by dotted key."""
    texts = json.loads((ROOT / f"admin_ui/src/texts/{language}.json").read_text())

    def say(key: str) -> str:
        found: Any = texts
        for part in key.split("."):
            found = found[part]
        assert isinstance(found, str), key
        return found

    return say


class Server:
    """`besedka serve`, with an owner and a company; it may be stopped and started again on its port."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.folder = folder
        self.language = language
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.first_line = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "besedka", "serve", "--port", str(self.port)]
        environment = {**os.environ, "BESEDKA_DATA_DIR": str(self.folder)}
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        lines = [self._process.stdout.readline() for _ in range(3)]
        assert lines[2], "the server did not start"
        self.first_line = lines[0]

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            assert self._process.wait(60) == 0
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    @property
    def owner_link(self) -> str:
        found = re.search(r"http\S+#key=\S+", self.first_line)
        assert found, self.first_line
        return found.group()

    def found(self) -> None:
        """The owner and the company, without the pages."""
        key = self.owner_link.rpartition("=")[2]
        owner = {"key": key, "name": "Olga Owner", "email": "olga@shop.example", "password": PASSWORD}
        with httpx.Client(base_url=self.url, headers={"Origin": self.url}) as http:
            http.post("/api/v1/setup/owner", json={**owner, "language": self.language}).raise_for_status()
            company = {"name": "Tea & Co", "language": self.language, "zone": "Europe/Berlin"}
            http.patch("/api/v1/company", json=company).raise_for_status()

    def hire(self, name: str) -> str:
        """An operator who is no administrator; returns the address they sign in with."""
        email = f"{name.lower()}@shop.example"
        with httpx.Client(base_url=self.url, headers={"Origin": self.url}) as http:
            owner = {"email": "olga@shop.example", "password": PASSWORD}
            http.post("/api/v1/session", json=owner).raise_for_status()
            operator = {"name": name, "display_name": name, "email": email, "password": PASSWORD}
            http.post("/api/v1/operators", json={**operator, "administrator": False}).raise_for_status()
        return email

    def command(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "besedka", *arguments],
            env={**os.environ, "BESEDKA_DATA_DIR": str(self.folder)},
            check=True,
            capture_output=True,
        )


class Person:
    """Somebody in front of a browser of their own. What the browser complains of is kept, and looked at in the end."""

    def __init__(self, browser: Browser, server: Server, **context: Any) -> None:
        self.server = server
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            locale=LOCALES[server.language], base_url=server.url, reduced_motion="reduce", **context
        )
        self.context.set_default_timeout(30_000)
        self.page = self.tab()

    def tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._complained)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _complained(self, message: ConsoleMessage) -> None:
        # The browser itself notes each request that failed; the tests make some of them fail.
        if message.type in ("error", "warning") and not re.search(
            r"Failed to load resource|WebSocket connection", message.text
        ):
            self.complaints.append(message.text)


class Console(Person):
    """An operator."""

    def __init__(self, browser: Browser, server: Server, **context: Any) -> None:
        super().__init__(browser, server, **context)
        self.say = words(server.language)

    def sign_in(self, email: str = "olga@shop.example") -> None:
        self.page.goto("/login")
        self.page.get_by_label(self.say("field.email")).fill(email)
        self.page.get_by_label(self.say("field.password"), exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name=self.say("sign_in.do")).click()
        expect(self.page).to_have_url(re.compile("/chats/"))

    def enter(self, email: str = "olga@shop.example") -> None:
        """Signed in without the form, for whoever is not about that."""
        account, headers = {"email": email, "password": PASSWORD}, {"Origin": self.server.url}
        answer = self.context.request.post("/api/v1/session", data=account, headers=headers)
        assert answer.ok, answer.text()
        self.page.goto("/")
        expect(self.page).to_have_url(re.compile("/chats/"))

    def view(self, name: str) -> None:
        self.page.get_by_role("link", name=self.say(f"view.{name}")).first.click()
        expect(self.page).to_have_url(re.compile(f"/chats/{name}"))

    def open(self, text: str) -> None:
        """The chat whose row shows this text."""
        self.page.get_by_role("option").filter(has_text=text).click()
        expect(self.log.get_by_text(text).first).to_be_visible()

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.say("composer.reply_here"), exact=True)

    def take(self) -> None:
        """Take the open chat by the key. It is shown before it is stored; come back when all that was told of the chat has come."""
        expect(self.page.get_by_role("button", name=self.say("take.do"))).to_be_visible()
        with self.page.expect_response("**/api/v1/chats/*/take") as answer:
            self.page.keyboard.press("Alt+KeyT")
        answer.value.finished()
        expect(self.log.get_by_text(self.say("log.taken"))).not_to_have_count(0)
        expect(self.composer).to_be_visible()

    def close(self) -> None:
        """Close the open chat by the key; come back after that is stored."""
        with self.page.expect_response("**/api/v1/chats/*/status") as answer:
            self.page.keyboard.press("Alt+KeyE")
        answer.value.finished()
        expect(self.page.get_by_text(self.say("closed.bar")).first).to_be_visible()

    def answer(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.log.get_by_text(text, exact=True)).to_be_visible()

    def stored(self, text: str) -> None:
        """Wait until the server has what was said here, and the console knows."""
        expect(self.log.get_by_role("article").filter(has_text=text).last).to_be_visible()


class Shop(Person):
    """A visitor of the demo shop."""

    def __init__(self, browser: Browser, server: Server, **context: Any) -> None:
        super().__init__(browser, server, **context)
        self.words = WIDGET[server.language]

    def visit(self) -> None:
        self.page.goto("/demo")

    def open(self) -> None:
        self.button.click()
        expect(self.field).to_be_visible()

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")
        expect(self.log.locator(".m").last).to_contain_text(text)

    @property
    def button(self) -> Locator:
        """The round one; the preview of a new message above it is a button too."""
        return self.page.locator(".besedka-button .launcher")

    @property
    def window(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def log(self) -> Locator:
        return self.window.get_by_role("log")

    @property
    def field(self) -> Locator:
        return self.window.get_by_role("textbox")

    def texts(self) -> list[str]:
        """The messages, without the name and time that screen readers hear before each."""
        own = "bubble => [...bubble.childNodes].filter(n => n.className !== 'vh').map(n => n.textContent).join('')"
        return list(self.log.locator(".m").evaluate_all(f"bubbles => bubbles.map({own})"))


def begin(shop: Shop, console: Console, question: str) -> None:
    """The visitor asks, the operator has taken the chat and could answer; both sides know."""
    shop.open()
    shop.write(question)
    console.open(question)
    console.take()
    expect(shop.log).to_contain_text(shop.words["joined"])


def until(page: Page, true: Callable[[], bool]) -> None:
    """Let the browsers go on until something is so that no locator can wait for."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "it has not come to that"
        page.wait_for_timeout(20)


def violations(page: Page) -> list[str]:
    """What axe finds, in words."""
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text())
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
