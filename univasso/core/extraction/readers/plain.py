"""Plain text, whatever its encoding."""

import re
from collections.abc import Iterator
from pathlib import Path

from .texts import decoded, sections


def read(path: Path) -> tuple[dict, Iterator[str]]:
    text = decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    return {"page_count": 0}, sections(re.split(r"\n\s*\n", text))
