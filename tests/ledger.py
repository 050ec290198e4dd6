"""The ledger oracle. After whatever happened: what was acknowledged is stored exactly once, numbers have no holes, and
each client's view equals the database."""

from collections.abc import Iterable, Mapping
from typing import Any

from databases import Database

FOR_VISITORS = {"message", "edited", "deleted", "taken", "closed", "reopened", "rated"}


class Ledger:
    """What the senders know: each id that they used, its text, and the acknowledgement if one came."""

    def __init__(self) -> None:
        self.sent: dict[str, str] = {}
        self.acked: dict[str, tuple[int, int]] = {}

    def send(self, id: str, text: str) -> None:
        assert self.sent.setdefault(id, text) == text

    def ack(self, frame: Mapping[str, Any]) -> None:
        place = (frame["chat"], frame["seq"])
        assert self.acked.setdefault(frame["id"], place) == place, f"two answers for one id: {frame}"

    def check(self, database: Database, views: Iterable[tuple[str, int, list[dict[str, Any]]]] = ()) -> int:
        """Compare with the database.

        Args:
            database: the server may be running.
            views: reader (`visitor` or `operator`), chat, and the events as that client shows them.

        Returns:
            The number of stored events.
        """
        stored = _events(database)
        _check_numbers(database, stored)
        by_key: dict[str, list[dict[str, Any]]] = {}
        for event in stored:
            if event["client_key"]:
                by_key.setdefault(event["client_key"], []).append(event)
        for id, (chat, seq) in self.acked.items():
            found = by_key.get(id, [])
            assert len(found) == 1, f"{id} was acknowledged and is stored {len(found)} times"
            assert (found[0]["chat"], found[0]["seq"]) == (chat, seq), f"{id} is not where the sender was told"
            assert found[0]["body"] == self.sent[id], f"{id} has another text"
        for id, found in by_key.items():
            assert id in self.sent, f"{id} was never sent"
            assert len(found) == 1, f"{id} is stored {len(found)} times"
        for reader, chat, view in views:
            _check_view(reader, chat, view, stored)
        return len(stored)


def _events(database: Database) -> list[dict[str, Any]]:
    return database.rows("SELECT * FROM chat_event ORDER BY chat, seq")


def _check_numbers(database: Database, stored: list[dict[str, Any]]) -> None:
    heads = {row["id"]: row["seq"] for row in database.rows("SELECT id, seq FROM chat")}
    numbers: dict[int, list[int]] = {chat: [] for chat in heads}
    for event in stored:
        numbers[event["chat"]].append(event["seq"])
    for chat, seqs in numbers.items():
        assert seqs == list(range(1, heads[chat] + 1)), f"chat {chat} ends at {heads[chat]} but has the events {seqs}"


def _check_view(reader: str, chat: int, view: list[dict[str, Any]], stored: list[dict[str, Any]]) -> None:
    expected = [
        (event["seq"], event["kind"], event["body"])
        for event in stored
        if event["chat"] == chat and (reader == "operator" or event["kind"] in FOR_VISITORS)
    ]
    shown = [(event["seq"], event["kind"], event["data"].get("text")) for event in view]
    assert shown == expected, f"a {reader} sees something else of chat {chat}"
