"""What the needs and the axes said before, and since when they say what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from univasso.core.comparison import Difference, differences
from univasso.core.db import db
from univasso.core.history import HistoryEntry
from univasso.models.accounts import User
from univasso.models.vocabularies import KnowledgeNeed, TermVersion
from univasso.needs.services.wording import Term
from univasso.needs.wording import FIELDS, spoken

TITLE = ("title_fr", "title_en")


@dataclass(frozen=True)
class Kept:
    """A version of a term: what changed since the one before, and who wrote it."""

    version: TermVersion
    who: str
    changes: list[Difference]


def versions_of(term: Term) -> list[TermVersion]:
    """Newest first."""
    of = TermVersion.need_id if isinstance(term, KnowledgeNeed) else TermVersion.axis_id
    return list(
        db.session.scalars(
            select(TermVersion).where(of == term.id).order_by(TermVersion.number.desc())
        )
    )


def history_of(term: Term) -> list[Kept]:
    """Every version of a term with its differences, newest first."""
    found = versions_of(term)
    numbers = {version.by_id for version in found if version.by_id}
    names = dict(db.session.execute(select(User.id, User.name).where(User.id.in_(numbers))).all())
    return [
        Kept(new, names.get(new.by_id, ""), _changes(old, new))
        for new, old in zip(found, [*found[1:], None], strict=True)
    ]


def _changes(old: TermVersion | None, new: TermVersion) -> list[Difference]:
    before = spoken(old.content) if old is not None else {}
    return differences(FIELDS, before, spoken(new.content))


def latest_links(most: int = 10) -> list[tuple[HistoryEntry, KnowledgeNeed, str]]:
    """The last changes of links with axes: the line of history, its need, who made it."""
    rows = db.session.execute(
        select(HistoryEntry, KnowledgeNeed, User.name)
        .join(KnowledgeNeed, KnowledgeNeed.id == HistoryEntry.subject_id)
        .outerjoin(User, User.id == HistoryEntry.by_id)
        .where(HistoryEntry.subject_kind == "knowledge_need", HistoryEntry.verb == "link")
        .order_by(HistoryEntry.id.desc())
        .limit(most)
    )
    return [(line, need, name or "") for line, need, name in rows]


def last_link(versions: Iterable[TermVersion]) -> TermVersion | None:
    """The version that brought a need near the axes of today, from the newest; None when that is how
    it was loaded or added."""
    found = None
    for version in versions:
        if found is not None and version.content.get("axes") != found.content.get("axes"):
            return found
        found = version
    return None


def holds_since(versions: Iterable[TermVersion]) -> datetime | None:
    """Since when the title is the one of today, from versions that begin with the newest."""
    since, title = None, None
    for version in versions:
        said = [version.content.get(name) for name in TITLE]
        if title is not None and said != title:
            break
        since, title = version.at, said
    return since
