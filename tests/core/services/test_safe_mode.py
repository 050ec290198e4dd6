"""PL-2: a start without the plugins of third parties shows what they would do, and lets them be switched off."""

import pytest

from databases import Database
from people import Office
from serving import serving


@pytest.mark.usefixtures("examples")
async def test_what_is_chosen_is_shown_without_its_plugin(database: Database) -> None:
    async with serving(database) as server:
        office = Office(server.url, server.owner_key)
        await office.found()
        await office.owner.post("/plugins/longest_idle/enable")
        made = await office.owner.post(
            "/plugins/longest_idle/instances", 201, provider="longest_idle", name="Fair", values={}
        )
        await office.owner.choose(strategy="Fair")
        await office.close()
    async with serving(database, safe_mode=True) as server:
        office = Office(server.url, "")
        owner = await office.sign_in("olga@shop.example")
        rules = await owner.get("/rules")
        (option,) = [option for option in rules["strategies"] if option["id"] == rules["strategy"]]
        assert (option["id"], option["title"], option["name"]) == (made["id"], "longest_idle", "Fair")
        assert (option["plugin"], option["available"]) == ("longest_idle", False)
        assert all(option["available"] for option in rules["flows"])
        row = await owner.post("/plugins/longest_idle/disable")
        assert (row["enabled"], row["state"]) == (False, "safe_mode")
        assert "BESEDKA_SAFE_MODE" in row["locked"]
        assert (await owner.post("/plugins/longest_idle/enable", 409))["code"] == "locked"
        await office.close()
