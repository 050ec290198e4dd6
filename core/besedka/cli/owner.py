"""`besedka owner create`: the owner without the console's first-run page."""

from besedka.bus import LocalBus
from besedka.cli.desk import open_database
from besedka.config import Config
from besedka.plugin.errors import Refused
from besedka.services.team import Team


async def create(config: Config, *, email: str, name: str, password: str) -> None:
    """Raises:
    Refused: `owner_exists`, or what `Team.add` says.
    """
    async with open_database(config):
        team = Team(LocalBus())
        await team.load()
        if team.has_owner:
            raise Refused("owner_exists")
        display_name = (name.split() or [name])[0][:30]
        await team.add(name=name, display_name=display_name, email=email, password=password, owner=True)
