"""`make bench-data`: a large made-up database, the same each time, to measure and to look at.

    python bench/data.py [FOLDER] [CHATS] [MESSAGES]

Without a folder it is made in var/bench, with 100,000 chats and 1,000,000 messages; on PostgreSQL in the database that
BESEDKA_DATABASE_URL names, which is empty. The owner is made, and nobody can sign in.
"""

import asyncio
import sys
from pathlib import Path

from besedka.config import from_environment
from filling import bar, fill
from population import Size

FOLDER = Path(__file__).parent.parent / "var" / "bench"


def main(folder: str = str(FOLDER), chats: str = "100000", messages: str = "1000000") -> None:
    config = from_environment(data_dir=Path(folder))
    asyncio.run(fill(config, Size(chats=int(chats), messages=int(messages)), bar))
    where = "the database of BESEDKA_DATABASE_URL" if config.postgres_url else config.database
    print(f"{int(chats):,} chats with {int(messages):,} messages are in {where}")


if __name__ == "__main__":
    main(*sys.argv[1:])
