"""Work to be done later or again: one loop over the `job` table, whatever its kind."""

from besedka.jobs.loop import Handler, Jobs, Later

__all__ = ["Handler", "Jobs", "Later"]
