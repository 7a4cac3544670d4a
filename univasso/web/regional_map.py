"""The shapes of the map of Hauts-de-France, drawn once by ``tools/geography.py``."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask

DRAWING = Path(__file__).parent / "map_of_hauts_de_france.json"


@dataclass(frozen=True)
class Shape:
    """A path, and where its count stands."""

    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """The departments by their code, and the paths of the EPCI, on a plane of ``width`` by ``height``."""

    width: int
    height: int
    departments: dict[str, Shape]
    epci: list[str]


@cache
def regional_map() -> Drawing:
    kept = json.loads(DRAWING.read_text("utf-8"))
    kept["departments"] = {code: Shape(**shape) for code, shape in kept["departments"].items()}
    return Drawing(**kept)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(regional_map=regional_map)
