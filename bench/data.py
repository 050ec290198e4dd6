"""`make bench-data`: a large made-up database, the same each time, to measure and to look at.

    python bench/data.py [FOLDER] [CHATS] [MESSAGES]

Without a folder it is made in var/bench, beside 100,000 chats with 1,000,000 messages. The owner has no password yet:
`make bench-large` signs in by itself.
"""

import asyncio
import sys
from pathlib import Path

from besedka.config import Config
from filling import bar, fill
from population import Size

FOLDER = Path(__file__).parent.parent / "var" / "bench"


def main(folder: str = str(FOLDER), chats: str = "100000", messages: str = "1000000") -> None:
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    config = Config(data_dir=Path(folder))
    asyncio.run(fill(config, Size(chats=int(chats), messages=int(messages)), bar))
    print(f"{int(chats):,} chats with {int(messages):,} messages are in {config.database}")


if __name__ == "__main__":
    main(*sys.argv[1:])
