"""PL-1: the website channel is a plugin from the first day."""

import asyncio
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import pytest
from msgspec import Struct
from websockets.asyncio.client import connect

from besedka.cli.desk import open_database
from besedka.config import Config
from besedka.host.described import set_wish
from besedka.host.discover import discover
from besedka.host.settings import settings_of
from besedka.plugin import Context, InvalidSettings, NoSettings, Plugin, Provider, SocketChannel
from besedka_webchat import Webchat, WebchatPlugin, WebchatSettings
from people import Office, VisitorPeer


def test_it_is_found_by_its_entry_point() -> None:
    found = {plugin.name: plugin for plugin in discover()}["webchat"]
    assert (found.plugin, found.error, found.distribution) == (WebchatPlugin, None, "besedka")


async def test_it_is_listed(office: Office) -> None:
    webchat = await listed(office)
    assert (webchat["title"], webchat["version"], webchat["distribution"]) == ("Website chat", "0.1.0", "besedka")
    assert (webchat["bundled"], webchat["kinds"], webchat["instances"]) == (
        True,
        ["channel"],
        {"total": 1, "running": 1},
    )
    assert (webchat["enabled"], webchat["state"], webchat["trouble"]) == (True, "active", None)


async def listed(office: Office) -> dict[str, Any]:
    plugins: dict[str, Any] = await office.owner.get("/plugins")
    return next(plugin for plugin in plugins["items"] if plugin["name"] == "webchat")


async def test_switched_off_elsewhere_it_ends_here_and_everything_is_kept(office: Office) -> None:
    """Visitors are told, the console can say why; switched on again, everything is where it was."""
    visitor = await office.visitor()
    await visitor.send("before")
    await set_wish("webchat", False)
    async with asyncio.timeout(5):
        while (await listed(office))["state"] != "disabled":  # noqa: ASYNC110 - asked as a page would
            await asyncio.sleep(0.05)
    assert await told(office, visitor) == 4410
    assert '"on":false' in (await office.http().get("/widget.js")).text
    assert [row["id"] for row in (await office.owner.get("/chats?view=queue"))["items"]] == [visitor.chat]
    await set_wish("webchat", True)
    async with asyncio.timeout(5):
        while (await listed(office))["state"] != "active":  # noqa: ASYNC110 - asked as a page would
            await asyncio.sleep(0.05)
    again = await office.visitor(visitor.token)
    await again.event("message", text="before")


async def told(office: Office, visitor: VisitorPeer) -> int:
    """What a visitor hears: by HTTP a problem, by the socket a close code."""
    for language, words in (("en", "The chat is closed for now."), ("ru", "Чат пока закрыт.")):
        answer = await office.http().post(
            "/api/widget/v1/default/session",
            json={"token": visitor.token, "page": {"url": "https://shop.example/"}},
            headers={"Accept-Language": language},
        )
        assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (503, "channel_off", words)
    async with connect(office.url.replace("http", "ws") + "/ws/visitor") as socket:
        await socket.send(f'{{"type":"hello","v":1,"token":"{visitor.token}"}}')
        await socket.wait_closed()
        return socket.close_code or 0


async def test_a_plugin_that_is_not_installed_cannot_be_switched(tmp_path: Path) -> None:
    async with open_database(Config(data_dir=tmp_path)):
        with pytest.raises(Exception, match="no_plugin"):
            await set_wish("nothing", True)


NOWHERE = cast("Context", None)  # it asks nothing of its surroundings


@pytest.mark.parametrize(
    ("site", "origin"),
    [
        ("https://shop.example", "https://shop.example"),
        ("https://shop.example/tea?x=1", "https://shop.example"),
        ("shop.example", "https://shop.example"),
        ("HTTP://Shop.Example:8080/", "http://shop.example:8080"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://чай.example", "https://xn--80as4b.example"),
        ("https://shop.example./tea", "https://shop.example"),
        ("http://[::1]:3000/", "http://[::1]:3000"),
        ("https://[2001:DB8:0::1]:443", "https://[2001:db8::1]"),
    ],
)
def test_sites_become_origins(site: str, origin: str) -> None:
    assert Webchat(WebchatSettings(sites=(site,)), NOWHERE).sites == (origin,)


def test_a_site_given_twice_is_one() -> None:
    assert len(Webchat(WebchatSettings(sites=("https://a.example", "a.example/x")), NOWHERE).sites) == 1


def test_a_greeting_is_one_line_of_what_shows() -> None:
    assert Webchat(WebchatSettings(greeting=" Good\x00 day\n\x1b\U0001f44b\u200d"), NOWHERE).greeting == (
        "Good day \U0001f44b\u200d"
    )


@pytest.mark.parametrize(
    "site",
    [
        "https://", "https://.", "https://shop.example:0", "https://shop.example:99999", "https://sh\top.example",
        "shop\x00.example",
        "https://a b.example", "https://shop*.example", "https://[::1", "https://[fe80::1%1]", "https://[v1.a]",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_named(site: str) -> None:
    with pytest.raises(InvalidSettings) as invalid:
        Webchat(WebchatSettings(sites=(site,)), NOWHERE)
    assert invalid.value.field == "sites"


S = TypeVar("S", bound=Struct)


class Own(Struct, frozen=True): ...


class Between(SocketChannel[S], Generic[S]): ...


class Deep(Between[Own]): ...


class Deeper(Deep): ...


class Bare(Plugin): ...


@pytest.mark.parametrize(
    ("provider", "settings"),
    [(Webchat, WebchatSettings), (WebchatPlugin, NoSettings), (Deep, Own), (Deeper, Own), (Bare, NoSettings)],
)
def test_settings_are_inferred_through_generic_classes(provider: type[Provider[Any]], settings: type[Struct]) -> None:
    assert settings_of(provider) is settings
