"""One engine, one size, one process: run as ``python -m bench.search.measures`` by the bench.

Prints one JSON object. Times of pages are milliseconds of the answering thread's CPU; edits are
milliseconds on the clock, since waiting for the disk is part of them.
"""

import argparse
import json
import os
import random
import resource
import shutil
import sys
import time
import types
from dataclasses import replace
from pathlib import Path

from bench.search import corpus

ENGINES = {
    "product": ("bench.search.product", "Product"),
    "tantivy": ("bench.search.rivals", "Tantivy"),
    "fts5": ("bench.search.rivals", "Fts5"),
    "whoosh": ("bench.search.rivals", "PlainWhoosh"),
}
EDITS = 60


def engine(name: str, folder: Path):
    """An engine, imported only now: what it imports is part of its cold start."""
    module, attribute = ENGINES[name]
    return getattr(__import__(module, fromlist=[attribute]), attribute)(folder)


def build(name: str, folder: Path, count: int, words: int) -> dict:
    """Index all notices at once."""
    shutil.rmtree(folder, ignore_errors=True)
    made = list(corpus.notices(count, words))
    built = engine(name, folder)
    started, clock = time.process_time(), time.perf_counter()
    built.build(made)
    built.close()
    seconds = time.process_time() - started
    files = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    return {
        "per CPU second": count / seconds,
        "seconds": time.perf_counter() - clock,
        "size/text": files / sum(notice.size for notice in made),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def start(name: str, folder: Path, count: int, words: int) -> dict:
    """A fresh worker from its birth: import, open, first page, without the database's texts."""
    # The package without the application that it belongs to: what search alone costs.
    package = types.ModuleType("univasso")
    package.__path__ = [str(Path(__file__).parents[2] / "univasso")]
    sys.modules["univasso"] = package
    opened = engine(name, folder)
    opened.open([])
    opened.page(corpus.Asked("two words", ["vie", "sociale"]), snippets=False)
    return {"cold ms": time.process_time() * 1000}


def pages(name: str, folder: Path, count: int, words: int) -> dict:
    """A first pass to warm up, then each query once, with and without facets and extracts."""
    opened = engine(name, folder)
    before = _private()
    opened.open(list(corpus.notices(count, words)))
    texts = _private() - before
    asked = corpus.queries()
    if name == "whoosh":
        asked = asked[::7]  # it is a hundred times slower; 7 and 8 kinds: some of each
    for query in asked:
        opened.page(query)
    full = {}
    for query in asked:
        full.setdefault(query.kind, []).append(_timed(opened.page, query))
    bare = [_timed(opened.page, query, facets=False, snippets=False) for query in asked]
    return {"full": full, "bare": bare, "private MB": _private() - texts}


def edits(name: str, folder: Path, count: int, words: int) -> dict:
    """One notice replaced until a search sees it; each change is looked for and must be found."""
    copied = folder.with_name(folder.name + "-edited")
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(folder, copied)
    opened = engine(name, copied)
    notices = list(corpus.notices(min(count, 2000), words))
    opened.open(notices)
    chance, taken = random.Random(3), []
    for number in range(EDITS if name != "whoosh" else EDITS // 6):
        word = "zq" + "".join(chance.choices("abcdefghij", k=8))
        notice = chance.choice(notices)
        changed = replace(notice, abstract=f"{word} {notice.abstract}")
        started = time.perf_counter()
        opened.edit(changed)
        keys = opened.page(corpus.Asked("one word", [word]), snippets=False)[0]
        taken.append((time.perf_counter() - started) * 1000)
        assert keys == [notice.key], (number, keys)
    opened.close()
    shutil.rmtree(copied)
    return {"edits": taken}


def processes(name: str, folder: Path, count: int, words: int) -> dict:
    """Pages a second with 1, 2 and 4 processes at once, on the clock."""
    opened = engine(name, folder)
    opened.open(list(corpus.notices(count, words)))
    asked = corpus.queries()
    for query in asked[:40]:
        opened.page(query)
    found = {}
    for number in (1, 2, 4):
        started = time.perf_counter()
        children = []
        for _ in range(number):
            child = os.fork()
            if not child:
                for query in asked:
                    opened.page(query)
                os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        found[str(number)] = number * len(asked) / (time.perf_counter() - started)
    return {"pages a second": found}


def _timed(function, *given, **named) -> float:
    started = time.thread_time()
    function(*given, **named)
    return (time.thread_time() - started) * 1000


def _private() -> float:
    """Private memory in MB: what is the process's own, mapped files left out."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    found = [int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")]
    return sum(found) / 1024


TASKS = {"build": build, "start": start, "pages": pages, "edits": edits, "processes": processes}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("words", type=int)
    given = parser.parse_args()
    result = TASKS[given.task](given.engine, given.folder, given.count, given.words)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
