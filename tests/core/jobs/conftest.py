"""Every test of jobs has a database of its own."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from besedka.db.bind import bind
from besedka.db.sqlite import SqliteEngine


@pytest.fixture(autouse=True)
async def database(tmp_path: Path, blank_database: Path) -> AsyncIterator[None]:
    engine = SqliteEngine(Path(shutil.copy(blank_database, tmp_path)))
    bind(engine)
    await engine.open()
    yield
    await engine.close()
