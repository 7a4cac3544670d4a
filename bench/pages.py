"""``python -m bench.pages``: rendered pages beside an empty Flask page with one query.

Straight through WSGI, in CPU milliseconds of the answering thread: the ratio is what to read
(targets: the results page at most 6 times the empty page, public pages at most 2.5 times). One size
at a time, as references already rendered are kept by the process.
"""

import argparse
import itertools
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, render_template_string
from sqlalchemy import insert, select

from bench.search import corpus
from univasso import create_app
from univasso.commands.install import prepare
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.core.french import sort_key
from univasso.finder import following
from univasso.models import Author, Output, OutputKind, OutputState

KEY = "a-key-for-measures-only-0123456789-abcdef"
BATCH = 2_000
WARM, ROUNDS = 20, 200
FIRST = WARM + ROUNDS  # as many outputs as answers: none is read twice
EMPTY = (
    "<!doctype html><title>Empty</title><ul>{% for t in rows %}<li>{{ t }}</li>{% endfor %}</ul>"
)


def filled(app: Flask, count: int) -> None:
    """An instance with ``count`` published notices, written in bulk, and its index."""
    prepare(app)
    with app.app_context():
        kinds = itertools.cycle(db.session.scalars(select(OutputKind.code)).all())
        with transaction():
            for batch in batches(corpus.notices(count)):
                rows = [_row(notice, next(kinds)) for notice in batch]
                asked = insert(Output).returning(Output.id, sort_by_parameter_order=True)
                made = db.session.scalars(asked, rows)
                authors = [
                    {"output_id": number, "position": 1, "family": notice.authors[:100]}
                    for number, notice in zip(made, batch, strict=True)
                ]
                db.session.execute(insert(Author), authors)
        following.rebuild()
        db.session.remove()


def batches(notices: Iterator[corpus.Notice]) -> Iterator[list[corpus.Notice]]:
    while batch := list(itertools.islice(notices, BATCH)):
        yield batch


def _row(notice: corpus.Notice, kind: str) -> dict:
    now = clock.now()
    return {
        "state": OutputState.PUBLISHED,
        "kind_code": kind,
        "title_fr": notice.title,
        "sort_key": sort_key(notice.title)[:200],
        "abstract_fr": notice.abstract,
        "keywords": notice.keywords.split(", "),
        "language": "fr",
        "audiences": [],
        "licence": "cc-by-4.0",
        "issued": notice.facets["year"],
        "issued_key": int(notice.facets["year"]) * 10_000,
        "published_at": now,
        "created_at": now,
        "updated_at": now,
    }


def empty_page(app: Flask) -> Flask:
    """The smallest page worth the name: one query of twenty rows, one template."""

    def view():
        rows = db.session.scalars(select(Output.title_fr).limit(20)).all()
        return render_template_string(EMPTY, rows=rows)

    plain = Flask("empty")
    plain.config["SQLALCHEMY_DATABASE_URI"] = app.config["SQLALCHEMY_DATABASE_URI"]
    db.init_app(plain)
    plain.add_url_rule("/", view_func=view)
    return plain


def timed(app: Flask, paths: list[str]) -> list[float]:
    """CPU milliseconds of each answer, sorted."""
    client, found = app.test_client(), []
    for number, path in enumerate(itertools.islice(itertools.cycle(paths), WARM + ROUNDS)):
        start = time.thread_time()
        answer = client.get(path)
        answer.get_data()
        spent = time.thread_time() - start
        assert answer.status_code == 200, (path, answer.status_code)
        if number >= WARM:
            found.append(spent * 1000)
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size)


def measure(folder: Path, size: int) -> None:
    app = create_app(folder, SECRET_KEY=KEY)
    filled(app, size)
    words = [f"/recherche?q={asked.typed}" for asked in corpus.queries() if asked.kind != "prefix"]
    pages = {
        "empty page with one query": (empty_page(app), ["/"]),
        "results page": (app, words),
        "home": (app, ["/"]),
        "needs": (app, ["/besoins"]),
        # Its five references are rendered once in the life of a process.
        "an output, first reading": (app, [f"/productions/{n}" for n in range(1, FIRST + 1)]),
        "an output, read again": (app, [f"/productions/{n}" for n in range(1, 11)]),
    }
    print(f"\n### {size} notices\n\n| page | p50 (CPU ms) | p95 | p50 / empty | p95 / empty |")
    print("|---|---:|---:|---:|---:|")
    base = None
    for name, (served, paths) in pages.items():
        times = timed(served, paths)
        p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
        base = base or (p50, p95)
        ratios = f"{p50 / base[0]:.1f} | {p95 / base[1]:.1f}"
        print(f"| {name} | {p50:.2f} | {p95:.2f} | {ratios} |", flush=True)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    main()
