"""The server under test: the product as it runs, with its limits raised, 200 chats in progress and idle visitors besides.

    python bench/server.py sqlite|postgresql|memory PORT FOLDER CHATS IDLE

On PostgreSQL in the database that BESEDKA_DATABASE_URL names, which is empty.

Prints one line of JSON when it listens: the tokens of visitors, the cookies and tickets of operators.
"""

import json
import os
import socket
import sys
from pathlib import Path

import uvicorn
import uvloop

from besedka import clock
from besedka.cli.database import open_database
from besedka.cli.desk import run_desk
from besedka.cli.serve import server_config, settle_memory
from besedka.config import Config, Limits, Rate, Timing
from besedka.db import reading, tables
from besedka.services.sessions import Signed, digest
from memory_store import MemoryStore

PLENTY = Rate(burst=1e9, per_s=1e9)
LIMITS = Limits(
    visitor_frames=PLENTY,
    console_frames=PLENTY,
    connections_per_address=PLENTY,
    sockets_per_address=10**6,
    sockets_per_visitor=10**6,
    sessions_per_address=PLENTY,
)


async def main() -> None:
    mode, port, folder, chats, idle = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), *map(int, sys.argv[4:6])
    folder.mkdir(parents=True, exist_ok=True)
    url = os.environ["BESEDKA_DATABASE_URL"] if mode == "postgresql" else ""
    config = Config(data_dir=folder, port=port, postgres_url=url, limits=LIMITS, timing=Timing(ticket_lifetime_s=600))
    async with open_database(config):
        await _fill(chats, idle)
    store = MemoryStore() if mode == "memory" else None
    async with run_desk(config, store) as running:
        if store is not None:
            store.know([chat for id in range(1, chats + idle + 1) if (chat := await reading.find(id))])
        tickets = [running.desk.sessions.ticket(Signed(session=n, operator=n)) for n in range(1, chats + 1)]
        listener = socket.create_server(("127.0.0.1", port), backlog=4096)
        listener.setblocking(False)
        server = uvicorn.Server(server_config(config, running))
        settle_memory()
        print(
            json.dumps(
                {
                    "visitors": [_token(n) for n in range(1, chats + idle + 1)],
                    "cookies": [f"besedka_{port}={_cookie(n)}" for n in range(1, chats + 1)],
                    "tickets": tickets,
                }
            ),
            flush=True,
        )
        await server.serve(sockets=[listener])


async def _fill(chats: int, idle: int) -> None:
    now = clock.now()
    operators = [
        tables.Operator(name=f"Operator {n}", display_name=f"Operator {n}", email=f"o{n}@bench", created_at=now)
        for n in range(1, chats + 1)
    ]
    sessions = [
        tables.Session(operator=n, token_hash=digest(_cookie(n)), created_at=now, expires_at=now.replace(year=2100))
        for n in range(1, chats + 1)
    ]
    people = range(1, chats + idle + 1)
    clients = [tables.Client(created_at=now) for _ in people]
    identities = [tables.Identity(connection=1, external_id=digest(_token(n)), client=n) for n in people]
    held = [
        tables.Chat(
            identity=n, client=n, state="in_progress" if n <= chats else "empty", status=1 if n <= chats else None,
            operator=n if n <= chats else None, created_at=now, opened_at=now if n <= chats else None,
        )
        for n in people
    ]  # fmt: skip
    for rows in (operators, sessions, clients, identities, held):
        for start in range(0, len(rows), 500):
            await type(rows[0]).insert(*rows[start : start + 500])


def _token(n: int) -> str:
    return f"visitor-{n}-of-the-benchmark"


def _cookie(n: int) -> str:
    return f"operator-{n}-of-the-benchmark"


if __name__ == "__main__":
    uvloop.run(main())
