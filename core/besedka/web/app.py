"""Puts the edge together: Litestar with its handlers, both sockets, and the feeds of the hub."""

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Litestar
from litestar.di import Provide
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin
from litestar.types import ControllerRouterHandler

from besedka.web import health as health_module
from besedka.web import pages as pages_module
from besedka.web.auth import Auth, language
from besedka.web.chat_page import chat_page
from besedka.web.console_poll import ConsolePolls
from besedka.web.console_socket import ConsoleSockets
from besedka.web.console_talk import ConsoleTalk
from besedka.web.desk import Desk
from besedka.web.edge import Edge
from besedka.web.feeds import Feeds
from besedka.web.form_feed import FormFeed
from besedka.web.health import Health
from besedka.web.hub import Hub
from besedka.web.mention_feed import MentionFeed
from besedka.web.notices import Notices
from besedka.web.openapi import openapi_config
from besedka.web.origins import Origins
from besedka.web.pages import Pages
from besedka.web.plugin_routes import PluginRoutes
from besedka.web.problems import exception_handlers
from besedka.web.rest_account import AccountApi, Mirror
from besedka.web.rest_chats import ChatsApi
from besedka.web.rest_edits import EditsApi
from besedka.web.rest_files import FilesApi
from besedka.web.rest_moves import MovesApi
from besedka.web.rest_operators import OperatorsApi
from besedka.web.rest_plugins import PluginsApi
from besedka.web.rest_polls import ConsolePollApi, VisitorPollApi
from besedka.web.rest_rules import RulesApi
from besedka.web.rest_settings import SettingsApi
from besedka.web.rest_statuses import StatusesApi
from besedka.web.rest_templates import TemplatesApi
from besedka.web.rest_widget import VisitorDoor, WidgetApi
from besedka.web.strict import StrictRequest
from besedka.web.viewers import Viewers
from besedka.web.visitor_poll import VisitorPolls
from besedka.web.visitor_socket import VisitorSockets
from besedka.web.visitor_talk import VisitorTalk

MAX_BODY_BYTES = 256_000
HANDLERS: list[ControllerRouterHandler] = [
    AccountApi,
    SettingsApi,
    StatusesApi,
    OperatorsApi,
    PluginsApi,
    RulesApi,
    TemplatesApi,
    ChatsApi,
    MovesApi,
    EditsApi,
    FilesApi,
    WidgetApi,
    ConsolePollApi,
    VisitorPollApi,
    *pages_module.HANDLERS,
    chat_page,
    *health_module.HANDLERS,
]


class Web(msgspec.Struct, frozen=True, kw_only=True):
    """The ASGI application, and what of it must be stopped."""

    app: Edge
    http: Litestar
    feeds: Feeds
    hub: Hub
    viewers: Viewers

    async def stop(self) -> None:
        self.viewers.stop()
        await self.feeds.stop()
        await self.hub.stop()


class _Litestar(Litestar):
    """Without the plugins for pydantic and attrs that Litestar adds unasked: they import both, a quarter of a second at each start,
    and no body of ours is made with either."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


def make_web(desk: Desk, health: Health) -> Web:
    """The whole edge for one desk."""
    hub = Hub(desk.bus, desk.team, desk.links.link)
    feeds = Feeds(desk.bus, hub, desk.team, desk.presence, desk.rows, desk.rules, desk.availability, desk.config.timing)
    Notices(desk.bus, hub, desk.team)
    viewers = Viewers(desk.bus, hub, desk.team, desk.config.timing)
    FormFeed(desk.bus, hub, desk.ratings)
    MentionFeed(desk.bus, hub, desk.team)
    auth = Auth(desk.config, desk.team, desk.sessions, desk.visitors)
    origins = Origins(desk.config, desk.host)
    visitor_talk, console_talk = VisitorTalk(desk, hub, feeds), ConsoleTalk(desk, hub, viewers)
    polls = {
        "visitor_polls": VisitorPolls(desk, hub, visitor_talk),
        "console_polls": ConsolePolls(desk, hub, feeds, console_talk),
    }
    http = _litestar(desk, auth, feeds, health, polls)
    visitor_sockets = VisitorSockets(desk, origins, visitor_talk)
    console_sockets = ConsoleSockets(desk, origins, feeds, console_talk, auth.cookie)
    plugins = PluginRoutes(desk.host, auth, origins, desk.team, desk.for_plugins)
    edge = Edge(http, plugins, visitor_sockets, console_sockets, origins)
    return Web(app=edge, http=http, feeds=feeds, hub=hub, viewers=viewers)


def _litestar(desk: Desk, auth: Auth, feeds: Feeds, health: Health, polls: dict[str, Any]) -> Litestar:
    given = {
        **msgspec.structs.asdict(desk),  # each part by its own name
        **polls,
        "auth": auth,
        "health": health,
        "mirror": Mirror(desk),
        "pages": Pages(desk.host),
        "door": VisitorDoor(desk.config, desk.host, desk.visitors, desk.companies, feeds),
    }
    return _Litestar(
        route_handlers=HANDLERS,
        dependencies={
            **{name: Provide(_always(value), sync_to_thread=False) for name, value in given.items()},
            "language": Provide(language, sync_to_thread=False),
            "signed": Provide(auth.signed),
            "actor": Provide(auth.actor),
            "visitor": Provide(auth.visitor),
        },
        exception_handlers=exception_handlers(desk.team),
        request_class=StrictRequest,
        request_max_body_size=MAX_BODY_BYTES,
        logging_config=None,
        openapi_config=openapi_config(),
    )


def _always(value: Any) -> Callable[[], Any]:
    def give() -> Any:
        return value

    return give
