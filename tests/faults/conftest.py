"""What plugins do has nothing to do with the engine; the faults of databases name theirs."""

import pytest

from databases import EngineName


@pytest.fixture
def engine_name() -> EngineName:
    """Unless a test is about the database: SQLite."""
    return "sqlite"
