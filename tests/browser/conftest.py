"""Browsers and servers: one browser for all tests, one server with its owner for each."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import chromium
from side_by_side import LOCALES, Console, Language, Person, Server, Shop

expect.set_options(timeout=30_000)  # a page of a machine that has much to do comes when it comes


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.browsing() as browser:
        yield browser


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Language:
    """Russian, unless a test is marked `both_languages`."""
    return getattr(request, "param", "ru")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("both_languages"):
        metafunc.parametrize("language", ["ru", "en"], indirect=True)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """The data folder of a server that was given its owner and has ended, by language."""
    folders = {language: tmp_path_factory.mktemp(language) for language in LOCALES}
    for language, folder in folders.items():
        server = Server(folder, language)
        server.start()
        server.found()
        server.stop()
    return folders


@pytest.fixture
def new_server(tmp_path: Path, language: Language) -> Iterator[Server]:
    """Nobody has been here yet."""
    server = Server(tmp_path, language)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(tmp_path: Path, language: Language, founded: dict[Language, Path]) -> Iterator[Server]:
    """With its owner."""
    shutil.copytree(founded[language], tmp_path, dirs_exist_ok=True)
    server = Server(tmp_path, language)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def people(browser: Browser) -> Iterator[list[Person]]:
    """Everybody in front of a browser; in the end none of their browsers may have complained."""
    people: list[Person] = []
    yield people
    complaints = [complaint for person in people for complaint in person.complaints]
    for person in people:
        person.context.close()
    assert complaints == []


@pytest.fixture
def new_console(browser: Browser, server: Server, people: list[Person]) -> Callable[..., Console]:
    def make(email: str = "olga@shop.example", **context: Any) -> Console:
        people.append(console := Console(browser, server, **context))
        console.enter(email)
        return console

    return make


@pytest.fixture
def console(new_console: Callable[..., Console]) -> Console:
    return new_console()


@pytest.fixture
def new_shop(browser: Browser, server: Server, people: list[Person]) -> Callable[..., Shop]:
    def make(**context: Any) -> Shop:
        people.append(shop := Shop(browser, server, **context))
        return shop

    return make


@pytest.fixture
def shop(new_shop: Callable[..., Shop]) -> Shop:
    shop = new_shop()
    shop.visit()
    return shop
