"""`besedka owner create`: the owner without the console's first-run page."""

from besedka.bus import LocalBus
from besedka.cli.database import open_database
from besedka.config import Config
from besedka.services.team import Team


async def create(config: Config, *, email: str, name: str, password: str) -> None:
    """Raises:
    Refused: what `Team.add_owner` says.
    """
    async with open_database(config, installed=True):
        team = Team(LocalBus())
        await team.load()
        await team.add_owner(name=name, email=email, password=password)
