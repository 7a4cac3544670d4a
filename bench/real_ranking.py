"""``python -m bench.real_ranking``: at which place the passages put who really led a project.

Projects are real and public, and so are the people: authors of the publications of the demonstration
(``univasso/demonstration/data/outputs.json``, its sources beside each), then authors of articles of
``bench/real_authors.json`` (HAL and Crossref, sources in ``bench/SOURCES.md``), whose words are the titles
and abstracts that they signed. Nobody is invented. A project’s words are its title, summary and questions;
the publication of the project itself is set aside, or it would find itself; a second table keeps its
abstract without its title, which is easier than life: both are of the same hand.

What is printed is whatever comes out. People without a passage in common share the last place.
"""

import json
from collections import defaultdict
from pathlib import Path

from univasso.core.french import sort_key
from univasso.pairings.evidence import Library, Source, best
from univasso.questions import near

HERE = Path(__file__).parent
OUTPUTS = HERE.parent / "univasso/demonstration/data/outputs.json"
NEAR_SAME = 0.9  # of the words of a title: the same work under another form


def works() -> list[dict]:
    """Real works: title, abstract, language, people and units who signed them."""
    found = []
    for row in json.loads(OUTPUTS.read_text("utf-8")):
        names = [f"{a['given']} {a['family']}".strip() for a in row["authors"]]
        parts = [
            row.get(f"{name}_fr", "") for name in ("title", "abstract", "asked", "found", "changes")
        ]
        found.append({"title": row["title_fr"], "parts": parts, "names": names, "language": "fr"})
    for row in json.loads((HERE / "real_authors.json").read_text("utf-8")):
        found.append({**row, "parts": [row["title"], row.get("abstract", "")]})
    return found


def is_same(title: str, other: str) -> bool:
    one, two = set(sort_key(title).split()), set(sort_key(other).split())
    return len(one & two) >= NEAR_SAME * max(1, min(len(one), len(two)))


def _others(project: dict, every: list[dict], with_own: bool) -> list[dict]:
    same = [is_same(project["title"], work["title"]) for work in every]
    return [
        {**work, "parts": work["parts"][1:]} if own else work
        for own, work in zip(same, every, strict=True)
        if with_own or not own
    ]


def ranking(project: dict, about: list[dict]) -> tuple[list[tuple], int, list[str]]:
    """(named, place, how many share it, passages) for each one named, how many people there are, and
    those named of whom no text is known."""
    texts = {
        Source("output", n): near.read(Source("output", n), work["parts"], work["language"])
        for n, work in enumerate(about)
    }
    library = Library()
    library.refresh(dict.fromkeys(texts, 1), lambda sources: {s: texts[s] for s in sources})
    own = near.read("project", [project["title"], project["summary"], *project["questions"]], "fr")
    found, passages = library.about(own), defaultdict(list)
    for number, work in enumerate(about):
        for name in work["names"]:
            passages[sort_key(name)] += [
                p for p in (found.get(Source("output", number)),) if p is not None
            ]  # fmt: skip
    counts = {key: len(best(some)) for key, some in passages.items()}
    closest = {key: max((p.closeness for p in some), default=0) for key, some in passages.items()}
    placed, unknown = [], []
    for name in project["named"]:
        key = sort_key(name)
        if key not in counts:
            unknown.append(name)
            continue
        mine = counts[key], closest[key]
        ahead = sum((counts[other], closest[other]) > mine for other in counts)
        level = sum((counts[other], closest[other]) == mine for other in counts)
        placed.append((name, ahead + 1, level, counts[key]))
    return placed, len(counts), unknown


def main() -> None:
    every = works()
    people = {sort_key(name) for work in every for name in work["names"]}
    print(f"{len(people)} people and units, {len(every)} works\n")
    projects = json.loads((HERE / "real_projects.json").read_text("utf-8"))
    for with_own in (False, True):
        report([(p, *ranking(p, _others(p, every, with_own))) for p in projects], with_own)


def report(rows: list[tuple], with_own: bool) -> None:
    print(
        f"### {'With the abstract' if with_own else 'Without the publication'} of the project itself\n"
    )
    print(
        "| project | who led it | place | of | level with | passages |\n|---|---|---:|---:|---:|---:|"
    )
    unknown = sum(len(names) for _project, _placed, _total, names in rows)
    placed = [(project, total, *one) for project, found, total, _names in rows for one in found]
    for project, total, name, place, level, passages in placed:
        shown = place if passages else "last"
        print(f"| {project['title'][:70]} | {name} | {shown} | {total} | {level} | {passages} |")
    speaking = [one for one in placed if one[-1]]
    first = sum(place <= 10 for *_about, place, _level, _passages in speaking)
    print(f"\n{len(placed) + unknown} named, {len(placed)} with a text: {len(speaking)} have a passage, "
          f"{first} are among the first ten\n")  # fmt: skip


if __name__ == "__main__":
    main()
