"""`besedka plugins`, without a server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.cli.plugins import switch, table
from besedka.config import Config
from distributions import Distributions, installed


@pytest.fixture
def plugins(tmp_path: Path) -> Iterator[Distributions]:
    with installed(tmp_path / "site") as distributions:
        yield distributions


async def test_the_list_tells_what_is_wanted_and_what_cannot_run(
    plugins: Distributions, tmp_path: Path, blank_database: Path
) -> None:
    """Nobody knows here whether a plugin runs, hence nothing is called active."""
    plugins.add("wanted")
    plugins.add("odd", source="raise ValueError('odd')")
    shutil.copy(blank_database, tmp_path)
    config = Config(data_dir=tmp_path)
    await switch(config, "wanted", True)
    await switch(config, "odd", True)
    states = {line.split()[0]: line.split(maxsplit=3)[3] for line in await table(config)}
    assert (states["wanted"], states["webchat"]) == ("on", "on")
    assert states["odd"].startswith("broken: ")
    await switch(config, "wanted", False)
    assert {line.split()[0]: line.split()[-1] for line in await table(config)}["wanted"] == "off"
