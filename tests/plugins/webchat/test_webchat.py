"""PL-1: the website channel is a plugin from the first day."""

from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import pytest
from msgspec import Struct
from websockets.asyncio.client import connect
from websockets.typing import Origin

from besedka.cli.database import open_database
from besedka.config import Config
from besedka.host.described import set_wish
from besedka.host.discover import discover
from besedka.host.settings import settings_of
from besedka.plugin import Context, InvalidSettings, NoSettings, Plugin, Provider, SocketChannel
from besedka_webchat import Webchat, WebchatPlugin, WebchatSettings
from databases import Database
from people import Office, VisitorPeer
from serving import serving


def test_it_is_found_by_its_entry_point() -> None:
    found = {plugin.name: plugin for plugin in discover()}["webchat"]
    assert (found.plugin, found.error, found.distribution) == (WebchatPlugin, None, "besedka")


async def test_it_is_listed(office: Office) -> None:
    listed = {plugin["name"]: plugin for plugin in (await office.owner.get("/plugins"))["items"]}["webchat"]
    assert listed.items() >= {
        "name": "webchat", "title": "Website chat", "version": "0.1.0", "kinds": ["channel"], "bundled": True,
        "enabled": True, "state": "active", "trouble": None, "instances": {"total": 1, "running": 1},
    }.items()  # fmt: skip


async def test_switched_off_while_people_talk(office: Office) -> None:
    """PL-1: visitors are told, the console can say why; switched on again, everything is where it was."""
    await office.owner.connect()
    visitor = await office.visitor()
    await visitor.send("before")
    begun = len(office.owner.frames.all)
    assert (await office.owner.post("/plugins/webchat/disable"))["state"] == "disabled"
    assert await visitor.closed() == 4410
    await office.owner.frames.wait("desk", begun, website=False)
    assert await told(office, visitor) == 4410
    assert '"on":false' in (await office.http().get("/widget.js")).text
    assert [row["id"] for row in (await office.owner.get("/chats?view=queue"))["items"]] == [visitor.chat]
    assert (await office.owner.post("/plugins/webchat/enable"))["state"] == "active"
    again = await office.visitor(visitor.token)
    await again.event("message", text="before")
    assert (await again.send("after"))["chat"] == visitor.chat


async def test_a_server_follows_the_command_line(office: Office) -> None:
    """PL-1: `besedka plugins disable` in another process"""
    await office.owner.connect()
    visitor = await office.visitor()
    begun = len(office.owner.frames.all)
    await set_wish("webchat", False)
    await office.owner.frames.wait("desk", begun, website=False)
    assert await visitor.closed() == 4410
    begun = len(office.owner.frames.all)
    await set_wish("webchat", True)
    await office.owner.frames.wait("desk", begun, website=True)
    await visitor.connect()


async def test_its_sites_are_told_too_while_it_is_off(database: Database) -> None:
    """A browser shows a foreign page only answers that are meant for it: without them the widget could not know why"""
    site, foreign = "https://shop.example", "https://evil.example"
    async with serving(database) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        stored = await office.owner.http.patch("/api/v1/placements/default", json={"sites": [site]})
        assert stored.status_code == 200
        visitor = await office.visitor_session()
        await office.close()
        await set_wish("webchat", False)
    async with serving(database) as server:
        office = Office(server.url, "")
        path, body = "/api/widget/v1/default/session", {"page": {"url": f"{site}/tea"}}
        told = await office.http(Origin=site).post(path, json=body)
        assert (told.status_code, told.json()["code"]) == (503, "channel_off")
        assert told.headers["access-control-allow-origin"] == site
        asked = await office.http(Origin=site).options(path)
        assert asked.headers["access-control-allow-origin"] == site
        refused = await office.http(Origin=foreign).post(path, json=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "origin")
        async with connect(office.url.replace("http", "ws") + "/ws/visitor", origin=Origin(site)) as socket:
            await socket.send(f'{{"type":"hello","v":1,"token":"{visitor.token}"}}')
            await socket.wait_closed()
            assert socket.close_code == 4410
        await office.close()


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
