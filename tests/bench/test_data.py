"""`make bench-data`: what it makes is a database that the server could have written, and the same each time."""

import pytest

from databases import Database, outside, sqlite_in
from filling import fill
from ledger import Ledger
from population import Size

SIZE = Size(chats=1_000, messages=10_000)
FILLED = ("chat", "chat_event", "client", "identity", "visit", "visit_page", "read_mark", "rating", "job")


@pytest.fixture
def made(database: Database) -> Database:
    """Filled."""
    outside(fill(database.config(), SIZE))
    return database


def test_the_ledger_finds_nothing(made: Database) -> None:
    """RT-2: numbers without holes up to the chat's, each key once; and what stands on a chat follows from its events."""
    ledger = Ledger()
    for row in made.rows("SELECT client_key, body FROM chat_event WHERE client_key IS NOT NULL"):
        ledger.send(row["client_key"], row["body"])
    assert ledger.check(made) > SIZE.messages
    assert made.rows("SELECT COUNT(*) AS n FROM chat_event WHERE kind = 'message'") == [{"n": SIZE.messages}]
    last = "SELECT MAX(seq) FROM chat_event WHERE chat = chat.id AND kind IN ('message', 'note')"
    assert made.rows(f"SELECT id FROM chat WHERE COALESCE(last_seq, 0) <> COALESCE(({last}), 0)") == []


def test_there_is_something_of_everything(made: Database) -> None:
    """CO-1: each list has chats, some deadlines are missed and some stand, some chats are rated, some visitors came back."""
    states = {
        row["state"]: row["chats"] for row in made.rows("SELECT state, COUNT(*) AS chats FROM chat GROUP BY state")
    }
    assert states.keys() == {"empty", "queue", "in_progress", "closed"}
    assert states["closed"] > SIZE.chats * 0.9
    for some in (
        "SELECT 1 FROM chat WHERE overdue_since IS NOT NULL",
        "SELECT 1 FROM job WHERE kind = 'deadline'",
        "SELECT 1 FROM rating",
        "SELECT 1 FROM read_mark WHERE reader_type = 'visitor'",
        "SELECT 1 FROM visit WHERE number > 1",
        "SELECT 1 FROM identity WHERE blocked",
    ):
        assert made.rows(some), some


def test_it_is_the_same_each_time(made: Database, tmp_path_factory: pytest.TempPathFactory) -> None:
    """CO-1: figures of two machines, and of two engines, are about one database."""
    other = sqlite_in(tmp_path_factory.mktemp("other"))
    outside(fill(other.config(), SIZE))
    for table in FILLED:
        ours, theirs = (d.rows(f"SELECT * FROM {table} ORDER BY id") for d in (made, other))
        assert [_plain(row) for row in ours] == [_plain(row) for row in theirs], table


def _plain(row: dict[str, object]) -> dict[str, object]:
    """As SQLite has it: times are texts, and whether something is so is a number."""
    return {name: str(value) if hasattr(value, "astimezone") else value for name, value in row.items()}


def test_it_goes_into_no_other_database(made: Database) -> None:
    """CO-1: an installation with people in it is left alone."""
    with pytest.raises(SystemExit, match="is in use"):
        outside(fill(made.config(), SIZE))
