"""Every test of jobs has a database of its own."""

import pytest

from besedka.db.engine import Engine


@pytest.fixture(autouse=True)
def opened(engine: Engine) -> None:
    """Its tables are bound."""
