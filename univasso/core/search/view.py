"""The live index as one process sees it: segments in memory, always those of the last commit."""

import threading
from pathlib import Path

import numpy as np

from univasso.core.search import state as states
from univasso.core.search.documents import IndexUnusable
from univasso.core.search.hits import K1, B
from univasso.core.search.segment import Segment
from univasso.core.search.state import State

_TRIES = 20  # a commit or a rebuild may remove files between reading the state and opening them


class View:
    """All segments of one state, and what is summed over them."""

    def __init__(self, state: State, segments: list[Segment]):
        self.state = state
        self.segments = segments
        self.count = sum(s.count - s.deleted for s in segments)
        everything = sum(s.count for s in segments)
        length = sum(s.length_sum for s in segments) / max(1, everything)
        # Rounded, so that one edit does not make every norm be computed again.
        self.length = float(f"{max(length, 1.0):.2g}")
        self._everything = max(1, everything)
        self.rarities: dict[tuple[str, ...], float] = {}

    def norm(self, segment: Segment) -> np.ndarray:
        """BM25's length norm of each document of a segment."""
        return segment.norm(K1, B, self.length)

    def rarity(self, keys: tuple[str, ...]) -> float:
        """BM25's inverse document frequency of several keys taken as one word."""
        known = self.rarities.get(keys)
        if known is None:
            places = (s.find(key) for s in self.segments for key in keys)
            frequency = sum(run.end - run.start for run in filter(None, places))
            frequency = min(frequency, self._everything)
            known = float(np.log(1 + (self._everything - frequency + 0.5) / (frequency + 0.5)))
            if len(self.rarities) < 10_000:
                self.rarities[keys] = known
        return known


class Viewer:
    """Gives the view of the last commit; reads the state's small file each time."""

    def __init__(self, folder: Path, facets: tuple[str, ...]):
        self._folder = folder
        self._facets = facets
        self._lock = threading.Lock()
        self._seen: tuple[bytes, View] | None = None

    def view(self) -> View:
        """The view of the last commit. Raises ``IndexUnusable``."""
        for _ in range(_TRIES):
            text = states.raw(self._folder)
            seen = self._seen
            if seen and seen[0] == text:
                return seen[1]
            try:
                return self._open(text)
            except FileNotFoundError:
                continue
        raise IndexUnusable("files of the index are missing")

    def _open(self, text: bytes) -> View:
        with self._lock:
            if self._seen and self._seen[0] == text:
                return self._seen[1]
            state = states.parsed(text, self._facets)
            known = {}
            if self._seen and self._seen[1].state.home == state.home:
                known = {s.name: s for s in self._seen[1].segments}
            home = self._folder / state.home
            view = View(state, [opened(home, name, gone, known) for name, gone in state.segments])
            self._seen = (text, view)
            return view


def opened(home: Path, name: str, gone: str, known: dict[str, Segment]) -> Segment:
    """A segment with its deletions, its arrays being shared with what is open already."""
    segment = known.get(name) or Segment(home / f"{name}.arrays")
    if segment.gone == gone:
        return segment
    live = np.ones(segment.count, dtype=bool)
    if gone:
        packed = np.fromfile(home / gone, dtype=np.uint8)
        if len(packed) != -(-segment.count // 8):
            raise IndexUnusable(f"{gone} was cut short")
        live = np.unpackbits(packed, count=segment.count) == 0
    return segment.with_live(live, gone)
