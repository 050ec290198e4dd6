"""The folder with the bytes of files: random names in 256 folders, written aside and renamed, so that none is ever half there."""

import asyncio
import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

from besedka.plugin.errors import BesedkaError

INCOMING = "incoming"
CHUNK_BYTES = 256 * 1024
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class NoRoom(BesedkaError):
    """The disk is full; nothing of the file is left on it."""


class Draft:
    """A file that is being written; `size_bytes` so far."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.size_bytes = 0
        self._file = file
        self._sha256 = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    async def write(self, chunk: bytes) -> None:
        """Raises:
        NoRoom: the disk is full.
        """
        with _in_words():
            await asyncio.to_thread(self._write, chunk)

    def _write(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._sha256.update(chunk)
        self.size_bytes += len(chunk)

    def flush(self) -> None:
        """On the disk, not only on its way there."""
        self._file.flush()
        os.fsync(self._file.fileno())


class Folder:
    """Files by their ids.

    Args:
        path: of the whole folder; made when it is first needed.
        free_bytes: what the disk must still have for others.
    """

    def __init__(self, path: Path, free_bytes: int) -> None:
        self._path = path
        self._free_bytes = free_bytes

    def clear(self) -> None:
        """Remove what was being written when an earlier server was killed."""
        shutil.rmtree(self._path / INCOMING, ignore_errors=True)

    @asynccontextmanager
    async def draft(self) -> AsyncIterator[Draft]:
        """A new file, gone at the end of the block unless it was kept.

        Raises:
            NoRoom: the disk is full.
        """
        with _in_words():
            draft, file = await asyncio.to_thread(self._begin)
        try:
            yield draft
        finally:
            draft.path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # what did not fit is no longer wanted
                file.close()

    async def keep(self, draft: Draft) -> str:
        """The file is whole: its id, once it is on the disk.

        Raises:
            NoRoom: the disk is full.
        """
        with _in_words():
            return await asyncio.to_thread(self._keep, draft)

    def remove(self, id: str) -> None:
        """A file that is not there is removed already."""
        self._place(id).unlink(missing_ok=True)

    def size_bytes(self, id: str) -> int | None:
        """How long a file is; None: it is not there."""
        try:
            return self._place(id).stat().st_size
        except FileNotFoundError:
            return None

    async def read(self, id: str) -> AsyncIterator[bytes]:
        """A file piece by piece."""
        at = 0
        while chunk := await asyncio.to_thread(self._read, id, at):
            yield chunk
            at += len(chunk)

    def older(self, age_s: float) -> Iterator[list[str]]:
        """The ids of files that were written longer ago, folder by folder."""
        before = time.time() - age_s
        for shard in sorted(self._path.glob("[0-9a-f][0-9a-f]")):
            yield [file.name for file in shard.iterdir() if file.stat().st_mtime < before]

    def _read(self, id: str, at: int) -> bytes:
        with self._place(id).open("rb") as file:  # nobody keeps it open who reads slowly or goes away
            file.seek(at)
            return file.read(CHUNK_BYTES)

    def _begin(self) -> tuple[Draft, BinaryIO]:
        incoming = self._path / INCOMING
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(incoming).free < self._free_bytes:
            raise OSError(errno.ENOSPC, "too little room is left")
        path = incoming / secrets.token_hex(16)
        file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        return Draft(path, file), file

    def _keep(self, draft: Draft) -> str:
        draft.flush()
        id = draft.path.name
        place = self._place(id)
        if not place.parent.exists():
            place.parent.mkdir(mode=0o700, exist_ok=True)
            _sync(self._path)
        draft.path.rename(place)
        _sync(place.parent)
        return id

    def _place(self, id: str) -> Path:
        return self._path / id[:2] / id


def _sync(folder: Path) -> None:
    """A new name in a folder is on the disk once the folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom(f"no file can be stored: {error.strerror}") from error
        raise
