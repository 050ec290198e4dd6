"""What there is to do from time to time: deadlines, cleaning up, and the jobs of plugins."""

import asyncio
import logging
from datetime import timedelta

from besedka import clock
from besedka.db import jobs as table
from besedka.db.jobs import Claimed
from besedka.db.writer import Writer
from besedka.domain.change import DEADLINE_JOB
from besedka.host import ask
from besedka.host.faults import PluginFault
from besedka.host.host import Host
from besedka.host.live import LiveJob
from besedka.jobs.loop import Jobs, Later
from besedka.services.cleanup import remove_empty_chats
from besedka.services.deadlines import Deadlines
from besedka.services.expiry import expire_old_chats
from besedka.services.files import Files
from besedka.services.presence import Presence

log = logging.getLogger("besedka.jobs")

CLEANUP = "cleanup"
CLEANUP_EVERY = timedelta(days=1)
EXPIRY = "expiry"
EXPIRY_EVERY = timedelta(minutes=10)
PAUSE_S = 1.0


class Duties:
    """Names the handlers of all jobs, and keeps those of plugins as the plugins come and go."""

    def __init__(
        self, jobs: Jobs, host: Host, deadlines: Deadlines, presence: Presence, files: Files, writer: Writer
    ) -> None:
        self._files = files
        self._jobs = jobs
        self._host = host
        self._deadlines = deadlines
        self._presence = presence
        self._writer = writer
        self._plugins: dict[str, LiveJob] = {}
        self._changed = asyncio.Event()
        host.on_change(self._changed.set)

    async def run(self) -> None:
        """Works until it is cancelled."""
        self._jobs.handle(DEADLINE_JOB, self._meet)
        self._jobs.handle(CLEANUP, self._clean_up)
        self._jobs.handle(EXPIRY, self._expire)
        self._changed.set()
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await table.keep_up(CLEANUP, CLEANUP, clock.now() + CLEANUP_EVERY, CLEANUP_EVERY.total_seconds())
                await table.keep_up(EXPIRY, EXPIRY, clock.now(), EXPIRY_EVERY.total_seconds())
                await self._follow()
            except Exception:
                log.exception("the jobs of plugins could not be noted")
                await asyncio.sleep(PAUSE_S)
                self._changed.set()

    async def _meet(self, claimed: Claimed) -> None:
        await self._deadlines.meet(int(claimed.key))

    async def _clean_up(self, _: Claimed) -> None:
        removed = await remove_empty_chats(list(self._presence.visitors.present))
        log.info("removed %d empty chats", removed)
        log.info("removed %d files that nobody has sent", await self._files.clean_up())

    async def _expire(self, _: Claimed) -> None:
        if expired := await expire_old_chats(self._writer):
            log.info("%d chats waited for thirty days and left the queue", expired)

    async def _follow(self) -> None:
        """Jobs of running plugins have their handlers; those of others wait in the table."""
        running = {job.key: job for job in self._host.jobs}
        for key, job in running.items():
            if key not in self._plugins:
                await table.keep_up(_kind(job.plugin), job.name, clock.now(), job.every.total_seconds())
        gone = {job.plugin for job in self._plugins.values()} - {job.plugin for job in running.values()}
        self._plugins = running
        for plugin in gone:
            self._jobs.forget(_kind(plugin))
        for plugin in {job.plugin for job in running.values()}:
            self._jobs.handle(_kind(plugin), self._run_plugin)

    async def _run_plugin(self, claimed: Claimed) -> None:
        job = self._plugins.get(f"{claimed.kind.partition(':')[2]}.{claimed.key}")
        if job is None:  # an older release of the plugin had it
            await table.drop(claimed.kind, claimed.key)
            return
        try:
            await ask.run_job(job)
        except PluginFault:
            if job.calls.closed:  # the plugin was switched off: that is nobody's fault
                raise Later(clock.now()) from None
            raise


def _kind(plugin: str) -> str:
    return f"plugin:{plugin}"
