"""REST: templates, as the signed-in operator sees and writes them."""

from typing import Annotated

from litestar import Controller, Response, delete, get, patch, post, put
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, HeaderParameter, JSONBody

from besedka.domain.people import Operator
from besedka.services.templates import Place, TemplateList, Templates, Words
from besedka.web.api_templates import NewTemplates, TemplateBody, TemplateOrder
from besedka.web.api_types import set_fields

Known = Annotated[str | None, HeaderParameter(name="If-None-Match", max_length=200)]


class TemplatesApi(Controller):
    """Everybody reads the global ones and their own; each call answers with all of them."""

    path = "/api/v1/templates"
    tags = ["Templates"]

    @get("/", operation_id="templates", summary="All templates that one sees; 304 where the ETag is known")
    async def list(
        self, actor: Given[Operator], templates: Given[Templates], known: Known = None
    ) -> Response[TemplateList | None]:
        found = await templates.list(actor)
        headers = {"ETag": f'"{found.revision}"', "Cache-Control": "private, no-cache"}
        same = known == headers["ETag"]
        return Response(None if same else found, status_code=304 if same else 200, headers=headers)

    @post("/", operation_id="add_templates", summary="Make one or many, at the end of a level")
    async def add(
        self, data: JSONBody[NewTemplates], actor: Given[Operator], templates: Given[Templates]
    ) -> TemplateList:
        words = [Words(heading=item.heading, title=item.title, text=item.text) for item in data.items]
        return await templates.add(actor, data.level, words)

    @put("/order", operation_id="arrange_templates", summary="The order of a level, and the heading of each")
    async def arrange(
        self, data: JSONBody[TemplateOrder], actor: Given[Operator], templates: Given[Templates]
    ) -> TemplateList:
        places = [Place(id=item.id, heading=item.heading) for item in data.items]
        return await templates.arrange(actor, data.level, places)

    @patch("/{template:int}", operation_id="change_template", summary="Change heading, title or text")
    async def change(
        self,
        template: FromPath[int],
        data: JSONBody[TemplateBody],
        actor: Given[Operator],
        templates: Given[Templates],
    ) -> TemplateList:
        return await templates.change(actor, template, set_fields(data))

    @delete("/{template:int}", operation_id="remove_template", summary="Remove one", status_code=200)
    async def remove(
        self, template: FromPath[int], actor: Given[Operator], templates: Given[Templates]
    ) -> TemplateList:
        return await templates.remove(actor, template)
