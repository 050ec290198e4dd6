"""How long `besedka move` takes for a large installation, from the command's start to its end."""

import os
import subprocess
import sys
import time

from besedka.config import Config
from processes import blank


def measure(source: Config) -> dict[str, float]:
    """Seconds that it takes to PostgreSQL, the command on core 0."""
    with blank("postgresql") as target:
        command = ["taskset", "-c", "0", sys.executable, "-m", "besedka", "move", "--to", target.postgres_url]
        started = time.perf_counter()
        subprocess.run(command, env=os.environ | {"BESEDKA_DATA_DIR": str(source.data_dir)}, check=True)
        return {"move.million_s": time.perf_counter() - started}
