"""``python -m bench.register``: the register of associations at the size of the country.

Makes a file of one million lines from the real extract, imports it twice in a process of its own,
then looks associations up by number and by name. ``--write`` keeps the table in ``docs/performance.md``.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.search.report import PAGE, machine
from tests.databases import PostgreSQL
from univasso import create_app
from univasso.commands import register as command
from univasso.commands.install import prepare
from univasso.core import clock
from univasso.core.db import db
from univasso.directory.register import numbers
from univasso.directory.register.lookup import by_name

EXTRACT = Path(__file__).parent.parent / "univasso/demonstration/data/rna_waldec_extrait.csv"
CORPUS = Path(__file__).parent / "corpus"
KEY = "a-key-for-measures-only-0123456789-abcdef"
ASKED = 300  # look-ups of each kind
BEGIN, END = "<!-- begin: python -m bench.register -->", "<!-- end: register -->"


def lines(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Real lines whose numbers, names and communes are varied with real words and places."""
    with EXTRACT.open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file, delimiter=";"))
    places = (CORPUS / "places.txt").read_text("utf-8").splitlines()
    sentences = (CORPUS / "sentences.txt").read_text("utf-8")
    words = sorted({w.upper() for w in sentences.split() if len(w) > 4 and w.isalpha()})
    chance = random.Random(seed)
    for number in range(count):
        line = dict(chance.choice(real))
        place = chance.choice(places)
        name = line["titre"].split()
        for _ in range(chance.randint(0, 2)):
            name[chance.randrange(len(name))] = chance.choice(words)
        if chance.random() < 0.5:
            name += ["DE", place.upper()]
        department = f"{chance.randint(1, 95):02d}"
        line.update(
            id=f"W{department}{chance.randint(1, 4)}{number % 1_000_000:06d}", titre=" ".join(name),
            adrs_libcommune=place, adrs_codeinsee=f"{department}{chance.randint(1, 600):03d}",
        )  # fmt: skip
        if chance.random() < 0.3:
            line["siret"] = f"{chance.randint(300_000_000, 999_999_999)}00012"
        yield line


def write(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = lines(count)
        first = next(rows)
        writer = csv.DictWriter(file, list(first), delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def imported(instance: Path, file: Path) -> dict:
    """One import: seconds, and the memory at a tenth of the way and at the end."""
    app = create_app(instance, SECRET_KEY=KEY)
    prepare(app)
    memory: list[float] = []
    show = command.progress

    def watched(label: str, done: int, total: int) -> None:
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        show(label, done, total)

    command.progress = watched
    with app.app_context():
        started = time.perf_counter()
        run = command.load(file)
        seconds = time.perf_counter() - started
        return {
            "read": run.rows_read, "new": run.rows_new, "changed": run.rows_changed,
            "same": run.rows_same, "seconds": seconds, "early": memory[len(memory) // 10],
            "peak": memory[-1],
        }  # fmt: skip


def looked_up(instance: Path, file: Path) -> dict:
    """Milliseconds on the clock of each kind of look-up, and how often its entry was among the ten."""
    app = create_app(instance, SECRET_KEY=KEY)
    chance = random.Random(2)
    with file.open(encoding="utf-8", newline="") as source:
        some = [row for row in csv.DictReader(source, delimiter=";") if chance.random() < 0.01]
    some = [row for row in some if len(row["titre"]) > 8][: 100 * ASKED]
    found = {}
    with app.app_context():
        for row in some[-20:]:  # a process that has already answered somebody
            by_name(row["titre"])
        for kind, typed in KINDS.items():
            times, right = [], 0
            for row in chance.sample(some, min(ASKED, len(some))):
                text = typed(row, chance)
                db.session.remove()
                started = time.perf_counter()
                answer = (
                    numbers.find_in_register(text).entries if "number" in kind else by_name(text)
                )
                times.append((time.perf_counter() - started) * 1000)
                right += any(row["id"] == e.number or row["titre"] == e.title for e in answer)
            found[kind] = {"times": sorted(times), "right": right / len(times)}
    return found


def _number(row: dict, _: random.Random) -> str:
    return f"{row['id'][:4].lower()} {row['id'][4:7]} {row['id'][7:]}"


def _lower(row: dict, _: random.Random) -> str:
    return row["titre"].lower()


def _with_place(row: dict, _: random.Random) -> str:
    return f"{row['titre'].lower()} {row['adrs_libcommune']}"


def _mistyped(row: dict, chance: random.Random) -> str:
    """One letter of one long word left out, doubled, replaced or swapped with its neighbour."""
    words = row["titre"].lower().split()
    long = [n for n, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return " ".join(words)
    which = chance.choice(long)
    word, at = words[which], chance.randrange(1, len(words[which]) - 1)
    words[which] = chance.choice((
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice("aeinrst") + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))  # fmt: skip
    return " ".join(words)


def _shortened(row: dict, _: random.Random) -> str:
    """The first long words, the last of them cut, as in a hurry."""
    words = [word for word in row["titre"].lower().split() if word.isalpha()][:4]
    return " ".join([*words[:-1], words[-1][:5]]) if words else row["titre"]


KINDS = {
    "number, in lower case with spaces": _number,
    "name as it is": lambda row, _: row["titre"],
    "name in lower case": _lower,
    "name and commune": _with_place,
    "name with a typing error": _mistyped,
    "beginning of a name": _shortened,
}


def in_own_process(task: str, instance: Path, file: Path) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "bench.register", "--task", task, str(instance), str(file)],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def database(is_server: bool) -> Iterator[str]:
    """SQLite in the instance, or a private PostgreSQL that its processes find in the environment."""
    if not is_server:
        yield "SQLite"
        return
    server = PostgreSQL()
    with server.started(), server.fresh(server.folder) as url:
        os.environ["UNIVASSO_DATABASE_URL"] = url
        yield "PostgreSQL"
        del os.environ["UNIVASSO_DATABASE_URL"]


def table(title: str, first: dict, second: dict, found: dict) -> str:
    rows = [
        f"### {title}",
        "",
        "| import | first | second |",
        "|---|---:|---:|",
    ]
    for label, form in (
        ("new", "{:.0f}"),
        ("changed", "{:.0f}"),
        ("same", "{:.0f}"),
        ("seconds", "{:.0f}"),
    ):
        rows.append(f"| {label} | {form.format(first[label])} | {form.format(second[label])} |")
    speeds = [run["read"] / run["seconds"] for run in (first, second)]
    rows.append(f"| lines a second | {speeds[0]:.0f} | {speeds[1]:.0f} |")
    for label, name in (("early", "memory at a tenth (MB)"), ("peak", "peak memory (MB)")):
        rows.append(f"| {name} | {first[label]:.0f} | {second[label]:.0f} |")
    rows += [
        "",
        "| look-up | p50 (ms) | p95 (ms) | worst | its entry among ten |",
        "|---|---:|---:|---:|---:|",
    ]
    for kind, made in found.items():
        times = made["times"]
        p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
        rows.append(f"| {kind} | {p50:.1f} | {p95:.1f} | {times[-1]:.0f} | {made['right']:.0%} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.register", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[200_000, 1_000_000])
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--write", action="store_true", help="keep it in docs/performance.md")
    parser.add_argument("--task", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        task, instance, file = given.task
        print(json.dumps(TASKS[task](Path(instance), Path(file))))
        return
    tables = []
    for count in given.sizes:
        with tempfile.TemporaryDirectory() as name, database(given.postgresql) as kind:
            folder = Path(name)
            file = folder / "rna_waldec_20240501.csv"
            write(file, count)
            runs = [in_own_process("import", folder, file) for _ in range(2)]
            shown = f"{count:,}".replace(",", "\u202f")
            title = f"{shown} associations, {kind}"
            tables.append(table(title, *runs, in_own_process("look-up", folder, file)))
            print(tables[-1], flush=True)
    if given.write:
        keep(tables)


TASKS = {"import": imported, "look-up": looked_up}


def keep(tables: list[str]) -> None:
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    said = f"\nMeasured on {clock.today().isoformat()}: {machine()}.\n\n"
    PAGE.write_text(before + BEGIN + said + "\n".join(tables) + END + after, "utf-8")


if __name__ == "__main__":
    main()
