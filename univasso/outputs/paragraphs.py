"""Paragraphs out of the lines of a page: a PDF breaks its lines where its column ended."""

import re

BULLET = re.compile(r"(?:[•‣▪◦●■*$–—-]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|[a-z]\))\s")
SENTENCE_END = re.compile(r"[.!?…:;»”)]$")
NARROW = 25  # characters: narrower columns are titles, tables or verse, left as they are
FULL = 0.72  # of the width: a shorter line ends its paragraph,
CUT = 0.4  # unless the next one begins in the middle of a sentence
EDGE = 0.9  # a line this full may end with a full stop and yet go on


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a page, each on one line.

    A line goes on with the next one when it fills the column and the next one begins nothing new.
    """
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        width = _width(lines)
        for place, line in enumerate(lines):
            if place and _goes_on(lines[place - 1], line, width):
                found[-1] = f"{found[-1]} {line}"
            else:
                found.append(line)
    return found


def _width(lines: list[str]) -> int:
    """How many characters the column holds: nine lines in ten have no more."""
    lengths = sorted(len(line) for line in lines)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    if width < NARROW or BULLET.match(following):
        return False
    if following[0].islower() or following[0] in ";:!?),»":
        return len(line) >= width * CUT
    return len(line) >= width * (EDGE if SENTENCE_END.search(line) else FULL)
