"""The process that reads one file: ``python -I child.py PATH MEDIA_TYPE MOST_PAGES``.

It runs alone, without the application: only its readers and libraries are importable. Its answer is
one JSON object a line: ``about`` the file, then each ``page``, then the state at the ``end``.
"""

import contextlib
import importlib
import json
import resource
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 400 * MEGABYTE,
    resource.RLIMIT_CPU: 5,  # seconds; 265 dense pages take a third of one
    resource.RLIMIT_FSIZE: 32 * MEGABYTE,  # the answer, which is a file
    resource.RLIMIT_NOFILE: 32,
    resource.RLIMIT_CORE: 0,
}
MOST_CHARACTERS = 8_000_000

READERS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "office",
    "application/vnd.oasis.opendocument.text": "office",
    "text/html": "web",
    "text/plain": "plain",
}


def accept_limits() -> None:
    """Take the limits, which nothing in this process can lift again."""
    for limit, value in LIMITS.items():
        with contextlib.suppress(ValueError, OSError):  # a system may lack one of them
            resource.setrlimit(limit, (value, value))


def say(**line) -> None:
    sys.stdout.write(json.dumps(line) + "\n")  # ASCII: no lone surrogate can break the answer
    sys.stdout.flush()


def read(path: Path, media_type: str, most_pages: int) -> str:
    """Say the pages of a file; give back its state."""
    texts = importlib.import_module("readers.texts")
    reader = importlib.import_module(f"readers.{READERS[media_type]}")
    count = length = 0
    is_read = False
    try:
        about, pages = reader.read(path)
        say(about=about)
        for page in pages:
            count, length = count + 1, length + len(page)
            if count > most_pages or length > MOST_CHARACTERS:
                return "too_long"
            is_read = is_read or any(c.isalnum() for c in page)
            say(page=page)
    except texts.Encrypted:
        return "encrypted"
    return "read" if is_read else "no_text"


def main() -> None:
    accept_limits()
    path, media_type, most_pages = sys.argv[1:]
    try:
        state = read(Path(path), media_type, int(most_pages))
    except Exception:
        state = "broken"
    say(end=state)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
