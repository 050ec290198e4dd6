"""F9, F21: a server that is killed while files come, and one whose disk is full."""

import asyncio
import resource

from databases import Database
from faults.conftest import Desk
from people import Office, VisitorPeer
from ports import free_port
from serving import Process
from uploads import BOUNDARY, form, png, until, upload

ROOM_BYTES = 3 * 2**20


async def test_a_killed_server_leaves_no_half_of_a_file(database: Database) -> None:
    """F21: what was coming is gone at the next start; what was acknowledged is whole."""
    server, incoming = Process(database, free_port()), database.folder / "files" / "incoming"
    await server.start()
    office = Office(server.url, server.owner_key)
    await office.found()
    visitor = await office.visitor()
    file = await upload(office.http(), visitor, "tea.png", png(3, 2))
    writer = await begin(server, visitor)
    await until(lambda: incoming.exists() and bool(list(incoming.iterdir())))
    await server.kill()
    writer.transport.abort()
    await server.start()
    assert not incoming.exists()
    await visitor.connect()
    assert (await visitor.send("Look", files=[file["id"]]))["type"] == "ack"
    url = (await office.owner.get(f"/chats/{visitor.chat}/events"))["items"][-1]["data"]["files"][0]["url"]
    assert (await office.http().get(url)).content == png(3, 2)
    await office.close()
    await server.kill()


async def test_a_full_disk_is_told_in_words(desk: Desk) -> None:
    """F9: nothing of the file is left, people go on writing, and once there is room it is stored."""
    office, visitor = desk.talks.office, await desk.talks.office.visitor()
    folder = desk.database.folder / "files"
    before = resource.prlimit(desk.server.worker_pid, resource.RLIMIT_FSIZE, (ROOM_BYTES, resource.RLIM_INFINITY))
    error = await upload(office.http(), visitor, "large.bin", bytes(2 * ROOM_BYTES), 507)
    assert (error["code"], error["detail"]) == (
        "disk_full",
        "The server's disk is full, so the file could not be stored. Try again later.",
    )
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert (await visitor.send("Then without the file"))["type"] == "ack"
    resource.prlimit(desk.server.worker_pid, resource.RLIMIT_FSIZE, before)
    file = await upload(office.http(), visitor, "large.bin", bytes(2 * ROOM_BYTES))
    assert (await visitor.send("", files=[file["id"]]))["type"] == "ack"


async def begin(server: Process, of: VisitorPeer) -> asyncio.StreamWriter:
    """Half of a file has been sent."""
    content = form("large.bin", bytes(2**20))
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    head = (
        f"POST /api/widget/v1/files HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAuthorization: Bearer {of.token}\r\n"
    )
    head += f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(content)}\r\n\r\n"
    writer.write(head.encode() + content[: len(content) // 2])
    await writer.drain()
    return writer
