"""Every test of jobs has a database of its own."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from besedka.cli.desk import open_database
from besedka.config import Config


@pytest.fixture(autouse=True)
async def database(tmp_path: Path, blank_database: Path) -> AsyncIterator[None]:
    shutil.copy(blank_database, tmp_path)
    async with open_database(Config(data_dir=tmp_path)):
        yield
