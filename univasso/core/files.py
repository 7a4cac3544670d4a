"""Files kept under the hash of their content: same bytes, same place, and no name that a person gave.

    files.store.keep(stream, filename) -> Kept        files.store.path(digest) -> Path

A file is read once, under a temporary name; it reaches its place, whole and on disk, by one move.
"""

import contextlib
import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from univasso.core import clock
from univasso.core.file_types import MEGABYTE, NotKept, Reason, checked

__all__ = ["Kept", "NotKept", "Reason", "Store", "clean_name", "store"]

CHUNK = 64 * 1024
DAY = 24 * 3600  # seconds
LONGEST_NAME = 200


@dataclass(frozen=True)
class Kept:
    """A file in the store: sha256 of its bytes, their number, its name as shown, its real type."""

    digest: str
    size: int
    filename: str
    media_type: str


@dataclass
class Store:
    """A folder of files, set once by the application."""

    folder: Path = Path("instance/files")

    def path(self, digest: str) -> Path:
        """Where the bytes of a digest lie. Raises ``ValueError`` for what is no sha256."""
        if not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise ValueError("not a sha256")
        return self.folder / digest[:2] / digest

    def keep(self, stream: BinaryIO, filename: str, most: int = 20 * MEGABYTE) -> Kept:
        """Keep what a stream gives, ``most`` bytes at the most. Raises ``NotKept``, and keeps nothing."""
        name = clean_name(filename)
        with self._temporary() as (descriptor, path):
            digest, size = _copied(stream, descriptor, most)
            media_type = checked(path, name)
            target = self.path(digest)
            target.parent.mkdir(exist_ok=True)
            path.replace(target)  # on the same disk: whole or not at all
            _flush_folder(target.parent)
        return Kept(digest, size, name, media_type)

    def sweep(self, held: set[str]) -> int:
        """Remove what is more than a day old and no row holds; give back how many files went.

        The day leaves time to the transaction that will hold a file just kept.
        """
        limit = clock.now().timestamp() - DAY
        gone = 0
        for path in self.folder.glob("*/*"):
            if path.name not in held and path.is_file() and path.stat().st_mtime < limit:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    @contextlib.contextmanager
    def _temporary(self) -> Iterator[tuple[int, Path]]:
        incoming = self.folder / "incoming"
        incoming.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=incoming)
        try:
            yield descriptor, Path(name)
        finally:
            os.close(descriptor)
            Path(name).unlink(missing_ok=True)


store = Store()


def _copied(stream: BinaryIO, descriptor: int, most: int) -> tuple[str, int]:
    """Copy a stream to the disk; give back its sha256 and its size in bytes."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > most:
            raise NotKept(Reason.TOO_LARGE)
        digest.update(chunk)
        view = memoryview(chunk)
        while view:
            view = view[os.write(descriptor, view) :]
    if size == 0:
        raise NotKept(Reason.EMPTY)
    os.fsync(descriptor)
    return digest.hexdigest(), size


def _flush_folder(folder: Path) -> None:
    """Have the move itself survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clean_name(name: str) -> str:
    """A name that is safe to show and to save: accents kept; no path, control or direction mark."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name or ""))[-1]
    name = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in name)
    name = " ".join(re.sub(r"[<>:\"|?*]", "-", name).split()).lstrip(".- ")
    if len(name) <= LONGEST_NAME:
        return name or "document"
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        return name[:LONGEST_NAME].strip()
    return f"{stem[: LONGEST_NAME - len(suffix) - 1].strip()}.{suffix}"
