"""What the application keeps of the official geography: other names of places, and the map.

    python tools/geography.py FOLDER

FOLDER holds communes_hdf.csv and communes_deleguees_associees_hdf.json (the communes and former
communes of Hauts-de-France in @etalab/decoupage-administratif) and the contours of its departments
and EPCI as GeoJSON (IGN Admin Express). Writes univasso/needs/data/territory_names.csv and
univasso/web/map_of_hauts_de_france.json.
"""

import csv
import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMES = ROOT / "univasso/needs/data/territory_names.csv"
MAP = ROOT / "univasso/web/map_of_hauts_de_france.json"
WIDTH = 490  # units of the drawing
FINE = {"departements": 4, "epci": 2}  # units: a bend that stands out less is left out

Point = tuple[float, float]


def other_names(folder: Path) -> list[tuple[str, str, str]]:
    """(code of the place, kind, name) of each postcode and each former commune."""
    with (folder / "communes_hdf.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [
        (f"commune:{row['code_insee']}", "postcode", postcode)
        for row in rows
        for postcode in row["codes_postaux"].split("|")
        if postcode
    ]
    text = (folder / "communes_deleguees_associees_hdf.json").read_text("utf-8")
    own = {f"commune:{row['code_insee']}": row["nom"] for row in rows}
    for row in json.loads(text):
        code = f"commune:{row['chefLieu']}"
        if row["nom"] != own[code]:
            found.append((code, "former", row["nom"]))
    return sorted(found)


def rings(geometry: dict) -> list[list[Point]]:
    """The outer rings of a shape."""
    shapes = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return [[(round(x, 5), round(y, 5)) for x, y, *_ in shape[0]] for shape in shapes]


def simplified(shapes: dict[str, list[list[Point]]], fine: float) -> dict[str, list[list[Point]]]:
    """Fewer bends. Borders are cut where three shapes meet, so that neighbours still fit."""
    around: dict[Point, set[Point]] = defaultdict(set)
    for ring in (ring for some in shapes.values() for ring in some):
        for one, other in pairwise(ring):
            around[one].add(other)
            around[other].add(one)
    met = {point for point, near in around.items() if len(near) != 2}
    return {code: [_ring(ring, met, fine) for ring in some] for code, some in shapes.items()}


def _ring(ring: list[Point], met: set[Point], fine: float) -> list[Point]:
    ring = ring[:-1]
    start = next((n for n, point in enumerate(ring) if point in met), ring.index(min(ring)))
    ring = ring[start:] + ring[: start + 1]
    if sum(point in met for point in ring) < 3:  # a shape on its own: cut where it is farthest
        met = {*met, max(ring, key=lambda point: math.dist(point, ring[0]))}
    kept, piece = [ring[0]], [ring[0]]
    for point in ring[1:]:
        piece.append(point)
        if point in met or point == ring[0]:
            forwards = piece[0] <= piece[-1]  # a border is drawn alike from both of its sides
            line = _line(piece if forwards else piece[::-1], fine)
            kept += (line if forwards else line[::-1])[1:]
            piece = [point]
    return kept


def _line(points: list[Point], fine: float) -> list[Point]:
    """Douglas and Peucker."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.dist(points[0], points[-1]) or 1e-9

    def apart(point: Point) -> float:
        x, y = point
        if length < 1e-8:
            return math.dist(point, points[0])
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    far = max(range(1, len(points) - 1), key=lambda n: apart(points[n]))
    if apart(points[far]) < fine:
        return [points[0], points[-1]]
    return _line(points[: far + 1], fine)[:-1] + _line(points[far:], fine)


def area(ring: list[Point]) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring)) / 2


def roomiest(ring: list[Point]) -> tuple[int, int]:
    """The place inside a ring that lies farthest from its border: room for a count and a name."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    inside = (
        (x, y)
        for x in range(int(min(xs)), int(max(xs)), 3)
        for y in range(int(min(ys)), int(max(ys)), 3)
        if holds(ring, x, y)
    )
    # Names are wide: a step to the side is worth less than one up or down.
    return max(inside, key=lambda p: min(math.hypot((p[0] - x) * 0.8, p[1] - y) for x, y in ring))


def holds(ring: list[Point], x: float, y: float) -> bool:
    crossed = [
        (v > y) != (b > y) and x < (a - u) * (y - v) / ((b - v) or 1e-9) + u
        for (u, v), (a, b) in pairwise(ring)
    ]
    return sum(crossed) % 2 == 1


def drawing(folder: Path) -> dict:
    """Paths and middles of departments and EPCI, on one plane (equirectangular at 50° north)."""
    read = {}
    for name in ("departements", "epci"):
        text = (folder / f"contours_{name}_hdf.geojson").read_text("utf-8")
        features = json.loads(text)["features"]
        read[name] = {_code(f["properties"]): rings(f["geometry"]) for f in features}
    every = [point for shape in read["departements"].values() for ring in shape for point in ring]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    north, south = max(y for _, y in every), min(y for _, y in every)
    scale = (WIDTH - 8) / (east - west)
    tall = scale / math.cos(math.radians((north + south) / 2))

    def placed(point: Point) -> Point:
        return 4 + (point[0] - west) * scale, 4 + (north - point[1]) * tall

    def plane(name: str) -> dict[str, list[list[Point]]]:
        shapes = {c: [[placed(p) for p in ring] for ring in some] for c, some in read[name].items()}
        return dict(sorted(simplified(shapes, FINE[name]).items()))

    return {
        "width": WIDTH,
        "height": math.ceil((north - south) * tall + 8),
        "departments": {code: _shape(some) for code, some in plane("departements").items()},
        "epci": [_path(some) for some in plane("epci").values()],
    }


def _code(about: dict) -> str:
    return about.get("code") or about["epci"]


def _shape(some: list[list[Point]]) -> dict:
    x, y = roomiest(max(some, key=lambda ring: abs(area(ring))))
    return {"path": _path(some), "x": x, "y": y - 12}


def _path(some: list[list[Point]]) -> str:
    worth = [ring for ring in some if abs(area(ring)) > 12 and len(ring) > 3]
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring[:-1]) + "Z" for ring in worth)


def main() -> None:
    folder = Path(sys.argv[1])
    with NAMES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "kind", "name"))
        writer.writerows(other_names(folder))
    MAP.write_text(json.dumps(drawing(folder), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
