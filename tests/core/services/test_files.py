"""CO-4, F21: files that nobody sends go after a day, and the folder holds nothing that no row knows."""

import os
from datetime import timedelta

from besedka import clock
from people import Office
from serving import Serving
from uploads import folder, png, stored, until, upload

DAY_S = 86_400


async def test_what_nobody_sends_goes_after_a_day(office: Office, server: Serving) -> None:
    """CO-4"""
    visitor, http = await office.visitor(), office.http()
    sent, waits = [await upload(http, visitor, name, png(2, 2)) for name in ("sent.png", "waits.png")]
    await visitor.send("Look", files=[sent["id"]])
    files = server.running.desk.files
    clock.shift(timedelta(hours=23))
    assert await files.clean_up() == 0
    clock.shift(timedelta(hours=25))
    assert (await visitor.send("Late", files=[waits["id"]]))["code"] == "no_file"
    await files.clean_up()  # which the server does as well by now
    await until(lambda: [path.name for path in stored(server)] == [sent["id"]])


async def test_bytes_that_no_row_knows_go_too(office: Office, server: Serving) -> None:
    """F21: a server was killed between the last byte and the row."""
    visitor = await office.visitor()
    known = await upload(office.http(), visitor, "tea.png", png(2, 2))
    [path] = stored(server)
    for name in ("f" * 32, "e" * 32):
        place = folder(server) / name[:2] / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"tea")
    long_ago = path.stat().st_mtime - 2 * DAY_S
    for old in (path, folder(server) / "ff" / ("f" * 32)):
        os.utime(old, (long_ago, long_ago))
    await server.running.desk.files.clean_up()
    assert sorted(path.name for path in stored(server)) == sorted([known["id"], "e" * 32])
