"""The sections of the Conseil national des universités: the disciplines that a researcher may name."""

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "cnu_sections.csv"


@cache
def sections() -> dict[str, str]:
    """The title of each section by its number, in French: they have no official English."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["section"]: row["titre"] for row in csv.DictReader(file)}
