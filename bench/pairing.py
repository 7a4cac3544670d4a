"""``python -m bench.pairing``: who could work on a question, and proposals over many, in time and memory.

The list of candidates of one question is what the workbench reads: rules, passages, order, over 1 500
researchers with real words (the abstracts of ``bench.search``) and 100 000 associations. Proposals are
solved beside a dense ``scipy.optimize.linear_sum_assignment`` of the same pairs, in the same run, where
scipy can be imported. Lists are in CPU milliseconds of the thread, proposals on the clock; the aims are
300 ms (p95) for a list, 30 s for a proposal.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from sqlalchemy import insert, select

from bench.pages import KEY, batches, filled
from bench.search import corpus
from univasso import create_app
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import Association, Question, Researcher, Territory
from univasso.models.researchers import researcher_need, researcher_territory
from univasso.pairings import workbench
from univasso.pairings.assigning import Problem, assign

ROUNDS = 40
SIZES = (
    (30, 1_500, 200),
    (200, 1_500, 100),
    (1_000, 5_000, 40),
)  # questions, people, pairs of each


def programme(folder: Path, researchers: int, associations: int, outputs: int):
    """An instance with as many of each, written in bulk."""
    app = create_app(folder, SECRET_KEY=KEY)
    filled(app, outputs)
    texts = [notice.abstract for notice in islice(corpus.notices(researchers + ROUNDS), None)]
    with app.app_context(), transaction():
        now, dice = clock.now(), random.Random(1)
        people = [
            {"given": "Personne", "family": f"Fictive {n}", "sort_key": f"fictive {n} personne",
             "state": "active", "expertise_fr": texts[n][:600], "capacity": dice.choice([None, 1, 2, 3]),
             "created_at": now, "updated_at": now}
            for n in range(researchers)
        ]  # fmt: skip
        db.session.execute(insert(Researcher), people)
        numbers = db.session.scalars(select(Researcher.id)).all()
        places = db.session.scalars(select(Territory.id)).all()
        db.session.execute(insert(researcher_territory), [
            {"researcher_id": n, "territory_id": dice.choice(places)} for n in numbers
        ])  # fmt: skip
        db.session.execute(insert(researcher_need), [
            {"researcher_id": n, "need_id": dice.randint(1, 12)} for n in numbers
        ])  # fmt: skip
        made = ({"name": f"Association fictive {n}", "sort_key": f"association fictive {n}",
                 "created_at": now, "updated_at": now} for n in range(associations))  # fmt: skip
        for some in batches(made):
            db.session.execute(insert(Association), some)
        owners = db.session.scalars(select(Association.id).limit(ROUNDS)).all()
        db.session.execute(insert(Question), [
            {"state": "qualified", "wish": texts[researchers + n][:300], "association_id": owner,
             "created_at": now, "published_at": now, "received_at": now, "promised_on": now.date()}
            for n, owner in enumerate(owners)
        ])  # fmt: skip
    return app


def lists(app) -> None:
    """Print the time of the list of candidates, cold and warm."""
    with app.app_context():
        questions = db.session.scalars(select(Question.id)).all()
        spent = []
        for number in (questions[0], *questions):
            db.session.remove()
            start = time.thread_time()
            workbench.bench(db.session.get(Question, number))
            spent.append((time.thread_time() - start) * 1000)
        cold, warm = spent[0], sorted(spent[1:])
        print(f"| first list of a process (its texts are read) | {cold:.0f} |")
        print(f"| list of candidates, p50 | {warm[len(warm) // 2]:.0f} |")
        print(f"| list of candidates, p95 | {warm[int(len(warm) * 0.95)]:.0f} |")
        db.session.remove()
        db.engine.dispose()


def problem(questions: int, people: int, each: int) -> Problem:
    dice = random.Random(7)
    names = [f"researcher:{n}" for n in range(people)]
    pairs = {
        (question, key): dice.choice([1, 1, 1, 2, 3])
        for question in range(questions) for key in dice.sample(names, each)
    }  # fmt: skip
    return Problem(pairs, {key: dice.choice([0, 1, 1, 2]) for key in names})


def dense(made: Problem) -> tuple[float, int, int] | None:
    """Seconds, questions and passages of a dense assignment of the same pairs; none without scipy."""
    try:
        import numpy
        from scipy.optimize import linear_sum_assignment
    except ImportError:
        return None
    start = time.perf_counter()
    seats = [key for key, most in made.most.items() for _seat in range(most)]
    first: dict[str, list[int]] = {}
    for column, key in enumerate(seats):
        first.setdefault(key, []).append(column)
    rows = 1 + max(question for question, _key in made.pairs)
    worth = numpy.zeros((rows, len(seats)))
    for (question, key), passages in made.pairs.items():
        worth[question, first.get(key, [])] = 4 * rows + passages
    chosen = worth[linear_sum_assignment(worth, maximize=True)]
    chosen = chosen[chosen > 0] - 4 * rows
    return time.perf_counter() - start, len(chosen), int(chosen.sum())


def proposal(questions: int, people: int, each: int) -> None:
    """Print a line; in a process of its own, whose memory is its own."""
    made = problem(questions, people, each)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    result = assign(made)
    spent = time.perf_counter() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    passages = sum(made.pairs[pair] for pair in result.pairs)
    other = dense(made)
    beside = "without scipy |" if other is None else (
        f"{other[0]:.2f} s ({spent / other[0]:.0f} ×): "
        f"{'the same' if other[1:] == (len(result.pairs), passages) else other[1:]} |"
    )  # fmt: skip
    print(f"| {questions} × {people}, {len(made.pairs)} pairs | {spent:.1f} s"
          f"{'' if result.is_best else ' (best so far)'} | {memory:.0f} MB | "
          f"{len(result.pairs)}, {passages} | {beside}", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pairing", description=__doc__)
    parser.add_argument("--researchers", type=int, default=1_500)
    parser.add_argument("--associations", type=int, default=100_000)
    parser.add_argument("--outputs", type=int, default=1_000)
    parser.add_argument("--only", choices=("lists", "proposals"))
    parser.add_argument("--one", type=int, nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        proposal(*asked.one)
        return
    if asked.only != "proposals":
        print(f"{asked.researchers} researchers, {asked.associations} associations, "
              f"{asked.outputs} publications, SQLite\n\n| measure | CPU ms |\n|---|---:|")  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            lists(programme(Path(folder), asked.researchers, asked.associations, asked.outputs))
    if asked.only != "lists":
        print("\n| questions × people | time | memory more | questions, passages | dense scipy |")
        print("|---|---:|---:|---:|---:|", flush=True)
        for size in SIZES:
            command = [sys.executable, "-m", "bench.pairing", "--one", *map(str, size)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
