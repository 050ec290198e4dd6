"""Whether a process lives, whoever's child it is."""

from pathlib import Path


def runs(pid: int) -> bool:
    """Where nobody reaps orphans they stay as zombies, which hold nothing any more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False
