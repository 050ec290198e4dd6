"""Where pictures are taken: a browser window of one width, theme and language, in front of one server."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from playwright.sync_api import Browser, Page

from side_by_side import Console, Language, Server, Shop

Theme = Literal["light", "dark"]
SIZES = {1440: 900, 390: 844}


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a picture is taken."""

    language: Language
    theme: Theme
    width: int

    @property
    def folder(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"


class Stage:
    """People in front of browsers; `shoot` keeps what a page shows."""

    def __init__(self, browser: Browser, server: Server, look: Look, folder: Path) -> None:
        self.server = server
        self.look = look
        self._browser = browser
        self._folder = folder / look.folder
        self._people: list[Console | Shop] = []

    @property
    def phone(self) -> bool:
        return self.look.width < 640

    def console(self) -> Console:
        """The owner, signed in."""
        console = Console(self._browser, self.server, **self._window())
        self._people.append(console)
        console.sign_in()
        return console

    def colleague(self) -> Console:
        """The owner at a wide window, whatever the picture's width: who answers while the shop is looked at."""
        console = Console(self._browser, self.server)
        self._people.append(console)
        console.sign_in()
        return console

    def stranger(self, server: Server | None = None) -> Console:
        """Somebody who has not signed in, at the server of all pictures or at another."""
        console = Console(self._browser, server or self.server, **self._window())
        self._people.append(console)
        return console

    def shop(self) -> Shop:
        shop = Shop(self._browser, self.server, **self._window())
        self._people.append(shop)
        shop.visit()
        return shop

    def shoot(self, name: str, page: Page) -> None:
        page.evaluate("document.fonts.ready")
        page.wait_for_function("() => [...document.images].every(image => image.complete)")
        path = self._folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, animations="disabled")

    def clear(self) -> None:
        for person in self._people:
            person.context.close()
        self._people.clear()

    def _window(self) -> dict[str, object]:
        size = {"width": self.look.width, "height": SIZES[self.look.width]}
        return {"viewport": size, "color_scheme": self.look.theme, "has_touch": self.phone}


Scene = Callable[[Stage], None]
