"""The geometry of our drawings: the rosace of the needs and its petals. Macros dress it."""

import math
from dataclasses import dataclass, field
from functools import cache, lru_cache

from flask import Flask

# Storeys from the oculus outwards: name, inner and outer radius, and the count that fills it.
STOREYS = (("q", 84, 120, 10), ("p", 125, 161, 6), ("o", 166, 206, 12))
FULL = {name: full for name, _, _, full in STOREYS}
HEAD = 211
HALF = 13.7  # degrees: half the width of a lancet
TURN = 30


@dataclass(frozen=True)
class Lancet:
    """A need drawn: tracks, filled storeys as (name, path), its head, and where its number goes."""

    tracks: list[str] = field(default_factory=list)
    storeys: list[tuple[str, str]] = field(default_factory=list)
    head: str = ""
    x: float = 0
    y: float = 0


def _point(radius: float, degrees: float) -> str:
    turn = math.radians(degrees - 90)
    return f"{radius * math.cos(turn):.1f} {radius * math.sin(turn):.1f}"


def _sector(inner: float, outer: float, start: float, end: float) -> str:
    return (
        f"M{_point(inner, start)}L{_point(outer, start)}"
        f"A{outer:g} {outer:g} 0 0 1 {_point(outer, end)}"
        f"L{_point(inner, end)}A{inner:g} {inner:g} 0 0 0 {_point(inner, start)}Z"
    )


@lru_cache(maxsize=1024)
def lancet(place: int, counts: tuple[int, ...]) -> Lancet:
    """The lancet at ``place`` (0 is noon), filled by its counts of questions, projects, outputs."""
    middle = place * TURN
    start, end = middle - HALF, middle + HALF
    drawn = Lancet(
        head=_head(start, end),
        x=round((HEAD + 19) * math.sin(math.radians(middle)), 1),
        y=round(7 - (HEAD + 19) * math.cos(math.radians(middle)), 1),
    )
    for (name, inner, outer, full), count in zip(STOREYS, counts, strict=True):
        drawn.tracks.append(_sector(inner, outer, start, end))
        if count:
            reach = inner + (outer - inner) * min(1, count / full)
            drawn.storeys.append((name, _sector(inner, reach, start, end)))
    return drawn


def _head(start: float, end: float) -> str:
    arch = HEAD * math.sin(math.radians(HALF))
    return (
        f"M{_point(HEAD, start)}A{arch:.1f} {arch:.1f} 0 0 1 {_point(HEAD, end)}"
        f"A{HEAD} {HEAD} 0 0 0 {_point(HEAD, start)}Z"
    )


@cache
def petal(inner: float = 22, outer: float = 40, half: float = 11.6) -> str:
    """A petal of the logo, at noon: radiating sides and a round head."""
    x0, y0 = inner * math.sin(math.radians(half)), -inner * math.cos(math.radians(half))
    x1, y1 = outer * math.sin(math.radians(half)), -outer * math.cos(math.radians(half))
    return (
        f"M{-x0:.2f} {y0:.2f}L{-x1:.2f} {y1:.2f}"
        f"A{x1:.2f} {x1:.2f} 0 0 1 {x1:.2f} {y1:.2f}L{x0:.2f} {y0:.2f}Z"
    )


@dataclass(frozen=True)
class Lines:
    """Series over the same moments, drawn on one scale that starts at zero."""

    width: int
    height: int
    ticks: list[tuple[int, float]]  # value and height of each line of the grid
    xs: list[float]
    paths: list[str]  # the points of each series, in their order
    ends: list[float]  # where each series ends, far enough apart for words to be written there


def lines(series: list[list[int]], width: int = 650, height: int = 230) -> Lines:
    """Draw series of counts of the same length, at least one moment long."""
    left, right, top, bottom = 40, width - 115, 28, height - 40
    most = max(3, *(max(values) for values in series))
    step = -(-most // 3)  # whole counts on the grid, whatever the scale

    def rise(value: int) -> float:
        return round(bottom - (bottom - top) * value / (3 * step), 1)

    apart = len(series[0]) - 1 or 1
    xs = [round(left + (right - left) * i / apart, 1) for i in range(len(series[0]))]
    ends: list[float] = []
    for values in series:
        y = rise(values[-1])
        while any(abs(y - other) < 18 for other in ends):
            y += 18 if y + 18 <= bottom else -36
        ends.append(y)
    return Lines(
        width, height, [(step * i, rise(step * i)) for i in range(4)], xs,
        [" ".join(f"{x:g},{rise(v):g}" for x, v in zip(xs, values, strict=True))
         for values in series],
        ends,
    )  # fmt: skip


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(drawn_lines=lines, lancet=lancet, petal=petal, full_storeys=FULL)
