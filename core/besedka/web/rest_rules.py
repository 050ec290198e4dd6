"""REST: what the company works by (strategy, rating, limit), and when it is open."""

from litestar import Controller, get, put
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from besedka.domain.people import Operator
from besedka.services.rules import Hours, Rules, RuleSet
from besedka.web.api_plugins import HoursBody, RulesBody


class RulesApi(Controller):
    """Distribution, rating and working hours, for administrators."""

    path = "/api/v1"
    tags = ["Settings"]

    @get(
        "/rules",
        operation_id="rules",
        summary="The strategy, the rating flow and the limit, and what there is to choose",
    )
    async def rules(self, actor: Given[Operator], rules: Given[Rules], language: Given[str]) -> RuleSet:
        return await rules.show(actor, language)

    @put("/rules", operation_id="change_rules", summary="Choose the strategy, the rating flow and the limit")
    async def change_rules(
        self, data: JSONBody[RulesBody], actor: Given[Operator], rules: Given[Rules], language: Given[str]
    ) -> RuleSet:
        await rules.change(actor, strategy=data.strategy, flow=data.flow, chat_limit=data.chat_limit)
        return await rules.show(actor, language)

    @get("/hours", operation_id="hours", summary="Working hours")
    async def hours(self, actor: Given[Operator], rules: Given[Rules]) -> Hours:
        return rules.hours(actor)

    @put("/hours", operation_id="change_hours", summary="Change the working hours; none at all: always open")
    async def change_hours(self, data: JSONBody[HoursBody], actor: Given[Operator], rules: Given[Rules]) -> Hours:
        return await rules.change_hours(actor, data.stretches)
