"""REST: plugins and their instances, for administrators."""

from litestar import Controller, delete, get, patch, post, put
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, JSONBody

from besedka.domain.people import Operator
from besedka.services.plugin_views import CheckAnswer, Instance, PluginList, PluginPage, PluginRow
from besedka.services.plugins import Plugins
from besedka.web.api_plugins import CheckBody, InstanceBody, NewInstance, SettingsBody
from besedka.web.api_types import set_fields


class PluginsApi(Controller):
    """Plugins as the admin pages show and switch them. Texts are in the language of `Accept-Language`."""

    path = "/api/v1"
    tags = ["Plugins"]

    @get("/plugins", operation_id="plugins", summary="All plugins: what is wanted of each, and what is true")
    async def plugins(self, actor: Given[Operator], plugins: Given[Plugins], language: Given[str]) -> PluginList:
        return await plugins.list(actor, language)

    @get("/plugins/{name:str}", operation_id="plugin", summary="One plugin with its settings and instances")
    async def plugin(
        self, name: FromPath[str], actor: Given[Operator], plugins: Given[Plugins], language: Given[str]
    ) -> PluginPage:
        return await plugins.page(actor, name, language)

    @post("/plugins/{name:str}/enable", operation_id="enable_plugin", summary="Switch a plugin on", status_code=200)
    async def enable(
        self, name: FromPath[str], actor: Given[Operator], plugins: Given[Plugins], language: Given[str]
    ) -> PluginRow:
        return await plugins.switch(actor, name, True, language)

    @post("/plugins/{name:str}/disable", operation_id="disable_plugin", summary="Switch a plugin off", status_code=200)
    async def disable(
        self, name: FromPath[str], actor: Given[Operator], plugins: Given[Plugins], language: Given[str]
    ) -> PluginRow:
        return await plugins.switch(actor, name, False, language)

    @put("/plugins/{name:str}/settings", operation_id="change_plugin_settings", summary="Change a plugin's settings")
    async def configure(
        self,
        name: FromPath[str],
        data: JSONBody[SettingsBody],
        actor: Given[Operator],
        plugins: Given[Plugins],
        language: Given[str],
    ) -> PluginPage:
        return await plugins.configure(actor, name, data.values, data.version, language)

    @post(
        "/plugins/{name:str}/check", operation_id="check_plugin", summary="Try settings, saved or not", status_code=200
    )
    async def check(
        self,
        name: FromPath[str],
        data: JSONBody[CheckBody],
        actor: Given[Operator],
        plugins: Given[Plugins],
        language: Given[str],
    ) -> CheckAnswer:
        return await plugins.check(actor, name, data.provider, data.instance, data.values, language)

    @post("/plugins/{name:str}/instances", operation_id="add_instance", summary="Make an instance of a provider")
    async def add(
        self,
        name: FromPath[str],
        data: JSONBody[NewInstance],
        actor: Given[Operator],
        plugins: Given[Plugins],
        language: Given[str],
    ) -> Instance:
        return await plugins.add(actor, name, data.provider, data.name, data.values, language)

    @patch("/instances/{instance:int}", operation_id="change_instance", summary="Change, switch or rename an instance")
    async def change(
        self,
        instance: FromPath[int],
        data: JSONBody[InstanceBody],
        actor: Given[Operator],
        plugins: Given[Plugins],
        language: Given[str],
    ) -> Instance:
        return await plugins.change(actor, instance, set_fields(data), language)

    @delete("/instances/{instance:int}", operation_id="remove_instance", summary="Remove an instance")
    async def remove(self, instance: FromPath[int], actor: Given[Operator], plugins: Given[Plugins]) -> None:
        await plugins.remove(actor, instance)
