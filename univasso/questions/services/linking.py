"""Two questions that are read together without becoming one (C1.9); nobody is written to."""

from sqlalchemy import or_, select

from univasso.core import clock, history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.question_ties import QuestionLink
from univasso.models.questions import Question


class CannotLink(Exception):  # noqa: N818
    """They are one and the same, or linked already."""


def of(question: Question) -> list[tuple[QuestionLink, Question]]:
    """The links that hold, each with the question at its other end."""
    about = or_(QuestionLink.one_id == question.id, QuestionLink.other_id == question.id)
    found = select(QuestionLink).where(about, QuestionLink.ended_at.is_(None))
    links = db.session.scalars(found.order_by(QuestionLink.id))
    return [(link, link.other if link.one_id == question.id else link.one) for link in links]


def link(question: Question, other: Question, reason: str, by: User) -> QuestionLink:
    """Raises ``CannotLink``."""
    if question.id == other.id or other in [end for _link, end in of(question)]:
        raise CannotLink
    one, two = sorted((question, other), key=lambda q: q.id)
    made = QuestionLink(one=one, other=two, reason=reason, by_id=by.id)
    db.session.add(made)
    for end, far in ((one, two), (two, one)):
        history.record(end, "link", by, note=f"{far.id}. {reason}")
    return made


def unlink(made: QuestionLink, by: User) -> None:
    """Nothing is forgotten: the link has an end."""
    if made.ended_at is None:
        made.ended_at = clock.now()
        for end, far in ((made.one, made.other), (made.other, made.one)):
            history.record(end, "unlink", by, note=str(far.id))
