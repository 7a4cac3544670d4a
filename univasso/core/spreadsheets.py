"""Tables that spreadsheets read (RFC 4180), with a mark that tells them it is UTF-8."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

MARK = "\ufeff"


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = str(value)
    formulas = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
    return f"'{text}" if text[:1] in formulas else value


def written(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The text of a table, its first line its header."""
    text = StringIO()
    text.write(MARK)
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(map(harmless, row) for row in rows)
    return text.getvalue()


def read(text: str) -> list[dict[str, str]]:
    """The lines of a table by the names of its header, folded; comma or semicolon, as they come."""
    lines = text.removeprefix(MARK).splitlines()
    if not lines:
        return []
    cut = ";" if lines[0].count(";") > lines[0].count(",") else ","
    rows = csv.reader(lines, delimiter=cut)
    header = [name.strip().casefold() for name in next(rows)]
    return [
        dict(zip(header, (cell.strip() for cell in row), strict=False)) for row in rows if any(row)
    ]
