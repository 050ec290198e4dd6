"""`besedka openapi`: the document without a running server."""

import json
import tempfile
from pathlib import Path

from besedka.cli.desk import run_desk
from besedka.config import Config
from besedka.web.openapi import document


async def text() -> str:
    """The document as indented JSON."""
    with tempfile.TemporaryDirectory() as folder:
        async with run_desk(Config(data_dir=Path(folder))) as running:
            return json.dumps(document(running.web.http), indent=2, ensure_ascii=False)
