"""Keeping the register: what a chunk of a file changes, written at once.

The command opens one transaction for each chunk; a file that was interrupted goes on where it stopped.
"""

from datetime import timedelta

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from univasso.core import clock
from univasso.core.db import db
from univasso.directory.register import names
from univasso.directory.register.files import Refused, Source
from univasso.models.register import (
    RegisterEntry,
    RegisterImport,
    RegisterSpelling,
    RegisterWord,
)

SHOWN = 10  # refused lines that are kept to be shown
ALIVE = timedelta(seconds=30)  # since the last chunk of an import that another process runs
LOST = "\ufffd"  # stands for a letter that some earlier conversion did not understand
SPELT = 200_000  # words whose spellings this process remembers having written

_spelt: set[str] = set()


class Underway(Exception):  # noqa: N818 — somebody else is at it
    """Another import is being written; two would give the same numbers to their entries."""


def begin(source: Source) -> RegisterImport:
    """The run of a file: a new one, or the one that was interrupted. Raises ``Underway``."""
    _spelt.clear()
    unfinished = select(RegisterImport).where(RegisterImport.ended_at.is_(None))
    recent = RegisterImport.seen_at > clock.now() - ALIVE
    if db.session.scalar(unfinished.where(recent).limit(1)) is not None:
        raise Underway
    same = RegisterImport.sha256 == source.sha256
    run = db.session.scalar(unfinished.where(same).order_by(RegisterImport.id.desc()).limit(1))
    if run is None:
        run = RegisterImport(
            file_name=source.path.name[:200], sha256=source.sha256, layout=source.layout,
            encoding=source.encoding, source_on=source.published_on, first_refused=[],
        )  # fmt: skip
        db.session.add(run)
    run.seen_at = clock.now()
    db.session.flush()
    return run


def interrupt(run_id: int) -> None:
    """Let the next run begin at once, where this one stopped."""
    run = db.session.get(RegisterImport, run_id)
    run.seen_at = clock.now() - 2 * ALIVE


def finish(run_id: int) -> RegisterImport:
    run = db.session.get(RegisterImport, run_id)
    run.ended_at = run.seen_at = clock.now()
    return run


def keep(run_id: int, chunk: list[dict | Refused]) -> None:
    """Write what a chunk brings that is new or changed; older rows than ours are left alone."""
    run = db.session.get(RegisterImport, run_id)
    refused = [line for line in chunk if isinstance(line, Refused)]
    read = {row["number"]: row for row in chunk if isinstance(row, dict)}
    known = _known(list(read))
    new = [row for number, row in read.items() if number not in known]
    changed = [row for number, row in read.items() if number in known and _differs(row, known)]
    about = {"layout": run.layout, "source": run.file_name, "source_on": run.source_on}
    _add(new, about)
    _replace(changed, known, about)
    run.rows_read += len(chunk)
    run.rows_new += len(new)
    run.rows_changed += len(changed)
    run.rows_refused += len(refused)
    run.rows_same += len(chunk) - len(new) - len(changed) - len(refused)
    kept = [[r.line, r.reason, r.begins] for r in refused]
    run.first_refused = [*run.first_refused, *kept][:SHOWN]
    run.seen_at = clock.now()


def _known(numbers: list[str]) -> dict[str, tuple[int, str, str]]:
    """Of the entries that are here: (id, fingerprint, stamp) by number."""
    of = RegisterEntry
    rows = db.session.execute(
        select(of.number, of.id, of.fingerprint, of.stamp).where(of.number.in_(numbers))
    )
    return {number: tuple(rest) for number, *rest in rows}


def _differs(row: dict, known: dict) -> bool:
    """Whether a row replaces ours: not when it is older, nor when its letters were lost on the way."""
    _, fingerprint, stamp = known[row["number"]]
    is_damaged = LOST in row["title"] or LOST in row["purpose"] or LOST in row["commune"]
    return row["fingerprint"] != fingerprint and row["stamp"] >= stamp and not is_damaged


def _add(rows: list[dict], about: dict) -> None:
    if not rows:
        return
    first = (db.session.scalar(select(func.max(RegisterEntry.id))) or 0) + 1
    made = [{"id": number, **row, **about} for number, row in enumerate(rows, first)]
    db.session.execute(insert(RegisterEntry.__table__), made)
    _add_words({row["id"]: names.finding_words(row) for row in made})


def _replace(rows: list[dict], known: dict, about: dict) -> None:
    if not rows:
        return
    numbers = {known[row["number"]][0]: row for row in rows}
    of = RegisterEntry
    columns = (of.title, of.short_title, of.commune, of.department, of.commune_code)
    kept = db.session.execute(select(of.id, *columns).where(of.id.in_(numbers))).mappings()
    before = {row["id"]: names.finding_words(row) for row in kept}
    after = {number: names.finding_words(row) for number, row in numbers.items()}
    table = RegisterEntry.__table__
    db.session.execute(
        update(table).where(table.c.id == bindparam("entry")),
        [{"entry": number, **row, **about} for number, row in numbers.items()],
    )
    _drop_words({number: before[number] - after[number] for number in numbers})
    _add_words({number: after[number] - before[number] for number in numbers})


def _pairs(words: dict[int, set[str]]) -> list[dict]:
    """In the order of the table: rows that stand together are written together."""
    pairs = sorted((word, number) for number, some in words.items() for word in some)
    return [{"word": word, "entry_id": number} for word, number in pairs]


def _add_words(words: dict[int, set[str]]) -> None:
    pairs = _pairs(words)
    if not pairs:
        return
    db.session.execute(insert(RegisterWord.__table__), pairs)
    fresh = {word for some in words.values() for word in some} - _spelt
    if len(_spelt) > SPELT:
        _spelt.clear()
    _spelt.update(fresh)
    keys = [{"key": key, "word": word} for word in fresh for key in names.spellings(word)]
    if keys:
        keys.sort(key=lambda row: (row["key"], row["word"]))
        dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
        db.session.execute(
            dialect.insert(RegisterSpelling.__table__).on_conflict_do_nothing(), keys
        )


def _drop_words(words: dict[int, set[str]]) -> None:
    pairs = [{"w": row["word"], "e": row["entry_id"]} for row in _pairs(words)]
    if pairs:
        table = RegisterWord.__table__
        db.session.execute(
            delete(table).where(table.c.word == bindparam("w"), table.c.entry_id == bindparam("e")),
            pairs,
        )
