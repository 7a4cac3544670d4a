"""What the live index consists of: one small file, replaced whole.

A reader believes this file alone, so it never sees half a commit: arrays are written before the
file names them, and a deletion is part of the same replacement.
"""

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from univasso.core.search.documents import IndexUnusable

VERSION = (
    3  # of everything on disk, its kinds and the analysis: raise it and every index is built again
)
NAME = "live.json"


@dataclass(frozen=True)
class State:
    """Which home, which commit of it, which segments with which deletions, and the mark."""

    home: str
    facets: tuple[str, ...]
    generation: int = 0
    segments: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    version: int = VERSION

    def write(self, folder: Path) -> None:
        """Replace the live state. On disk when this returns."""
        beside = folder / f"{NAME}.{secrets.token_hex(4)}"
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / NAME)
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def marked(self, mark: str | None) -> "State":
        """The same with another mark; ``None`` keeps the one it has."""
        return self if mark is None else replace(self, mark=mark)


def raw(folder: Path) -> bytes:
    """The live state as written. Raises ``IndexUnusable`` when there is none."""
    try:
        handle = os.open(folder / NAME, os.O_RDONLY)
    except OSError as fault:
        raise IndexUnusable("there is no index yet") from fault
    try:
        return os.read(handle, 1 << 20)
    finally:
        os.close(handle)


def parsed(text: bytes, facets: tuple[str, ...]) -> State:
    """The state that was written. Raises ``IndexUnusable`` when it is not of this version."""
    try:
        read = json.loads(text)
        state = State(
            read["home"],
            tuple(read["facets"]),
            read["generation"],
            tuple((name, gone) for name, gone in read["segments"]),
            read["mark"],
            read["version"],
        )
    except (ValueError, KeyError, TypeError) as fault:
        raise IndexUnusable("the state of the index cannot be read") from fault
    if state.version != VERSION or state.facets != facets:
        raise IndexUnusable("the index was written for another version")
    return state


def home_of(folder: Path) -> str:
    """The folder in use, of whatever version: a process not yet renewed may still read it."""
    try:
        return str(json.loads(raw(folder))["home"])
    except (IndexUnusable, ValueError, KeyError, TypeError):
        return ""


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[bool]:
    """Hold a lock that frees itself when the process dies; tells whether it was had in time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + seconds
    with path.open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= deadline:
                    yield False
                    return
                time.sleep(0.01)
            else:
                yield True
                return
