"""The writing side: one commit at a time, under a lock that dies with its process.

Order of a commit: Whoosh (durable), arrays and deletions beside it, then the state that names
them. A writer killed in between leaves Whoosh ahead of the state; the next one reads what is
missing back from Whoosh, then sweeps away what nothing names.
"""

import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from univasso.core.search import arrays
from univasso.core.search import state as states
from univasso.core.search.building import Builder
from univasso.core.search.content import ACCESS, KIND, Content
from univasso.core.search.documents import Document, IndexUnusable
from univasso.core.search.merging import merged
from univasso.core.search.segment import Segment
from univasso.core.search.state import State, locked
from univasso.core.search.storage import Storage
from univasso.core.search.view import opened

MOST_WORDS = 16_000_000  # counted before a segment is closed; about 13 bytes each in memory
PATIENCE = 60.0  # seconds that a writer waits for another
_TIER, _MOST_IN_TIER = 8, 6
_LARGEST_MERGED = 4096  # documents; larger segments wait for a rebuild


class Writer:
    """Changes one index. Several processes may have one; they take turns."""

    def __init__(self, folder: Path, facets: tuple[str, ...]):
        self.folder = folder
        self.facets = facets
        self._columns = [KIND, ACCESS, *facets]
        self._open: tuple[str, dict[str, Segment]] = ("", {})

    # What may be asked

    def change(self, documents: Iterable[Document], removed: Iterable[str], mark: str | None):
        """Add or replace documents and remove others, all in one replacement of the state."""
        latest = {document.key: document for document in documents}
        keys = {*removed, *latest}
        with self._turn() as state:
            contents = list(self._contents(latest.values()))
            state = self._committed(state, contents, keys).marked(mark)
            state.write(self.folder)
            self._sweep(state)
            self._merge_small(state)

    def mark(self, mark: str) -> None:
        """Write the mark alone."""
        with self._turn() as state:
            state.marked(mark).write(self.folder)

    def rebuild(
        self, documents: Iterable[Document], progress: Callable[[int], None] | None, mark: str
    ) -> None:
        """Build a new home beside the live one, then let the state name it."""
        with locked(self.folder / "rebuild.lock", PATIENCE) as is_mine:
            if not is_mine:
                raise TimeoutError("the index is being rebuilt by somebody else")
            self._remove_homes()
            state = State(f"home-{secrets.token_hex(6)}", self.facets)
            self._storage(state).create()
            seen: set[str] = set()
            for content in self._contents(_counted(documents, seen, progress)):
                state = self._committed(state, [content], set())
            with locked(self.folder / "lock", PATIENCE) as is_mine:
                if not is_mine:
                    raise TimeoutError("another process is writing to the index")
                state.marked(mark).write(self.folder)
            self._remove_homes()

    def is_rebuilding(self) -> bool:
        """Whether some process is building the index."""
        if not self.folder.exists():
            return False
        with locked(self.folder / "rebuild.lock", 0) as is_free:
            return not is_free

    # How it is done

    @contextmanager
    def _turn(self) -> Iterator[State]:
        states.raw(self.folder)
        with locked(self.folder / "lock", PATIENCE) as is_mine:
            if not is_mine:
                raise TimeoutError("another process is writing to the index")
            state = states.parsed(states.raw(self.folder), self.facets)
            yield self._recovered(state)

    def _storage(self, state: State) -> Storage:
        return Storage(self.folder / state.home / "whoosh")

    def _contents(self, documents: Iterable[Document]) -> Iterator[Content]:
        builder = Builder(self.facets)
        for document in documents:
            builder.add(document)
            if builder.size >= MOST_WORDS:
                yield builder.content()
                builder = Builder(self.facets)
        if builder.notices:
            yield builder.content()

    def _segments(self, state: State) -> list[Segment]:
        known = self._open[1] if self._open[0] == state.home else {}
        home = self.folder / state.home
        segments = [opened(home, name, gone, known) for name, gone in state.segments]
        self._open = (state.home, {s.name: s for s in segments})
        return segments

    def _committed(self, state: State, contents: list[Content], keys: set[str]) -> State:
        deleted: dict[str, list[int]] = {}
        for segment in self._segments(state) if keys else ():
            numbers = [n for n in map(segment.number, keys) if n is not None]
            if numbers:
                deleted[segment.name] = numbers
        if not contents and not deleted:
            return state
        for content in contents or [None]:
            state = self._one_commit(state, content, deleted, set())
            deleted = {}
        return state

    def _one_commit(
        self, state: State, content: Content | None, deleted: dict[str, list[int]], gone: set[str]
    ) -> State:
        generation, name = self._storage(state).write(content, deleted, gone)
        home = self.folder / state.home
        kept = [
            (other, self._without(home, other, old, deleted.get(other, []), generation))
            for other, old in state.segments
            if other not in gone
        ]
        if content is not None and name:
            arrays.write(home / f"{name}.arrays", *content.arrays())
            kept.append((name, ""))
        return replace(state, generation=generation, segments=tuple(kept))

    def _without(self, home: Path, name: str, old: str, numbers: list[int], generation: int) -> str:
        """The name of the file of deletions, written anew when some were added."""
        if not numbers:
            return old
        live = opened(home, name, old, self._open[1]).live.copy()
        live[numbers] = False
        new = f"{name}.{generation}.gone"
        (home / new).write_bytes(np.packbits(~live).tobytes())
        return new

    def _recovered(self, state: State) -> State:
        """The state brought up to Whoosh's last commit, when a writer died before naming it."""
        storage = self._storage(state)
        generation = storage.generation()
        if generation == state.generation:
            return state
        home, kept = self.folder / state.home, []
        for name, deleted in storage.segments().items():
            path = home / f"{name}.arrays"
            if not _is_whole(path):
                arrays.write(path, *storage.read(name, self._columns).arrays())
            gone = self._without(home, name, "", deleted, generation)
            kept.append((name, gone))
        state = replace(state, generation=generation, segments=tuple(kept))
        state.write(self.folder)
        self._sweep(state)
        return state

    def _merge_small(self, state: State) -> None:
        """Join the small segments when they have become many. The change is visible already."""
        segments = self._segments(state)
        chosen = _worth_merging(segments)
        if not chosen:
            return
        content = merged(chosen, self._columns)
        state = self._one_commit(state, content, {}, {s.name for s in chosen})
        state.write(self.folder)
        self._sweep(state)

    def _sweep(self, state: State) -> None:
        """Remove the files of the live home that the state does not name."""
        home = self.folder / state.home
        named = {gone for _, gone in state.segments} | {f"{n}.arrays" for n, _ in state.segments}
        named.add("whoosh")
        known = {f"MAIN_{name}" for name, _ in state.segments}
        current = f"_MAIN_{state.generation}.toc"
        for path in home.iterdir():
            if path.name not in named:
                path.unlink(missing_ok=True)
        for path in (home / "whoosh").iterdir():
            is_known = path.name.split(".")[0] in known or path.name in (current, "MAIN_WRITELOCK")
            if is_known:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        for path in self.folder.glob(f"{states.NAME}.*"):
            path.unlink(missing_ok=True)

    def _remove_homes(self) -> None:
        """Remove every home but the live one. Only the rebuilding process may."""
        live = states.home_of(self.folder)
        for path in self.folder.glob("home-*"):
            if path.name != live:
                shutil.rmtree(path, ignore_errors=True)


def _counted(
    documents: Iterable[Document], seen: set[str], progress: Callable[[int], None] | None
) -> Iterator[Document]:
    """Each key once, the first time it comes; tells how many were read."""
    for document in documents:
        if document.key not in seen:
            seen.add(document.key)
            yield document
            if progress:
                progress(len(seen))


def _is_whole(path: Path) -> bool:
    try:
        arrays.read(path)
    except (OSError, IndexUnusable):
        return False
    return True


def _worth_merging(segments: list[Segment]) -> list[Segment]:
    """Small segments of a size that has become common, with all that are smaller still."""
    small = [s for s in segments if s.count - s.deleted <= _LARGEST_MERGED]
    tiers: dict[int, list[Segment]] = {}
    for segment in small:
        tier = int(np.log(max(1, segment.count - segment.deleted)) / np.log(_TIER))
        tiers.setdefault(tier, []).append(segment)
    full = [tier for tier, some in tiers.items() if len(some) >= _MOST_IN_TIER]
    if full:
        return [s for tier, some in tiers.items() if tier <= max(full) for s in some]
    return [s for s in small if s.deleted > s.count // 2 and s.count > _TIER]
