"""Search, and lists that are filtered.

`search_entry` holds the words of a message or note by its event's number, and those of a client's name by the client's number
below zero. On SQLite an FTS5 table indexes it by triggers, on PostgreSQL a GIN index does. `search_stale` are clients whose names
were changed, by whomever. All of it is derived: it can be emptied, and is made anew.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, BigSerial, Serial, Text
from piccolo.engine import engine_finder
from piccolo.table import Table

ID = "m0010_lists"
VERSION = "1.38.0"
DESCRIPTION = "Search and filters"


class SearchEntry(Table, tablename="search_entry"):
    id = BigSerial(primary_key=True)
    chat = BigInt(null=True, default=None)
    words = Text()


class SearchCursor(Table, tablename="search_cursor"):
    id = Serial(primary_key=True)
    event = BigInt(default=0)


class SearchStale(Table, tablename="search_stale"):
    client = BigSerial(primary_key=True)


INDEXES = [
    "CREATE INDEX search_entry_chat ON search_entry (chat, id) WHERE chat IS NOT NULL",
    # Messages touch none of these: they change neither status nor tags, nor when a chat was closed.
    "CREATE INDEX chat_closed_status ON chat (status, closed_at, id) WHERE state = 'closed'",
]
# Our own tokens stand there already, divided by spaces: nothing else may divide or change them, and only whether they are there is
# asked, not where.
SQLITE = [
    """CREATE VIRTUAL TABLE search_index USING fts5(
        words, content='search_entry', content_rowid='id', tokenize='ascii', detail='none', prefix='2 3 4 5 6'
    )""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_index (rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.id, old.words);
    END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_index (rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER client_named AFTER INSERT ON client WHEN new.name IS NOT NULL BEGIN
        INSERT INTO search_stale (client) VALUES (new.id) ON CONFLICT DO NOTHING;
    END""",
    """CREATE TRIGGER client_renamed AFTER UPDATE OF name ON client WHEN new.name IS NOT old.name BEGIN
        INSERT INTO search_stale (client) VALUES (new.id) ON CONFLICT DO NOTHING;
    END""",
    "CREATE INDEX chat_closed_tags ON chat (state, closed_at, id, tags, status, operator) WHERE state = 'closed' AND tags <> '[]'",
]
POSTGRES = [
    # The cost tells the planner that to make tokens of a text is dear: else it would do so for thousands, and not ask the index.
    """CREATE FUNCTION search_tokens(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
        BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END $$""",
    "CREATE INDEX search_entry_words ON search_entry USING gin (search_tokens(words))",
    # The update locks the row: whoever takes it away waits, and then reads the new name.
    """CREATE FUNCTION search_client_named() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO search_stale (client) VALUES (new.id) ON CONFLICT (client) DO UPDATE SET client = excluded.client;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER client_named AFTER INSERT ON client FOR EACH ROW
        WHEN (new.name IS NOT NULL) EXECUTE FUNCTION search_client_named()""",
    """CREATE TRIGGER client_renamed AFTER UPDATE OF name ON client FOR EACH ROW
        WHEN (new.name IS DISTINCT FROM old.name) EXECUTE FUNCTION search_client_named()""",
    "CREATE INDEX chat_tags ON chat USING gin ((tags::jsonb)) WHERE tags::text <> '[]'",
]
ROWS = [
    "INSERT INTO search_cursor (id, event) VALUES (1, 0)",
    "INSERT INTO search_stale (client) SELECT id FROM client WHERE name IS NOT NULL",
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="besedka", description=DESCRIPTION)
    manager.add_raw(_tables)
    return manager


async def _tables() -> None:
    for table in (SearchEntry, SearchCursor, SearchStale):
        await table.create_table()
    engine = engine_finder()
    assert engine is not None
    own = SQLITE if engine.engine_type == "sqlite" else POSTGRES
    for statement in (*INDEXES, *own, *ROWS):
        await SearchEntry.raw(statement)
