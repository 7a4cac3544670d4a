"""Files of the register, and lines of it that a test writes itself."""

import csv
from pathlib import Path

import pytest

from univasso.commands import register
from univasso.core.db import db
from univasso.demonstration.filling import DATA
from univasso.directory.register.files import COLUMNS

REAL = Path(__file__).parent.parent / "data" / "associations"
EXTRACTS = (DATA / "rna_waldec_extrait.csv", REAL / "rna_import_extrait.csv")


@pytest.fixture
def filled(context):
    """The real extract, in both layouts."""
    for extract in EXTRACTS:
        register.load(extract)
    db.session.rollback()
    return context


@pytest.fixture
def written(tmp_path):
    """``written({"id": "W595000001", "titre": "…"})``: a file of the register with these lines."""

    def write(*rows: dict, layout: str = "rna_waldec", name: str = "rna_waldec_20240501.csv",
              encoding: str = "utf-8", extra=(), without=(), delimiter: str = ";") -> Path:  # fmt: skip
        columns = [c for c in COLUMNS[layout] if c not in without] + list(extra)
        file = tmp_path / name
        with file.open("w", encoding=encoding, newline="") as out:
            writer = csv.DictWriter(
                out, columns, restval="", delimiter=delimiter, extrasaction="ignore"
            )
            writer.writeheader()
            writer.writerows({"position": "A", **row} for row in rows)
        return file

    return write
