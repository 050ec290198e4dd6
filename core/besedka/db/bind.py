"""Tells Piccolo which engine is ours. Tables look it up by a module name; a made-up module serves as well as a file."""

import os
import sys
import types
from collections.abc import Iterable
from typing import cast

from piccolo.apps.migrations.tables import Migration
from piccolo.table import Table

from besedka.db.engine import Engine
from besedka.db.tables import TABLES, Installation

CONF = "besedka_piccolo_conf"


def bind(engine: Engine) -> None:
    """Let every table use `engine`. Called once, before the first query; tests call it once a database."""
    conf = types.ModuleType(CONF)
    conf.DB = engine  # type: ignore[attr-defined]
    sys.modules[CONF] = conf
    os.environ["PICCOLO_CONF"] = CONF
    bind_tables(engine, [*TABLES, Migration])


def bind_tables(engine: Engine, tables: Iterable[type[Table]]) -> None:
    """Let these tables use `engine`."""
    for table in tables:
        table._meta.db = engine  # type: ignore[assignment] # each of ours is one of Piccolo's


def bound() -> Engine:
    """The engine of our tables, for a transaction."""
    return cast("Engine", Installation._meta.db)
