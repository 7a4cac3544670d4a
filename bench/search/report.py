"""The table: one row a measure, one column an engine, and the ratio to tantivy on every row."""

import platform
import statistics
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
NAMES = {"product": "Univ’Asso", "tantivy": "tantivy", "fts5": "FTS5", "whoosh": "Whoosh"}
BEGIN, END = "<!-- begin: python -m bench.search -->", "<!-- end -->"


def table(count: int, words: int, found: dict[str, dict[str, list]]) -> str:
    """Markdown of one size."""
    engines = list(found)
    rows = _rows(found)
    head = " | ".join(NAMES[engine] for engine in engines)
    lines = [
        f"### {count:,} {'notices' if words < 1000 else 'documents'} of {words:,} words".replace(
            ",", "\u202f"
        ),
        "",
        f"| measure | {head} | Univ’Asso / tantivy |",
        "|---|" + "---:|" * (len(engines) + 1),
    ]
    for label, values in rows.items():
        shown = " | ".join(_number(values.get(engine)) for engine in engines)
        mine, theirs = values.get("product"), values.get("tantivy")
        ratio = f"{mine / theirs:.2f}" if mine is not None and theirs else "–"
        lines.append(f"| {label} | {shown} | {ratio} |")
    return "\n".join(lines) + "\n"


def _rows(found: dict[str, dict[str, list]]) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = {}
    for engine, tasks in found.items():
        for label, value in _measures(tasks):
            rows.setdefault(label, {})[engine] = value
    return rows


def _measures(tasks: dict[str, list]):
    """Label and value of each measure of an engine: medians over the rounds."""
    rounds = tasks["pages"]
    for share, name in ((50, "p50"), (95, "p95"), (99, "p99")):
        values = [_at([t for some in r["full"].values() for t in some], share) for r in rounds]
        yield f"page, all queries, {name} (CPU ms)", statistics.median(values)
    for kind in rounds[0]["full"]:
        for share, name in ((50, "p50"), (95, "p95")):
            values = [_at(r["full"][kind], share) for r in rounds]
            yield f"page, {kind}, {name} (CPU ms)", statistics.median(values)
    for share, name in ((50, "p50"), (95, "p95")):
        values = [_at(r["bare"], share) for r in rounds]
        yield f"top 10 alone, {name} (CPU ms)", statistics.median(values)
    build = tasks["build"][0]
    yield "indexed per CPU second", build["per CPU second"]
    yield "size of the index / text", build["size/text"]
    yield "peak memory while indexing (MB)", build["peak MB"]
    cold = [r["cold ms"] for r in tasks["start"]]
    yield "cold start: import, open, first page (CPU ms)", statistics.median(cold)
    yield "private memory of a worker (MB)", statistics.median(r["private MB"] for r in rounds)
    taken = tasks["edits"][0]["edits"]
    yield "edit until visible, p50 (ms)", _at(taken, 50)
    yield "edit until visible, p95 (ms)", _at(taken, 95)
    for number, rate in tasks.get("processes", [{}])[0].get("pages a second", {}).items():
        yield f"pages a second, {number} process{'es' if number != '1' else ''}", rate


def _at(values: list[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def machine() -> str:
    """Processor, cores, system and Python."""
    cpu = Path("/proc/cpuinfo").read_text()
    model = next((x.split(":")[1].strip() for x in cpu.splitlines() if "model name" in x), "?")
    cores, python = cpu.count("processor\t"), platform.python_version()
    return f"{model}, {cores} cores, {platform.system()}, Python {python}"


def keep(tables: list[str]) -> None:
    """Put the tables between the marks of ``docs/performance.md``."""
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    said = f"\nMeasured on {date.today().isoformat()}: {machine()}.\n\n"
    PAGE.write_text(before + BEGIN + said + "\n".join(tables) + END + after, "utf-8")
