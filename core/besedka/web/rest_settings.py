"""REST: operators, company, placements."""

import msgspec
from litestar import Controller, get, patch
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, JSONBody

from besedka.config import Config
from besedka.domain.people import Operator
from besedka.domain.rights import check_administrator
from besedka.host.host import Host
from besedka.host.live import Placement
from besedka.services.company import Companies, Company
from besedka.services.rules import Rules
from besedka.web.api_types import (
    CompanyBody,
    PlacementBody,
    PlacementSettings,
    set_fields,
)


class SettingsApi(Controller):
    """What administrators set, and operators read."""

    path = "/api/v1"
    tags = ["Settings"]

    @get("/company", operation_id="company", summary="Name, language, time zone")
    async def company(self, actor: Given[Operator], companies: Given[Companies]) -> Company:
        return companies.company

    @patch("/company", operation_id="change_company", summary="Change name, language, time zone")
    async def change_company(
        self, data: JSONBody[CompanyBody], actor: Given[Operator], companies: Given[Companies], rules: Given[Rules]
    ) -> Company:
        company = await companies.change(actor, **msgspec.structs.asdict(data))
        await rules.changed()  # working hours are meant in the company's zone
        return company

    @get("/placements/{name:str}", operation_id="placement", summary="A placement of the website chat")
    async def placement(
        self, name: FromPath[str], actor: Given[Operator], host: Given[Host], config: Given[Config]
    ) -> PlacementSettings:
        return _placement(host.placement(name), config)

    @patch("/placements/{name:str}", operation_id="change_placement", summary="Change a placement")
    async def change_placement(
        self,
        name: FromPath[str],
        data: JSONBody[PlacementBody],
        actor: Given[Operator],
        host: Given[Host],
        config: Given[Config],
    ) -> PlacementSettings:
        check_administrator(actor)
        return _placement(await host.change_placement(name, set_fields(data)), config)


def _placement(placement: Placement, config: Config) -> PlacementSettings:
    channel = placement.channel
    return PlacementSettings(
        name=placement.name,
        sites=list(channel.sites),
        greeting=channel.greeting,
        tracking=channel.tracking,
        public_url=config.public_url or f"http://{config.host}:{config.port}",
    )
