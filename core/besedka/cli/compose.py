"""Which part of a server knows which others."""

from collections.abc import Callable

from besedka.bus import LocalBus
from besedka.config import Config
from besedka.db.engine import Engine
from besedka.db.writer import Writer
from besedka.files.folder import Folder
from besedka.host.host import Host
from besedka.host.keys import signing_key
from besedka.services.chats import Chats
from besedka.services.colleagues import Colleagues
from besedka.services.company import Companies
from besedka.services.deadlines import Deadlines
from besedka.services.distribution import Distribution
from besedka.services.drafts import Drafts
from besedka.services.edits import Edits
from besedka.services.files import Files
from besedka.services.filters import Filters
from besedka.services.for_plugins import ForPlugins
from besedka.services.hook_events import HookEvents
from besedka.services.leaving import Leaving
from besedka.services.links import Links
from besedka.services.panels import Panels
from besedka.services.plugin_desk import DeskParts
from besedka.services.plugins import Plugins
from besedka.services.presence import Presence
from besedka.services.ratings import Ratings
from besedka.services.rows import Rows
from besedka.services.rules import Rules
from besedka.services.search_index import SearchIndex
from besedka.services.sessions import Sessions
from besedka.services.status_editing import StatusEditing
from besedka.services.statuses import StatusBook
from besedka.services.tags import Tags
from besedka.services.team import Team
from besedka.services.templates import Templates
from besedka.services.visitors import Visitors
from besedka.web.desk import Desk


def make_desk(config: Config, engine: Engine, bus: LocalBus, writer: Writer, status_book: StatusBook) -> Desk:
    """All services over one database, not yet loaded or started."""
    desks = _desks(config, writer, status_book, lambda: host, lambda: filters)
    host = Host(config, engine, desk_for=desks.desk_for, calendar=lambda: rules.calendar)
    companies = Companies()
    rules = Rules(bus, host)
    team = Team(bus, lambda: rules.queue)
    presence = Presence(bus, config.timing)
    sessions = Sessions(team, bus, config.limits, config.timing)
    rows = Rows(team.faces, presence, lambda row: host.author(row, companies.company.language))
    for_plugins = ForPlugins(config, bus, team, status_book)
    filters = Filters(host, for_plugins, config.limits.text_chars)
    files = Files(Folder(config.data_dir / "files", config.limits.free_disk_mb * 2**20), config.limits)
    chats = Chats(writer, presence, rows, filters, files, config.limits.text_chars)
    return Desk(
        config=config,
        bus=bus,
        availability=engine.availability,
        host=host,
        team=team,
        companies=companies,
        status_book=status_book,
        status_editing=StatusEditing(status_book, writer, rules),
        presence=presence,
        sessions=sessions,
        leaving=Leaving(team, sessions, writer),
        rows=rows,
        rules=rules,
        chats=chats,
        colleagues=Colleagues(chats, team, presence, rules),
        drafts=Drafts(bus, chats),
        tags=Tags(chats),
        edits=Edits(writer, chats, filters, files, config.limits.text_chars),
        files=files,
        links=Links(signing_key(config, "links to files")),
        visitors=Visitors(chats, presence, lambda name: host.placement(name).id),
        for_plugins=for_plugins,
        distribution=Distribution(bus, writer, rules, team, presence, for_plugins),
        ratings=Ratings(writer, rules, chats, for_plugins),
        deadlines=Deadlines(bus, writer, host, rules, for_plugins, config.timing.deadline_interval_s),
        hook_events=HookEvents(bus, host, for_plugins),
        panels=Panels(host, chats, for_plugins),
        plugins=Plugins(host, rules, presence),
        templates=Templates(rules.changed, config.limits.text_chars),
        search_index=SearchIndex(bus, config.timing.search_pause_s, config.timing.search_look_s),
    )


def _desks(
    config: Config, writer: Writer, status_book: StatusBook, host: Callable[[], Host], filters: Callable[[], Filters]
) -> DeskParts:
    """What plugins reach of the desk, made before there are a host and its filters."""
    return DeskParts(
        writer=writer,
        status_book=status_book,
        text_chars=config.limits.text_chars,
        title=lambda plugin: host().title(plugin),
        filters=filters,
    )
