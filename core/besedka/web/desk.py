"""All that the edge serves, as `cli.desk` has put it together."""

import msgspec

from besedka.bus import Bus
from besedka.config import Config
from besedka.db.availability import Availability
from besedka.host.host import Host
from besedka.services.chats import Chats
from besedka.services.colleagues import Colleagues
from besedka.services.company import Companies
from besedka.services.deadlines import Deadlines
from besedka.services.distribution import Distribution
from besedka.services.drafts import Drafts
from besedka.services.edits import Edits
from besedka.services.files import Files
from besedka.services.for_plugins import ForPlugins
from besedka.services.hook_events import HookEvents
from besedka.services.leaving import Leaving
from besedka.services.links import Links
from besedka.services.panels import Panels
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


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a server that people's requests reach."""

    config: Config
    bus: Bus
    availability: Availability
    host: Host
    team: Team
    companies: Companies
    status_book: StatusBook
    status_editing: StatusEditing
    presence: Presence
    leaving: Leaving
    sessions: Sessions
    rows: Rows
    rules: Rules
    chats: Chats
    colleagues: Colleagues
    drafts: Drafts
    tags: Tags
    edits: Edits
    files: Files
    links: Links
    visitors: Visitors
    for_plugins: ForPlugins
    distribution: Distribution
    ratings: Ratings
    deadlines: Deadlines
    hook_events: HookEvents
    panels: Panels
    search_index: SearchIndex
    plugins: Plugins
    templates: Templates
