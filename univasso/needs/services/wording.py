"""The wording of a need or of an axis: written, and kept version after version (D1.10)."""

from sqlalchemy import func, select

from univasso.core import history
from univasso.core.db import check_version, db
from univasso.core.french import sort_key
from univasso.models.accounts import User
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis, TermVersion

# The columns that a person writes, in the order of the form; a version keeps them.
NEED = (
    "title_fr", "title_en", "short_fr", "short_en", "summary_fr", "summary_en", "sub_questions",
    "is_confirmed", "source_url", "evidence",
)  # fmt: skip
AXIS = ("title_fr", "title_en", "questions", "source_url")
Term = KnowledgeNeed | ResearchAxis


class Unsourced(Exception):  # noqa: N818
    """A title is confirmed by a source, or it is provisional."""


def content_of(term: Term) -> dict:
    """What a version keeps of a term: its words and, of a need, its axes and its retirement."""
    if isinstance(term, ResearchAxis):
        return {name: getattr(term, name) for name in AXIS}
    return {
        **{name: getattr(term, name) for name in NEED},
        "axes": [axis.number for axis in term.axes],
        "retired_on": term.retired_on.isoformat() if term.retired_on else "",
        "retired_reason": term.retired_reason,
        "successor": term.successor.number if term.successor else None,
    }


def _of(term: Term) -> dict:
    return {"need_id" if isinstance(term, KnowledgeNeed) else "axis_id": term.id}


def keep_first(term: Term) -> None:
    """Give a term that has no version yet its first one: the words with which it was loaded."""
    if db.session.scalar(select(TermVersion.id).filter_by(**_of(term)).limit(1)) is None:
        db.session.add(TermVersion(number=1, content=content_of(term), **_of(term)))


def lock(term: Term) -> None:
    """Read a term again, alone until the end of the work; its first words are kept."""
    db.session.refresh(term, with_for_update=True)
    keep_first(term)


def keep(term: Term, by: User, note: str, verb: str = "edit") -> None:
    """Write down the version that a change of a locked term makes, with its author and its reason."""
    db.session.flush()
    last = db.session.scalar(select(func.max(TermVersion.number)).filter_by(**_of(term))) or 0
    db.session.add(
        TermVersion(number=last + 1, content=content_of(term), note=note, by_id=by.id, **_of(term))
    )
    term.version += 1
    history.record(term, verb, by, note=note)


def save(term: Term, values: dict, by: User, seen: int | None, note: str) -> bool:
    """Write a term again and say whether anything changed. Raises ``StaleVersion``, ``Unsourced``."""
    lock(term)
    check_version(term, seen)
    before = content_of(term)
    for name, value in values.items():
        setattr(term, name, value)
    _check_source(term)
    if content_of(term) == before:
        return False
    keep(term, by, note)
    return True


def add(values: dict, by: User, note: str) -> KnowledgeNeed:
    """A new need, with the number that follows. Raises ``Unsourced``."""
    number = (db.session.scalar(select(func.max(KnowledgeNeed.number))) or 0) + 1
    need = KnowledgeNeed(number=number, slug=_slug(values["short_fr"], number), **values)
    _check_source(need)
    db.session.add(need)
    db.session.flush()
    keep(need, by, note, "create")
    return need


def _check_source(term: Term) -> None:
    if getattr(term, "is_confirmed", False) and not term.source_url:
        raise Unsourced


def _slug(title: str, number: int) -> str:
    """What its address says after the number."""
    words = "".join(c for c in sort_key(title) if c.isascii()).split()
    slug = "-".join(words)[:60].strip("-") or "besoin"
    taken = db.session.scalar(select(KnowledgeNeed.id).filter_by(slug=slug))
    return f"{slug}-{number}" if taken else slug
