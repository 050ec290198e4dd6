"""All that the edge serves, as `cli.desk` has put it together."""

import msgspec

from besedka.bus import Bus
from besedka.config import Config
from besedka.host.host import Host
from besedka.services.chats import Chats
from besedka.services.company import Companies
from besedka.services.presence import Presence
from besedka.services.rows import Rows
from besedka.services.sessions import Sessions
from besedka.services.statuses import StatusBook
from besedka.services.team import Team
from besedka.services.visitors import Visitors


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a server that people's requests reach."""

    config: Config
    bus: Bus
    host: Host
    team: Team
    companies: Companies
    status_book: StatusBook
    presence: Presence
    sessions: Sessions
    rows: Rows
    chats: Chats
    visitors: Visitors
