"""The words of a file, read in a child process that may hang, swell or die without harm.

A hostile file can exhaust whoever reads it; pdfium is native code and not safe among threads. Each
file is therefore read by a new Python without our environment, with a ceiling on its memory, its
processor time, its output and its open files, and killed when its time is over. What was read
before that is kept.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CHILD = Path(__file__).parent / "child.py"
WALL_CLOCK = 30  # seconds; the processor time of the child is bounded in child.py
MOST_PAGES = 500


@dataclass
class Extracted:
    """What a file says.

    ``pages`` are the pages of a PDF; the other formats have no pages of their own and give sections
    of about 3000 characters, with a ``page_count`` of 0. ``state`` is ``read``, ``no_text``,
    ``encrypted``, ``broken``, or ``too_long`` when only the first pages could be read. ``created``
    is a day, ``2019-03-14``, or nothing; ``is_tagged`` is None where tags mean nothing.
    ``headline`` holds the largest words of the first page of a PDF, ``headline_page`` its number.
    """

    pages: list[str] = field(default_factory=list)
    state: str = "broken"
    page_count: int = 0
    is_tagged: bool | None = None
    title: str = ""
    author: str = ""
    created: str = ""
    headline: str = ""
    headline_page: int = 0


def extract(path: Path, media_type: str, *, wall_clock: float = WALL_CLOCK) -> Extracted:
    """Read a file, whatever it holds; never raises for what the file is."""
    with tempfile.TemporaryFile() as answer:
        _run([str(Path(path).resolve()), media_type, str(MOST_PAGES)], answer, wall_clock)
        answer.seek(0)
        return _gathered(_lines(answer))


def _run(arguments: list[str], answer, wall_clock: float) -> None:
    """Run the child to its end, or to the end of its time."""
    child = subprocess.Popen(  # noqa: S603 — our own script, a list of arguments, no shell
        [sys.executable, "-I", str(CHILD), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        start_new_session=True,
    )
    try:
        child.wait(wall_clock)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _lines(answer) -> Iterator[dict]:
    """The lines of the answer; a child killed while writing leaves half a line, which is dropped."""
    for line in answer:
        try:
            yield json.loads(line)
        except ValueError:
            return


def _gathered(lines: Iterator[dict]) -> Extracted:
    found, ended = Extracted(), False
    for line in lines:
        if "page" in line:
            found.pages.append(line["page"])
        elif "about" in line:
            for name, value in line["about"].items():
                setattr(found, name, value)
        else:
            found.state, ended = line["end"], True
    if not ended and any(page.strip() for page in found.pages):
        found.state = "too_long"  # it was stopped on its way: the first pages stand
    return found
