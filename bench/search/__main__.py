"""``python -m bench.search``: the product's engine beside tantivy, FTS5 and Whoosh itself.

Prints one table and, with ``--write``, keeps it in ``docs/performance.md``.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.search import report

SIZES = [1_000, 10_000, 100_000]
NOTICE_WORDS, DOCUMENT_WORDS = 170, 8_000


def measured(task: str, engine: str, folder: Path, count: int, words: int) -> dict:
    """One task in a process of its own."""
    module = "bench.search.measures"
    command = [sys.executable, "-W", "ignore", "-m", module, task, engine, str(folder)]
    done = subprocess.run(
        [*command, str(count), str(words)], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def run(engines: list[str], count: int, words: int, rounds: int, folder: Path) -> dict:
    """All measures at one size, the engines taking turns in each round."""
    found: dict[str, dict[str, list]] = {engine: {} for engine in engines}

    def add(task: str, engine: str) -> None:
        _say(f"{count} × {words} words: {task}, {engine}")
        made = measured(task, engine, folder / f"{engine}-{count}-{words}", count, words)
        found[engine].setdefault(task, []).append(made)

    for engine in engines:
        add("build", engine)
    for _ in range(rounds):
        for engine in engines:
            for task in ("start", "pages"):
                add(task, engine)
    for engine in engines:
        add("edits", engine)
        if engine != "whoosh":
            add("processes", engine)
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="numbers of notices")
    parser.add_argument("--long", type=int, default=1_000, help="documents of 8 000 words")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", nargs="*", default=["product", "tantivy", "fts5", "whoosh"])
    parser.add_argument("--whoosh-up-to", type=int, default=10_000, help="it is very slow")
    parser.add_argument("--write", action="store_true", help="keep it in docs/performance.md")
    given = parser.parse_args()
    tables = []
    with tempfile.TemporaryDirectory() as name:
        cases = [(count, NOTICE_WORDS) for count in given.sizes]
        cases += [(given.long, DOCUMENT_WORDS)] if given.long else []
        for count, words in cases:
            engines = [
                engine
                for engine in given.engines
                if engine != "whoosh" or count * words <= given.whoosh_up_to * NOTICE_WORDS
            ]
            made = run(engines, count, words, given.rounds, Path(name))
            tables.append(report.table(count, words, made))
            print(tables[-1], flush=True)
    if given.write:
        report.keep(tables)


if __name__ == "__main__":
    main()
