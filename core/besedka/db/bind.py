"""Tells Piccolo which engine is ours. Tables look it up by a module name; a made-up module serves as well as a file."""

import os
import sys
import types
from typing import Any

from piccolo.apps.migrations.tables import Migration
from piccolo.engine.base import Engine
from piccolo.table import Table

from besedka.db.tables import TABLES

CONF = "besedka_piccolo_conf"


def bind(engine: Engine[Any]) -> None:
    """Let every table use `engine`. Called once, before the first query; tests call it once a database."""
    conf = types.ModuleType(CONF)
    conf.DB = engine  # type: ignore[attr-defined]
    sys.modules[CONF] = conf
    os.environ["PICCOLO_CONF"] = CONF
    tables: list[type[Table]] = [*TABLES, Migration]
    for table in tables:
        table._meta.db = engine
