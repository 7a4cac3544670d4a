"""``python -m bench.near``: of what is shown as near a question, how much is really near.

Questions were written for this measure; what they are compared with is real: the titles and
abstracts of the publications of the demonstration, and the questions of the needs and of the axes.
A pair is ``yes`` when somebody who asks the question would want to read the text; half of the pairs
are traps, which share words but not the matter. All the texts are compared with each question, and
what is shown without being labelled is listed and counted as wrong.

Half of the questions, chosen by a hash of their words, are kept for the last check: the threshold
is never chosen on them.
"""

import json
import sys
import time
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from univasso.questions import near

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "univasso"
WISHED = 0.7


def texts() -> list[near.Text]:
    """Each real text once, under its title."""
    found = {}
    for row in json.loads((PACKAGE / "demonstration/data/outputs.json").read_text("utf-8")):
        parts = [row["title_fr"], row.get("abstract_fr", "")]
        if len("".join(parts)) > len("".join(found.get(row["title_fr"], []))):
            found[row["title_fr"]] = parts
    for name, key in (("needs", "sub_questions"), ("axes", "questions")):
        for row in json.loads((PACKAGE / f"needs/data/{name}.json").read_text("utf-8")):
            found |= {words: [words] for words in row[key]}
    return [near.read(title, parts, "fr") for title, parts in found.items()]


def labels() -> dict[str, dict[str, bool]]:
    """For each question, the texts about which somebody has said yes or no."""
    found = defaultdict(dict)
    for line in (HERE / "near_pairs.tsv").read_text("utf-8").splitlines():
        said, question, title = line.split("\t")
        found[question][title] = said == "yes"
    return found


def is_last(question: str) -> bool:
    """Whether it is kept for the last check."""
    return sha256(question.encode()).digest()[0] % 2 == 1


def measure(asked: dict[str, dict[str, bool]], others: list[near.Text]) -> tuple[list, int]:
    """What is shown, as (right, question, title), and how many texts should be."""
    rarity = near.weights(others)
    shown = [
        (said.get(n.key), question, n.key)
        for question, said in asked.items()
        for n in near.nearest(near.read("", [question], "fr"), others, rarity=rarity)
    ]
    return shown, sum(sum(said.values()) for said in asked.values())


def main() -> int:
    """Print both halves; exit 1 when the last half is below what is wished."""
    others, asked = texts(), labels()
    unknown = {t for said in asked.values() for t in said} - {text.key for text in others}
    assert not unknown, unknown
    pairs = [value for said in asked.values() for value in said.values()]
    print(f"{len(others)} texts, {len(asked)} questions, {len(pairs)} pairs, {sum(pairs)} near\n")
    print(f"{'':<14}{'shown':>7}{'right':>7}{'precision':>11}{'recall':>9}")
    precision = 0.0
    for name, last in (("chosen on", False), ("last check", True)):
        half = {q: said for q, said in asked.items() if is_last(q) == last}
        shown, wished = measure(half, others)
        right = sum(bool(is_right) for is_right, _question, _title in shown)
        precision = right / len(shown) if shown else 0.0
        print(f"{name:<14}{len(shown):>7}{right:>7}{precision:>11.2f}{right / wished:>9.2f}")
        if "--list" in sys.argv:
            for is_right, question, title in shown:
                if not is_right:
                    print(
                        "   ", "wrong" if is_right is False else "unlabelled", question, "→", title
                    )
    start = time.perf_counter()
    for question in asked:
        near.nearest(near.read("", [question], "fr"), others)
    print(f"\n{(time.perf_counter() - start) / len(asked) * 1000:.1f} ms a question")
    return 0 if precision >= WISHED else 1


if __name__ == "__main__":
    sys.exit(main())
